"""Settle a sheet of cloth by position-based dynamics: too much cloth in too little room makes real folds.

Each piece of clothing is one grid of points joined by springs. Where a garment has excess cloth (a gathered waist, a
bent elbow, a sheet not pulled straight) the rest lengths are longer than the room there is, and the sheet buckles, as
cloth does. After Müller et al., "Position Based Dynamics" (2007), with all constraints of one direction solved at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.noise import Plane, Rng, smooth

_STRETCH = ((0, 1), (1, 0), (1, 1), (1, -1))
_ANCHOR = 0.05
_BEND = ((0, 2), (2, 0), (2, 2), (2, -2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Excess cloth around a place, folding along `along_deg` (0 is across, 90 is down)."""

    x_mm: float
    y_mm: float
    along_deg: float
    length_mm: float
    width_mm: float
    excess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drape:
    """How a cloth lies: its stiffness, the general excess across and down, and whether it hangs."""

    excess_across: float = 0.009
    excess_down: float = 0.007
    stiffness: float = 0.6
    patch_mm: float = 140.0
    weight: float = 0.0007
    steps: int = 130
    tug_mm: float = 7.0
    hangs: bool = False
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Displacement of each grid point: across, down (mm) and height over the ground (mm)."""

    across: Plane
    down: Plane
    height: Plane
    cell_mm: float


def settle(
    mask: Plane, rigid: Plane, origin_mm: tuple[float, float], cell_mm: float, drape: Drape, rng: Rng
) -> Settled:
    """Fold the sheet that is `mask` (0..1 on the grid); `rigid` (0..1) keeps bands, collars and plackets flat."""
    inside = (mask > 0.5).astype(np.float32)
    growth = _growth(inside.shape, rigid, origin_mm, cell_mm, drape, rng)
    tug = drape.tug_mm * np.stack([smooth(rng, inside.shape, (150 / cell_mm, 150 / cell_mm)) for _ in range(2)], axis=-1)
    half = (max(4, inside.shape[1] // 2), max(4, inside.shape[0] // 2))
    scale = inside.shape[1] / half[0]
    coarse = _relax(
        _shrink(inside, half), [_shrink(g, half) for g in growth], _shrink(rigid, half), cell_mm * scale, drape, rng, None, cv2.resize(tug, half, interpolation=cv2.INTER_AREA)
    )
    size = (inside.shape[1], inside.shape[0])
    start = np.stack([cv2.resize(coarse[..., k], size, interpolation=cv2.INTER_CUBIC) for k in range(3)], axis=-1)
    moved = _relax(inside, growth, rigid, cell_mm, drape, rng, start, tug)
    spread = [_spread(moved[..., k], inside) for k in range(3)]
    return Settled(spread[0], spread[1], spread[2], cell_mm)


def _shrink(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _growth(
    shape: tuple[int, int],
    rigid: Plane,
    origin_mm: tuple[float, float],
    cell_mm: float,
    drape: Drape,
    rng: Rng,
) -> list[Plane]:
    """The excess tensor (across, down, shear) on the grid."""
    patch = drape.patch_mm / cell_mm
    across = drape.excess_across * np.maximum(0, 1 + 0.9 * smooth(rng, shape, (patch, patch)))
    down = drape.excess_down * np.maximum(0, 1 + 0.9 * smooth(rng, shape, (patch, patch)))
    shear = 0.5 * (drape.excess_across + drape.excess_down) * smooth(rng, shape, (patch, patch))
    row, column = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    x = origin_mm[0] + column * cell_mm
    y = origin_mm[1] + row * cell_mm
    for spot in drape.spots:
        angle = np.radians(spot.along_deg)
        along = (x - spot.x_mm) * np.cos(angle) + (y - spot.y_mm) * np.sin(angle)
        aside = -(x - spot.x_mm) * np.sin(angle) + (y - spot.y_mm) * np.cos(angle)
        amount = spot.excess * np.exp(-np.square(along / spot.length_mm) - np.square(aside / spot.width_mm))
        across += amount * np.sin(angle) ** 2
        down += amount * np.cos(angle) ** 2
        shear -= amount * np.sin(angle) * np.cos(angle)
    loose = 1 - 0.85 * rigid
    return [(plane * loose).astype(np.float32) for plane in (across, down, shear)]


def _pair(plane: np.ndarray, step: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Views of the two ends of every spring that goes `step` rows and columns."""
    down, right = step
    rows, columns = plane.shape[:2]
    first = slice(0, rows - down)
    second = slice(down, rows)
    if right >= 0:
        return plane[first, : columns - right], plane[second, right:]
    return plane[first, -right:], plane[second, : columns + right]


def _springs(
    inside: Plane, growth: list[Plane], rigid: Plane, cell_mm: float, stiffness: float
) -> list[tuple[tuple[int, int], Plane, Plane, bool]]:
    """For each direction: the step, the rest lengths, the strengths and whether it only resists bending."""
    springs = []
    for step in _STRETCH + _BEND:
        bends = step in _BEND
        norm = float(np.hypot(*step))
        dy, dx = step[0] / norm, step[1] / norm
        stretch = growth[0] * dx * dx + growth[1] * dy * dy + 2 * growth[2] * dx * dy
        a, b = _pair(stretch, step)
        rest = (cell_mm * norm * (1 + 0.5 * (a + b))).astype(np.float32)
        a, b = _pair(inside, step)
        strength = a * b
        if bends:
            a, b = _pair(rigid, step)
            strength = strength * np.clip(stiffness + 0.5 * (a + b), 0, 1) * 0.5
        elif 0 not in step:
            strength = strength * 0.35
        springs.append((step, rest, strength.astype(np.float32), bends))
    return springs


def _relax(
    inside: Plane,
    growth: list[Plane],
    rigid: Plane,
    cell_mm: float,
    drape: Drape,
    rng: Rng,
    start: np.ndarray | None,
    tug: np.ndarray,
) -> np.ndarray:
    shape = inside.shape
    row, column = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    flat = np.stack([column * cell_mm, row * cell_mm, np.zeros(shape, np.float32)], axis=-1)
    place = flat.copy()
    if start is None:
        place[..., 2] = 2.0 + 1.2 * smooth(rng, shape, (3.0, 3.0)) + 1.5 * smooth(rng, shape, (7.0, 7.0))
    else:
        place += start.astype(np.float32)
        place[..., 2] += 0.15 * smooth(rng, shape, (2.5, 2.5))
    laid = flat[..., :2] + tug
    springs = _springs(inside, growth, rigid, cell_mm, drape.stiffness)
    count = np.full(shape, 1e-3, np.float32)
    for step, _, strength, _ in springs:
        a, b = _pair(count, step)
        a += strength
        b += strength
    share = (1.4 / count)[..., None]
    speed = np.zeros_like(place)
    for _ in range(drape.steps):
        before = place.copy()
        speed *= 0.9
        speed[..., 2] -= drape.weight
        place += speed
        push = np.zeros_like(place)
        for step, rest, strength, bends in springs:
            a, b = _pair(place, step)
            gap = b - a
            length = np.sqrt(np.einsum("ijk,ijk->ij", gap, gap)) + 1e-6
            off = length - rest
            if bends:
                off = np.minimum(off, 0)
            gap *= (0.5 * off / length * strength)[..., None]
            push_a, push_b = _pair(push, step)
            push_a += gap
            push_b -= gap
        place += push * share
        # Cloth that lies on the ground sticks a little, or every wrinkle would creep out to the hem.
        np.maximum(place[..., 2], 0, out=place[..., 2])
        grip = 0.5 * (place[..., 2:3] < 0.4)
        place[..., :2] -= grip * (place[..., :2] - before[..., :2])
        place[..., :2] += _ANCHOR * (laid - place[..., :2])
        speed = place - before
    return np.asarray(place - flat, np.float32)


def _spread(plane: Plane, inside: Plane) -> Plane:
    """Carry the values inside the sheet out over its edge, so that the edge itself can be sampled."""
    result = plane * inside
    for sigma in (1.0, 2.0, 4.0, 8.0, 16.0):
        weight = cv2.GaussianBlur(inside, (0, 0), sigma)
        carried = cv2.GaussianBlur(plane * inside, (0, 0), sigma) / (weight + 1e-6)
        hole = (inside < 0.5) & (weight > 0.02) & (result == 0)
        result = np.where(hole, carried, result)
    return result.astype(np.float32)
