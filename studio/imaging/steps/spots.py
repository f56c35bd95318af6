"""Spots: lint and dust that the seller points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging.checks import check_rows
from studio.imaging.healing import heal
from studio.imaging.image import Image
from studio.imaging.rings import MIN_RADIUS, discs, placed
from studio.imaging.steps.kind import StepKind, unlocked

MAX_SPOTS = 300
MAX_RADIUS = 0.06  # what is larger is no dust


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """`spots` are circles around what shall go: x and y of the original, and a radius in its long edges."""

    spots: Sequence[Sequence[float]] = ()

    def __post_init__(self) -> None:
        """Refuse what is no circle, or a large one."""
        check_rows("spots", self.spots, ((0, 1), (0, 1), (MIN_RADIUS, MAX_RADIUS)), MAX_SPOTS)


def run(image: Image, params: Spots) -> Image:
    """Cover each spot with cloth from beside it; never with another spot or a flaw, and never anything of a flaw."""
    if not params.spots:
        return image
    avoid = discs(image, params.spots)
    if image.locked is not None:
        avoid = np.asarray(cv2.max(avoid, image.locked), np.uint8)
    pixels = image.pixels.copy()
    for x, y, radius in placed(image, params.spots):
        heal(pixels, avoid, x, y, radius)
    return unlocked(image, replace(image, pixels=pixels))


KIND = StepKind(name="spots", version=1, params=Spots, run=run)
