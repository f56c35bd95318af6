"""Seeded smooth noise, the raw material of folds, weave, wood grain and wear."""

from __future__ import annotations

import cv2
import numpy as np

Plane = np.ndarray  # one float32 value a pixel
Rng = np.random.Generator

_TILE_CELLS = 256


def smooth(rng: Rng, shape: tuple[int, int], cell_px: tuple[float, float]) -> Plane:
    """Noise of mean 0 and deviation 1 whose blobs are about `cell_px` (rows, columns) large."""
    rows = max(4, round(shape[0] / cell_px[0]) + 3)
    columns = max(4, round(shape[1] / cell_px[1]) + 3)
    coarse = rng.standard_normal((rows, columns)).astype(np.float32)
    fine = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray((fine - fine.mean()) / (fine.std() + 1e-6), np.float32)


def fractal(rng: Rng, shape: tuple[int, int], cell_px: float, *, octaves: int = 4, gain: float = 0.5) -> Plane:
    """Sum of octaves of `smooth`, each half as large and `gain` times as strong, deviation 1."""
    total = np.zeros(shape, np.float32)
    strength = 1.0
    for _ in range(octaves):
        total += strength * smooth(rng, shape, (cell_px, cell_px))
        cell_px = max(1.0, cell_px / 2)
        strength *= gain
    return np.asarray(total / (total.std() + 1e-6), np.float32)


class Lattice:
    """An endless noise field that may be sampled at any place, so that a weave can turn with its sleeve."""

    def __init__(self, rng: Rng) -> None:
        tile = rng.standard_normal((_TILE_CELLS, _TILE_CELLS)).astype(np.float32)
        self._tile = np.pad(tile, 2, mode="wrap")

    def at(self, x: Plane, y: Plane) -> Plane:
        """Cubic interpolation of the lattice at (x, y), both in cells; mean 0, deviation somewhat under 1."""
        map_x = (np.mod(x, _TILE_CELLS) + 2).astype(np.float32)
        map_y = (np.mod(y, _TILE_CELLS) + 2).astype(np.float32)
        return np.asarray(cv2.remap(self._tile, map_x, map_y, cv2.INTER_CUBIC), np.float32)

    def octaves(self, x: Plane, y: Plane, count: int = 3) -> Plane:
        """A few octaves of the same lattice, for clouds rather than blobs."""
        total = np.zeros(x.shape, np.float32)
        for octave in range(count):
            scale = 2.0**octave
            total += self.at(x * scale + 17.3 * octave, y * scale + 31.7 * octave) / scale
        return total


def bell(x: Plane) -> Plane:
    """exp(-x²), the profile of most soft things."""
    return np.asarray(np.exp(-np.square(x)), np.float32)


def ramp(x: Plane, low: float, high: float) -> Plane:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)
