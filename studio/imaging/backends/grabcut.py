"""GrabCut where a mask is in doubt, and the tidying of what comes out."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.backends.colour_model import border_distance
from studio.imaging.image import Pixels

_SURELY_BACKGROUND = 0.02
_SURELY_SUBJECT = 0.99
_DOUBT_RADIUS_PX = 3
_SMALL_PART = 0.12  # of the largest part: a shoe's pair stays, a crumb goes
_SMALL_HOLE = 0.01  # of the picture

Mask = NDArray[np.bool_]
Plane = NDArray[Any]  # float32


def refined(pixels: Pixels, subject: Plane, seed: Mask, *, rounds: int, ground: Mask | None = None) -> Mask:
    """Refine `seed` by the colours of `pixels`; only what is far from its edge and beyond doubt is fixed.

    `subject` is how likely each pixel is subject, 0 to 1, and `ground` where certainly nothing is. The answer is empty
    where nothing can be subject, and full where everything must be.
    """
    reach = np.ones((2 * _DOUBT_RADIUS_PX + 1,) * 2, np.uint8)
    hard = seed.astype(np.uint8)
    labels = np.where(seed, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[(subject < _SURELY_BACKGROUND) & (cv2.dilate(hard, reach) == 0)] = cv2.GC_BGD
    labels[(subject > _SURELY_SUBJECT) & (cv2.erode(hard, reach) > 0)] = cv2.GC_FGD
    if ground is not None:
        labels[ground] = cv2.GC_BGD
    if not (labels & 1).any() or (labels & 1).all():
        return np.asarray((labels & 1) > 0)
    cv2.setRNGSeed(1)  # GrabCut starts its colour clusters at random; the same photo shall give the same mask
    models = np.zeros((1, 65)), np.zeros((1, 65))
    bgr = np.ascontiguousarray(pixels[:, :, ::-1])
    cv2.grabCut(bgr, labels, (0, 0, 0, 0), *models, rounds, cv2.GC_INIT_WITH_MASK)
    return np.asarray((labels & 1) > 0)


def tidied(mask: Mask) -> Mask:
    """Drop small parts, the more so near the border, and fill small holes that do not reach it."""
    height, width = mask.shape
    count, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    if count > 1:
        place = np.clip(border_distance(height, width) / 0.25, 0.02, 1)
        weight = np.bincount(parts.ravel(), weights=place.ravel(), minlength=count)
        weight[0] = 0
        mask = (weight >= _SMALL_PART * weight.max())[parts] & mask
    parts, enclosed, area = _enclosed(mask)
    return np.asarray(mask | (enclosed & (area < _SMALL_HOLE * height * width))[parts])


def holes(mask: Mask) -> int:
    """Return how many patches of background the mask encloses."""
    return int(_enclosed(mask)[1].sum())


def _enclosed(mask: Mask) -> tuple[NDArray[np.int32], Mask, NDArray[np.int32]]:
    """Return the number of its part at each pixel, and by part: whether it is enclosed background, and its area."""
    height, width = mask.shape
    _count, parts, boxes, _centres = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    left, top, wide, high, area = boxes.T
    inside = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    inside[0] = False  # the subject
    return np.asarray(parts, np.int32), np.asarray(inside), np.asarray(area, np.int32)
