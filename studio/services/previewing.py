"""A Photo after its steps at the size of a screen, from the child that holds it; and the mask of its cut-out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.base.jobs import Context
from studio.domain.photo import Photo
from studio.imaging.order import GEOMETRY
from studio.imaging.recipe import Recipe
from studio.imaging.straight import largest_inside
from studio.services import darkroom
from studio.services.context import Studio

if TYPE_CHECKING:
    from studio.imaging.cutout import Cut
    from studio.imaging.preview import Subject

Params = Mapping[str, Any]

_WHOLE = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}
_SAME = 0.002

_SURE = 0.5
_SEEN_DEG = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """By how much more to turn, clockwise, and how sure that is, 0 to 1."""

    angle_deg: float
    confidence: float


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
    tilt: Tilt | None = None
    """How to straighten what is seen; None where that was not looked for, or nothing is sure enough."""
    grey_card: tuple[float, float, float] | None = None
    """The colour of a grey card in the photo, as its white balance takes it."""
    confidence: float | None = None
    doubt: str = ""
    awaits_cut: bool = False
    """Whether the mask of the cut-out is still to be found."""
    closely: bool = False
    """Whether everything was looked for; otherwise outline, proof, tilt and grey card are not known."""
    stroke_count: int = 0
    """How many strokes of the brush its cut-out has."""


def geometry(recipe: str) -> str:
    """Return the steps that say which part of the photo is seen, from where: what "before" shows, too."""
    return Recipe(tuple(step for step in Recipe.from_json(recipe).steps if step.name in GEOMETRY)).to_json()


def preview(studio: Studio, photo: Photo, recipe: str, context: Context, *, closely: bool = False) -> Preview:
    """Render a Photo after `recipe` for the screen; raise UserError where it cannot be shown.

    A cut-out whose mask is not known yet borrows the last one of the Photo; `find_cut` finds it.
    """
    steps = Recipe.from_json(recipe)
    subject, cut, mask = _asked(studio, photo, steps)
    made = studio.darkroom.previewer().render(subject, steps, context, mask=mask, closely=closely)
    facts = made.facts
    return Preview(
        file=made.file,
        width=facts["width"],
        height=facts["height"],
        placement=tuple((a, b, c) for a, b, c in facts["placement"]),
        frames={shape: (left, top, right, bottom) for shape, (left, top, right, bottom) in facts["frames"].items()},
        outline=facts.get("outline", ()),
        proof=facts.get("proof", {}),
        tilt=_tilt(facts.get("tilt")),
        grey_card=_colour(facts.get("grey_card")),
        confidence=cut.confidence if cut else None,
        doubt=cut.doubt if cut else "",
        awaits_cut=cut is None and mask is not None,
        closely=closely,
        stroke_count=_stroke_count(steps),
    )


def _tilt(found: Mapping[str, float] | None) -> Tilt | None:
    """Return a proposal that is worth showing: sure, and more than the eye forgives."""
    if not found or found["confidence"] < _SURE or abs(found["angle_deg"]) < _SEEN_DEG:
        return None
    return Tilt(angle_deg=found["angle_deg"], confidence=found["confidence"])


def _colour(found: Mapping[str, Any] | None) -> tuple[float, float, float] | None:
    if not found or found["confidence"] < _SURE:
        return None
    red, green, blue = found["rgb"]
    return red, green, blue


def _stroke_count(steps: Recipe) -> int:
    cutout = steps.step("cutout")
    strokes = cutout.params.get("strokes", ()) if cutout is not None else ()
    return len(strokes) if isinstance(strokes, list) else 0


def find_cut(studio: Studio, photo: Photo, recipe: str, context: Context) -> None:
    """Find the mask that the cut-out of `recipe` needs, so that the next preview has it."""
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    studio.darkroom.open().cut_out(source, Recipe.from_json(recipe), photo.sha256, context)


def straightened(crop: Params, angle_deg: float, photo: Photo, *, cut_out: bool) -> Params:
    """Return a crop at another angle; what the seller did not crop by hand shows no empty corners then.

    Around a piece that is cut out there is nothing but background anyway, so that nothing is taken away there.
    """
    odd = int(crop.get("quarter_turns", 0)) % 2
    width, height = (photo.height, photo.width) if odd else (photo.width, photo.height)
    box = tuple(float(crop.get(side, usual)) for side, usual in _WHOLE.items())
    by_itself = (tuple(_WHOLE.values()), largest_inside(float(crop.get("angle_deg", 0)), width, height))
    if not any(all(abs(a - b) < _SAME for a, b in zip(box, one, strict=True)) for one in by_itself):
        return {**crop, "angle_deg": angle_deg}
    fitted = tuple(_WHOLE.values()) if cut_out else largest_inside(angle_deg, width, height)
    sides = {side: round(value, 5) for side, value in zip(_WHOLE, fitted, strict=True)}
    return {**crop, "angle_deg": angle_deg, **sides}


def _asked(studio: Studio, photo: Photo, steps: Recipe) -> tuple[Subject, Cut | None, Path | None]:
    """Return whose preview it is, what is known of its cut-out, and the mask to use, as the Previewer takes it."""
    from studio.imaging.preview import Subject

    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    subject = Subject(source=source, sha256=photo.sha256)
    if steps.index("cutout") is None:
        return subject, None, None
    known = studio.darkroom.open().kept_cut(steps, photo.sha256)
    if known is None:
        return subject, None, Path()
    cut, mask = known
    return subject, cut, mask if cut.usable else None
