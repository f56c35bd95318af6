"""Commands on the closet itself: import, items, show, edit, undo, redo, check."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from studio.base.texts import plural
from studio.cli.fields import parse_fields
from studio.cli.frame import Answer, Lines, Output, Refused, command
from studio.domain.item import Item, ItemState
from studio.domain.money import Money
from studio.domain.query import parse_query


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@command
def import_(output: Output, paths: Sequence[Path]) -> Answer:
    """Import photos from folders and files, grouped into items by the time they were taken."""
    from studio.services import importing, maintenance

    with output.studio() as studio:
        maintenance.sweep(studio)
        report = importing.import_photos(studio, paths, Lines())
    output.line(
        plural("{n} photo", "{n} photos", len(report.photos))
        + plural(" in {n} item", " in {n} items", len(report.items))
        + (plural(", {n} separator card", ", {n} separator cards", report.cards) if report.cards else "")
        + f", {report.known:,} known before, {len(report.refused):,} refused"
    )
    for file, sentence in report.refused:
        output.line(f"  {file}: {sentence}")
    answer = {
        "photos": list(report.photos),
        "items": list(report.items),
        "known": report.known,
        "cards": report.cards,
        "refused": [{"file": file, "reason": sentence} for file, sentence in report.refused],
    }
    if report.refused and not report.photos and not report.known:
        raise Refused("None of these files can be imported.", answer)
    return answer


@click.command("items")
@click.option("--query", default="", help="Words, and brand:… price:<40 bin:… size:… colour:…")
@click.option("--state", type=click.Choice([state.value for state in ItemState]), help="Only items in this state.")
@command
def items_(output: Output, query: str, state: str | None) -> Answer:
    """List the items of the closet."""
    from studio.services import items

    wanted = parse_query(query)
    if state:
        wanted = dataclasses.replace(wanted, state=ItemState(state))
    with output.studio() as studio:
        found = items.load_all(studio, items.ids(studio, wanted))
    output.table([(i.sku, i.state.value, _price(i), i.size, i.bin, i.title or "(no title yet)") for i in found])
    output.line(plural("{n} item", "{n} items", len(found)))
    return {"items": [_plain(item) for item in found]}


@click.command()
@click.argument("item")
@command
def show(output: Output, item: str) -> Answer:
    """Show one item, by SKU or id, with its photos, listings and what is missing."""
    from studio.services import items, listings, photos

    with output.studio() as studio:
        found = items.load(studio, item)
        pictures = photos.of_item(studio, found.id)
        where = [
            dataclasses.replace(one, url=listings.web_address(studio, one))
            for one in listings.of_item(studio, found.id)
        ]
        rules = listings.rules_of(studio, None)
        readiness = listings.check(studio, found, rules)
        keep = listings.keep(studio, found, rules)
    plain = _plain(found)
    output.table([(name, _text(value)) for name, value in plain.items() if value not in ("", None, [], {})])
    output.line(plural("{n} photo", "{n} photos", len(pictures)) + ": " + ", ".join(p.file_name for p in pictures))
    for listing in where:
        output.line(f"listing {listing.state.value} {listing.url} {listing.reason}".rstrip())
    if keep:
        output.line(keep.sentence)
    for problem in readiness.problems:
        output.line(f"{'needs' if problem.blocks else 'advice'}: {problem.sentence}")
    return {
        "item": plain,
        "photos": [dataclasses.asdict(p) for p in pictures],
        "listings": [dataclasses.asdict(one) for one in where],
        "problems": [dataclasses.asdict(p) for p in readiness.problems],
        "keep_minor": keep.keep_minor if keep else None,
    }


@click.command()
@click.argument("item")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE…")
@command
def edit(output: Output, item: str, fields: Sequence[str]) -> Answer:
    """Change fields of an item: title=… price=48 weight=400g size=M colours=Black,Tan condition=uln …"""
    from studio.services import items

    with output.studio() as studio:
        found = items.load(studio, item)
        items.edit(studio, [found.id], parse_fields(fields, found.currency))
        changed = items.load(studio, found.id)
    output.line(f"{changed.sku}: saved")
    return {"item": _plain(changed)}


@click.command()
@command
def undo(output: Output) -> Answer:
    """Take back the last thing done to the closet."""
    from studio.services import history

    with output.studio() as studio:
        touched = history.undo(studio)
    output.line(f"Undone: {touched.title}")
    return {"undone": touched.title}


@click.command()
@command
def redo(output: Output) -> Answer:
    """Do again what was undone last."""
    from studio.services import history

    with output.studio() as studio:
        touched = history.redo(studio)
    output.line(f"Done again: {touched.title}")
    return {"redone": touched.title}


@click.command()
@command
def check(output: Output) -> Answer:
    """Check the catalog and every original photo; nothing is changed."""
    from studio.services import maintenance

    with output.studio() as studio:
        report = maintenance.check(studio, Lines())
    for problem in report.problems:
        output.line(problem)
    answer = dataclasses.asdict(report)
    if report.problems:
        raise Refused("The closet is not whole. Restore a backup, or put back what is missing.", answer)
    output.line(f"All is well: {report.items:,} items, {report.photos:,} photos.")
    return answer


def _plain(item: Item) -> dict[str, Any]:
    return dataclasses.asdict(item) | {"measurements_mm": dict(item.measurements_mm), "colours": list(item.colours)}


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _price(item: Item) -> str:
    return "" if item.price_minor is None else str(Money(item.price_minor, item.currency))


COMMANDS = (import_, items_, show, edit, undo, redo, check)
