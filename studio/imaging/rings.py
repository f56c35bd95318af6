"""Circles that a seller puts on a photo, as they lie in a picture of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from studio.imaging.image import Image, Pixels

MIN_RADIUS = 0.0005
MAX_RADIUS = 0.25
_LARGEST_PX = 16_000.0  # cv2 draws no larger ones
_FIXED_BITS = 4


def placed(image: Image, circles: Sequence[Sequence[float]]) -> Iterator[tuple[float, float, float]]:
    """Return x, y and radius in pixels of each circle [x, y, radius], which are relative to the original."""
    for x, y, radius in circles:
        ((column, row),) = image.to_pixels([(x, y)])
        yield float(column), float(row), min(radius * image.original_long_edge_px((x, y)), _LARGEST_PX)


def discs(image: Image, circles: Sequence[Sequence[float]]) -> Pixels:
    """Return a plane of the size of `image`, 255 within the circles."""
    plane = np.zeros(image.pixels.shape[:2], np.uint8)
    fixed = 1 << _FIXED_BITS
    for x, y, radius in placed(image, circles):
        middle = (round((x - 0.5) * fixed), round((y - 0.5) * fixed))
        cv2.circle(plane, middle, max(fixed // 2, round(radius * fixed)), 255, cv2.FILLED, cv2.LINE_8, _FIXED_BITS)
    return plane
