"""The cut-out that needs no model: a colour model finds the garment, GrabCut finds its edge."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.backends.colour_model import border_distance, likelihood
from studio.imaging.image import Pixels

_LONG_EDGE_PX = 256  # twice as many pixels give GrabCut twice the time and no better a mask
_MIN_SIDE_PX = 8
_GRABCUT_ROUNDS = 2
_SURELY_BACKGROUND = 0.02
_SURELY_SUBJECT = 0.99
_LIKELY = 0.8
_LEAST_SHARE = 0.002
_DOUBT_RADIUS_PX = 3
_SMALL_PART = 0.12  # of the largest part: a shoe's pair stays, a crumb goes
_MOST_HOLES = 4
"""A garment on a hanger has two or three holes; more are a print that was taken for the ground."""
_EATEN_CONFIDENCE = 0.05
_SMALL_HOLE = 0.01  # of the picture

Mask = NDArray[np.bool_]


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
    seed = _tidied(subject > 0.5)
    mask = _tidied(_grabcut(small, subject, seed))
    soft = cv2.resize(mask.astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_LINEAR)
    sure = _EATEN_CONFIDENCE if _holes(mask) > _MOST_HOLES else _confidence(subject, seed, mask)
    return np.asarray(soft, np.uint8), sure


def _grabcut(pixels: Pixels, subject: NDArray[Any], seed: Mask) -> Mask:
    """Refine `seed`; only what is far from its edge and beyond doubt is fixed."""
    reach = np.ones((2 * _DOUBT_RADIUS_PX + 1,) * 2, np.uint8)
    hard = seed.astype(np.uint8)
    labels = np.where(seed, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[(subject < _SURELY_BACKGROUND) & (cv2.dilate(hard, reach) == 0)] = cv2.GC_BGD
    labels[(subject > _SURELY_SUBJECT) & (cv2.erode(hard, reach) > 0)] = cv2.GC_FGD
    labels[border_distance(*seed.shape) < 0.01] = cv2.GC_BGD
    if not (labels & 1).any():
        return np.zeros_like(seed)
    cv2.setRNGSeed(1)  # GrabCut starts its colour clusters at random; the same photo shall give the same mask
    models = np.zeros((1, 65)), np.zeros((1, 65))
    bgr = np.ascontiguousarray(pixels[:, :, ::-1])
    cv2.grabCut(bgr, labels, (0, 0, 0, 0), *models, _GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((labels & 1) > 0)


def _tidied(mask: Mask) -> Mask:
    """Drop small parts, the more so near the border, and fill small holes that do not reach it."""
    height, width = mask.shape
    count, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    if count > 1:
        place = np.clip(border_distance(height, width) / 0.25, 0.02, 1)
        weight = np.bincount(parts.ravel(), weights=place.ravel(), minlength=count)
        weight[0] = 0
        mask = (weight >= _SMALL_PART * weight.max())[parts] & mask
    count, parts, boxes, _centres = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    left, top, wide, high, area = boxes.T
    inside = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    fill = inside & (area < _SMALL_HOLE * height * width)
    fill[0] = False
    return np.asarray(mask | fill[parts])


def _holes(mask: Mask) -> int:
    """Return how many patches of background the mask encloses; small ones have been filled before."""
    count, _parts, boxes, _centres = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    left, top, wide, high, _area = boxes[1:count].T
    height, width = mask.shape
    return int(((left > 0) & (top > 0) & (left + wide < width) & (top + high < height)).sum())


def _confidence(subject: NDArray[Any], seed: Mask, mask: Mask) -> float:
    """Return how well the colour model and GrabCut agree, times how decided the colour model was."""
    together = (seed | mask).sum()
    if not together:
        return 0.0
    agreement = (seed & mask).sum() / together
    decided = np.abs(2 * subject[mask | seed] - 1).mean()
    return float(agreement * decided)
