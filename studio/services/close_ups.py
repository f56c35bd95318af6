"""Close-ups: a square picture of each flaw that the seller marked, from the original at its full size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import darkroom
from studio.services.context import Studio

RADII = 2.0
"""A close-up shows twice the ring: where on the piece the flaw is must be seen, too."""

_COLOURS = ("white_balance", "exposure", "tone")
"""What changes the whole picture alike. Nothing that could hide a flaw is done to a close-up, nor is it cut out."""

_LARGEST_PX = 6_000
_LEAST_SHARE = 0.021  # of the picture: what a crop must leave


@dataclass(frozen=True, slots=True)
class Square:
    """What a close-up shows: left, top, right and bottom of the upright original, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


def squares(photo: Photo) -> list[Square]:
    """Return what the close-ups of a Photo show, in the order of its flaws; none where the seller wants none."""
    flaws = next((step for step in Recipe.from_json(photo.recipe).steps if step.name == "flaws"), None)
    if flaws is None or not flaws.params.get("close_ups", True):
        return []
    regions: Any = flaws.params.get("regions", ())
    return [_square(photo, region) for region in regions]


def close_up(studio: Studio, photo: Photo, number: int, context: Context) -> Path:
    """Return the file of a Photo's close-up, the first being 0, made where it is missing; raise UserError."""
    from studio.imaging.plan import Output

    found = squares(photo)
    if not 0 <= number < len(found):
        raise UserError(_("This flaw is not marked any more."))
    target = darkroom.rendition_file(studio.profile, photo.look, f"flaw-{number + 1}")
    if not target.exists():
        source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
        target.parent.mkdir(parents=True, exist_ok=True)
        studio.darkroom.open().develop(
            source,
            _recipe(photo, found[number]),
            [Output(path=target)],
            context,
            source_sha256=photo.sha256,
            long_edge_px=min(_LARGEST_PX, max(photo.width, photo.height)),
        )
    return target


def _recipe(photo: Photo, square: Square) -> Recipe:
    """Return the colours of the photo, and then the square: cut first, the light would be told from the flaw alone."""
    steps = {step.name: step for step in Recipe.from_json(photo.recipe).steps}
    turns = steps["crop"].params.get("quarter_turns", 0) if "crop" in steps else 0
    box, turns = square, int(turns) if isinstance(turns, int) else 0
    for _turn in range(turns):
        box = Square(1 - box.bottom, box.left, 1 - box.top, box.right)
    sides = {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
    crop = Step(name="crop", params={**sides, "quarter_turns": turns})
    return Recipe((*(steps[name] for name in _COLOURS if name in steps), crop))


def _square(photo: Photo, region: Sequence[float]) -> Square:
    x, y, radius = region
    long_edge = max(photo.width, photo.height)
    wide, high = (max(_LEAST_SHARE, 2 * RADII * radius * long_edge / side) for side in (photo.width, photo.height))
    scale = min(1.0, 1 / wide, 1 / high)
    wide, high = wide * scale, high * scale
    left, top = (min(max(at - size / 2, 0.0), 1 - size) for at, size in ((x, wide), (y, high)))
    return Square(left, top, left + wide, top + high)
