"""The flat pattern of one garment: what lies where, in millimetres, before it is folded and photographed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tools.sample_closet.cloth import Drape, Settled, settle
from tools.sample_closet.colour import mix
from tools.sample_closet.fabric import Fabric
from tools.sample_closet.noise import Lattice, Plane, smooth
from tools.sample_closet.paths import Path, Point, closed, evenly

Box = tuple[float, float, float, float]

_FINE = 4  # bits below the pixel in the coordinates given to OpenCV
_CELL_MM = 6.5


class Pattern:
    """Canvas in millimetres; later parts lie over earlier ones. `level_mm` is how high a part lies on the body."""

    def __init__(self, box_mm: Box, px_per_mm: float, seed: int, *, fold_seed: int = 0, wobble_mm: float = 4) -> None:
        self.x_mm, self.y_mm = box_mm[0], box_mm[1]
        self.px_per_mm = px_per_mm
        self._seed, self._fold_seed = seed, fold_seed
        self._rng = np.random.default_rng([seed, 1])
        shape = (round((box_mm[3] - box_mm[1]) * px_per_mm), round((box_mm[2] - box_mm[0]) * px_per_mm))
        self.colour = np.zeros((*shape, 3), np.float32)
        self.relief = np.zeros(shape, np.float32)
        self.alpha = np.zeros(shape, np.float32)
        self.gloss = np.zeros(shape, np.float32)
        self.rigid = np.zeros(shape, np.float32)
        self._wobble = Lattice(np.random.default_rng([seed, 2]))
        self._wobble_mm = wobble_mm

    # -- places ---------------------------------------------------------------------------------------------------

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
        points = np.round(self.pixels(path) * 2**_FINE).astype(np.int32)
        cv2.fillPoly(plane, [points], 255, cv2.LINE_AA, _FINE)
        return (plane / np.float32(255)).astype(np.float32)

    def stroke(self, path: Path, width_mm: float) -> Plane:
        """Coverage 0..1 of a line; thinner than a pixel becomes fainter."""
        plane = np.zeros(self.alpha.shape, np.uint8)
        points = np.round(self.pixels(path) * 2**_FINE).astype(np.int32)
        width = width_mm * self.px_per_mm
        cv2.polylines(plane, [points], False, 255, max(1, round(width)), cv2.LINE_AA, _FINE)
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

    # -- making ---------------------------------------------------------------------------------------------------

    def fill(
        self,
        outline: Sequence[Point] | Path | Plane,
        fabric: Fabric,
        *,
        level_mm: float = 0.0,
        grain_deg: float = 0.0,
        at: tuple[float, float] = (0, 0),
        edge_mm: float = 2.0,
        drop_mm: float = 0.8,
        shade: float = 1.0,
        rigid: float = 0.0,
    ) -> Plane:
        """Lay a part of `fabric`, its grain turned by `grain_deg` around `at`; returns its coverage."""
        mask = outline if isinstance(outline, np.ndarray) and outline.shape == self.alpha.shape else self.region(outline)
        rows, columns = np.nonzero(mask)
        if not len(rows):
            return mask
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        x, y = (plane[box] for plane in self.grid_mm())
        a = np.radians(grain_deg)
        u = (x - at[0]) * np.cos(a) + (y - at[1]) * np.sin(a)
        v = -(x - at[0]) * np.sin(a) + (y - at[1]) * np.cos(a)
        swatch = fabric(u.astype(np.float32), v.astype(np.float32), self.px_per_mm, np.random.default_rng([self._seed, 3]))
        cover = mask[box]
        inward = self.inward_mm(np.pad(cover, 1))[1:-1, 1:-1]
        profile = level_mm - drop_mm * np.exp(-inward / edge_mm) + swatch.relief
        self.colour[box] = mix(self.colour[box], swatch.rgb * shade, cover)
        self.relief[box] = self.relief[box] * (1 - cover) + profile * cover
        self.gloss[box] = self.gloss[box] * (1 - cover) + swatch.gloss * cover
        self.rigid[box] = self.rigid[box] * (1 - cover) + rigid * cover
        self.alpha[box] = np.maximum(self.alpha[box], cover)
        return mask

    def dim(self, mask: Plane, amount: float) -> None:
        """Darken: dirt in a seam, the dark inside a sleeve."""
        self.colour *= (1 - amount * mask)[..., None]

    def tint(self, mask: Plane, rgb: np.ndarray) -> None:
        """Colour, as dye, print or a stain does."""
        self.colour = mix(self.colour, rgb, mask)

    def seam(self, path: Path, *, depth_mm: float = 0.7, pucker_mm: float = 0.35, within: Plane | None = None) -> None:
        """A sewn line: a groove, darker in its depth, with the cloth drawn up a little beside it."""
        groove = np.clip(self.soft(self.stroke(path, 1.4), 0.7) * 1.6, 0, 1)
        near = np.clip(self.soft(self.stroke(path, 7.0), 3.5) * 1.2, 0, 1)
        if within is not None:
            groove, near = groove * within, near * within
        cell = max(2.0, 4.5 * self.px_per_mm)
        waves = smooth(self._rng, self.alpha.shape, (cell, cell))
        self.relief += near * (0.35 + pucker_mm * waves) - groove * depth_mm
        self.dim(groove, 0.28)

    def stitch(
        self, path: Path, rgb: np.ndarray, *, length_mm: float = 3.0, width_mm: float = 0.7, dent_mm: float = 0.35
    ) -> None:
        """Topstitching: a row of thread dashes in a shallow dent."""
        dent = self.soft(self.stroke(path, 1.6), 0.8)
        self.relief -= dent * dent_mm
        self.dim(dent, 0.1)
        points = evenly(path, length_mm)
        plane = np.zeros(self.alpha.shape, np.uint8)
        ends = self.pixels(points)
        width = width_mm * self.px_per_mm
        for a, b in zip(ends[:-1], ends[1:], strict=True):
            dash = np.stack([a + (b - a) * 0.1, a + (b - a) * 0.82])
            cv2.polylines(
                plane, [np.round(dash * 2**_FINE).astype(np.int32)], False, 255, max(1, round(width)), cv2.LINE_AA, _FINE
            )
        thread = plane * np.float32(min(1, width) / 255)
        self.tint(thread, rgb)
        self.relief += thread * 0.3

    def crease(self, path: Path, *, height_mm: float, width_mm: float) -> None:
        """A pressed or worn fold line, tapering at both ends."""
        mask = self.soft(self.stroke(path, max(1.0, width_mm * 0.6)), width_mm * 0.5)
        self.relief += height_mm * mask / (mask.max() + 1e-6)

    def gather(self, path: Path, *, reach_mm: float, pitch_mm: float, height_mm: float) -> None:
        """Small pleats drawn up at a line (a waist, a cuff), fading with distance from it."""
        x, y = self.grid_mm()
        along, away = _along(self, path, x, y)
        wave = Lattice(self._rng).octaves(along / pitch_mm, away / (pitch_mm * 7), 2)
        self.relief += height_mm * wave * np.exp(-np.square(away / reach_mm))

    # -- folding --------------------------------------------------------------------------------------------------

    def finish(self, *, round_mm: float = 5.0, drop_mm: float = 2.0) -> None:
        """Round off the outer edge, where front and back meet, and carry the relief out over it."""
        inward = self.inward_mm(self.alpha)
        self.relief -= drop_mm * np.exp(-inward / round_mm)
        solid = (self.alpha > 0.5).astype(np.float32)
        blurred = self.soft(self.relief * solid, 3) / (self.soft(solid, 3) + 1e-4)
        self.relief = np.where(solid > 0, self.relief, blurred).astype(np.float32)
        for k in range(3):
            carried = self.soft(self.colour[..., k] * solid, 2) / (self.soft(solid, 2) + 1e-4)
            self.colour[..., k] = np.where(self.alpha > 0.98, self.colour[..., k], carried)

    def settle(self, drape: Drape) -> Settled:
        """Fold the pattern as a sheet of cloth."""
        columns = max(8, round(self.alpha.shape[1] / self.px_per_mm / _CELL_MM))
        cell_mm = self.alpha.shape[1] / self.px_per_mm / columns
        size = (columns, max(8, round(self.alpha.shape[0] / self.px_per_mm / cell_mm)))
        mask = cv2.resize(self.alpha, size, interpolation=cv2.INTER_AREA)
        rigid = cv2.resize(self.rigid, size, interpolation=cv2.INTER_AREA)
        return settle(mask, rigid, (self.x_mm, self.y_mm), cell_mm, drape, np.random.default_rng([self._fold_seed, 4]))


def _along(pattern: Pattern, path: Path, x: Plane, y: Plane) -> tuple[Plane, Plane]:
    """Length along an (almost straight) line and distance from it, for every pixel."""
    start, end = path[0], path[-1]
    way = (end - start) / np.linalg.norm(end - start)
    along = (x - start[0]) * way[0] + (y - start[1]) * way[1]
    lengths = (path - start) @ way
    aside = (path - start) @ np.array([-way[1], way[0]])
    order = np.argsort(lengths)
    bow = np.interp(along, lengths[order], aside[order])
    away = -(x - start[0]) * way[1] + (y - start[1]) * way[0] - bow
    return along.astype(np.float32), away.astype(np.float32)


def ring(x_mm: float, y_mm: float, radius_mm: float) -> Path:
    """A circle as a closed path."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return np.stack([x_mm + radius_mm * np.cos(turn), y_mm + radius_mm * np.sin(turn)], axis=1)

