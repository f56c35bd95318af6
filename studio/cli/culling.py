"""Commands for going through the photos of a closet: list, flag, rate, near duplicates, remove the rejects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from studio.base.texts import plural
from studio.cli.frame import Answer, Output, command
from studio.domain.culling import Sieve
from studio.domain.photo import RATINGS, Flag, Photo
from studio.domain.quality import troubles_of

_FLAGS = {"pick": Flag.PICK, "reject": Flag.REJECT, "none": Flag.NONE}
_MARKS = {Flag.PICK: "pick", Flag.REJECT: "reject", Flag.NONE: "-"}


@click.group("photos")
def photos_() -> None:
    """Go through the photos of the closet."""


@photos_.command("list")
@click.option("--show", type=click.Choice([one.value for one in Sieve]), default="all", show_default=True)
@click.option("--rating", type=click.IntRange(0, max(RATINGS)), default=0, help="At least so many stars.")
@command
def list_(output: Output, show: str, rating: int) -> Answer:
    """List photos with flag, stars and what may be wrong with them."""
    from studio.services import culling, photos

    with output.studio() as studio:
        if show == Sieve.ALIKE:
            ids = [one for group in culling.alike(studio) for one in group]
        else:
            ids = [one for _item, group in culling.groups(studio, Sieve(show), at_least=rating) for one in group]
        found = [photo for photo in photos.load(studio, ids) if photo.rating >= rating]
    output.table([_row(photo) for photo in found])
    output.line(plural("{n} photo", "{n} photos", len(found)))
    return {"photos": [_plain(photo) for photo in found]}


@photos_.command("flag")
@click.argument("names", nargs=-1, required=True, metavar="PHOTO…")
@click.option("--as", "as_what", type=click.Choice(list(_FLAGS)), required=True)
@command
def flag_(output: Output, names: Sequence[str], as_what: str) -> Answer:
    """Pick photos, reject them, or take that back; name them by id or file name."""
    from studio.services import culling

    with output.studio() as studio:
        ids = culling.named(studio, names)
        culling.flag(studio, ids, _FLAGS[as_what])
    output.line(plural("{n} photo", "{n} photos", len(ids)) + f": {as_what}")
    return {"photos": ids, "flag": _FLAGS[as_what].value}


@photos_.command("rate")
@click.argument("names", nargs=-1, required=True, metavar="PHOTO…")
@click.option("--stars", type=click.IntRange(0, max(RATINGS)), required=True)
@command
def rate_(output: Output, names: Sequence[str], stars: int) -> Answer:
    """Give photos 0 to 5 stars; name them by id or file name."""
    from studio.services import culling

    with output.studio() as studio:
        ids = culling.named(studio, names)
        culling.rate(studio, ids, stars)
    output.line(plural("{n} photo", "{n} photos", len(ids)) + ": " + plural("{n} star", "{n} stars", stars))
    return {"photos": ids, "rating": stars}


@photos_.command("alike")
@click.option("--keep-best", is_flag=True, help="Reject all but the sharpest of the largest.")
@command
def alike_(output: Output, keep_best: bool) -> Answer:  # noqa: FBT001 - click gives it by name
    """List near duplicates in groups, and keep the best of each."""
    from studio.services import culling, photos

    with output.studio() as studio:
        together = culling.alike(studio)
        kept = culling.keep_best(studio, together) if keep_best and together else []
        groups = [photos.load(studio, ids) for ids in together]
    for group in groups:
        output.table([("kept" if photo.id in kept else "", *_row(photo)) for photo in group])
        output.line()
    output.line(plural("{n} group of near duplicates", "{n} groups of near duplicates", len(groups)))
    return {"groups": [[photo.id for photo in group] for group in groups], "kept": kept}


@photos_.command("remove-rejects")
@command
def remove_rejects_(output: Output) -> Answer:
    """Take every rejected photo out of the closet; `studio undo` brings them back."""
    from studio.services import culling

    with output.studio() as studio:
        count = culling.remove_rejects(studio)
    output.line(plural("{n} photo removed", "{n} photos removed", count))
    return {"removed": count}


def _row(photo: Photo) -> tuple[str, ...]:
    troubles = ", ".join(trouble.value for trouble in troubles_of(photo))
    return photo.id, photo.file_name, _MARKS[photo.flag], "*" * photo.rating or "-", troubles


def _plain(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.id,
        "item": photo.item_id,
        "file_name": photo.file_name,
        "flag": photo.flag.value,
        "rating": photo.rating,
        "sharpness": photo.sharpness,
        "brightness": photo.brightness,
        "confidence": photo.confidence,
        "troubles": [trouble.value for trouble in troubles_of(photo)],
        "note": photo.note,
    }


COMMANDS = (photos_,)
