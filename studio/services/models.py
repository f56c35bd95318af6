"""The cut-out models: which there are, and getting one here after the seller has agreed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.services.context import Studio
from studio.settings import schema

if TYPE_CHECKING:
    from studio.imaging.models import Kept as Kept
    from studio.imaging.models import Model as Model
    from studio.imaging.recipe import Recipe

AUTO, CLASSIC = "auto", "classic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A model that was taken away: where its files lie now, and which one was chosen then."""

    aside: Path
    chosen: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A model, and whether it is on this machine."""

    model: Model
    here: bool


def offered(studio: Studio) -> Sequence[Offered]:
    """Return the models that there are, the bundled and the recommended ones first."""
    from studio.imaging import models

    return [Offered(model, models.is_here(model, studio.profile.models)) for model in models.known_models()]


def custom(studio: Studio) -> Sequence[str]:
    """Return the names of the seller's own model files."""
    from studio.imaging import models

    return models.custom_models(studio.profile.models)


def used_bytes(studio: Studio) -> int:
    """Return how much room the models take that were fetched, brought in or made here."""
    bundled = {one.model.backend for one in offered(studio) if one.model.bundled}
    return sum(one.size_bytes for one in kept(studio) if one.backend not in bundled)


def kept(studio: Studio) -> Sequence[Kept]:
    """Return what can cut out now, each with the size of its file and what is known of it."""
    from studio.imaging import models

    return models.kept(studio.profile.models)


def chosen(studio: Studio) -> str:
    """Return the backend that cleaning uses: the seller's choice where it is still here, else "auto"."""
    choice = studio.settings.get(schema.CUTOUT_BACKEND)
    if choice in (AUTO, CLASSIC):
        return choice
    return choice if any(one.backend == choice for one in kept(studio)) else AUTO


def best(studio: Studio) -> str:
    """Return the best backend that is here: what "auto" comes down to today."""
    from studio.imaging import models

    return models.default_backend(studio.profile.models)


def meant(studio: Studio) -> str:
    """Return the backend that `chosen` comes down to today."""
    choice = chosen(studio)
    return best(studio) if choice == AUTO else choice


def as_chosen(studio: Studio, recipe: Recipe) -> Recipe:
    """Return a Recipe whose cut-out, where it is left to the studio, is by what the seller chose."""
    from dataclasses import replace

    from studio.imaging.recipe import Recipe

    choice = chosen(studio)
    return Recipe(
        tuple(
            replace(step, params={**step.params, "backend": choice})
            if step.name == "cutout" and choice != AUTO and step.params.get("backend", AUTO) == AUTO
            else step
            for step in recipe.steps
        )
    )


def choose(studio: Studio, backend: str) -> None:
    """Clean with this backend from now on; raise UserError where it is not here."""
    if backend not in (AUTO, CLASSIC) and all(one.backend != backend for one in kept(studio)):
        name = backend.removeprefix("rembg:")
        raise UserError(_("The cut-out model {name} is not here yet. Fetch it first.").format(name=name))
    studio.settings.set(schema.CUTOUT_BACKEND, backend)


def fetch(studio: Studio, name: str, context: Context) -> Path:
    """Fetch a model that the seller agreed to; what was begun before is resumed.

    Raises UserError for a wrong checksum or a full disk, TransientError where the network failed, Cancelled.
    """
    from studio.imaging import model_fetch, models
    from studio.services.model_server import open_body

    model = models.find_model(name)
    try:
        return model_fetch.fetch(model, studio.profile.models, open_body, context, consent=True)
    except OSError as error:
        raise UserError(
            _("The model cannot be kept ({why}). Free some space and try again.").format(why=error.strerror)
        ) from error


def adopt(studio: Studio, file: Path, context: Context) -> str:
    """Copy a model file of the seller's own to the studio's models; return the backend it is now.

    Raises UserError with the reason where it is no cut-out model.
    """
    from studio.imaging import model_trial

    return model_trial.adopt(file, studio.profile.models, context)


def remove(studio: Studio, name: str) -> None:
    """Remove a model or a fast copy from this machine for good, by its backend or its name."""
    from studio.imaging import models

    models.remove(name, studio.profile.models)


def take_away(studio: Studio, backend: str) -> Removed:
    """Put a model or a fast copy aside, so that it can be brought back until the next one goes."""
    from studio.imaging import models

    sweep(studio)
    home, aside = studio.profile.models, _aside(studio) / new_id()
    removed = Removed(aside=aside, chosen=studio.settings.get(schema.CUTOUT_BACKEND))
    for file in models.files_of(backend, home):
        target = aside / file.relative_to(home)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
    return removed


def bring_back(studio: Studio, removed: Removed) -> None:
    """Put back what was taken away, and choose it again if it was chosen."""
    for file in [file for file in removed.aside.rglob("*") if file.is_file()]:
        target = studio.profile.models / file.relative_to(removed.aside)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
    studio.settings.set(schema.CUTOUT_BACKEND, removed.chosen)
    sweep(studio)


def sweep(studio: Studio) -> None:
    """Let go of what was taken away before."""
    shutil.rmtree(_aside(studio), ignore_errors=True)


def _aside(studio: Studio) -> Path:
    return studio.profile.models / "removed"
