"""Commands that sort photos into items: split off a new one, merge several."""

from __future__ import annotations

from collections.abc import Sequence

import click

from studio.base.texts import plural
from studio.cli.culling import photos_
from studio.cli.frame import Answer, Output, command


@photos_.command("split")
@click.argument("names", nargs=-1, required=True, metavar="PHOTO…")
@command
def split_(output: Output, names: Sequence[str]) -> Answer:
    """Make a new item of photos; name them by id or file name."""
    from studio.services import culling, photos

    with output.studio() as studio:
        ids = culling.named(studio, names)
        item = photos.split(studio, ids)
    output.line(f"{item.sku}: " + plural("{n} photo", "{n} photos", len(ids)))
    return {"item": item.id, "sku": item.sku, "photos": ids}


@photos_.command("merge")
@click.argument("names", nargs=-1, required=True, metavar="ITEM…")
@command
def merge_(output: Output, names: Sequence[str]) -> Answer:
    """Put the photos of items into the first; the others go, where nothing was written about them."""
    from studio.services import items, photos

    with output.studio() as studio:
        found = [items.load(studio, name) for name in names]
        photos.merge(studio, [item.id for item in found])
        moved = photos.of_item(studio, found[0].id)
    output.line(f"{found[0].sku}: " + plural("{n} photo", "{n} photos", len(moved)))
    return {"item": found[0].id, "sku": found[0].sku, "photos": [photo.id for photo in moved]}


COMMANDS = (photos_,)
