"""Sharpen: the last detail of the cloth, and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging import luminance
from studio.imaging.checks import check_range
from studio.imaging.image import Image, Pixels
from studio.imaging.steps.kind import StepKind

_STRENGTH = 1.6  # at amount 1
_SURE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharpen:
    """`amount` 0 to 1; `radius` of what is sharpened, in long edges of the picture."""

    amount: float = 0.4
    radius: float = 0.0008

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        check_range("amount", self.amount, 0.0, 1.0)
        check_range("radius", self.radius, 0.0002, 0.005)


def run(image: Image, params: Sharpen) -> Image:
    """Enlarge what distinguishes the luminance from its surroundings (unsharp mask); hue stays.

    With a mask, the subject alone, and not its rim, which would show a halo. What is locked stays.
    """
    if not params.amount:
        return image
    sigma = max(0.4, params.radius * image.long_edge_px)
    strength = _STRENGTH * params.amount
    grey = luminance.of(image.pixels)
    sharp = np.asarray(
        cv2.addWeighted(grey, 1 + strength, cv2.GaussianBlur(grey, (0, 0), sigma), -strength, 0), np.uint8
    )
    return replace(image, pixels=luminance.relit(image.pixels, grey, sharp, _inside(image, sigma)))


def _inside(image: Image, sigma: float) -> Pixels | None:
    inside = None
    if image.mask is not None:
        reach = 2 * max(1, round(2 * sigma)) + 1
        sure = cv2.threshold(image.mask, _SURE, 255, cv2.THRESH_BINARY)[1]
        inside = np.asarray(cv2.erode(sure, np.ones((reach, reach), np.uint8)), np.uint8)
    if image.locked is not None:
        free = np.asarray(cv2.threshold(image.locked, 0, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
        inside = free if inside is None else np.asarray(cv2.min(inside, free), np.uint8)
    return inside


KIND = StepKind(name="sharpen", version=1, params=Sharpen, run=run)
