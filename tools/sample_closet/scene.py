"""Lay folded garments on a backdrop and look down on them: from patterns in millimetres to lit pixels and a mask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.backdrop import Backdrop
from tools.sample_closet.cloth import Settled
from tools.sample_closet.colour import mix
from tools.sample_closet.light import Window, illuminate, normals
from tools.sample_closet.noise import Plane, Rng
from tools.sample_closet.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Piece:
    """A pattern with its folds, `base_mm` over the ground; one that is not `worn` (a hanger) is not in the mask."""

    pattern: Pattern
    folds: Settled | None
    base_mm: float = 0.0
    worn: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the camera is: what it sees (mm), how far it is turned, and how far it leans."""

    middle_mm: tuple[float, float]
    width_mm: float
    turn_deg: float = 0.0
    lean: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shot:
    """Linear light as it reaches the camera, and what of it is garment (0..1)."""

    light: np.ndarray
    mask: Plane


def shoot(
    pieces: Sequence[Piece], ground: Backdrop, view: View, size: tuple[int, int], window: Window, rng: Rng
) -> Shot:
    """Render `size` (width, height) pixels."""
    x, y, px_per_mm = _places(view, size)
    floor = ground(x, y, px_per_mm, rng)
    rgb = floor.rgb.astype(np.float32)
    height = floor.relief.astype(np.float32)
    floor_level = cv2.GaussianBlur(height, (0, 0), 14 * px_per_mm)
    normal = normals(cv2.GaussianBlur(height, (0, 0), 0.6), px_per_mm)
    gloss = np.zeros(height.shape, np.float32) + floor.gloss
    mask = np.zeros(height.shape, np.float32)
    for piece in pieces:
        cover, colour, relief, shine = _seen(piece, x, y)
        relief = relief + piece.base_mm + 0.35 * floor_level
        tilt = normals(cv2.GaussianBlur(relief, (0, 0), 0.7), px_per_mm)
        rgb = mix(rgb, colour, cover)
        height = height * (1 - cover) + np.maximum(relief, height * 0.2) * cover
        normal = normal * (1 - cover) + tilt * cover
        gloss = gloss * (1 - cover) + shine * cover
        mask = np.maximum(mask, cover) if piece.worn else mask * (1 - cover)
    lit, shine_rgb = illuminate(normal, height, px_per_mm, window, gloss)
    return Shot((rgb * lit + shine_rgb).astype(np.float32), mask)


def _places(view: View, size: tuple[int, int]) -> tuple[Plane, Plane, float]:
    """The place on the ground (mm) of every pixel, and pixels per millimetre in the middle."""
    px_per_mm = size[0] / view.width_mm
    row, column = np.mgrid[: size[1], : size[0]].astype(np.float32)
    u = (column - size[0] / 2) / size[0]
    v = (row - size[1] / 2) / size[0]
    depth = 1 + view.lean[0] * u + view.lean[1] * v
    u, v = u / depth, v / depth
    a = np.radians(view.turn_deg)
    x = view.middle_mm[0] + (u * np.cos(a) - v * np.sin(a)) * view.width_mm
    y = view.middle_mm[1] + (u * np.sin(a) + v * np.cos(a)) * view.width_mm
    return x.astype(np.float32), y.astype(np.float32), px_per_mm


def _seen(piece: Piece, x: Plane, y: Plane) -> tuple[Plane, np.ndarray, Plane, Plane]:
    """Coverage, colour, height and gloss of a piece at places on the ground."""
    pattern = piece.pattern
    scale = pattern.px_per_mm
    size = (pattern.alpha.shape[1], pattern.alpha.shape[0])
    u, v = (x - pattern.x_mm) * scale, (y - pattern.y_mm) * scale
    relief = pattern.relief
    if piece.folds is not None:
        folds = [_fine(plane, size) for plane in (piece.folds.across, piece.folds.down, piece.folds.height)]
        relief = relief + folds[2]
        start_u, start_v = u, v
        for _ in range(3):
            u, v = (
                start_u - scale * _sample(folds[0], u, v, edge=True),
                start_v - scale * _sample(folds[1], u, v, edge=True),
            )
    cover = _sample(pattern.alpha, u, v)
    colour = _sample(pattern.colour, u, v)
    return cover, colour, _sample(relief, u, v, edge=True), _sample(pattern.gloss, u, v)


def _fine(plane: Plane, size: tuple[int, int]) -> Plane:
    """A grid of folds at the pattern's own resolution, smooth enough for its slopes to be believed."""
    cell = size[0] / plane.shape[1]
    return np.asarray(
        cv2.GaussianBlur(cv2.resize(plane, size, interpolation=cv2.INTER_CUBIC), (0, 0), 0.55 * cell), np.float32
    )


def _sample(plane: np.ndarray, u: Plane, v: Plane, *, edge: bool = False) -> np.ndarray:
    border = cv2.BORDER_REPLICATE if edge else cv2.BORDER_CONSTANT
    # Half a pixel: array index 0 is the middle of the first pixel.
    return np.asarray(cv2.remap(plane, u - 0.5, v - 0.5, cv2.INTER_LINEAR, borderMode=border), np.float32)
