"""Settle a sheet of cloth by position-based dynamics: too much cloth in too little room makes real folds.

Each garment is one grid of points joined by springs. Where there is excess cloth (a gathered waist, a bent elbow, a
sheet not pulled straight) the rest lengths are longer than the room there is, and the sheet buckles, as cloth does.
After Müller et al., "Position Based Dynamics" (2007), with all constraints of one direction solved at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.noise import Plane, Rng, smooth

Step = tuple[int, int]

_STRETCH: tuple[Step, ...] = ((0, 1), (1, 0), (1, 1), (1, -1))
_BEND: tuple[Step, ...] = ((0, 2), (2, 0), (2, 2), (2, -2))
_ANCHOR = 0.05  # how firmly the ground keeps each point in its place
_FAST = 1.4  # over-relaxation: solves in two thirds of the steps and is still stable


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
    """How a cloth lies: general excess across and down, stiffness, and how far hands pulled it about."""

    excess_across: float = 0.007
    excess_down: float = 0.006
    stiffness: float = 0.45
    patch_mm: float = 140.0
    tug_mm: float = 3.8
    weight: float = 0.0007
    hangs: bool = False
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Displacement of each grid point: across, down (mm) and height over the ground (mm)."""

    across: Plane
    down: Plane
    height: Plane


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat sheet before it falls: where there is cloth, where it is kept flat (0..1), and the size of its cells."""

    mask: Plane
    rigid: Plane
    origin_mm: tuple[float, float]
    cell_mm: float


@dataclass(frozen=True, slots=True)
class _Spring:
    """All springs of one direction."""

    step: Step
    rest_mm: Plane
    strength: Plane
    bends: bool


def settle(sheet: Sheet, drape: Drape, rng: Rng, *, steps: int = 120) -> Settled:
    """Let the sheet fall: first on a grid of half the points for the large folds, then on its own."""
    inside = (sheet.mask > 0.5).astype(np.float32)
    growth = _growth(sheet, drape, rng)
    tug = _tug(sheet, drape, rng)
    rows, columns = inside.shape
    half = (max(4, columns // 2), max(4, rows // 2))
    small = Sheet(_scaled(inside, half), _scaled(sheet.rigid, half), sheet.origin_mm, sheet.cell_mm * columns / half[0])
    shape = small.mask.shape
    start = np.zeros((*shape, 3), np.float32)
    start[..., 2] = 2.0 + 1.2 * smooth(rng, shape, (3.0, 3.0)) + 1.5 * smooth(rng, shape, (7.0, 7.0))
    coarse = _relax(
        _springs(small, [_scaled(g, half) for g in growth], drape), small, drape, start, _scaled(tug, half), steps
    )
    start = np.asarray(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float32)
    start[..., 2] += 0.15 * smooth(rng, inside.shape, (2.5, 2.5))
    own = Sheet(inside, sheet.rigid, sheet.origin_mm, sheet.cell_mm)
    moved = _relax(_springs(own, growth, drape), own, drape, start, tug, steps * 2 // 3)
    return Settled(*(_spread(moved[..., k], inside) for k in range(3)))


def _scaled(plane: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _tug(sheet: Sheet, drape: Drape, rng: Rng) -> np.ndarray:
    """How far hands pulled each point out of its place when they laid the cloth down; a hanging one falls straight."""
    wide = 150 / sheet.cell_mm
    shape = sheet.mask.shape
    if drape.hangs:
        across = smooth(rng, shape, (wide * 5, wide * 0.8))
        return np.asarray(drape.tug_mm * np.stack([across, 0 * across], axis=-1))
    return np.asarray(drape.tug_mm * np.stack([smooth(rng, shape, (wide, wide)) for _ in range(2)], axis=-1))


def _growth(sheet: Sheet, drape: Drape, rng: Rng) -> list[Plane]:
    """The excess as a tensor on the grid: across, down, shear."""
    shape = sheet.mask.shape
    wide = drape.patch_mm / sheet.cell_mm
    patch = (wide * (5.0 if drape.hangs else 1.0), wide)
    across = drape.excess_across * np.maximum(0, 1 + 0.9 * smooth(rng, shape, patch))
    down = drape.excess_down * np.maximum(0, 1 + 0.9 * smooth(rng, shape, patch))
    shear = 0.5 * min(drape.excess_across, drape.excess_down) * smooth(rng, shape, patch)
    row, column = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    x = sheet.origin_mm[0] + column * sheet.cell_mm
    y = sheet.origin_mm[1] + row * sheet.cell_mm
    for spot in drape.spots:
        angle = np.radians(spot.along_deg)
        along = (x - spot.x_mm) * np.cos(angle) + (y - spot.y_mm) * np.sin(angle)
        aside = -(x - spot.x_mm) * np.sin(angle) + (y - spot.y_mm) * np.cos(angle)
        amount = spot.excess * np.exp(-np.square(along / spot.length_mm) - np.square(aside / spot.width_mm))
        across += amount * np.sin(angle) ** 2
        down += amount * np.cos(angle) ** 2
        shear -= amount * np.sin(angle) * np.cos(angle)
    loose = 1 - 0.85 * sheet.rigid
    return [(plane * loose).astype(np.float32) for plane in (across, down, shear)]


def _pair(plane: np.ndarray, step: Step) -> tuple[np.ndarray, np.ndarray]:
    """Views of the two ends of every spring that goes `step` rows and columns."""
    down, right = step
    rows, columns = plane.shape[:2]
    first, second = slice(0, rows - down), slice(down, rows)
    if right >= 0:
        return plane[first, : columns - right], plane[second, right:]
    return plane[first, -right:], plane[second, : columns + right]


def _springs(sheet: Sheet, growth: list[Plane], drape: Drape) -> list[_Spring]:
    springs = []
    for step in _STRETCH + _BEND:
        norm = float(np.hypot(*step))
        dy, dx = step[0] / norm, step[1] / norm
        a, b = _pair(growth[0] * dx * dx + growth[1] * dy * dy + 2 * growth[2] * dx * dy, step)
        rest = sheet.cell_mm * norm * (1 + 0.5 * (a + b))
        a, b = _pair(sheet.mask, step)
        strength = a * b
        if step in _BEND:
            a, b = _pair(sheet.rigid, step)
            strength = strength * np.clip(drape.stiffness + 0.5 * (a + b), 0, 1) * 0.5
        elif 0 not in step:
            strength = strength * 0.35  # woven cloth gives on the bias
        springs.append(_Spring(step, rest.astype(np.float32), strength.astype(np.float32), step in _BEND))
    return springs


def _relax(
    springs: list[_Spring], sheet: Sheet, drape: Drape, start: np.ndarray, tug: np.ndarray, steps: int
) -> np.ndarray:
    """Move the points until springs, weight and ground agree; returns how far each went."""
    shape = sheet.mask.shape
    row, column = np.mgrid[: shape[0], : shape[1]].astype(np.float32) * np.float32(sheet.cell_mm)
    flat = np.stack([column, row, np.zeros(shape, np.float32)], axis=-1)
    place = flat + start
    laid = flat[..., :2] + tug
    share = _share(springs, shape)
    speed = np.zeros_like(place)
    for _ in range(steps):
        before = place.copy()
        speed *= 0.9
        speed[..., 2] -= drape.weight
        place += speed
        place += _pull(springs, place) * share
        np.maximum(place[..., 2], 0, out=place[..., 2])
        # Cloth that lies on the ground sticks a little, or every wrinkle would creep out to the hem.
        grip = 0.5 * (place[..., 2:] < 0.4)
        place[..., :2] -= grip * (place[..., :2] - before[..., :2])
        place[..., :2] += _ANCHOR * (laid - place[..., :2])
        speed = place - before
    return np.asarray(place - flat, np.float32)


def _share(springs: list[_Spring], shape: tuple[int, ...]) -> np.ndarray:
    """What each point may move of the sum of its springs' wishes."""
    count = np.full(shape, 1e-3, np.float32)
    for spring in springs:
        a, b = _pair(count, spring.step)
        a += spring.strength
        b += spring.strength
    return np.asarray((_FAST / count)[..., None])


def _pull(springs: list[_Spring], place: np.ndarray) -> np.ndarray:
    """The sum of the wishes of all springs at each point."""
    push = np.zeros_like(place)
    for spring in springs:
        a, b = _pair(place, spring.step)
        gap = b - a
        length = np.sqrt(np.einsum("ijk,ijk->ij", gap, gap)) + np.float32(1e-6)
        off = length - spring.rest_mm
        if spring.bends:
            off = np.minimum(off, 0)
        gap *= (0.5 * off / length * spring.strength)[..., None]
        push_a, push_b = _pair(push, spring.step)
        push_a += gap
        push_b -= gap
    return push


def _spread(plane: Plane, inside: Plane) -> Plane:
    """Carry the values inside the sheet out over its edge, so that the edge itself can be sampled."""
    result = plane * inside
    filled = inside > 0.5
    for sigma in (1.0, 2.0, 4.0, 8.0, 16.0):
        weight = cv2.GaussianBlur(inside, (0, 0), sigma)
        carried = cv2.GaussianBlur(plane * inside, (0, 0), sigma) / (weight + 1e-6)
        hole = ~filled & (weight > 0.02)
        result = np.where(hole, carried, result)
        filled |= hole
    return np.asarray(result, np.float32)
