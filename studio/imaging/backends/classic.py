"""The cut-out that needs no model: GrabCut, seeded from what the border of the photo looks like."""

from __future__ import annotations

import cv2
import numpy as np

from studio.imaging.image import Pixels

_LONG_EDGE_PX = 450


def cut(pixels: Pixels) -> tuple[Pixels, float]:
    """Return the mask of the garment in `pixels` and how sure it is."""
    height, width = pixels.shape[:2]
    scale = min(1.0, _LONG_EDGE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    labels = np.zeros(small.shape[:2], np.uint8)
    inset_x, inset_y = max(1, round(size[0] * 0.03)), max(1, round(size[1] * 0.03))
    if min(size) < 8:
        return np.full((height, width), 255, np.uint8), 0.0
    box = (inset_x, inset_y, size[0] - 2 * inset_x, size[1] - 2 * inset_y)
    cv2.setRNGSeed(1)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(np.ascontiguousarray(small[:, :, ::-1]), labels, box, *models, 5, cv2.GC_INIT_WITH_RECT)
    mask = np.where(labels & 1, 255, 0).astype(np.uint8)
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8), 0.8
