"""Crop: which part of the picture is shown, turned and straightened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from studio.imaging.checks import check_choice, check_range
from studio.imaging.geometry import shift, turn, warped, with_whole_mask
from studio.imaging.image import Image, Matrix, Pixels
from studio.imaging.steps.kind import StepKind

_LEAST = 0.02  # a narrower crop has hardly a pixel
_TURNED_MAX_DEG = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """First `quarter_turns` clockwise, then `angle_deg` clockwise about the middle, which shows no more than before.

    Of that picture, `left`, `top`, `right` and `bottom` (0 to 1) are kept.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0
    angle_deg: float = 0.0
    quarter_turns: int = 0

    def __post_init__(self) -> None:
        """Refuse what is out of range or has no area."""
        for name in ("left", "top", "right", "bottom"):
            check_range(name, getattr(self, name), 0.0, 1.0)
        if self.right - self.left < _LEAST or self.bottom - self.top < _LEAST:
            raise ValueError("the crop must leave something of the picture")
        check_range("angle_deg", self.angle_deg, -_TURNED_MAX_DEG, _TURNED_MAX_DEG)
        check_choice("quarter_turns", self.quarter_turns, (0, 1, 2, 3))

    @property
    def share(self) -> float:
        """How much of the long edge is left, at most."""
        return max(self.right - self.left, self.bottom - self.top)


def run(image: Image, params: Crop) -> Image:
    """Turn and cut `image`; without an angle no pixel changes its value."""
    if params == Crop():
        return image
    turned = _quarters(with_whole_mask(image), int(params.quarter_turns))
    width, height = turned.width_px, turned.height_px
    left, top = min(width - 1, round(params.left * width)), min(height - 1, round(params.top * height))
    right, bottom = max(left + 1, round(params.right * width)), max(top + 1, round(params.bottom * height))
    if params.angle_deg:
        matrix = shift(-left, -top) @ turn(params.angle_deg, width / 2, height / 2)
        return warped(turned, matrix, right - left, bottom - top)
    return _each(turned, lambda plane: plane[top:bottom, left:right], shift(-left, -top))


def _quarters(image: Image, count: int) -> Image:
    matrix: Matrix = np.eye(3)
    width, height = image.width_px, image.height_px
    for _turn in range(count):
        matrix = np.array(((0, -1, height), (1, 0, 0), (0, 0, 1)), np.float64) @ matrix
        width, height = height, width
    return _each(image, lambda plane: np.rot90(plane, -count), matrix) if count else image


def _each(image: Image, change: Callable[[Pixels], Pixels], matrix: Matrix) -> Image:
    def changed(plane: Pixels | None) -> Pixels | None:
        return None if plane is None else np.ascontiguousarray(change(plane))

    return replace(
        image,
        pixels=np.ascontiguousarray(change(image.pixels)),
        mask=changed(image.mask),
        locked=changed(image.locked),
        placement=matrix @ image.placement,
    )


KIND = StepKind(name="crop", version=1, params=Crop, run=run)
