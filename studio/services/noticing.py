"""Looks at photos that came before the studio could: how sharp, how bright, and what they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.services import darkroom
from studio.services.context import Studio
from studio.storage.queries import photos as query


def not_noticed(studio: Studio) -> list[PhotoId]:
    """Return the Photos that nobody has looked at."""
    return query.not_noticed(studio.catalog)


def notice(studio: Studio, wanted: Sequence[PhotoId], context: Context) -> int:
    """Look at a few Photos and keep what was seen, as no step of the history; return of how many there was a picture.

    A Photo whose original is missing or cannot be read stays as it is.
    """
    seen: list[Photo] = []
    for number, photo in enumerate(query.load(studio.catalog, wanted)):
        context.report(number, len(wanted), _("Looking at {name}").format(name=photo.file_name))
        small = darkroom.thumbnail_file(studio.profile, photo.sha256)
        source = small if small.exists() else studio.originals.find(photo.sha256)
        if source is None:
            continue
        try:
            noticed = studio.darkroom.open().notice(source, context)
        except (UserError, TransientError):
            continue  # cleaning it will say why
        seen.append(
            replace(photo, phash=noticed.phash, sharpness=noticed.sharpness, brightness=noticed.brightness),
        )
    if seen:
        _keep(studio, seen)
    return len(seen)


def _keep(studio: Studio, seen: Sequence[Photo]) -> None:
    with studio.catalog.operation(Op.NOTICE) as unit:
        for photo in seen:
            now = unit.load(Photo, photo.id)
            if now is not None:  # it may have been removed or changed meanwhile
                unit.save(
                    replace(now, phash=photo.phash, sharpness=photo.sharpness, brightness=photo.brightness),
                )
