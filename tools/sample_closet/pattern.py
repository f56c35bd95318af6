"""The flat pattern of one garment: what lies where, in millimetres, before it is folded and photographed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypedDict, Unpack

import cv2
import numpy as np

from tools.sample_closet.cloth import Drape, Settled, Sheet, settle
from tools.sample_closet.colour import mix
from tools.sample_closet.fabric import Fabric
from tools.sample_closet.noise import Lattice, Plane, smooth
from tools.sample_closet.paths import Path, Point, closed, evenly

Box = tuple[float, float, float, float]

_FINE = 4  # bits below the pixel in the coordinates given to OpenCV


class Lay(TypedDict, total=False):
    """How a part is laid: its height, its grain turned around a place, how its edge falls, its shade and stiffness."""

    level_mm: float
    grain_deg: float
    at: Sequence[float]
    edge_mm: float
    drop_mm: float
    shade: float
    rigid: float


_USUAL = Lay(level_mm=0.0, grain_deg=0.0, at=(0.0, 0.0), edge_mm=2.0, drop_mm=0.8, shade=1.0, rigid=0.0)


class Pattern:
    """A canvas in millimetres; later parts lie over earlier ones."""

    def __init__(self, box_mm: Box, px_per_mm: float, seeds: tuple[int, int], *, wobble_mm: float = 4) -> None:
        """`seeds` are the cloth's, the same in every photograph, and the folds', new in each."""
        self.x_mm, self.y_mm = box_mm[0], box_mm[1]
        self.px_per_mm = px_per_mm
        shape = (round((box_mm[3] - box_mm[1]) * px_per_mm), round((box_mm[2] - box_mm[0]) * px_per_mm))
        self.colour = np.zeros((*shape, 3), np.float32)
        self.relief = np.zeros(shape, np.float32)
        self.alpha = np.zeros(shape, np.float32)
        self.gloss = np.zeros(shape, np.float32)
        self.rigid = np.zeros(shape, np.float32)
        self._seeds = seeds
        self._rng = np.random.default_rng([seeds[0], 1])
        self._wobble = Lattice(np.random.default_rng([seeds[0], 2]))
        self._wobble_mm = wobble_mm

    # -- places -------------------------------------------------------------------------------------------------------

    def pixels(self, path: Path) -> np.ndarray:
        """Pixel coordinates of a path, made a little uneven: nothing sewn is quite symmetric."""
        x, y = path[:, 0].astype(np.float32), path[:, 1].astype(np.float32)
        dx = self._wobble.at((x / 190)[None], (y / 190)[None])[0] * self._wobble_mm
        dy = self._wobble.at((x / 190 + 90)[None], (y / 190 + 50)[None])[0] * self._wobble_mm
        return np.stack([(x + dx - self.x_mm) * self.px_per_mm, (y + dy - self.y_mm) * self.px_per_mm], axis=1)

    def region(self, outline: Sequence[Point] | Path) -> Plane:
        """Coverage 0..1 of a closed outline."""
        path = outline if isinstance(outline, np.ndarray) else closed(outline)
        plane = np.zeros(self.alpha.shape, np.uint8)
        cv2.fillPoly(plane, [_fixed(self.pixels(path))], 255, cv2.LINE_AA, _FINE)
        return (plane / np.float32(255)).astype(np.float32)

    def stroke(self, path: Path, width_mm: float) -> Plane:
        """Coverage 0..1 of a line; thinner than a pixel becomes fainter."""
        return self._strokes([self.pixels(path)], width_mm)

    def _strokes(self, lines: list[np.ndarray], width_mm: float) -> Plane:
        plane = np.zeros(self.alpha.shape, np.uint8)
        width = width_mm * self.px_per_mm
        cv2.polylines(plane, [_fixed(at) for at in lines], False, 255, max(1, round(width)), cv2.LINE_AA, _FINE)
        return (plane * np.float32(min(1, width) / 255)).astype(np.float32)

    def soft(self, plane: Plane, radius_mm: float) -> Plane:
        """Blur by a radius in millimetres."""
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), max(0.4, radius_mm * self.px_per_mm)), np.float32)

    def inward_mm(self, mask: Plane) -> Plane:
        """Distance from the edge of a mask, inside it."""
        distance = cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
        return np.asarray(distance / self.px_per_mm, np.float32)

    def grid_mm(self) -> tuple[Plane, Plane]:
        """x and y of every pixel."""
        row, column = np.mgrid[: self.alpha.shape[0], : self.alpha.shape[1]].astype(np.float32)
        return column / self.px_per_mm + self.x_mm, row / self.px_per_mm + self.y_mm

    # -- making -------------------------------------------------------------------------------------------------------

    def fill(self, outline: Sequence[Point] | Path, fabric: Fabric, **how: Unpack[Lay]) -> Plane:
        """Lay a part of `fabric` over what is there; returns its coverage."""
        lay = _USUAL | how
        mask = self.region(outline)
        box = _around(mask)
        if box is None:
            return mask
        x, y = (plane[box] for plane in self.grid_mm())
        a = np.radians(lay["grain_deg"])
        x, y = x - np.float32(lay["at"][0]), y - np.float32(lay["at"][1])
        u, v = x * np.cos(a) + y * np.sin(a), -x * np.sin(a) + y * np.cos(a)
        rng = np.random.default_rng([self._seeds[0], 3])  # the same cloth in every part
        swatch = fabric(u.astype(np.float32), v.astype(np.float32), self.px_per_mm, rng)
        cover = mask[box]
        inward = self.inward_mm(np.pad(cover, 1))[1:-1, 1:-1]
        profile = lay["level_mm"] - lay["drop_mm"] * np.exp(-inward / lay["edge_mm"]) + swatch.relief
        self.colour[box] = mix(self.colour[box], swatch.rgb * lay["shade"], cover)
        for plane, value in ((self.relief, profile), (self.gloss, swatch.gloss), (self.rigid, lay["rigid"])):
            plane[box] = plane[box] * (1 - cover) + value * cover
        self.alpha[box] = np.maximum(self.alpha[box], cover)
        return mask

    def dim(self, mask: Plane, amount: float) -> None:
        """Darken: the depth of a seam, the dark inside a sleeve."""
        box = _around(mask)
        if box is not None:
            self.colour[box] *= (1 - amount * mask[box])[..., None]

    def shadow(
        self, outline: Path, *, by: tuple[float, float] = (1.5, 2.5), soft_mm: float = 2.5, amount: float = 0.3
    ) -> None:
        """Darken what is about to be covered, a little beyond the part that will cover it."""
        self.dim(self.soft(self.region(outline + by), soft_mm), amount)

    def tint(self, mask: Plane, rgb: np.ndarray) -> None:
        """Colour, as dye, print or a stain does."""
        box = _around(mask)
        if box is not None:
            self.colour[box] = mix(self.colour[box], rgb, mask[box])

    def seam(self, path: Path, *, depth_mm: float = 0.7, pucker_mm: float = 0.35, within: Plane | None = None) -> None:
        """A sewn line: a groove, darker in its depth, with the cloth drawn up a little beside it."""
        groove = np.clip(self.soft(self.stroke(path, 1.4), 0.7) * 1.6, 0, 1)
        near = np.clip(self.soft(self.stroke(path, 8.0), 4.5) * 1.2, 0, 1)
        if within is not None:
            groove, near = groove * within, near * within
        cell = max(4.0, 8.0 * self.px_per_mm)
        waves = smooth(self._rng, self.alpha.shape, (cell, cell))
        self.relief += near * (0.35 + 0.6 * pucker_mm * waves) - groove * depth_mm * 0.8
        self.dim(groove, 0.22)

    def stitch(self, path: Path, rgb: np.ndarray, *, length_mm: float = 3.0, width_mm: float = 0.7) -> None:
        """Topstitching: a row of thread dashes in a shallow dent."""
        dent = self.soft(self.stroke(path, 1.6), 0.8)
        self.relief -= dent * 0.35
        self.dim(dent, 0.1)
        ends = self.pixels(evenly(path, length_mm))
        dashes = [np.stack([a + (b - a) * 0.1, a + (b - a) * 0.82]) for a, b in pairwise(ends)]
        thread = self._strokes(dashes, width_mm)
        self.tint(thread, rgb)
        self.relief += thread * 0.3

    def ridge(self, path: Path, *, height_mm: float, width_mm: float) -> None:
        """A pressed crease, a worn fold, a turned edge: the cloth stands up along a line."""
        mask = self.soft(self.stroke(path, max(1.0, width_mm * 0.6)), width_mm * 0.5)
        self.relief += height_mm * mask / (mask.max() + 1e-6)

    def gather(self, path: Path, *, reach_mm: float, pitch_mm: float, height_mm: float) -> None:
        """Small pleats drawn up at an almost straight line (a waist, a cuff), fading with distance from it."""
        x, y = self.grid_mm()
        along, away = _along(path, x, y)
        wave = Lattice(self._rng).octaves(along / pitch_mm, away / (pitch_mm * 7), 2)
        self.relief += height_mm * wave * np.exp(-np.square(away / reach_mm))

    # -- folding ------------------------------------------------------------------------------------------------------

    def finish(self, *, round_mm: float = 5.0, drop_mm: float = 2.0) -> None:
        """Round off the outer edge, where front and back meet, and carry relief and colour out over it."""
        self.relief -= drop_mm * np.exp(-self.inward_mm(self.alpha) / round_mm)
        solid = (self.alpha > 0.5).astype(np.float32)
        self.relief = np.where(solid > 0, self.relief, self.soft(self.relief * solid, 3) / (self.soft(solid, 3) + 1e-4))
        near = self.soft(solid, 2) + 1e-4
        for k in range(3):
            carried = self.soft(self.colour[..., k] * solid, 2) / near
            self.colour[..., k] = np.where(self.alpha > 0.98, self.colour[..., k], carried)

    def settle(self, drape: Drape, cell_mm: float) -> Settled:
        """Fold the pattern as a sheet of cloth, on a grid of about `cell_mm`."""
        columns = max(8, round(self.alpha.shape[1] / self.px_per_mm / cell_mm))
        cell_mm = self.alpha.shape[1] / self.px_per_mm / columns
        size = (columns, max(8, round(self.alpha.shape[0] / self.px_per_mm / cell_mm)))
        mask, rigid = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (self.alpha, self.rigid))
        rng = np.random.default_rng([self._seeds[1], 4])
        return settle(Sheet(mask, rigid, (self.x_mm, self.y_mm), cell_mm), drape, rng)


def ring(x_mm: float, y_mm: float, radius_mm: float) -> Path:
    """A circle as a closed path."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return np.stack([x_mm + radius_mm * np.cos(turn), y_mm + radius_mm * np.sin(turn)], axis=1)


def _around(mask: Plane) -> tuple[slice, slice] | None:
    """The smallest box outside which the mask is empty; None for an empty mask."""
    seen = mask > 1e-4
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return None
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _fixed(points: np.ndarray) -> np.ndarray:
    return np.asarray(np.round(points * 2**_FINE), np.int32)


def _along(path: Path, x: Plane, y: Plane) -> tuple[Plane, Plane]:
    """Length along an almost straight line and distance from it, for every pixel."""
    start = path[0]
    way = (path[-1] - start) / np.linalg.norm(path[-1] - start)
    lengths, aside = (path - start) @ way, (path - start) @ np.array([-way[1], way[0]])
    order = np.argsort(lengths)
    along = (x - start[0]) * way[0] + (y - start[1]) * way[1]
    away = -(x - start[0]) * way[1] + (y - start[1]) * way[0] - np.interp(along, lengths[order], aside[order])
    return along.astype(np.float32), away.astype(np.float32)
