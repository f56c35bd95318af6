"""One treatment of many Photos: a crash, a bad file or a stop costs single Photos, never what is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.base.errors import Cancelled, TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging import presets
from studio.imaging.order import OWN_STEPS
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step
from studio.services import darkroom, models
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.settings import schema
from studio.storage.queries import photos as query

if TYPE_CHECKING:
    from studio.imaging.pipeline import Developed

_HOPELESS = 0.1
"""Confidence below which a cut-out has lost its piece; close-ups of cloth were measured at 0.00 to 0.06."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What is done to every Photo of a batch. `title` is what the history calls it, with the count in front of it.

    A Photo keeps what is its own (its crop, its flaws, strokes on its mask), where the Recipe says nothing of that.
    Where a piece cannot be told from its ground the Photo gets `in_doubt`; without one it is refused, or kept with a
    note. The empty Recipe shows a Photo as it was shot.
    """

    recipe: Recipe
    in_doubt: Recipe | None = None
    titles: tuple[str, str] = ("edit {n} photo", "edit {n} photos")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What became of the Photos. A doubtful one is done, and somebody should look at it.

    `left` are those whose turn was not over when the batch was stopped: they are as they were.
    """

    done: tuple[PhotoId, ...]
    doubtful: tuple[tuple[PhotoId, str], ...] = ()
    refused: tuple[tuple[PhotoId, str], ...] = ()
    left: tuple[PhotoId, ...] = ()


def cleaning(studio: Studio, backend: str = "") -> Treatment:
    """Return the usual treatment: white balance, light, cut-out ("": by the backend that was chosen), background."""
    backend = backend or models.chosen(studio)
    background = studio.settings.get(schema.BACKGROUND)
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": backend})).replaced(
        "background", Step(name="background", params={"colour": background})
    )
    return _treatment(recipe, ("clean {n} photo", "clean {n} photos"))


def by_preset(studio: Studio, name: str) -> Treatment:
    """Return what a preset does; raise UserError where there is none of this name."""
    preset = presets.load(name, studio.profile.presets)
    title = preset.title.replace("{", "(").replace("}", ")")
    recipe, cutout = preset.recipe, preset.recipe.step("cutout")
    if cutout is not None:
        params = {"backend": models.chosen(studio), **cutout.params}
        recipe = recipe.with_step(replace(cutout, params=params))
    return _treatment(recipe, (f"“{title}” on {{n}} photo", f"“{title}” on {{n}} photos"))


def like(studio: Studio, photo_id: PhotoId) -> Treatment:
    """Return what was done to another Photo; raise UserError where there is nothing."""
    found = query.load(studio.catalog, [photo_id])
    if not found or not found[0].recipe:
        raise UserError(_("Nothing was done to this photo yet. Clean or edit it first."))
    recipe = Recipe.from_json(found[0].recipe).portable()
    return _treatment(recipe, ("copy settings to {n} photo", "copy settings to {n} photos"))


def run(studio: Studio, wanted: Sequence[PhotoId], treatment: Treatment, context: Context) -> BatchReport:
    """Develop Photos in every shape; all that are finished, also before a stop, are one step of the history.

    What cannot be developed stays as it was and is named. Raises Cancelled where it was stopped before anything was
    finished.
    """
    answers: dict[PhotoId, Photo | UserError | TransientError] = {}

    def one(photo: Photo) -> None:
        try:
            answers[photo.id] = _developed(studio, photo, treatment, context)
        except (UserError, TransientError) as error:
            answers[photo.id] = error

    photos = query.load(studio.catalog, wanted)
    width = studio.darkroom.open().width
    try:
        for _nothing in fan_out(photos, one, context, name_of=lambda photo: photo.file_name, width=width):
            pass
    except Cancelled:
        if not answers:
            raise
    ordered = [(photo.id, answers[photo.id]) for photo in photos if photo.id in answers]
    done = [answer for _photo_id, answer in ordered if isinstance(answer, Photo)]
    keep(studio, done, plural(*treatment.titles, len(done)))
    return BatchReport(
        done=tuple(photo.id for photo in done),
        doubtful=tuple((photo.id, photo.note) for photo in done if photo.note),
        refused=tuple((photo_id, str(answer)) for photo_id, answer in ordered if not isinstance(answer, Photo)),
        left=tuple(photo.id for photo in photos if photo.id not in answers),
    )


def keep(studio: Studio, photos: Sequence[Photo], title: str) -> None:
    """Write what became of Photos into the catalog: Recipe, note, and how sure the cut-out is."""
    if not photos:
        return
    with studio.catalog.operation(Op.EDIT_PHOTOS, title=title) as unit:
        for photo in photos:
            now = unit.load(Photo, photo.id)
            if now is not None:  # it may have been removed or moved while it was in the darkroom
                unit.save(replace(now, recipe=photo.recipe, note=photo.note, confidence=photo.confidence))


def _treatment(recipe: Recipe, titles: tuple[str, str]) -> Treatment:
    """Return the treatment by `recipe` that leaves a Photo on its ground where its piece cannot be told from it."""
    on_its_ground = Recipe(tuple(step for step in recipe.steps if step.name not in ("cutout", "background")))
    return Treatment(recipe=recipe, in_doubt=on_its_ground if recipe.step("cutout") else None, titles=titles)


def _developed(studio: Studio, photo: Photo, treatment: Treatment, context: Context) -> Photo:
    source, made = darkroom.original_file(studio.originals.find(photo.sha256), photo), None
    recipe, in_doubt = _onto(treatment.recipe, photo), treatment.in_doubt
    try:
        made = darkroom.develop(studio.darkroom, studio.profile, source, replace(photo, recipe=recipe), context)
    except darkroom.NothingToCutOut:
        if in_doubt is None:
            raise
    if made is not None and (made.confidence >= _HOPELESS or in_doubt is None):
        done = replace(photo, recipe=recipe, note=made.doubt, confidence=_sure(recipe, made))
    else:
        note = _("The piece could not be told from its ground, so it keeps it.")
        on_its_ground = _onto(in_doubt or Recipe(), photo)
        done = replace(photo, recipe=on_its_ground, note=note, confidence=made.confidence if made else 0.0)
        darkroom.develop(studio.darkroom, studio.profile, source, done, context)
    finished = darkroom.rendition_file(studio.profile, done.look, "3x4")
    darkroom.thumbnail(studio.darkroom, studio.profile, finished, done.look, darkroom.THUMBNAIL_PX, context)
    return done


def _onto(recipe: Recipe, photo: Photo) -> str:
    """Return `recipe` with what is the Photo's own, as it is stored."""
    if not recipe.steps:
        return ""
    result = recipe.onto(Recipe.from_json(photo.recipe))
    for step in recipe.steps:
        result = result.with_step(step) if step.name in OWN_STEPS else result
    return result.to_json()


def _sure(recipe: str, made: Developed) -> float | None:
    return made.confidence if Recipe.from_json(recipe).index("cutout") is not None else None
