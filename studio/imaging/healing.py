"""Heals a spot of a picture with a piece of cloth from beside it, in a small window and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Pixels

Plane = NDArray[Any]

_RIM = 1.35  # up to this share of its radius around a spot, the picture is taken for sound
_SOFT = 0.12  # the patch fades over so much of the radius to both sides of it
_DIRECTIONS = 12
_DISTANCES = (2.5, 3.6)  # radii
_LOOK_PX = 24  # the rims are compared on a copy of at most so many pixels' radius
_INPAINT_PX = 3.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A window around a spot: where it begins, how large it is, and how far its pixels are from the middle."""

    left: int
    top: int
    side: int
    distance: Plane
    radius: float

    def of(self, plane: Pixels, right: int = 0, down: int = 0) -> Pixels:
        """Return what lies in the window, or in one so far to the right and down."""
        top, left = self.top + down, self.left + right
        return plane[top : top + self.side, left : left + self.side]

    def fits(self, shape: tuple[int, ...], right: int, down: int) -> bool:
        """Whether the window, moved, lies in a picture of this shape."""
        top, left = self.top + down, self.left + right
        return top >= 0 and left >= 0 and top + self.side <= shape[0] and left + self.side <= shape[1]


def heal(pixels: Pixels, avoid: Pixels, x: float, y: float, radius: float) -> None:
    """Cover the spot around `x` and `y` in `pixels`, in place, with what lies beside it and not in `avoid`.

    The patch is the one whose rim is most like the spot's own rim, and takes on its light. At the picture's edge, or
    where nothing is free, the spot is filled from its rim instead (Telea, An Image Inpainting Technique, 2004).
    """
    radius = max(1.0, radius)
    spot = _spot(x, y, radius)
    moves = [move for move in _moves(radius) if _is_free(spot, avoid, *move)]
    if spot.fits(pixels.shape, 0, 0) and moves:
        _patch(pixels, spot, min(moves, key=lambda move: _unlikeness(pixels, spot, *move)))
    else:
        _fill(pixels, x, y, radius)


def _spot(x: float, y: float, radius: float) -> Spot:
    half = int(np.ceil(radius * _RIM)) + 2
    left, top, side = round(x) - half, round(y) - half, 2 * half + 1
    rows, columns = np.ogrid[0:side, 0:side]
    distance = np.hypot(columns + left + 0.5 - x, rows + top + 0.5 - y)
    return Spot(left, top, side, distance.astype(np.float32), radius)


def _moves(radius: float) -> list[tuple[int, int]]:
    angles = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    return [(round(f * radius * np.cos(a)), round(f * radius * np.sin(a))) for f in _DISTANCES for a in angles]


def _is_free(spot: Spot, avoid: Pixels, right: int, down: int) -> bool:
    if not spot.fits(avoid.shape, right, down):
        return False
    step = max(1, spot.side // (2 * _LOOK_PX))
    return not (spot.of(avoid, right, down)[::step, ::step] > 0).any()


def _unlikeness(pixels: Pixels, spot: Spot, right: int, down: int) -> float:
    """Return how much the rim of the spot differs from that of a place beside it, and how much that has of its own.

    What is livelier than the spot's rim, a button or a label, would be doubled.
    """
    step = max(1, int(spot.radius / _LOOK_PX))
    distance = spot.distance[::step, ::step]
    rim, inside = (distance > spot.radius) & (distance < spot.radius * _RIM + 1), distance <= spot.radius
    here, there = (spot.of(pixels, *move)[::step, ::step].astype(np.float32) for move in ((0, 0), (right, down)))
    livelier = there[inside].std(axis=0) - here[rim].std(axis=0)
    return float(np.square(here[rim] - there[rim]).mean() + 4 * np.square(livelier.clip(0, None)).mean())


def _patch(pixels: Pixels, spot: Spot, move: tuple[int, int]) -> None:
    window = spot.of(pixels)
    patch = spot.of(pixels, *move).astype(np.float32)
    rim = (spot.distance > spot.radius).astype(np.float32) * (spot.distance < spot.radius * _RIM + 1)
    step = max(1, int(spot.radius / _LOOK_PX))
    difference = (window - patch) * rim[:, :, None]
    size = (max(1, spot.side // step),) * 2
    small = cv2.resize(np.dstack((difference, rim)), size, interpolation=cv2.INTER_AREA)
    spread = cv2.GaussianBlur(small, (0, 0), max(0.8, spot.radius / step / 2))
    light = cv2.resize(spread[:, :, :3] / (spread[:, :, 3:] + 1e-4), (spot.side, spot.side))
    share = ((spot.radius * (1 + _SOFT) - spot.distance) / max(1.0, 2 * _SOFT * spot.radius)).clip(0, 1)[:, :, None]
    window[:] = np.rint(window + (patch + light - window) * share).clip(0, 255)


def _fill(pixels: Pixels, x: float, y: float, radius: float) -> None:
    half = int(np.ceil(2 * radius)) + 3
    left, top = max(0, round(x) - half), max(0, round(y) - half)
    window = pixels[top : max(0, round(y) + half), left : max(0, round(x) + half)]
    if not window.size:
        return
    rows, columns = np.ogrid[0 : window.shape[0], 0 : window.shape[1]]
    hole = (np.hypot(columns + left + 0.5 - x, rows + top + 0.5 - y) <= radius).astype(np.uint8)
    shrink = max(1, int(radius / _LOOK_PX))
    size = (max(1, window.shape[1] // shrink), max(1, window.shape[0] // shrink))
    small = cv2.resize(window, size, interpolation=cv2.INTER_AREA)
    filled = cv2.inpaint(
        small, cv2.resize(hole * 255, size, interpolation=cv2.INTER_AREA), _INPAINT_PX, cv2.INPAINT_TELEA
    )
    whole = cv2.resize(filled, (window.shape[1], window.shape[0]), interpolation=cv2.INTER_LINEAR)
    window[hole > 0] = whole[hole > 0]
