"""Printed and woven patterns: stripes, checks, dots and flowers as colours over a place in millimetres."""

from __future__ import annotations

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
        return (0.5 * (ways[0] + ways[1])).astype(np.float32)

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


def flowers(
    ground: str, petals: tuple[str, ...], leaf: str, *, tile_mm: float = 150.0, size_mm: float = 13.0, count: int = 26
) -> Print:
    """Scattered flowers with leaves, painted once on a tile that repeats, as a printing roller does."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        scale = max(2.0, min(6.0, px_per_mm * 1.5))
        tile = _flower_tile(np.random.default_rng(rng.integers(2**32)), ground, petals, leaf, tile_mm, size_mm, count, scale)
        tile = cv2.GaussianBlur(tile, (0, 0), max(0.3, 0.45 * scale / px_per_mm))
        side = tile.shape[0]
        padded = np.pad(tile, ((1, 2), (1, 2), (0, 0)), mode="wrap")
        drop = np.floor(x / tile_mm) * tile_mm * 0.5
        map_x = np.mod(x * scale, side).astype(np.float32) + 1
        map_y = np.mod((y + drop) * scale, side).astype(np.float32) + 1
        return np.asarray(cv2.remap(padded, map_x, map_y, cv2.INTER_LINEAR), np.float32)

    return colours


def _flower_tile(
    rng: Rng, ground: str, petals: tuple[str, ...], leaf: str, tile_mm: float, size_mm: float, count: int, scale: float
) -> np.ndarray:
    side = int(tile_mm * scale)
    tile = np.empty((side, side, 3), np.float32)
    tile[:] = linear(ground)
    for x, y in _scattered(rng, count, tile_mm):
        size = size_mm * rng.uniform(0.55, 1.15)
        rgb = linear(petals[rng.integers(len(petals))])
        turn = rng.uniform(0, 6.28)
        for side_turn in (turn + 0.9, turn + 3.3):
            if rng.random() < 0.8:
                _petal(tile, x, y, side_turn, size * 1.35, 0.30, linear(leaf) * rng.uniform(0.7, 1.2), scale, size * 0.35)
        for k in range(5):
            shade = rgb * rng.uniform(0.82, 1.08)
            _petal(tile, x, y, turn + k * 1.2566 + rng.normal(0, 0.09), size * 0.78, 0.62, shade, scale, 0.0)
        _petal(tile, x - size * 0.14, y, 0.0, size * 0.28, 1.0, linear("#d9a441") * rng.uniform(0.6, 1), scale, 0.0)
    return tile


def _scattered(rng: Rng, count: int, tile_mm: float) -> list[tuple[float, float]]:
    """Places as far apart as a few tries find them, on a tile that wraps."""
    places: list[tuple[float, float]] = []
    for _ in range(count):
        tries = rng.uniform(0, tile_mm, (24, 2))
        if not places:
            places.append((float(tries[0, 0]), float(tries[0, 1])))
            continue
        gap = np.abs(tries[:, None] - np.array(places)[None])
        gap = np.minimum(gap, tile_mm - gap)
        best = tries[np.argmax(np.hypot(gap[..., 0], gap[..., 1]).min(axis=1))]
        places.append((float(best[0]), float(best[1])))
    return places


def _petal(
    tile: np.ndarray, x: float, y: float, turn: float, length: float, plump: float, rgb: np.ndarray, scale: float, off: float
) -> None:
    """One leaf shape from (x, y), drawn with its copies over the tile's edges."""
    side = tile.shape[0]
    t = np.linspace(0, np.pi, 16)
    along = off + length * (1 - np.cos(t)) / 2
    aside = length * plump * 0.5 * np.sin(t) * (0.75 + 0.35 * (1 - np.cos(t)) / 2)
    outline = np.concatenate([np.stack([along, aside], 1), np.stack([along, -aside], 1)[::-1]])
    c, s = np.cos(turn), np.sin(turn)
    points = (outline @ np.array([[c, s], [-s, c]]) + (x, y)) * scale
    for dx in (-side, 0, side):
        for dy in (-side, 0, side):
            moved = np.round((points + (dx, dy)) * 16).astype(np.int32)
            cv2.fillPoly(tile, [moved], [float(v) for v in rgb], cv2.LINE_AA if tile.dtype == np.uint8 else cv2.LINE_8, 4)


def marled(colours_: tuple[str, ...], *, blob_mm: float = 3.0) -> Print:
    """Yarns of several colours mixed without order: tweed, ragg wool."""

    def colours(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
        rgb = np.broadcast_to(linear(colours_[0]), (*x.shape, 3))
        grain = Lattice(rng)
        for k, colour in enumerate(colours_[1:]):
            where = grain.octaves(x / blob_mm + 37 * k, y / blob_mm, 2)
            rgb = mix(rgb, linear(colour), ramp(where, 0.45, 0.9))
        return np.asarray(rgb, np.float32)

    return colours
