"""Develops Photos after an edit, in the background: their Renditions, and what became of their cut-outs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging import models
from studio.imaging.recipe import Recipe
from studio.services import darkroom
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.storage.queries import photos as query


@dataclass(frozen=True, slots=True)
class Backend:
    """A way to cut out that can be used now."""

    value: str
    title: str


def develop_edited(studio: Studio, wanted: Sequence[PhotoId], context: Context) -> None:
    """Make what the sheet and the marketplaces see of Photos as they are now, and note how their cut-outs came out.

    Nobody decided anything here, so that there is nothing to take back; a doubt that somebody has dropped since the
    mask was made stays dropped.
    """
    photos = query.load(studio.catalog, wanted)
    width = studio.darkroom.open().width
    answers = fan_out(
        photos, lambda photo: _judged(studio, photo, context), context, name_of=lambda one: one.file_name, width=width
    )
    judged = [answer for photo, answer in zip(photos, answers, strict=True) if answer != photo]
    if not judged:
        return
    with studio.catalog.operation(Op.NOTICE) as unit:
        for answer in judged:
            now = unit.load(Photo, answer.id)
            if now is not None and now.recipe == answer.recipe:
                unit.save(replace(now, note=answer.note, confidence=answer.confidence))


def is_unjudged(photo: Photo) -> bool:
    """Return whether nobody has noted yet how the cut-out of a Photo came out."""
    return photo.confidence is None and Recipe.from_json(photo.recipe).index("cutout") is not None


def backends(studio: Studio) -> list[Backend]:
    """Return the ways to cut out: the network in the box, the one that needs none, then the models that are here."""
    in_the_box, *fetched = (Backend(one.backend, one.title) for one in models.kept(studio.profile.models))
    return [in_the_box, Backend(models.CLASSIC, _("Classic, without a model")), *fetched]


def backend_title(studio: Studio, value: str) -> str:
    """Return what a Recipe's way to cut out is called; "auto" is the best that is here now."""
    value = models.default_backend(studio.profile.models) if value == "auto" else value
    return models.title_of(value)


def _judged(studio: Studio, photo: Photo, context: Context) -> Photo:
    """Return the Photo with what is to be said of its cut-out, once its Renditions and thumbnail are there."""
    try:
        source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
        made = darkroom.develop(studio.darkroom, studio.profile, source, photo, context)
        finished = darkroom.rendition_file(studio.profile, photo.look, "3x4")
        darkroom.thumbnail(studio.darkroom, studio.profile, finished, photo.look, darkroom.THUMBNAIL_PX, context)
    except darkroom.NothingToCutOut as error:
        return replace(photo, note=str(error), confidence=0.0)
    except (UserError, TransientError) as error:
        return replace(photo, note=str(error))
    if Recipe.from_json(photo.recipe).index("cutout") is None:
        return replace(photo, note="", confidence=None)
    return photo if photo.confidence is not None else replace(photo, note=made.doubt, confidence=made.confidence)
