"""A Photo after its Recipe with as many pixels as its original has: what is looked at from near."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from pathlib import Path

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.services import darkroom, previewing
from studio.services.context import Studio
from studio.services.previewing import Preview

LARGEST_PX = 6_000
"""The long edge: 24 megapixels, which is more than any marketplace shows."""


def enlarges(photo: Photo, preview: Preview) -> float:
    """Return how many pixels of the full size one of a preview has."""
    (a, b, _c), (d, e, _f), (g, h, i) = preview.placement
    depth = (g + h) / 2 + i or 1.0  # in the middle of the original
    long_edge_px = max(hypot(a, d), hypot(b, e)) / abs(depth)
    return max(1.0, min(LARGEST_PX, max(photo.width, photo.height)) / max(1.0, long_edge_px))


def full_size(studio: Studio, photo: Photo, context: Context, *, as_shot: bool = False) -> Path:
    """Return a JPEG of a Photo in full size, made where it is missing; `as_shot` changes its shape and no colour.

    It lies in the cache, which may be emptied at any time. Raises UserError where the picture cannot be used.
    """
    from studio.imaging.plan import Output
    from studio.imaging.recipe import Recipe

    shown = replace(photo, recipe=previewing.geometry(photo.recipe)) if as_shot else photo
    room = studio.darkroom.open()
    target = room.cache_folder / f"{shown.look}-full.jpg"
    if not target.exists():
        source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
        made = room.develop(
            source,
            Recipe.from_json(shown.recipe),
            [Output(path=target)],
            context,
            source_sha256=photo.sha256,
            long_edge_px=min(LARGEST_PX, max(photo.width, photo.height)),
        )
        if not made.usable:
            raise UserError(made.doubt or _("The picture cannot be shown. Try again."))
    return target
