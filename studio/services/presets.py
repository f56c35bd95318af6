"""Presets for Photos: named Recipes, those of the program and the seller's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.base.errors import UserError
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.imaging import presets as files
from studio.imaging.recipe import Recipe
from studio.services import editing, models
from studio.services.context import Studio
from studio.storage.queries import photos as query


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A named Recipe; `own` where the seller made it."""

    name: str
    title: str
    about: str
    own: bool


def listed(studio: Studio) -> list[Preset]:
    """Return the presets of the program, then the seller's own."""
    return [_preset(one) for one in files.listed(studio.profile.presets).presets]


def use(studio: Studio, wanted: Sequence[PhotoId], name: str) -> int:
    """Do with Photos what a preset does; each keeps what is its own. Return how many became others."""
    preset = files.load(name, studio.profile.presets)
    title = plural("use “{preset}” on {n} photo", "use “{preset}” on {n} photos", len(wanted), preset=preset.title)
    return editing.use_recipe(studio, wanted, models.as_chosen(studio, preset.recipe).to_json(), title=title)


def save(studio: Studio, photo_id: PhotoId, title: str) -> Preset:
    """Keep what is done with a Photo as a preset, instead of an own one of the same title; raise UserError."""
    found = query.load(studio.catalog, [photo_id])
    if not found:
        raise UserError(_("This photo is not in the closet any more."))
    return _preset(files.save(studio.profile.presets, title, Recipe.from_json(found[0].recipe)))


def remove(studio: Studio, name: str) -> None:
    """Remove an own preset; photos that were developed with it stay as they are."""
    files.remove(studio.profile.presets, name)


def _preset(one: files.Preset) -> Preset:
    return Preset(name=one.name, title=one.title, about=one.about, own=one.own)
