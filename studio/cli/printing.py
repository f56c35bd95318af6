"""The command that prints cards and labels into PDF files, with the painter of the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from studio.base.errors import UserError
from studio.base.texts import plural
from studio.cli.frame import Answer, Output, command
from studio.printing.display_list import Document
from studio.services.context import Studio


@click.command("print")
@click.argument("what", type=click.Choice(["card", "label", "sku", "picklist", "separators"]))
@click.option("--order", help="The order's number (card, label; picklist: all that wait without one).")
@click.option(
    "--item",
    multiple=True,
    help="An item's SKU or id (sku); an SKU, also one to come (separators); may be given more than once.",
)
@click.option(
    "--count", type=click.IntRange(1), help="How many cards without an SKU (separators; one sheet if not said)."
)
@click.option("--stock", help="What it is printed on, instead of what was used last, such as a4-quarters (separators).")
@click.option("--pdf", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@command
def print_(output: Output, what: str, pdf: Path, **options: Any) -> Answer:
    """Print a thank-you card, a shipping label, SKU labels, a pick list, or separator cards that start an item."""
    with output.studio() as studio:
        document = _document(studio, what, **options)
        write_document(document, pdf)
    output.line(f"{pdf}: {plural('{n} page', '{n} pages', len(document.pages))}")
    return {"pdf": pdf, "pages": len(document.pages)}


_PRIVATE = 0o600
"""Labels and cards carry names and addresses."""


def write_document(document: Document, pdf: Path) -> None:
    """Write a document as a PDF; needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from studio.ui.print.headless import painting
    from studio.ui.print.pdf import write_pdf

    with painting():
        write_pdf(document, pdf)
    pdf.chmod(_PRIVATE)


def _document(
    studio: Studio, what: str, *, order: str | None, item: tuple[str, ...], count: int | None, stock: str | None
) -> Document:
    from studio.services import items, orders, printing

    if what == "separators":
        return printing.separator_cards(studio, skus=item, count=count or 0, stock_key=stock or "")
    if what == "sku":
        if not item:
            raise UserError("Say which item: studio print sku --item SKU --pdf FILE.")
        return printing.sku_labels(studio, [items.load(studio, name).id for name in item])
    if what == "picklist":
        return printing.pick_list(studio, [orders.load(studio, order)] if order else orders.to_pack(studio))
    if order is None:
        raise UserError(f"Say which order: studio print {what} --order NUMBER --pdf FILE.")
    found = orders.load(studio, order)
    return printing.card(studio, found) if what == "card" else printing.shipping_label(studio, found)


COMMANDS = (print_,)
