"""The cut-out that needs no model: a colour model finds the garment, GrabCut finds its edge."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.backends import grabcut
from studio.imaging.backends.colour_model import border_distance, likelihood
from studio.imaging.backends.grabcut import Mask
from studio.imaging.image import Pixels

_LONG_EDGE_PX = 256  # twice as many pixels give GrabCut twice the time and no better a mask
_MIN_SIDE_PX = 8
_GRABCUT_ROUNDS = 2
_RIM = 0.01  # relative to the shorter side
_LIKELY = 0.8
_LEAST_SHARE = 0.002
_MOST_HOLES = 4
"""A garment on a hanger has two or three holes; more are a print that was taken for the ground."""
_EATEN_CONFIDENCE = 0.05


def cut(pixels: Pixels) -> tuple[Pixels, float]:
    """Return the mask of the garment in `pixels` (RGB) and how sure it is, 0 to 1."""
    height, width = pixels.shape[:2]
    scale = min(1.0, _LONG_EDGE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < _MIN_SIDE_PX:
        return np.zeros((height, width), np.uint8), 0.0
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    subject = likelihood(small)
    if (subject > _LIKELY).mean() < _LEAST_SHARE:  # nothing to find; and GrabCut takes minutes for a plain wall
        return np.zeros((height, width), np.uint8), 0.0
    seed = grabcut.tidied(subject > 0.5)
    rim = border_distance(*seed.shape) < _RIM
    mask = grabcut.tidied(grabcut.refined(small, subject, seed, rounds=_GRABCUT_ROUNDS, ground=rim))
    soft = cv2.resize(mask.astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_LINEAR)
    sure = _EATEN_CONFIDENCE if grabcut.holes(mask) > _MOST_HOLES else _confidence(subject, seed, mask)
    return np.asarray(soft, np.uint8), sure


def _confidence(subject: NDArray[Any], seed: Mask, mask: Mask) -> float:
    """Return how well the colour model and GrabCut agree, times how decided the colour model was."""
    together = (seed | mask).sum()
    if not together:
        return 0.0
    agreement = (seed & mask).sum() / together
    decided = np.abs(2 * subject[mask | seed] - 1).mean()
    return float(agreement * decided)
