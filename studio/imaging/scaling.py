"""Resizes planes of pixels: as well as Lanczos where it shows, and in a fraction of its time."""

from __future__ import annotations

import cv2
import numpy as np

from studio.imaging.image import Pixels

_CUBIC_FROM = 0.65
"""From here on cv2's cubic, below it its linear way, are as near to an antialiased Lanczos as areas, and four times as
fast."""


def resized(plane: Pixels, width_px: int, height_px: int) -> Pixels:
    """Return `plane` at another size."""
    plane = _halved(plane, width_px, height_px)
    height, width = plane.shape[:2]
    if (width, height) == (width_px, height_px):
        return plane
    way = _way(min(width_px / width, height_px / height))
    return np.asarray(cv2.resize(plane, (width_px, height_px), interpolation=way), np.uint8)


def fitted(plane: Pixels, long_edge_px: int) -> Pixels:
    """Return `plane` shrunk so that the long edge has at most `long_edge_px`; small ones stay as they are."""
    height, width = plane.shape[:2]
    scale = long_edge_px / max(height, width)
    return plane if scale >= 1 else resized(plane, max(1, round(width * scale)), max(1, round(height * scale)))


def _halved(plane: Pixels, width_px: int, height_px: int) -> Pixels:
    """Halve while that leaves enough: cv2 is ten times as fast there as in between."""
    height, width = plane.shape[:2]
    while width >= 2 * width_px and height >= 2 * height_px:
        way = cv2.INTER_LINEAR if height % 2 or width % 2 else cv2.INTER_AREA
        height, width = height // 2, width // 2
        plane = np.asarray(cv2.resize(plane, (width, height), interpolation=way), np.uint8)
    return plane


def _way(scale: float) -> int:
    if scale < 0.5:  # a picture that is squeezed in one direction only
        return cv2.INTER_AREA
    return cv2.INTER_CUBIC if _CUBIC_FROM <= scale < 1 else cv2.INTER_LINEAR
