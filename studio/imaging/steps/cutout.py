"""Cut-out: gives the subject a soft edge at full size, from the coarse mask that a backend found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.imaging import matte
from studio.imaging.image import Image
from studio.imaging.steps.kind import StepKind, check_range

_BACKENDS = re.compile(r"auto|classic|rembg:[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """`backend` is "auto", "classic" or "rembg:MODEL"; `softness` the edge's width relative to the long edge."""

    backend: str = "auto"
    softness: float = 0.006

    def __post_init__(self) -> None:
        """Refuse what is unknown or out of range."""
        if not _BACKENDS.fullmatch(self.backend):
            raise ValueError(f"the backend must be auto, classic or rembg:MODEL, not {self.backend}")
        check_range("softness", self.softness, 0.001, 0.02)


def run(image: Image, params: Cutout) -> Image:
    """Refine the coarse mask of `image` along the edges of its pixels; without one, leave the picture as it is."""
    if image.mask is None:
        return image
    return matte.refined(image, radius_px=max(2, round(params.softness * image.long_edge_px)))


KIND = StepKind(name="cutout", version=1, params=Cutout, run=run)
