"""Heals a spot of a picture with a piece of cloth from beside it, in a small window and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Pixels

Plane = NDArray[Any]

_RIM = 1.5  # up to this share of its radius around a spot, the picture is taken for sound
_SOFT = 0.12  # the patch fades over so much of the radius to both sides of it
_REACH = 6.0  # radii to every side, within which cloth is looked for
_LOOK_PX = 9.0  # larger spots are compared on a copy on which they have this radius
_TRIED = 6  # places of the likest rims, that are looked at as they are
_FAR_COST = 1.5  # of a place one radius farther away, in squared levels: the nearer cloth has the nearer light
_LEAST_RIM = 0.25  # of the rim that must be seen, between other spots
_INPAINT_PX = 3.0

Move = tuple[int, int]  # right and down


@dataclass(frozen=True, slots=True)
class _Spot:
    """A window around a spot: where it begins, how far its pixels are from the middle, and which are its rim."""

    left: int
    top: int
    distance: Plane
    rim: NDArray[np.bool_]
    radius: float

    def of(self, plane: Pixels, move: Move = (0, 0)) -> Pixels:
        """Return what lies in the window, or in one that is moved."""
        top, left = self.top + move[1], self.left + move[0]
        return plane[top : top + len(self.distance), left : left + len(self.distance)]


def heal(pixels: Pixels, avoid: Pixels, x: float, y: float, radius: float) -> None:
    """Cover the spot around `x` and `y` in `pixels`, in place, with what lies beside it and not in `avoid`.

    The patch is the one whose rim is most like the spot's own rim, and takes on its light: stripes and checks go on. At
    the picture's edge, or where nothing is free, the spot is filled from its rim instead (Telea, An Image Inpainting
    Technique, 2004). All spots are in `avoid`, this one too.
    """
    radius = max(1.0, radius)
    spot = _spot(avoid, x, y, radius)
    moves = _moves(pixels, avoid, spot) if spot else []
    if spot and moves:
        _patch(pixels, spot, min(moves, key=lambda move: _unlikeness(pixels, spot, move)))
    else:
        _fill(pixels, x, y, radius)


def _spot(avoid: Pixels, x: float, y: float, radius: float) -> _Spot | None:
    """Return the window; None where it is not whole, or too little of the rim is sound."""
    half = int(np.ceil(radius * _RIM)) + 2
    left, top, side = int(x) - half, int(y) - half, 2 * half + 1
    if left < 0 or top < 0 or left + side > avoid.shape[1] or top + side > avoid.shape[0]:
        return None
    rows, columns = np.ogrid[0:side, 0:side]
    distance = np.hypot(columns + left + 0.5 - x, rows + top + 0.5 - y).astype(np.float32)
    around = (distance > radius) & (distance < radius * _RIM + 1)
    rim = around & (avoid[top : top + side, left : left + side] == 0)
    return _Spot(left, top, distance, rim, radius) if rim.sum() > _LEAST_RIM * around.sum() else None


def _moves(pixels: Pixels, avoid: Pixels, spot: _Spot) -> list[Move]:
    """Return where the likest rims are, best first, among all free places within reach."""
    room, side = int(_REACH * spot.radius), len(spot.distance)
    top, left = max(0, spot.top - room), max(0, spot.left - room)
    area = (slice(top, spot.top + side + room), slice(left, spot.left + side + room))
    scale = min(1.0, _LOOK_PX / spot.radius)
    ground, sought = _small(pixels[area], scale), _small(spot.of(pixels), scale)
    rim = np.asarray(_small(spot.rim.astype(np.uint8) * 255, scale) > 127, np.float32)
    if not rim.any():
        return []
    apart = cv2.matchTemplate(ground, sought, cv2.TM_SQDIFF, mask=cv2.merge((rim, rim, rim))) / (3 * rim.sum())
    rows, columns = np.ogrid[0 : apart.shape[0], 0 : apart.shape[1]]
    home = ((spot.left - left) * scale, (spot.top - top) * scale)
    apart += _FAR_COST * np.hypot(columns - home[0], rows - home[1]) / (spot.radius * scale)
    apart[_taken(_small(avoid[area], scale), apart.shape, spot.radius * scale)] = np.inf
    found: list[Move] = []
    for _number in range(_TRIED):
        row, column = np.unravel_index(int(apart.argmin()), apart.shape)
        if not np.isfinite(apart[row, column]):
            break
        move = (round(float(column - home[0]) / scale), round(float(row - home[1]) / scale))
        if spot.of(pixels, move).shape[:2] == spot.distance.shape and min(spot.left + move[0], spot.top + move[1]) >= 0:
            found.append(move)
        near = max(1, round(spot.radius * scale / 3))
        apart[max(0, row - near) : row + near + 1, max(0, column - near) : column + near + 1] = np.inf
    return found


def _taken(avoid: Pixels, shape: tuple[int, ...], radius: float) -> NDArray[np.bool_]:
    """Return at which places of a window its disc would reach something to avoid."""
    reach = 2 * int(np.ceil(radius * (1 + _SOFT))) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    near = cv2.dilate(np.asarray(avoid > 0, np.uint8), disc)
    down, right = (avoid.shape[0] - shape[0]) // 2, (avoid.shape[1] - shape[1]) // 2
    return np.asarray(near[down : down + shape[0], right : right + shape[1]] > 0)


def _unlikeness(pixels: Pixels, spot: _Spot, move: Move) -> float:
    """Return how much the rim of the spot differs from that of a place beside it, and how much that has of its own.

    What is livelier than the spot's rim, a button or a label, would be doubled.
    """
    inside = spot.distance <= spot.radius
    here, there = spot.of(pixels).astype(np.float32), spot.of(pixels, move).astype(np.float32)
    livelier = there[inside].std(axis=0) - here[spot.rim].std(axis=0)
    return float(np.square(here[spot.rim] - there[spot.rim]).mean() + 4 * np.square(livelier.clip(0, None)).mean())


def _patch(pixels: Pixels, spot: _Spot, move: Move) -> None:
    window, patch = spot.of(pixels), spot.of(pixels, move).astype(np.float32)
    rim = spot.rim.astype(np.float32)
    scale, side = min(1.0, _LOOK_PX / spot.radius), len(rim)
    small = _small(np.dstack(((window - patch) * rim[:, :, None], rim)), scale)
    spread = cv2.GaussianBlur(small, (0, 0), max(0.8, spot.radius * scale / 2))
    light = cv2.resize(spread[:, :, :3] / (spread[:, :, 3:] + 1e-4), (side, side))
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
    scale = min(1.0, _LOOK_PX / radius)
    filled = cv2.inpaint(_small(window, scale), _small(hole * 255, scale), _INPAINT_PX, cv2.INPAINT_TELEA)
    whole = cv2.resize(filled, (window.shape[1], window.shape[0]), interpolation=cv2.INTER_LINEAR)
    window[hole > 0] = whole[hole > 0]


def _small(plane: Any, scale: float) -> Any:
    if scale == 1:
        return np.ascontiguousarray(plane, plane.dtype)
    size = (max(1, round(plane.shape[1] * scale)), max(1, round(plane.shape[0] * scale)))
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
