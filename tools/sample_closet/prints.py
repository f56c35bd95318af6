"""Printed and woven patterns: stripes, checks, dots and flowers as colours over a place in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.colour import linear, mix
from tools.sample_closet.fabric import Print
from tools.sample_closet.noise import Lattice, Plane, Rng, ramp


def _line(at: Plane, period_mm: float, width_mm: float, px_per_mm: float, offset_mm: float = 0.0) -> Plane:
    """Coverage 0..1 of lines of a width every period, with edges one pixel soft."""
    distance = np.abs(np.mod(at - offset_mm + period_mm / 2, period_mm) - period_mm / 2)
    soft = 0.6 / px_per_mm
    return ramp(distance, width_mm / 2 + soft, width_mm / 2 - soft)


def stripes(ground: str, stripe: str, *, period_mm: float, width_mm: float, upright: bool = False) -> Print:
    """Stripes across, or upright."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        cover = _line(x if upright else y, period_mm, width_mm, px_per_mm)
        return mix(np.broadcast_to(linear(ground), (*x.shape, 3)), linear(stripe), cover)

    return colours


def gingham(ground: str, check: str, *, check_mm: float) -> Print:
    """Equal checks: where warp and weft stripes cross the colour is full."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        a = _line(x, check_mm * 2, check_mm, px_per_mm)
        b = _line(y, check_mm * 2, check_mm, px_per_mm)
        return mix(np.broadcast_to(linear(ground), (*x.shape, 3)), linear(check), (0.5 * (a + b)).astype(np.float32))

    return colours


def tartan(ground: str, bands: list[tuple[str, float, float]], *, sett_mm: float) -> Print:
    """Bands (colour, place, width in mm) of a sett, the same in warp and weft, each seen by half in twill."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        ways = []
        for at in (x, y):
            rgb = np.broadcast_to(linear(ground), (*x.shape, 3))
            for colour, place, width in bands:
                rgb = mix(rgb, linear(colour), _line(at, sett_mm, width, px_per_mm, place))
            ways.append(rgb)
        return np.asarray(0.5 * (ways[0] + ways[1]), np.float32)

    return colours


def dots(ground: str, dot: str, *, pitch_mm: float, radius_mm: float) -> Print:
    """Polka dots in rows set off by half."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        row = np.floor(y / pitch_mm)
        along = np.mod(x / pitch_mm + 0.5 * np.mod(row, 2), 1.0) - 0.5
        aside = np.mod(y / pitch_mm, 1.0) - 0.5
        distance = np.hypot(along, aside) * pitch_mm
        soft = 0.7 / px_per_mm
        cover = ramp(distance, radius_mm + soft, radius_mm - soft)
        return mix(np.broadcast_to(linear(ground), (*x.shape, 3)), linear(dot), cover)

    return colours


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowers:
    """Scattered flowers with leaves, painted once on a tile that repeats, as a printing roller does."""

    ground: str
    petals: tuple[str, ...]
    leaf: str
    tile_mm: float = 150.0
    size_mm: float = 13.0
    count: int = 26

    def __call__(self, x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        """The print at these places."""
        scale = max(2.0, min(6.0, px_per_mm * 1.5))
        tile = self._paint(np.random.default_rng(rng.integers(2**32)), scale)
        tile = cv2.GaussianBlur(tile, (0, 0), max(0.5, 0.45 * scale / px_per_mm))
        side = tile.shape[0]
        padded = np.pad(tile, ((1, 2), (1, 2), (0, 0)), mode="wrap")
        map_x, map_y = (np.mod(at * scale, side).astype(np.float32) + 1 for at in (x, y))
        rgb = np.asarray(cv2.remap(padded, map_x, map_y, cv2.INTER_LINEAR), np.float32)
        wash = Lattice(rng).octaves(x / 2.5, y / 2.5, 3)
        return rgb * (1 + 0.06 * wash)[..., None]

    def _paint(self, rng: Rng, scale: float) -> np.ndarray:
        side = int(self.tile_mm * scale)
        tile = np.empty((side, side, 3), np.float32)
        tile[:] = linear(self.ground)
        for at in _scattered(rng, self.count, self.tile_mm):
            size = self.size_mm * rng.uniform(0.5, 1.2)
            rgb = linear(self.petals[rng.integers(len(self.petals))])
            turn = rng.uniform(0, 2 * np.pi)
            for aside in (0.9, 3.3):
                if rng.random() < 0.8:
                    leaf = _petal(turn + aside, size * 1.35, 0.30) + _turned(turn + aside) * size * 0.35
                    _stamp(tile, (leaf + at) * scale, linear(self.leaf) * rng.uniform(0.7, 1.2))
            for k in range(5):
                petal = _petal(turn + k * 2 * np.pi / 5 + rng.normal(0, 0.12), size * rng.uniform(0.66, 0.82), 0.66)
                _stamp(tile, (petal + at) * scale, rgb * rng.uniform(0.74, 1.08))
                _stamp(tile, (petal * 0.55 + at) * scale, rgb * rng.uniform(0.55, 0.8))
            heart = _petal(0.0, size * 0.28, 1.0) - (size * 0.14, 0)
            _stamp(tile, (heart + at) * scale, linear("#d9a441") * rng.uniform(0.6, 1))
        return tile


def _scattered(rng: Rng, count: int, tile_mm: float) -> np.ndarray:
    """Places as far apart as a few tries find them, on a tile that wraps."""
    places = rng.uniform(0, tile_mm, (1, 2))
    for _ in range(count - 1):
        tries = rng.uniform(0, tile_mm, (24, 2))
        gap = np.abs(tries[:, None] - places[None])
        gap = np.minimum(gap, tile_mm - gap)
        best = tries[np.argmax(np.hypot(gap[..., 0], gap[..., 1]).min(axis=1))]
        places = np.vstack([places, best])
    return places


def _turned(turn: float) -> np.ndarray:
    return np.array([np.cos(turn), np.sin(turn)])


def _petal(turn: float, length: float, plump: float) -> np.ndarray:
    """A leaf shape from the origin along `turn`."""
    t = np.linspace(0, np.pi, 16)
    along = length * (1 - np.cos(t)) / 2
    aside = length * plump * 0.5 * np.sin(t) * (0.75 + 0.35 * along / length)
    outline = np.concatenate([np.stack([along, aside], 1), np.stack([along, -aside], 1)[::-1]])
    c, s = _turned(turn)
    return np.asarray(outline @ np.array([[c, s], [-s, c]]))


def _stamp(tile: np.ndarray, points: np.ndarray, rgb: np.ndarray) -> None:
    """Print a shape, with its copies over the tile's edges."""
    side = tile.shape[0]
    for dx in (-side, 0, side):
        for dy in (-side, 0, side):
            moved = np.round((points + np.array([dx, dy])) * 16).astype(np.int32)
            cv2.fillPoly(tile, [moved], [float(v) for v in rgb], cv2.LINE_8, 4)
