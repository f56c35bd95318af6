"""The command that saves pictures as marketplaces take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.base.texts import plural
from studio.cli.frame import Answer, Lines, Output, Refused, command
from studio.domain.ids import ItemId
from studio.services.context import Studio

if TYPE_CHECKING:
    from studio.services.exporting import ExportReport


@click.command("export")
@click.argument("names", nargs=-1, metavar="[SKU]…")
@click.option("--for", "markets", multiple=True, required=True, metavar="MARKETPLACE", help="Also several times.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the pictures go.")
@click.option("--text", is_flag=True, help="MARKETPLACE/SKU/ for each piece, with listing.txt to paste.")
@click.option("--anyway", is_flag=True, help="Also pictures whose cut-out is in doubt.")
@click.option("--replace", is_flag=True, help="Write over files of the same name.")
@command
def export(output: Output, names: Sequence[str], markets: Sequence[str], out: Path, **how: bool) -> Answer:
    """Save pictures as a marketplace takes them, named by SKU; without a SKU, those of every piece not yet sold."""
    from studio.services import exporting

    manner = exporting.Manner(anyway=how["anyway"], replace=how["replace"], folders=how["text"])
    with output.studio() as studio:
        items = _wanted(studio, names)
        reports = {}
        for market in markets:
            folder = out / market if len(markets) > 1 and not manner.folders else out
            photos = exporting.of_items(studio, items)
            reports[market] = exporting.export(studio, photos, market, folder, Lines(), manner)
        known = _file_names(studio, [one for report in reports.values() for one, _why in report.held + report.refused])
    for market, report in reports.items():
        output.line(f"{market}: {plural('{n} picture', '{n} pictures', len(report.saved))} in {out}")
        for word, listed in (("held back", report.held), ("refused", report.refused)):
            for photo_id, sentence in listed:
                output.line(f"  {word} {known[photo_id]}: {sentence}")
        for note in report.notes:
            output.line(f"  {note}")
    answer = {"marketplaces": {market: _plain(report, known) for market, report in reports.items()}}
    if not any(report.saved or report.texts for report in reports.values()):
        raise Refused("No picture was saved.", answer)
    return answer


def _wanted(studio: Studio, names: Sequence[str]) -> list[ItemId]:
    from studio.domain.item import ItemState
    from studio.services import items, photos

    if names:
        return [items.load(studio, name).id for name in names]
    shown = [item_id for item_id, _photos in photos.groups(studio) if item_id]
    return [item.id for item in items.load_all(studio, shown) if item.state is not ItemState.SOLD]


def _file_names(studio: Studio, wanted: Sequence[str]) -> dict[str, str]:
    from studio.domain.ids import PhotoId
    from studio.services import photos

    return {photo.id: photo.file_name for photo in photos.load(studio, [PhotoId(one) for one in wanted])}


def _plain(report: ExportReport, known: dict[str, str]) -> dict[str, object]:
    return {
        "pictures": [{"photo": one.photo_id, "file": one.file, "bytes": one.byte_count} for one in report.saved],
        "texts": list(report.texts),
        "held": [{"photo": one, "name": known[one], "reason": why} for one, why in report.held],
        "refused": [{"photo": one, "name": known[one], "reason": why} for one, why in report.refused],
        "notes": list(report.notes),
    }


COMMANDS = (export,)
