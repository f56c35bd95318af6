"""What the editor needs of Recipes: their steps as values, a live preview, one named Operation for each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import darkroom
from studio.services.context import Studio

if TYPE_CHECKING:
    from studio.imaging.cutout import Cut

ORDER = (
    "perspective", "crop", "flaws", "white_balance", "exposure", "tone", "spots", "cutout", "background", "sharpen",
    "measure", "badge",
)  # fmt: skip
"""Which step comes after which, whatever the order in which a seller takes them in hand."""

_GEOMETRY = frozenset({"perspective", "crop"})
_OWN = frozenset({"perspective", "crop", "flaws", "spots", "measure"})
_OWN_PARAMS: Mapping[str, frozenset[str]] = {"cutout": frozenset({"strokes"})}
"""What belongs to one Photo alone, and is not copied to another."""

_PLAIN = {
    "white_balance": _("white balance"),
    "exposure": _("brightness"),
    "cutout": _("cut-out"),
    "flaws": _("marked flaws"),
    "sharpen": _("sharpness"),
    "measure": _("measurements"),
}

Params = Mapping[str, Any]


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
class Preview:
    """A Photo after its steps as raw pixels for the screen, and what is known of it.

    `file` holds four bytes a pixel (blue, green, red, 255) until the next preview is made. `placement` leads from
    places in the original (0 to 1) to pixels; frames and outline are relative to width and height. Without a cut-out,
    and while its mask is only borrowed, `confidence` is None.
    """

    file: Path
    width: int
    height: int
    placement: tuple[tuple[float, float, float], ...]
    frames: Mapping[str, tuple[float, float, float, float]]
    outline: Sequence[Sequence[Sequence[float]]] = ()
    proof: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
    doubt: str = ""
    awaits_cut: bool = False
    """Whether the mask of the cut-out is still to be found."""


def read_rules(studio: Studio, context: Context) -> Rules:
    """Return every step that can be run, by name; it starts a child process, so that it belongs in a Job."""
    found = studio.darkroom.previewer().kinds(context)
    return {name: StepRules(version=one["version"], usual=one["usual"]) for name, one in found.items()}


def read_steps(studio: Studio, recipe: str, context: Context) -> tuple[StepValues, ...]:
    """Return the steps of a stored Recipe in their newest versions; raise UserError where one is not known."""
    found = studio.darkroom.previewer().current(Recipe.from_json(recipe), context)
    return tuple(StepValues(name=one.name, version=one.version, params=one.params) for one in found.steps)


def recipe_of(steps: Sequence[StepValues], rules: Rules) -> str:
    """Return the Recipe of `steps` as it is stored: in its order, without what is as usual anyway."""
    return Recipe(tuple(_lean(step, rules) for step in in_order(steps))).to_json() if steps else ""


def in_order(steps: Sequence[StepValues]) -> tuple[StepValues, ...]:
    """Return `steps` in the order in which they are done; one that is not known here comes last."""
    places = {name: place for place, name in enumerate(ORDER)}
    return tuple(sorted(steps, key=lambda step: places.get(step.name, len(places))))


def with_step(steps: Sequence[StepValues], step: StepValues) -> tuple[StepValues, ...]:
    """Return `steps` with `step` in its place, instead of the one of its name."""
    return in_order((*without(steps, step.name), step))


def without(steps: Sequence[StepValues], name: str) -> tuple[StepValues, ...]:
    """Return `steps` without those called `name`."""
    return tuple(step for step in steps if step.name != name)


def geometry(steps: Sequence[StepValues]) -> tuple[StepValues, ...]:
    """Return the steps that say which part of the photo is seen, from where: what "before" shows, too."""
    return tuple(step for step in steps if step.name in _GEOMETRY)


def preview(
    studio: Studio, photo: Photo, steps: Sequence[StepValues], context: Context, *, closely: bool = False
) -> Preview:
    """Render a Photo after `steps` for the screen; raise UserError where it cannot be shown.

    A cut-out whose mask is not known yet borrows the last one of the Photo; `find_cut` finds it.
    """
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    recipe = _recipe(steps)
    cuts = recipe.index("cutout") is not None
    known = studio.darkroom.open().kept_cut(recipe, photo.sha256) if cuts else None
    return _rendered(studio, photo, source, recipe, known, context, closely=closely)


def find_cut(studio: Studio, photo: Photo, steps: Sequence[StepValues], context: Context) -> None:
    """Find the mask that the cut-out of `steps` needs, so that the next preview has it."""
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    studio.darkroom.open().cut_out(source, _recipe(steps), photo.sha256, context)


def set_step(studio: Studio, wanted: Sequence[PhotoId], step: StepValues, rules: Rules, context: Context) -> None:
    """Give Photos a step, or new values for it; what is dragged within two seconds is one step of the history."""
    _edit(studio, wanted, step.name, lambda steps: with_step(steps, step), rules, context)


def remove_step(studio: Studio, wanted: Sequence[PhotoId], name: str, rules: Rules, context: Context) -> None:
    """Take a step off Photos."""
    _edit(studio, wanted, name, lambda steps: without(steps, name), rules, context)


def title_of(name: str, count: int) -> str:
    """Return what the history calls a change of one step."""
    plain = _PLAIN.get(name, name)
    return plural("edit {step} of {n} photo", "edit {step} of {n} photos", count, step=plain)


def _edit(
    studio: Studio,
    wanted: Sequence[PhotoId],
    name: str,
    change: Callable[[tuple[StepValues, ...]], tuple[StepValues, ...]],
    rules: Rules,
    context: Context,
) -> None:
    merge_key = f"{name}:{','.join(sorted(wanted))}"
    with studio.catalog.operation(Op.EDIT_PHOTOS, title=title_of(name, len(wanted)), merge_key=merge_key) as unit:
        for photo_id in wanted:
            photo = unit.load(Photo, photo_id)
            if photo is not None:
                steps = change(_steps(studio, photo.recipe, rules, context))
                unit.save(replace(photo, recipe=recipe_of(steps, rules)))


def _steps(studio: Studio, recipe: str, rules: Rules, context: Context) -> tuple[StepValues, ...]:
    """Return the steps of a Recipe as `read_steps` does, without asking anybody where none of them is an old one."""
    found = known_steps(recipe, rules)
    return read_steps(studio, recipe, context) if found is None else found


def known_steps(recipe: str, rules: Rules) -> tuple[StepValues, ...] | None:
    """Return the steps of a Recipe; None where it has a step that `rules` do not know in this version."""
    steps = Recipe.from_json(recipe).steps
    if any(step.name not in rules or rules[step.name].version != step.version for step in steps):
        return None
    return tuple(
        StepValues(name=step.name, version=step.version, params={**rules[step.name].usual, **step.params})
        for step in steps
    )


def _rendered(  # noqa: PLR0913 - one by name
    studio: Studio,
    photo: Photo,
    source: Path,
    recipe: Recipe,
    known: tuple[Cut, Path] | None,
    context: Context,
    *,
    closely: bool,
) -> Preview:
    from studio.imaging.preview import Subject

    cuts = recipe.index("cutout") is not None
    cut = known[0] if known else None
    mask = (known[1] if known[0].usable else None) if known else Path() if cuts else None
    made = studio.darkroom.previewer().render(
        Subject(source=source, sha256=photo.sha256), recipe, context, mask=mask, closely=closely
    )
    facts = made.facts
    return Preview(
        file=made.file,
        width=facts["width"],
        height=facts["height"],
        placement=tuple((a, b, c) for a, b, c in facts["placement"]),
        frames={shape: (left, top, right, bottom) for shape, (left, top, right, bottom) in facts["frames"].items()},
        outline=facts.get("outline", ()),
        proof=facts.get("proof", {}),
        confidence=cut.confidence if cut else None,
        doubt=cut.doubt if cut else "",
        awaits_cut=cuts and cut is None,
    )


def _recipe(steps: Sequence[StepValues]) -> Recipe:
    return Recipe(tuple(Step(name=step.name, version=step.version, params=step.params) for step in steps))


def _lean(step: StepValues, rules: Rules) -> Step:
    usual = rules[step.name].usual if step.name in rules else {}
    params = {name: value for name, value in step.params.items() if name not in usual or usual[name] != value}
    return Step(name=step.name, version=step.version, params=params)
