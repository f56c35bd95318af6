"""Cut-out: gives the subject a soft edge at full size, from the coarse mask that a backend found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.imaging import brush, matte
from studio.imaging.checks import check_range
from studio.imaging.geometry import with_whole_mask
from studio.imaging.image import Image
from studio.imaging.steps.kind import StepKind, unchanged, unlocked

_BACKENDS = re.compile(r"auto|classic|(garment|rembg:[\w.-]+)(\+int8)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """`backend` is "auto", "classic", "garment" or "rembg:MODEL", where a fast copy ends in "+int8".

    `softness` is the edge's width relative to the long edge. `strokes` are those of a brush, in their order:
    {"add": bool, "size": radius, "soft": 0 to 1, "points": [[x, y]]}.
    """

    backend: str = "auto"
    softness: float = 0.006
    strokes: Sequence[Mapping[str, Any]] = ()

    def __post_init__(self) -> None:
        """Refuse what is unknown or out of range."""
        if not _BACKENDS.fullmatch(self.backend):
            raise ValueError(f"the backend must be auto, classic, garment or rembg:MODEL, not {self.backend}")
        check_range("softness", self.softness, 0.001, 0.02)
        brush.check(self.strokes)


def run(image: Image, params: Cutout) -> Image:
    """Refine the coarse mask of `image` along the edges of its pixels; without one, leave the picture as it is.

    What the seller painted counts twice: before, so that a new edge becomes as fine as the others, and after, so that
    nothing of it is taken back. Only pixels at the edge lose the colour of the floor; none of a locked flaw does.
    """
    if image.mask is None:
        return image
    marked = _painted(with_whole_mask(image), params) if params.strokes else image
    refined = _painted(matte.refined(marked, radius_px=radius_px(image, params.softness)), params)
    return unlocked(image, refined)


def radius_px(image: Image, softness: float) -> int:
    """Return how far the soft edge reaches to both sides of the coarse one."""
    return max(2, round(softness * image.long_edge_px))


def _painted(image: Image, params: Cutout) -> Image:
    if image.mask is None or not params.strokes:
        return image
    return replace(image, mask=brush.painted(image.mask, params.strokes, image))


KIND = StepKind(name="cutout", version=2, params=Cutout, run=run, upgrades={1: unchanged})
