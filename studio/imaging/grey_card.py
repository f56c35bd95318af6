"""Finds a grey card, or a neutral patch as even as one, that lies beside the garment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Pixels

_WORK_PX = 320
_EVEN = 5.0  # levels from one pixel to the next, of the small and softened picture
_MAX_CHROMA = 0.5  # what a grey card shows under a candle
_DARKEST, _BRIGHTEST = 45, 235
_LEAST_SHARE, _MOST_SHARE = 0.003, 0.15  # of the picture
_LEAST_FULL = 0.82  # of the rectangle around it: a card has four corners
_LONGEST = 3.0  # times as long as it is wide
_MOST_NOISE = 7.0
_LEAST_CONTRAST = 10.0  # levels, to what lies around it


@dataclass(frozen=True, slots=True, kw_only=True)
class GreyCard:
    """`rgb` is its colour, 0 to 255, as the white balance wants it; `box` is left, top, right, bottom, 0 to 1."""

    rgb: tuple[float, float, float]
    box: tuple[float, float, float, float]
    confidence: float


def find(pixels: Pixels) -> GreyCard | None:
    """Return the patch that is most like a grey card: even, nearly grey, with four corners, apart from its ground."""
    scale = min(1.0, _WORK_PX / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.int16)
    even = np.ones(soft.shape[:2], np.bool_)
    for axis in (0, 1):
        step = np.abs(np.diff(soft, axis=axis, append=np.take(soft, [-1], axis=axis))).max(axis=2)
        even &= step <= _EVEN
    brightest, darkest = soft.max(axis=2), soft.min(axis=2)
    nearly_grey = (brightest - darkest) <= _MAX_CHROMA * brightest
    lit = (brightest >= _DARKEST) & (brightest <= _BRIGHTEST)
    patches = np.asarray(even & nearly_grey & lit, np.uint8)
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(patches, connectivity=4)
    found = [
        _judged(soft, labels == number, stats[number]) for number in range(1, count) if _fits(stats[number], small)
    ]
    cards = [card for card in found if card is not None]
    return max(cards, key=lambda card: card.confidence, default=None)


def _fits(box: Any, small: Any) -> bool:
    """Whether a patch is as large as a card, and whole: what the edge cuts off is wall or floor."""
    left, top, width, height, area = (int(value) for value in box)
    whole = left > 0 and top > 0 and left + width < small.shape[1] and top + height < small.shape[0]
    return whole and _LEAST_SHARE <= area / (small.shape[0] * small.shape[1]) <= _MOST_SHARE


def _judged(soft: NDArray[np.int16], patch: NDArray[np.bool_], box: Any) -> GreyCard | None:
    corners = cv2.minAreaRect(np.argwhere(patch)[:, ::-1].astype(np.float32))
    short, long = sorted(side + 1 for side in corners[1])
    full = patch.sum() / (short * long)
    if full < _LEAST_FULL or long > _LONGEST * short:
        return None
    inner = cv2.erode(np.asarray(patch, np.uint8), np.ones((3, 3), np.uint8)) > 0
    wide = np.asarray(patch, np.uint8)
    around = (cv2.dilate(wide, np.ones((11, 11), np.uint8)) > 0) & (cv2.dilate(wide, np.ones((5, 5), np.uint8)) == 0)
    if not inner.any() or not around.any():
        return None
    colours = soft[inner].astype(np.float64)
    rgb, noise = np.median(colours, axis=0), colours.std(axis=0).max()
    contrast = np.abs(np.median(soft[around], axis=0) - rgb).max()
    if noise > _MOST_NOISE or contrast < _LEAST_CONTRAST:
        return None
    chroma = (rgb.max() - rgb.min()) / rgb.max()
    height, width = patch.shape
    return GreyCard(
        rgb=(round(float(rgb[0]), 1), round(float(rgb[1]), 1), round(float(rgb[2]), 1)),
        box=(box[0] / width, box[1] / height, (box[0] + box[2]) / width, (box[1] + box[3]) / height),
        confidence=float(min(1.0, full) * (1 - noise / (2 * _MOST_NOISE)) * (1 - chroma)),
    )
