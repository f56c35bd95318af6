"""Perspective: what was shot at a slant is seen from straight above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.checks import check_rows
from studio.imaging.geometry import warped
from studio.imaging.image import Image
from studio.imaging.steps.kind import StepKind

_WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_REACH = (-0.5, 1.5)  # a corner of the table may lie beside the picture
_LEAST_TURN = 0.01  # what two neighbouring edges span, of the picture: less is no quadrangle


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """`corners` of the original become those of the picture: top left, top right, bottom right, bottom left."""

    corners: Sequence[Sequence[float]] = _WHOLE

    def __post_init__(self) -> None:
        """Refuse what is no quadrangle that one could look at from the front."""
        check_rows("corners", self.corners, (_REACH, _REACH), 4)
        if len(self.corners) != 4 or not _convex(np.array(self.corners, np.float64)):
            raise ValueError("the corners must be four, clockwise from the top left, with none inside the others")

    @property
    def share(self) -> float:
        """How much of the long edge is left, at most; corners beside the picture bring nothing along."""
        corners = np.array(self.corners, np.float64)
        return float(min(1.0, (corners.max(axis=0) - corners.min(axis=0)).max()))


def run(image: Image, params: Perspective) -> Image:
    """Pull the four corners to those of a picture whose sides are as long as the quadrangle's are on average."""
    if np.allclose(params.corners, _WHOLE, atol=1e-4):
        return image
    corners = image.to_pixels(params.corners)
    top, right, bottom, left = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    width, height = (top + bottom) / 2, (left + right) / 2
    fit = min(1.0, image.long_edge_px / max(width, height))
    size = (max(1, round(width * fit)), max(1, round(height * fit)))
    target = np.array(_WHOLE) * size
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    return warped(image, np.asarray(matrix, np.float64), *size)


def _convex(corners: NDArray[np.float64]) -> bool:
    edges = np.roll(corners, -1, axis=0) - corners
    following = np.roll(edges, -1, axis=0)
    return bool((edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0] > _LEAST_TURN).all())


KIND = StepKind(name="perspective", version=1, params=Perspective, run=run)
