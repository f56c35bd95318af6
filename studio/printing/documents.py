"""The things the studio prints, each as a Document: cards, SKU labels, separator cards, pick lists, shipping labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import Document
from studio.printing.fields import CardFields, PickRow, SeparatorFields, SkuFields, printable
from studio.printing.pdf_in import read_labels
from studio.printing.picklist import build_pages
from studio.printing.sheet import Calibration, fit_design, impose
from studio.printing.stock import Stock
from studio.printing.template import Design


def card_document(
    cards: Sequence[CardFields],
    design: Design,
    stock: Stock,
    *,
    skip: int = 0,
    calibration: Calibration | None = None,
) -> Document:
    """Return thank-you cards on `stock`, the first after `skip` used ones."""
    _check_some(cards, _("There is no card to print; choose an order."))
    fitted = fit_design(design, stock)
    filled = [fitted.fill(asdict(card) | {"first_name": _name_to_greet(card)}) for card in cards]
    title = _("Card for {name}").format(name=printable(cards[0].first_name)) if len(cards) == 1 else _("Cards")
    return Document(title=title, pages=impose(filled, stock, skip=skip, calibration=calibration))


def sku_document(
    labels: Sequence[SkuFields],
    design: Design,
    stock: Stock,
    *,
    skip: int = 0,
    calibration: Calibration | None = None,
) -> Document:
    """Return SKU labels on `stock`, the first after `skip` used ones."""
    _check_some(labels, _("There is no label to print; choose an item."))
    fitted = fit_design(design, stock)
    filled = [fitted.fill(asdict(label)) for label in labels]
    return Document(title=_("SKU labels"), pages=impose(filled, stock, skip=skip, calibration=calibration))


def separator_document(
    cards: Sequence[SeparatorFields], design: Design, stock: Stock, *, calibration: Calibration | None = None
) -> Document:
    """Return separator cards on `stock`."""
    _check_some(cards, _("There is no card to print; say how many."))
    fitted = fit_design(design, stock)
    filled = [fitted.fill(asdict(card)) for card in cards]
    return Document(title=_("Separator cards"), pages=impose(filled, stock, calibration=calibration))


def picklist_document(rows: Sequence[PickRow], sheet: Stock, *, day: str) -> Document:
    """Return the pick list on plain paper; `day` is the date as the seller reads it."""
    return Document(title=_("Pick list"), pages=build_pages(rows, sheet, day=day))


def shipping_document(
    pdf: bytes, stock: Stock, *, skip: int = 0, dpi: float = 300.0, calibration: Calibration | None = None
) -> Document:
    """Return the marketplace's label PDF on `stock`, in black and white dots of a printer of `dpi`."""
    pages = impose(read_labels(pdf, stock, dpi=dpi), stock, skip=skip, calibration=calibration)
    return Document(title=_("Shipping label"), pages=pages)


def _name_to_greet(card: CardFields) -> str:
    """A name of dots or emoji greets nobody; the card then says thank you without one."""
    return card.first_name if any(sign.isalnum() for sign in card.first_name) else ""


def _check_some(things: Sequence[object], sentence: str) -> None:
    if not things:
        raise UserError(sentence)
