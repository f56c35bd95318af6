"""What garments are photographed on: planks, a sheet, a carpet, a wall, tiles."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from tools.sample_closet.cloth import Drape, Sheet, settle
from tools.sample_closet.colour import linear, mix
from tools.sample_closet.fabric import Fabric, Swatch
from tools.sample_closet.noise import Lattice, Plane, Rng, bell, ramp

Backdrop = Callable[[Plane, Plane, float, Rng], Swatch]


def planks(tones: tuple[str, ...], *, width_mm: float = 140.0, turn_deg: float = 90.0, gloss: float = 0.10) -> Backdrop:
    """Floor boards with grain; `turn_deg` 0 runs them across the picture, 90 down it."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        a = np.radians(turn_deg)
        along = x * np.cos(a) + y * np.sin(a) + rng.uniform(0, 3000)
        aside = -x * np.sin(a) + y * np.cos(a) + rng.uniform(0, 900)
        row = np.floor(aside / width_mm)
        length = 1150.0
        shift = _scatter(row) * length
        board = row * 7.31 + np.floor((along + shift) / length) * 3.77
        chance, chance2 = _scatter(board), _scatter(board + 0.5)
        grain = Lattice(rng)
        u = (along + chance * 900) / 1.0
        v = aside + chance2 * 700
        warp = grain.octaves(u / 260, v / 60, 2)
        rings = grain.octaves(u / 480 + warp * 0.1, v / 5.0 + warp * 0.9, 3)
        pores = grain.octaves(u / 34, v / 0.9, 2)
        cathedral = np.sin(11.0 * grain.at(u / 640, v / 52 + 13) + 0.5 * warp) * ramp(chance2, 0.35, 0.7)
        tone = np.clip(chance * (len(tones) - 1), 0, len(tones) - 1.001)
        rgb = np.zeros((*x.shape, 3), np.float32)
        for k, code in enumerate(tones):
            rgb += linear(code) * np.maximum(0, 1 - np.abs(tone - k))[..., None].astype(np.float32)
        value = 1 + 0.07 * rings - 0.09 * np.maximum(pores - 0.1, 0) + 0.035 * cathedral + 0.08 * (chance2 - 0.5)
        value *= 1 + 0.04 * grain.octaves(x / 240, y / 240 + 9, 2)
        rgb *= value[..., None].astype(np.float32)
        edge = np.minimum(np.mod(aside, width_mm), width_mm - np.mod(aside, width_mm))
        end = np.minimum(np.mod(along + shift, length), length - np.mod(along + shift, length))
        wide = max(0.9, 0.75 / px_per_mm)
        gap = np.maximum(bell(edge / wide), bell(end / wide)) * 0.9 / wide
        rgb *= (1 - 0.6 * gap)[..., None]
        relief = -0.9 * gap + 0.05 * rings + 0.04 * pores
        return Swatch(rgb.astype(np.float32), relief.astype(np.float32), gloss)

    return lay


def sheet(fabric: Fabric, *, excess: float = 0.006, patch_mm: float = 260.0) -> Backdrop:
    """A bed sheet or a blanket that nobody ironed."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        low = (float(x.min()) - 60, float(y.min()) - 60)
        columns, rows = 110, round(110 * (y.max() - y.min() + 120) / (x.max() - x.min() + 120))
        cell_mm = float(x.max() - x.min() + 120) / columns
        drape = Drape(excess_across=excess, excess_down=excess, patch_mm=patch_mm, stiffness=0.5)
        whole = np.ones((rows, columns), np.float32)
        folds = settle(Sheet(whole, whole * 0, low, cell_mm), drape, rng, steps=110)
        fine = max(1.0, cell_mm * px_per_mm)
        tall = cv2.resize(folds.height, None, fx=fine, fy=fine, interpolation=cv2.INTER_CUBIC)
        tall = cv2.GaussianBlur(tall, (0, 0), 0.7 * fine)
        map_x = (((x - low[0]) / cell_mm + 0.5) * fine - 0.5).astype(np.float32)
        map_y = (((y - low[1]) / cell_mm + 0.5) * fine - 0.5).astype(np.float32)
        height = cv2.remap(tall, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cut = fabric(x, y, px_per_mm, rng)
        crumple = Lattice(rng)
        fine_folds = 0.5 * crumple.octaves(x / 22 + 0.5 * crumple.at(x / 60, y / 60), y / 38, 3)
        return Swatch(cut.rgb, (height + cut.relief + fine_folds).astype(np.float32), 0.0)

    return lay


def carpet(colours: tuple[str, str], *, tuft_mm: float = 4.0) -> Backdrop:
    """Wool pile: tufts, trodden patches."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        x = x + 3.0 * grain.at(x / 30, y / 30)
        y = y + 3.0 * grain.at(x / 30 + 60, y / 30)
        tufts = grain.octaves(x / tuft_mm, y / tuft_mm, 3)
        trodden = grain.octaves(x / 130, y / 130 + 40, 3)
        rgb = mix(
            np.broadcast_to(linear(colours[0]), (*x.shape, 3)),
            linear(colours[1]),
            ramp(tufts * 0.55 + trodden * 0.25, -0.9, 0.9),
        )
        value = 1 + 0.05 * np.tanh(tufts) + 0.05 * trodden
        return Swatch(
            (rgb * value[..., None]).astype(np.float32), (0.45 * tufts + 1.6 * trodden).astype(np.float32), 0.0
        )

    return lay


def wall(colour: str, *, skirting_mm: float | None = None, skirting: str = "#e9e6df") -> Backdrop:
    """A painted wall with the roller's texture; from `skirting_mm` down a skirting board."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        roller = grain.octaves(x / 3.2, y / 3.2, 2)
        cloud = grain.octaves(x / 320, y / 320, 3)
        value = 1 + 0.012 * roller + 0.025 * cloud
        rgb = linear(colour) * value[..., None]
        relief = 0.07 * roller + 0.9 * cloud
        if skirting_mm is not None:
            board = ramp(y, skirting_mm - 1.2, skirting_mm + 1.2)
            rgb = mix(rgb, linear(skirting) * (1 + 0.02 * cloud)[..., None], board)
            relief = relief * (1 - board) + (14 - 5 * bell((y - skirting_mm - 9) / 3)) * board
        return Swatch(rgb.astype(np.float32), relief.astype(np.float32), 0.02)

    return lay


def door(colour: str, *, panel_mm: float = 560.0, turn_deg: float = 0.0) -> Backdrop:
    """A painted panel door: a raised frame around sunken panels, with a moulding between them."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        brush = grain.octaves(x / 2.5, y / 60, 2)
        cloud = grain.octaves(x / 300, y / 300, 2)
        a = np.abs(x + 40) - panel_mm / 2
        b = np.abs(np.mod(y + 260, 1500.0) - 650) - 560
        away = np.maximum(a, b)
        sunk = ramp(away, 3.0, -16.0)
        bead = bell((away + 8) / 5.0)
        value = 1 + 0.008 * brush + 0.015 * cloud
        relief = 10.0 * (1 - sunk) + 3.0 * bead + 0.06 * brush
        return Swatch((linear(colour) * value[..., None]).astype(np.float32), relief.astype(np.float32), 0.05)

    return lay


def rug_on(floor: Backdrop, rug: Backdrop, *, edge: tuple[float, float, float]) -> Backdrop:
    """A floor with a rug beyond a straight edge: a point on the edge (mm) and the way from it to the rug (deg)."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        under, over = floor(x, y, px_per_mm, rng), rug(x, y, px_per_mm, rng)
        a = np.radians(edge[2])
        beyond = (x - edge[0]) * np.cos(a) + (y - edge[1]) * np.sin(a) + 2.5 * Lattice(rng).at(x / 60, y / 60)
        cover = ramp(beyond, -1.0, 1.0)
        hem = bell((beyond - 7) / 6)
        rgb = mix(under.rgb, over.rgb * (1 - 0.25 * hem)[..., None], cover)
        relief = under.relief * (1 - cover) + (over.relief + 9 - 5 * bell(np.maximum(beyond, 0) / 7)) * cover
        return Swatch(rgb, relief.astype(np.float32), (under.gloss * (1 - cover)).astype(np.float32))

    return lay


def tiles(tone: str, grout: str, *, side_mm: float = 330.0, turn_deg: float = 0.0) -> Backdrop:
    """Floor tiles with cloudy glaze."""

    def lay(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        a = np.radians(turn_deg)
        u = x * np.cos(a) + y * np.sin(a) + rng.uniform(0, side_mm)
        v = -x * np.sin(a) + y * np.cos(a) + rng.uniform(0, side_mm)
        tile = _scatter(np.floor(u / side_mm) * 5.7 + np.floor(v / side_mm) * 9.1)
        grain = Lattice(rng)
        cloud = grain.octaves(u / 110 + 40 * tile, v / 110, 4)
        vein = 1 - np.abs(grain.octaves(u / 160 + 80 * tile, v / 90 + 30, 3))
        speck = grain.octaves(u / 2.0, v / 2.0, 2)
        value = 1 + 0.05 * cloud + 0.04 * np.clip(vein, 0, 1) ** 4 + 0.02 * speck + 0.06 * (tile - 0.5)
        rgb = linear(tone) * value[..., None]
        from_edge = np.minimum(
            np.minimum(np.mod(u, side_mm), side_mm - np.mod(u, side_mm)),
            np.minimum(np.mod(v, side_mm), side_mm - np.mod(v, side_mm)),
        )
        joint = ramp(from_edge, 2.6, 1.5)
        rgb = mix(rgb.astype(np.float32), linear(grout) * (1 + 0.1 * speck)[..., None], joint)
        return Swatch(rgb.astype(np.float32), (-1.0 * joint - 0.5 * bell(from_edge / 3)).astype(np.float32), 0.10)

    return lay


def _scatter(key: Plane) -> Plane:
    """A value 0..1 from a number, the same for the same number."""
    return np.mod(np.sin(key * 12.9898 + 4.1) * 43758.547, 1.0).astype(np.float32)
