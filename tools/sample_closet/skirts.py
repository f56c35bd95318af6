"""Skirts and dresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric
from tools.sample_closet.noise import Plane
from tools.sample_closet.paths import Point, beside, closed, flipped, line, mirrored
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Arms, Torso
from tools.sample_closet.tops import arm_spots, lay_sleeves
from tools.sample_closet.trims import label, strap


@dataclass(frozen=True, slots=True, kw_only=True)
class Skirt:
    """A skirt laid flat, half widths `waist` and `hem`; plain, or with that many knife pleats."""

    cloth: Fabric
    thread: str
    brand: str
    waist: float
    hem: float
    length: float
    pleats: int = 0
    band: float = 36.0
    drape: Drape = field(default_factory=Drape)

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        waist, hem, low, band = self.waist, self.hem, self.length, self.band
        on = order.pattern((-hem - 70, -60, hem + 70, low + 80))
        yarn = linear(self.thread)
        inside = closed([(-waist, 0, 1), (0, -9), (waist, 0, 1), (waist - 4, 30), (0, 40), (-waist + 4, 30)])
        on.fill(inside, self.cloth, level_mm=-1.5, shade=0.6)
        side: list[Point] = [
            (waist, 6, 1),
            (waist + (hem - waist) * 0.42, low * 0.30),
            (hem - 6, low * 0.86),
            (hem, low, 1),
            (hem * 0.5, low + 20),
        ]
        body = on.fill(
            closed([*side, (0, low + 26), *reversed(flipped(side)), (0, 14)]),
            self.cloth,
            level_mm=0.5,
            edge_mm=7,
            drop_mm=2,
        )
        if self.pleats:
            self._pleat(on, body)
        else:
            run = line(
                [(-hem + 2, low - 24), (-hem * 0.5, low - 2), (0, low + 4), (hem * 0.5, low - 2), (hem - 2, low - 24)]
            )
            on.seam(run, depth_mm=0.25, within=body)
            on.stitch(run, yarn)
        belt = closed(
            [
                (-waist - 1, 0, 1),
                (0, 10),
                (waist + 1, 0, 1),
                (waist + 4, band, 1),
                (0, band + 11),
                (-waist - 4, band, 1),
            ]
        )
        on.shadow(belt, by=(0.5, 3))
        on.fill(belt, self.cloth, level_mm=2.4, grain_deg=90, edge_mm=2.5, drop_mm=1.3, rigid=0.6)
        on.seam(line([(-waist - 2, band), (0, band + 10), (waist + 2, band)]), depth_mm=0.6)
        for y in (4, band - 4):
            on.stitch(line([(-waist, y), (0, y + 10), (waist, y)]), yarn)
        label(on, (0, -4), self.brand, width=34)
        on.finish(round_mm=7, drop_mm=3)
        fall = Spot(x_mm=0, y_mm=low * 0.75, along_deg=90, length_mm=low * 0.5, width_mm=hem * 0.8, excess=0.010)
        return Sewn(on, replace(self.drape, spots=(fall,)))

    def _pleat(self, on: Pattern, body: Plane) -> None:
        x, y = on.grid_mm()
        t = np.clip(y / self.length, 0, 1)
        half = self.waist + (self.hem - self.waist) * (0.65 * t + 0.35 * t * t)
        turn = (x / half + 0.012 * t * np.sin(y / 130 + x / 60)) * self.pleats / 2
        saw = np.mod(turn, 1.0)
        # A knife pleat climbs slowly and drops at once behind its pressed edge.
        rise = np.minimum(saw * 1.2, (1 - saw) * 6)
        on.relief += ((1.6 + 3.0 * t) * body * (rise - 0.4)).astype(np.float32)
        on.dim((np.clip(1 - saw * 14, 0, 1) * (0.15 + 0.2 * t) * body).astype(np.float32), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """A dress with a gathered skirt; crossed over in front if `wrap`, tied with a `belt` of its own cloth."""

    cloth: Fabric
    thread: str
    brand: str
    top: Torso
    length: float
    hem: float
    arms: Arms | None = None
    wrap: bool = False
    belt: bool = False
    drape: Drape = field(
        default_factory=lambda: Drape(excess_across=0.009, excess_down=0.005, tug_mm=5, stiffness=0.35, patch_mm=110)
    )

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        top, yarn = self.top, linear(self.thread)
        wide = max(self.hem, self.arms.room(top) if self.arms else top.chest) + 70
        on = order.pattern((-wide, -60, wide, self.length + 90))
        on.fill(top.back_inside(), self.cloth, level_mm=-2.4, shade=0.6)
        inside = mirrored([(0, 20), (top.neck, 0, 1), (top.neck * 0.8, top.drop * 0.6), (0, top.drop + 30)])
        on.fill(closed(inside), self.cloth, level_mm=-2.4, shade=0.62)
        if not order.back:
            label(on, (0, 24), self.brand, width=44)
        parts = self.arms.sleeves(top) if self.arms else []
        lay_sleeves(on, parts, self.cloth)
        for part in parts:
            on.stitch(beside(part.end, 12 * part.sign), yarn)
        lower = self._lower(on)
        shape = {"deep": 46.0} if order.back else {"pointed": True}
        body = on.fill(top.outline(**shape), self.cloth, level_mm=1.0, edge_mm=5, drop_mm=1.6)
        for s in (-1, 1):
            if parts:
                on.seam(top.armhole_edge(s), within=body)
            else:
                on.stitch(beside(top.armhole_edge(s), 6 * s), yarn)
        if self.wrap and not order.back:
            self._cross(on, yarn, lower)
        edge = top.neck_edge(**shape)
        on.stitch(beside(edge, 7), yarn)
        on.ridge(beside(edge, 4), height_mm=0.8, width_mm=7)
        self._waist(on)
        on.finish(round_mm=7, drop_mm=3)
        if self.drape.hangs:
            return Sewn(on, self.drape)
        fall = Spot(
            x_mm=0,
            y_mm=self.length * 0.72,
            along_deg=90,
            length_mm=self.length * 0.4,
            width_mm=self.hem * 0.8,
            excess=0.016,
        )
        return Sewn(on, replace(self.drape, spots=(*arm_spots(top, parts, 0.014), fall)))

    def _lower(self, on: Pattern) -> Plane:
        waist, at, low, hem = self.top.hem, self.top.length, self.length, self.hem
        side: list[Point] = [
            (waist, at - 8, 1),
            (waist + 46, at + 90),
            (hem * 0.84, low * 0.72),
            (hem, low - 12, 1),
            (hem * 0.5, low + 24),
        ]
        outline = closed([(0, at - 12), *side, (0, low + 32), *reversed(flipped(side))])
        cover = on.fill(outline, self.cloth, level_mm=0.2, at=(31, 17), edge_mm=8, drop_mm=2)
        run = line([(-hem, low - 22), (-hem * 0.5, low + 14), (0, low + 22), (hem * 0.5, low + 14), (hem, low - 22)])
        on.seam(run, depth_mm=0.2, within=cover)
        on.stitch(run, linear(self.thread))
        return cover

    def _waist(self, on: Pattern) -> None:
        at, half = self.top.length, self.top.hem
        run = line([(-half - 2, at - 6), (0, at + 2), (half + 2, at - 6)])
        on.gather(run, reach_mm=150, pitch_mm=15, height_mm=2.6)
        if not self.belt:
            on.seam(run, depth_mm=1.4, pucker_mm=1.0)
            return
        strap(on, run, 38, self.cloth, level_mm=4.0)
        on.gather(run, reach_mm=22, pitch_mm=12, height_mm=0.6)
        for k, foot in enumerate(((-26, 150), (30, 176))):
            strap(
                on,
                line([(-34, at + 2), (-34 + foot[0] * 0.4, at + foot[1] * 0.5), (-34 + foot[0], at + foot[1])]),
                26,
                self.cloth,
                level_mm=4.5 + k,
            )
        knot = closed([(-54, at - 18), (-34, at - 22), (-14, at - 16), (-12, at + 18), (-34, at + 24), (-56, at + 18)])
        on.shadow(knot, soft_mm=4, amount=0.45)
        on.fill(knot, self.cloth, level_mm=9, grain_deg=20, edge_mm=9, drop_mm=5, rigid=0.3)

    def _cross(self, on: Pattern, yarn: np.ndarray, lower: Plane) -> None:
        """The front edge that crosses over, from the shoulder to the other side's waist and on down the skirt."""
        top = self.top
        run = line(
            [(top.neck, 0), (top.neck * 0.45, top.drop * 0.5), (-18, top.drop + 20), (-top.hem * 0.72, top.length - 10)]
        )
        on.ridge(run, height_mm=1.4, width_mm=6)
        on.dim(on.soft(on.stroke(beside(run, -5), 5), 3), 0.4)
        on.stitch(beside(run, 6), yarn)
        front = line(
            [
                (-top.hem * 0.72, top.length),
                (-self.hem * 0.42, self.length * 0.72),
                (-self.hem * 0.30, self.length + 20),
            ]
        )
        on.dim(on.soft(on.stroke(beside(front, -5), 7), 4) * lower, 0.45)
        on.ridge(front, height_mm=2.0, width_mm=8)
