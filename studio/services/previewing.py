"""A Photo after its steps at the size of a screen, from the child that holds it; and the mask of its cut-out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.jobs import Context
from studio.domain.photo import Photo
from studio.imaging.order import GEOMETRY
from studio.imaging.recipe import Recipe
from studio.services import darkroom
from studio.services.context import Studio

if TYPE_CHECKING:
    from studio.imaging.cutout import Cut


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


def geometry(recipe: str) -> str:
    """Return the steps that say which part of the photo is seen, from where: what "before" shows, too."""
    return Recipe(tuple(step for step in Recipe.from_json(recipe).steps if step.name in GEOMETRY)).to_json()


def preview(studio: Studio, photo: Photo, recipe: str, context: Context, *, closely: bool = False) -> Preview:
    """Render a Photo after `recipe` for the screen; raise UserError where it cannot be shown.

    A cut-out whose mask is not known yet borrows the last one of the Photo; `find_cut` finds it.
    """
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    steps = Recipe.from_json(recipe)
    cuts = steps.index("cutout") is not None
    known = studio.darkroom.open().kept_cut(steps, photo.sha256) if cuts else None
    return _rendered(studio, photo, source, steps, known, context, closely=closely)


def find_cut(studio: Studio, photo: Photo, recipe: str, context: Context) -> None:
    """Find the mask that the cut-out of `recipe` needs, so that the next preview has it."""
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    studio.darkroom.open().cut_out(source, Recipe.from_json(recipe), photo.sha256, context)


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
