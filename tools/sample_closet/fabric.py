"""Cloth by the metre: weave, knit, denim, corduroy and leather as colour, relief and gloss at any place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.sample_closet.colour import linear, mix
from tools.sample_closet.noise import Lattice, Plane, Rng, bell, ramp


@dataclass(frozen=True, slots=True)
class Swatch:
    """A cut of cloth: linear colour (H, W, 3), relief in mm (H, W), gloss (H, W or one number)."""

    rgb: np.ndarray
    relief: Plane
    gloss: Plane | float


Fabric = Callable[[Plane, Plane, float, Rng], Swatch]
Print = Callable[[Plane, Plane, float, Rng], np.ndarray]


def visible(period_mm: float, px_per_mm: float) -> float:
    """How much of a texture of this period the camera can see: none under 2 pixels, all from 4."""
    return float(np.clip((period_mm * px_per_mm - 2.0) / 2.0, 0, 1))


def _near(px_per_mm: float) -> float:
    """How strongly single threads show: softly from afar, where several share a pixel."""
    return float(np.clip(0.25 + 0.2 * px_per_mm, 0, 1))


def woven(ground: str | Print, *, thread_mm: float = 0.6, slub: float = 0.05, gloss: float = 0.0) -> Fabric:
    """Plain weave: cotton, linen (more slub), viscose. `ground` is a colour or a print."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        across = grain.octaves(x / 9.0, y / 0.9, 2)
        down = grain.octaves(x / 0.9 + 50, y / 9.0 + 20, 2)
        cloud = grain.octaves(x / 60, y / 60 + 70, 2)
        fine = visible(thread_mm * 2, px_per_mm)
        weave = np.sin(np.pi * x / thread_mm) * np.sin(np.pi * y / thread_mm) * fine
        slubs = slub * (across + down) * _near(px_per_mm)
        value = 1 + 0.9 * slubs + 0.02 * cloud + 0.10 * weave
        relief = 0.05 * weave + 0.4 * slubs
        return Swatch(_ground(ground, x, y, px_per_mm, rng) * value[..., None], relief.astype(np.float32), gloss)

    return cut


def jersey(ground: str | Print, *, heather: float = 0.0, gloss: float = 0.0) -> Fabric:
    """Fine knit: tees, sweatshirts; `heather` mixes grey fibres in."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        fibres = grain.octaves(x / 1.3, y / 3.2, 3)
        cloud = grain.octaves(x / 70, y / 70 + 70, 2)
        fine = visible(0.9, px_per_mm)
        rib = np.cos(2 * np.pi * x / 0.9) * (0.7 + 0.3 * np.cos(2 * np.pi * y / 0.8)) * fine
        value = 1 + (0.02 + heather) * fibres + 0.02 * cloud + 0.08 * rib
        return Swatch(
            _ground(ground, x, y, px_per_mm, rng) * value[..., None],
            (0.06 * rib + 0.04 * fibres).astype(np.float32),
            gloss,
        )

    return cut


def ribbed(ground: str | Print, *, pitch_mm: float = 4.0, depth_mm: float = 0.9, heather: float = 0.03) -> Fabric:
    """Ribbing of cuffs and bands, ribs down the cloth."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        seen = visible(pitch_mm, px_per_mm)
        bend = grain.at(x / 40, y / 40) * 0.35
        rib = np.cos(2 * np.pi * x / pitch_mm + bend)
        fibres = grain.octaves(x / 1.2, y / 2.0, 2)
        value = 1 + heather * fibres + 0.16 * seen * (rib - 0.3)
        relief = depth_mm * 0.5 * rib * seen
        return Swatch(_ground(ground, x, y, px_per_mm, rng) * value[..., None], relief.astype(np.float32), 0.0)

    return cut


def knitted(
    ground: str | Print, *, stitch_mm: float = 5.0, depth_mm: float = 1.4, cables: tuple[float, ...] = ()
) -> Fabric:
    """Hand-like stockinette, with cables running down at the given x (mm)."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        x = x + 0.5 * grain.at(x / 30, y / 30)
        y = y + 0.5 * grain.at(x / 30 + 40, y / 30)
        bump = _stockinette(x, y, stitch_mm) * visible(stitch_mm, px_per_mm)
        relief = depth_mm * bump
        for middle in cables:
            rope, cover = _cable(x - middle, y, stitch_mm)
            relief = relief * (1 - cover) + (rope * 4.2 + 0.5 * depth_mm * bump) * cover
        fuzz = grain.octaves(x / 0.9, y / 0.9, 2)
        relief = relief + 0.12 * fuzz
        value = 0.80 + 0.25 * bump + 0.04 * fuzz + 0.02 * grain.at(x / 25, y / 25)
        return Swatch(_ground(ground, x, y, px_per_mm, rng) * value[..., None], relief.astype(np.float32), 0.0)

    return cut


def _stockinette(x: Plane, y: Plane, stitch_mm: float) -> Plane:
    """Two slanting legs a stitch, 0 in the gaps and 1 on the yarn."""
    inside = np.mod(x / stitch_mm, 1.0) * 2 - 1
    leg = np.abs(inside)
    row = y / (stitch_mm * 0.78) - leg * 0.75
    across = 1 - np.square((leg - 0.5) / 0.5)
    along = 0.62 + 0.38 * np.cos(2 * np.pi * row)
    return np.asarray(np.sqrt(np.clip(across, 0, 1)) * along, np.float32)


def _cable(x: Plane, y: Plane, stitch_mm: float) -> tuple[Plane, Plane]:
    """A rope of two strands that cross: height 0..1 and where it lies."""
    width = stitch_mm * 2.6
    period = stitch_mm * 9
    phase = 2 * np.pi * y / period
    strands = []
    for turn in (0, np.pi):
        offset = width * 0.52 * np.sin(phase + turn)
        over = 0.62 + 0.38 * np.cos(phase + turn)
        strands.append(np.sqrt(np.clip(1 - np.square((x - offset) / (width * 0.55)), 0, 1)) * over)
    rope = np.maximum(*strands)
    cover = ramp(np.abs(x), width * 1.55, width * 1.2)
    return rope.astype(np.float32), cover


def corduroy(colour: str, *, wale_mm: float = 3.2) -> Fabric:
    """Cut pile in wales down the cloth."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        seen = visible(wale_mm, px_per_mm)
        bend = grain.at(x / 80, y / 80) * 0.5
        wale = np.abs(np.cos(np.pi * x / wale_mm + bend))
        pile = grain.octaves(x / 0.8, y / 1.6, 2)
        nap = grain.octaves(x / 45, y / 90, 2)
        value = 0.9 + 0.22 * seen * (wale - 0.6) + 0.05 * pile + 0.06 * nap
        relief = 0.9 * seen * wale + 0.06 * pile
        return Swatch(linear(colour) * value[..., None], relief.astype(np.float32), 0.02)

    return cut


def denim(colour: str, *, worn: str = "#b9c8d8", fade: float = 0.25) -> Fabric:
    """Twill of blue warp and white weft, uneven as indigo is."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        warp = grain.octaves(x / 0.9, y / 22.0, 2)
        weft = grain.octaves(x / 9.0, y / 0.9 + 40, 2)
        fleck = grain.octaves(x / 0.7 + 11, y / 1.6, 2)
        fine = visible(1.1, px_per_mm)
        twill = np.sin(2 * np.pi * (x * 0.9 + y * 0.55) / 1.1) * fine
        cloud = grain.octaves(x / 90, y / 130 + 70, 3)
        yarn = (0.13 * warp + 0.05 * weft + 0.12 * fleck) * _near(px_per_mm)
        white = np.clip(fade + yarn + 0.10 * twill + 0.07 * cloud, 0, 1)
        ground = np.broadcast_to(linear(colour), (*x.shape, 3))
        rgb = mix(ground, np.broadcast_to(linear(worn), ground.shape), white.astype(np.float32))
        return Swatch(rgb, (0.06 * twill + 0.05 * fleck).astype(np.float32), 0.0)

    return cut


def woollen(ground: str | Print, *, fleck: float = 0.06, nap_mm: float = 0.22) -> Fabric:
    """Coating, flannel, tweed: no visible weave, a soft uneven nap."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        fibres = grain.octaves(x / 2.2, y / 1.7, 3)
        hairs = grain.octaves(x / 0.8, y / 0.8 + 60, 2)
        cloud = grain.octaves(x / 50, y / 50, 2)
        value = 1 + fleck * (0.7 * fibres + 0.7 * hairs) + 0.03 * cloud
        relief = nap_mm * (0.7 * fibres + 0.3 * hairs)
        return Swatch(_ground(ground, x, y, px_per_mm, rng) * value[..., None], relief.astype(np.float32), 0.0)

    return cut


def satin(ground: str | Print, *, gloss: float = 0.16) -> Fabric:
    """Smooth and shining."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        thread = grain.octaves(x / 0.8, y / 12, 2)
        value = 1 + 0.025 * thread
        return Swatch(
            _ground(ground, x, y, px_per_mm, rng) * value[..., None], (0.015 * thread).astype(np.float32), gloss
        )

    return cut


def leather(colour: str, *, gloss: float = 0.12) -> Fabric:
    """Fine grain with creases, half shining."""

    def cut(x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> Swatch:
        grain = Lattice(rng)
        pebble = np.abs(grain.octaves(x / 2.2, y / 2.2, 3))
        cloud = grain.octaves(x / 35, y / 35, 2)
        relief = 0.25 * np.clip(pebble, 0, 1)
        value = 0.9 + 0.12 * bell(1 - pebble) + 0.06 * cloud
        return Swatch(linear(colour) * value[..., None], relief.astype(np.float32), gloss)

    return cut


def _ground(ground: str | Print, x: Plane, y: Plane, px_per_mm: float, rng: Rng) -> np.ndarray:
    if isinstance(ground, str):
        return np.broadcast_to(linear(ground), (*x.shape, 3))
    return ground(x, y, px_per_mm, rng)
