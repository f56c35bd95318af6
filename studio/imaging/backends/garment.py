"""The cut-out made for garments: the network in the box, the colours of the picture, and `classic` as umpire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.backends import classic, grabcut, network
from studio.imaging.backends.colour_model import agreed
from studio.imaging.backends.grabcut import Mask
from studio.imaging.backends.kind import Backend
from studio.imaging.image import Pixels
from studio.imaging.models import GARMENT, verified

_LONG_EDGE_PX = 256
_MIN_SIDE_PX = 8
_GRABCUT_ROUNDS = 2
_LEAST_SHARE = 0.003
_ALL_SHARE = 0.997
_CLOSE = 0.87
"""Overlap of what the network said and what the colours made of it from which on nobody else is asked."""
_SAME = 0.9
"""Overlap from which on two answers are one."""
_OVER_THE_BORDER = 0.05
"""Share of the picture's border that a garment may cover before the network is held to have found the ground."""

Plane = NDArray[Any]  # float32


def load(models: Path) -> Backend:
    """Return the backend; raise UserError where the network's file is not the one that was shipped."""
    believe = network.load(verified(GARMENT, models))
    return lambda pixels: cut(pixels, believe(pixels))


def cut(pixels: Pixels, belief: network.Belief) -> tuple[Pixels, float]:
    """Return the mask of the garment in `pixels` (RGB) and how sure it is, 0 to 1, given what the network believes.

    The colours correct the network: they know the edge, and patterns that it never saw. Where they lead far away from
    what it said, one of them is wrong, and `classic`, which has not heard the network, decides between them.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, _LONG_EDGE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    at = np.asarray(cv2.resize(belief, size, interpolation=cv2.INTER_LINEAR), np.float32)
    share = float((at > 0).mean())
    if min(size) < _MIN_SIDE_PX or not _LEAST_SHARE < share < _ALL_SHARE:
        return np.full((height, width), 255 if share >= _ALL_SHARE else 0, np.uint8), 0.0
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    said, corrected = grabcut.tidied(at > 0), _corrected(small, at)
    certain = _decided(at, said | corrected) * (1 - border_share(said))
    agreement = overlap(said, corrected)
    if agreement >= _CLOSE:
        return _enlarged(corrected, width, height), certain * agreement
    found, sure = classic.cut(small)
    alike = overlap(found > 127, corrected)
    if alike >= _SAME:
        return _enlarged(corrected, width, height), certain * alike
    if border_share(said) > _OVER_THE_BORDER:
        return _enlarged(found > 127, width, height), sure
    return _enlarged(said, width, height), certain * agreement


def overlap(first: Mask, second: Mask) -> float:
    """Return the intersection of two masks over their union; 0 where both are empty."""
    return float((first & second).sum() / max(1, (first | second).sum()))


def border_share(mask: Mask) -> float:
    """Return how much of the picture's border a mask covers, 0 to 1."""
    return float(np.concatenate((mask[0], mask[-1], mask[:, 0], mask[:, -1])).mean())


def _corrected(pixels: Pixels, belief: Plane) -> Mask:
    """Return what the colours make of a belief."""
    subject = agreed(pixels, belief)
    return grabcut.tidied(grabcut.refined(pixels, subject, grabcut.tidied(subject > 0.5), rounds=_GRABCUT_ROUNDS))


def _decided(belief: Plane, where: Mask) -> float:
    """Return how far the network was from "perhaps", 0 to 1."""
    return float(np.abs(np.tanh(belief[where] / 2)).mean()) if where.any() else 0.0


def _enlarged(mask: Mask, width: int, height: int) -> Pixels:
    return np.asarray(cv2.resize(mask.astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_LINEAR))
