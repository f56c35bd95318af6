"""What a seller sees and changes of one Photo's Recipe, and the Photo at screen size with its frames."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.imaging import models
from studio.imaging.recipe import Recipe, Step
from studio.services import darkroom
from studio.services.context import Studio

_FULL = 1.0


class Amount(enum.StrEnum):
    """How much a step does."""

    NONE = "none"
    GENTLE = "gentle"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A Recipe as a person sees it. `backend` is "" without a cut-out, and then there is no background either."""

    white_balance: Amount = Amount.NONE
    light: Amount = Amount.NONE
    backend: str = ""
    background: str = "white"

    @property
    def as_shot(self) -> bool:
        """Whether nothing is done to the picture."""
        return self == Look(background=self.background)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A whole picture after its Recipe. Frames are left, top, right and bottom relative to its width and height."""

    file: Path
    confidence: float
    frames: Mapping[str, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Backend:
    """A way to cut out that can be used now."""

    value: str
    title: str


def look_of(recipe: str) -> Look:
    """Return what a stored Recipe does; raise UserError where it cannot be read."""
    steps = {step.name: step for step in Recipe.from_json(recipe).steps}
    cutout, background = steps.get("cutout"), steps.get("background")
    return Look(
        white_balance=_amount(steps.get("white_balance")),
        light=_amount(steps.get("exposure")),
        backend=str(cutout.params.get("backend", "auto")) if cutout else "",
        background=str(background.params.get("colour", "white")) if background else "white",
    )


def recipe_of(look: Look) -> str:
    """Return the Recipe that gives `look`, as it is stored."""
    if look.as_shot:
        return ""
    steps = [*_strong("white_balance", look.white_balance), *_strong("exposure", look.light)]
    if look.backend:
        colour = {"colour": look.background} if look.background != "white" else {}
        steps += [Step(name="cutout", params={"backend": look.backend}), Step(name="background", params=colour)]
    return Recipe(tuple(steps)).to_json()


def screen(studio: Studio, photo: Photo, context: Context) -> Screen:
    """Return a Photo after its Recipe, whole and large enough for any screen; raise UserError where it cannot be."""
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    made = darkroom.develop(studio.darkroom, studio.profile, source, photo, context, shapes=("master",))
    file = darkroom.rendition_file(studio.profile, photo.look, "master")
    return Screen(file=file, confidence=made.confidence, frames=made.frames)


def backends(studio: Studio) -> list[Backend]:
    """Return the ways to cut out, the one that needs no model first, then the models that are here."""
    found = [Backend(one.backend, one.title) for one in models.kept(studio.profile.models)]
    return [Backend(models.CLASSIC, _("Classic, without a model")), *found]


def backend_title(studio: Studio, value: str) -> str:
    """Return what a Recipe's way to cut out is called; "auto" is the best that is here now."""
    value = models.default_backend(studio.profile.models) if value == "auto" else value
    return models.title_of(value)


def _amount(step: Step | None) -> Amount:
    if step is None:
        return Amount.NONE
    return Amount.FULL if step.params.get("strength") == _FULL else Amount.GENTLE


def _strong(name: str, amount: Amount) -> list[Step]:
    """Return the step in its usual strength (which is gentle), in its full one, or not at all."""
    params = {Amount.NONE: None, Amount.GENTLE: {}, Amount.FULL: {"strength": _FULL}}[amount]
    return [] if params is None else [Step(name=name, params=params)]
