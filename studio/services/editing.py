"""What a seller changes of Photos' Recipes: steps as values, and one named Operation for each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging.order import FINISHING, place_of
from studio.imaging.recipe import Recipe, Step
from studio.services.context import Studio
from studio.storage.queries import photos as query

Params = Mapping[str, Any]

_PLAIN = {
    "white_balance": _("white balance"),
    "exposure": _("brightness"),
    "cutout": _("cut-out"),
    "flaws": _("marked flaws"),
    "sharpen": _("sharpness"),
    "measure": _("measurements"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepValues:
    """One step of a Recipe, every parameter written out."""

    name: str
    version: int
    params: Params


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRules:
    """A step that this version of the studio knows: its version, and its parameters where nothing else is said."""

    version: int
    usual: Params


Rules = Mapping[str, StepRules]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdit:
    """An Operation that changed how a Photo looks, and the Recipe that it left; `now` where that is still so."""

    title: str
    done_at: datetime
    recipe: str
    now: bool


# -- steps as values


def read_rules(studio: Studio, context: Context) -> Rules:
    """Return every step that can be run, by name; it starts a child process, so that it belongs in a Job."""
    found = studio.darkroom.previewer().kinds(context)
    return {name: StepRules(version=one["version"], usual=one["usual"]) for name, one in found.items()}


def read_steps(studio: Studio, recipe: str, context: Context) -> tuple[StepValues, ...]:
    """Return the steps of a stored Recipe in their newest versions; raise UserError where one is not known."""
    found = studio.darkroom.previewer().current(Recipe.from_json(recipe), context)
    return tuple(StepValues(name=one.name, version=one.version, params=one.params) for one in found.steps)


def known_steps(recipe: str, rules: Rules) -> tuple[StepValues, ...] | None:
    """Return the steps of a Recipe; None where it has a step that `rules` do not know in this version."""
    steps = Recipe.from_json(recipe).steps
    if any(step.name not in rules or rules[step.name].version != step.version for step in steps):
        return None
    return tuple(
        StepValues(name=step.name, version=step.version, params={**rules[step.name].usual, **step.params})
        for step in steps
    )


def recipe_of(steps: Sequence[StepValues], rules: Rules) -> str:
    """Return the Recipe of `steps` as it is stored: in its order, without what is as usual anyway."""
    return Recipe(tuple(_lean(step, rules) for step in in_order(steps))).to_json() if steps else ""


def in_order(steps: Sequence[StepValues]) -> tuple[StepValues, ...]:
    """Return `steps` in the order in which they are done, whatever the order in which they were taken in hand."""
    return tuple(sorted(steps, key=lambda step: place_of(step.name)))


def with_step(steps: Sequence[StepValues], step: StepValues) -> tuple[StepValues, ...]:
    """Return `steps` with `step` in its place, instead of the one of its name."""
    return in_order((*without(steps, step.name), step))


def without(steps: Sequence[StepValues], name: str) -> tuple[StepValues, ...]:
    """Return `steps` without those called `name`."""
    return tuple(step for step in steps if step.name != name)


# -- changes


def set_step(
    studio: Studio,
    wanted: Sequence[PhotoId],
    step: StepValues,
    rules: Rules,
    context: Context,
    *,
    apart: bool = False,
) -> None:
    """Give Photos a step, or new values for it; what is dragged within two seconds is one step of the history.

    What is set `apart` is a step of its own, as each stroke of a brush is.
    """
    change = _StepChange(name=step.name, merges=not apart, change=lambda steps: with_step(steps, step))
    _edit_step(studio, wanted, change, rules, context)


def remove_step(studio: Studio, wanted: Sequence[PhotoId], name: str, rules: Rules, context: Context) -> None:
    """Take a step off Photos."""
    change = _StepChange(name=name, merges=True, change=lambda steps: without(steps, name))
    _edit_step(studio, wanted, change, rules, context)


def copy_settings(studio: Studio, source: PhotoId, wanted: Sequence[PhotoId]) -> int:
    """Give other Photos the settings of `source`, but for what is its own; return how many became others."""
    found = query.load(studio.catalog, [source])
    targets = [photo_id for photo_id in wanted if photo_id != source]
    if not found or not targets:
        return 0
    title = plural("copy settings to {n} photo", "copy settings to {n} photos", len(targets))
    return use_recipe(studio, targets, found[0].recipe, title=title)


def use_recipe(studio: Studio, wanted: Sequence[PhotoId], recipe: str, *, title: str) -> int:
    """Do with Photos what `recipe` does; each keeps what is its own. Return how many became others."""
    ours = Recipe.from_json(recipe)

    def onto(photo: Photo) -> str:
        result = ours.onto(Recipe.from_json(photo.recipe))
        return result.to_json() if result.steps else ""

    return _edit(studio, wanted, onto, title=title)


def go_back(studio: Studio, photo_id: PhotoId, past: PastEdit) -> None:
    """Let a Photo look as it did after `past`; that is an Operation too."""
    title = _("go back to “{title}”").format(title=past.title)
    _edit(studio, [photo_id], lambda _photo: past.recipe, title=title)


def title_of(name: str, count: int) -> str:
    """Return what the history calls a change of one step."""
    plain = _PLAIN.get(name, name)
    return plural("edit {step} of {n} photo", "edit {step} of {n} photos", count, step=plain)


def past_edits(studio: Studio, photo_id: PhotoId) -> list[PastEdit]:
    """Return what was done to the look of a Photo, the latest first; what was taken back is left out."""
    photo = next(iter(query.load(studio.catalog, [photo_id])), None)
    edits: list[PastEdit] = []
    for title, done_at, recipe in query.recipes(studio.catalog, photo_id):
        now = photo is not None and photo.recipe == recipe and not any(edit.now for edit in edits)
        edits.append(PastEdit(title=title, done_at=datetime.fromisoformat(done_at), recipe=recipe, now=now))
    return edits


@dataclass(frozen=True, slots=True, kw_only=True)
class _StepChange:
    """What becomes of the steps; whether it `merges` with the same change just before."""

    name: str
    merges: bool
    change: Callable[[tuple[StepValues, ...]], tuple[StepValues, ...]]


def _edit_step(studio: Studio, wanted: Sequence[PhotoId], change: _StepChange, rules: Rules, context: Context) -> None:
    def changed(photo: Photo) -> str:
        known = known_steps(photo.recipe, rules)
        steps = read_steps(studio, photo.recipe, context) if known is None else known
        return recipe_of(change.change(steps), rules)

    merge_key = f"{change.name}:{','.join(sorted(wanted))}" if change.merges else ""
    _edit(studio, wanted, changed, title=title_of(change.name, len(wanted)), merge_key=merge_key)


def _edit(
    studio: Studio, wanted: Sequence[PhotoId], change: Callable[[Photo], str], *, title: str, merge_key: str = ""
) -> int:
    """Give Photos the Recipes that `change` says; a doubt about a mask goes with the mask."""
    count = 0
    with studio.catalog.operation(Op.EDIT_PHOTOS, title=title, merge_key=merge_key) as unit:
        for photo_id in wanted:
            photo = unit.load(Photo, photo_id)
            recipe = change(photo) if photo is not None else ""
            if photo is None or recipe == photo.recipe:
                continue
            count += 1
            if _mask_of(recipe) == _mask_of(photo.recipe):
                unit.save(replace(photo, recipe=recipe))
            else:
                unit.save(replace(photo, recipe=recipe, note="", confidence=None))
    return count


def _mask_of(recipe: str) -> tuple[object, ...]:
    """Return all that the mask of the cut-out depends on; nothing without one."""
    steps = Recipe.from_json(recipe)
    cutout = steps.step("cutout")
    if cutout is None:
        return ()
    before = tuple(step for step in steps.steps if step.name not in (*FINISHING, "cutout", "frame"))
    return (before, dict(cutout.params))


def _lean(step: StepValues, rules: Rules) -> Step:
    usual = rules[step.name].usual if step.name in rules else {}
    params = {name: value for name, value in step.params.items() if name not in usual or usual[name] != value}
    return Step(name=step.name, version=step.version, params=params)
