"""Coats and jackets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.sample_closet.cloth import Drape
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin
from tools.sample_closet.noise import Plane
from tools.sample_closet.paths import beside, closed, line, mirrored
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Arms, Sleeve, Torso, band_at_end
from tools.sample_closet.shirts import hang_sleeves
from tools.sample_closet.tops import arm_spots, lay_sleeves
from tools.sample_closet.trims import Collar, Pocket, button, label, snap

HANGING = Drape(
    excess_across=0.026, excess_down=0.0015, tug_mm=4, patch_mm=110, stiffness=0.8, weight=0.0004, hangs=True
)
_V_TO = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coat:
    """A long single-breasted coat on a hanger, with lapels and flap pockets."""

    cloth: Fabric
    lining: str
    buttons: str
    torso: Torso
    arms: Arms
    brand: str

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        torso = self.torso
        on = order.pattern((-torso.hem - 240, -80, torso.hem + 240, torso.length + 70))
        inside = closed(mirrored([(0, -6), (torso.neck + 6, -6, 1), (torso.neck + 18, 60), (60, 330), (0, _V_TO)]))
        on.fill(inside, satin(self.lining, gloss=0.12), level_mm=-6, shade=0.65)
        label(on, (0, 34), self.brand, width=70)
        body = on.fill(torso.outline(deep=_V_TO, pointed=True), self.cloth, level_mm=0.6, edge_mm=8, drop_mm=3)
        self._front(on, body)
        parts = self.arms.sleeves(torso)
        hang_sleeves(on, parts, self.cloth, body, level_mm=11)
        for part in parts:
            on.stitch(beside(part.end, 40 * part.sign), linear(self.lining) * 0.6)
            at = part.end[0] * 0.2 + part.end[-1] * 0.8
            for k in range(3):
                button(on, (float(at[0]), float(at[1] - 24 - 22 * k)), self.buttons, radius=7, level_mm=15)
            on.seam(torso.armhole_edge(part.sign), depth_mm=1.2)
        self._lapels(on)
        for k in range(3):
            button(on, (-8, 400 + 150 * k), self.buttons, radius=14, level_mm=7)
        on.finish(round_mm=9, drop_mm=5)
        return Sewn(on, HANGING)

    def _front(self, on: Pattern, body: Plane) -> None:
        torso = self.torso
        edge = line([(16, _V_TO - 4), (20, torso.length * 0.6), (24, torso.length + 8)])
        on.dim(on.soft(on.stroke(beside(edge, -6), 9), 5) * body, 0.5)
        on.relief += on.soft(on.stroke(beside(edge, 6), 12), 4) * 2.4
        for s in (-1, 1):
            w = torso.waist
            flap = closed([(w * 0.20, 580, 1), (w * 0.66, 568, 1), (w * 0.67, 624, 1), (w * 0.21, 638, 1)]) * (s, 1)
            on.shadow(flap, by=(2, 6), soft_mm=5, amount=0.4)
            on.fill(flap, self.cloth, level_mm=4, edge_mm=3, drop_mm=2, rigid=0.6)

    def _lapels(self, on: Pattern) -> None:
        n = self.torso.neck
        stand = closed(
            [
                (-n - 10, 6, 1),
                (-n / 2, -26),
                (0, -34),
                (n / 2, -26),
                (n + 10, 6, 1),
                (n * 0.7, 4),
                (0, -12),
                (-n * 0.7, 4),
            ]
        )
        on.fill(stand, self.cloth, level_mm=9, edge_mm=5, drop_mm=3, rigid=0.7)
        for s in (1, -1):
            lapel = closed(
                [(n - 2, 40, 1), (n + 66, 96, 1), (n + 60, 150), (18, _V_TO + 12, 1), (10, 330), (n * 0.6, 150)]
            ) * (s, 1)
            on.shadow(lapel, by=(5 * s, 6), soft_mm=6, amount=0.4)
            on.fill(lapel, self.cloth, level_mm=7, grain_deg=20 * s, edge_mm=5, drop_mm=3, rigid=0.7)
            leaf = closed([(n + 8, -2, 1), (n + 40, 30), (n + 70, 62, 1), (n + 30, 92, 1), (n - 12, 46)]) * (s, 1)
            on.shadow(leaf, by=(3 * s, 6), soft_mm=5, amount=0.4)
            on.fill(leaf, self.cloth, level_mm=9.5, grain_deg=35 * s, edge_mm=5, drop_mm=3, rigid=0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jacket:
    """A short jacket: `denim` with V seams and a waistband, or a field jacket with four pockets."""

    cloth: Fabric
    thread: str
    torso: Torso
    arms: Arms
    brand: str
    lining: Fabric
    metal: str
    denim: bool = True
    worn: float = 0.0
    drape: Drape = field(default_factory=lambda: Drape(stiffness=0.9, tug_mm=4))

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        torso, yarn = self.torso, linear(self.thread)
        wide = self.arms.room(torso)
        on = order.pattern((-wide, -80, wide, torso.length + 80))
        parts = self.arms.sleeves(torso)
        lay_sleeves(on, parts, self.cloth, level_mm=0)
        on.fill(torso.outline(deep=26 if order.back else 60), self.cloth, level_mm=1.2, edge_mm=6, drop_mm=2.2)
        for part in parts:
            self._sleeve(on, part, yarn)
        if order.back:
            self._back(on, yarn)
        else:
            self._front(on, yarn)
        if self.worn:
            edges = on.soft(on.stroke(torso.hem_edge(24), 20), 14) + on.soft(
                on.stroke(line([(0, 80), (0, torso.length)]), 26), 18
            )
            on.tint(np.clip(edges, 0, 1) * self.worn, linear("#c5d2de"))
        self._foot(on, yarn, back=order.back)
        collar = Collar(neck=torso.neck, fall=84, spread=44, stand=self.lining, brand=self.brand)
        if order.back:
            collar.sew_back(on, self.cloth)
        else:
            collar.sew_front(on, self.cloth, yarn)
        on.finish(round_mm=7, drop_mm=3.5)
        return Sewn(on, replace(self.drape, spots=arm_spots(torso, parts, 0.024)))

    def _sleeve(self, on: Pattern, part: Sleeve, yarn: np.ndarray) -> None:
        s, seam = part.sign, self.torso.armhole_edge(part.sign)
        on.seam(seam, depth_mm=1.1)
        on.stitch(beside(seam, 4 * s), yarn)
        cuff = band_at_end(part, 46, flare=3)
        on.fill(cuff, self.cloth, grain_deg=part.turn_deg + 90, level_mm=2.6, edge_mm=3, drop_mm=1.4, rigid=0.7)
        for up in (5, 41):
            on.stitch(beside(part.end, up * s), yarn)
        at = part.end[-1] * 0.75 + part.end[0] * 0.25
        snap(on, (float(at[0]), float(at[1] - 22)), self.metal, radius=7)

    def _foot(self, on: Pattern, yarn: np.ndarray, *, back: bool) -> None:
        torso = self.torso
        deep = 44.0 if self.denim else 12.0
        band = np.vstack([torso.hem_edge(deep), torso.hem_edge(-4)[::-1]])
        on.fill(band, self.cloth, grain_deg=90, level_mm=2.8, edge_mm=3, drop_mm=1.4, rigid=0.5)
        for up in (5, deep - 4) if self.denim else (8,):
            on.stitch(torso.hem_edge(up), yarn)
        if self.denim and not back:
            snap(on, (0, torso.length - 14), self.metal)

    def _front(self, on: Pattern, yarn: np.ndarray) -> None:
        foot, half = self.torso.length, 20.0
        strip = closed([(-half, 60, 1), (half, 60, 1), (half, foot, 1), (-half, foot, 1)])
        on.shadow(strip, by=(-3, 1), soft_mm=3)
        on.fill(strip, self.cloth, level_mm=3.2, at=(7, 3), edge_mm=2, drop_mm=1.4, rigid=0.6)
        for dx in (-half + 4, half - 4):
            on.stitch(line([(dx, 62), (dx, foot)]), yarn)
        for k in range(5):
            snap(on, (0, 96 + k * (foot - 150) / 4.6), self.metal, radius=8.5)
        for s in (-1, 1):
            if self.denim:
                self._denim_side(on, s, yarn)
            else:
                self._field_side(on, s, yarn)

    def _denim_side(self, on: Pattern, s: int, yarn: np.ndarray) -> None:
        foot = self.torso.length
        yoke = line([(22, 178), (self.torso.chest * 0.94, 172)]) * (s, 1)
        on.seam(yoke, depth_mm=1.0)
        on.stitch(beside(yoke, 5 * s), yarn)
        for inner, low in ((74, 44), (150, 96)):
            run = line([(s * inner, 180), (s * low, foot - 46)])
            on.seam(run)
            for aside in (-4, 4):
                on.stitch(beside(run, aside), yarn)
        Pocket(wide=112, tall=100, point=16, flap=54).sew(on, (s * 112, 182), self.cloth, yarn)
        snap(on, (s * 112, 222), self.metal, radius=7)

    def _field_side(self, on: Pattern, s: int, yarn: np.ndarray) -> None:
        torso = self.torso
        foot = torso.length
        on.seam(torso.hem_edge(foot * 0.42), depth_mm=0.4)
        for pocket, at in (
            (Pocket(wide=128, tall=140, flap=52), (s * torso.chest * 0.52, 210.0)),
            (Pocket(wide=158, tall=190, flap=62), (s * torso.chest * 0.54, foot - 252)),
        ):
            pocket.sew(on, at, self.cloth, yarn)
            button(on, (at[0], at[1] + pocket.flap - 16), "#4b4533", radius=8, level_mm=8)

    def _back(self, on: Pattern, yarn: np.ndarray) -> None:
        torso = self.torso
        yoke = line([(-torso.chest * 0.95, 150), (0, 162), (torso.chest * 0.95, 150)])
        on.seam(yoke, depth_mm=1.0)
        for down in (4, 9):
            on.stitch(beside(yoke, -down), yarn)
        if not self.denim:
            on.seam(line([(0, 164), (0, torso.length)]), depth_mm=0.8)
            on.gather(torso.hem_edge(torso.length * 0.42), reach_mm=40, pitch_mm=12, height_mm=1.4)
            return
        for s in (-1, 1):
            run = line([(s * torso.chest * 0.58, 158), (s * torso.chest * 0.34, torso.length - 44)])
            on.seam(run)
            for aside in (-4, 4):
                on.stitch(beside(run, aside), yarn)
