"""Tops that are buttoned or gathered: shirts, blouses, cardigans."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.sample_closet.cloth import Drape
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric
from tools.sample_closet.noise import Plane
from tools.sample_closet.paths import beside, closed, line
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Arms, Sleeve, Torso, band_at_end
from tools.sample_closet.tops import KNIT, arm_spots, hem_band, lay_sleeves, neckband
from tools.sample_closet.trims import Collar, Pocket, button, label

_PLACKET = 17.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shirt:
    """A shirt with collar, buttons, cuffs and a curved hem; pockets at the given sides (-1 left, 1 right)."""

    cloth: Fabric
    thread: str
    buttons: str
    torso: Torso
    arms: Arms
    brand: str
    pocket: Pocket
    pocket_sides: tuple[int, ...] = (1,)
    cuff: float = 64.0
    drape: Drape = field(default_factory=lambda: Drape(excess_across=0.009, tug_mm=3.2, stiffness=0.35, patch_mm=100))

    def sew(self, order: Order) -> Sewn:
        """Sew it; one that hangs has its sleeves before its sides."""
        torso, yarn = self.torso, linear(self.thread)
        wide = self.arms.room(torso)
        on = order.pattern((-wide, -80, wide, torso.length + 90))
        parts = self.arms.sleeves(torso)
        if not self.drape.hangs:
            lay_sleeves(on, parts, self.cloth)
        body = on.fill(torso.outline(deep=26 if order.back else 62), self.cloth, level_mm=0.8, edge_mm=6, drop_mm=1.6)
        if self.drape.hangs:
            hang_sleeves(on, parts, self.cloth, body, level_mm=5)
        for part in parts:
            on.seam(torso.armhole_edge(part.sign))
            self._cuff(on, part, yarn)
        if order.back:
            self._back(on, yarn, body)
        else:
            self._front(on, yarn)
        on.stitch(torso.hem_edge(7), yarn)
        on.seam(torso.hem_edge(7), depth_mm=0.2, within=body)
        on.finish()
        return Sewn(on, replace(self.drape, spots=() if self.drape.hangs else arm_spots(torso, parts, 0.02)))

    def _cuff(self, on: Pattern, part: Sleeve, yarn: np.ndarray) -> None:
        s, lift = part.sign, 5.0 * self.drape.hangs
        cuff = band_at_end(part, self.cuff, flare=2)
        on.fill(cuff, self.cloth, grain_deg=part.turn_deg + 4, level_mm=2.2 + lift, edge_mm=4, drop_mm=1.6, rigid=0.8)
        top = beside(part.end, self.cuff * s)
        on.gather(top, reach_mm=14, pitch_mm=9, height_mm=0.5)
        on.seam(top, depth_mm=0.9)
        for up in (self.cuff - 5, 6):
            on.stitch(beside(part.end, up * s), yarn)
        inner = part.end[-1] * 0.8 + part.end[0] * 0.2
        button(on, (float(inner[0] - s * 4), float(inner[1] - self.cuff * 0.45)), self.buttons, level_mm=5 + lift)

    def _front(self, on: Pattern, yarn: np.ndarray) -> None:
        torso = self.torso
        placket(on, self.cloth, yarn, foot=torso.length + torso.hem_bow * 1.2, top=60)
        button_row(on, self.buttons, top=86, foot=torso.length - 40, every=88)
        for side in self.pocket_sides:
            at = (side * torso.chest * 0.48, 190.0)
            self.pocket.sew(on, at, self.cloth, yarn)
            if self.pocket.flap:
                button(on, (at[0], at[1] + self.pocket.flap - 14), self.buttons, level_mm=7)
        Collar(neck=torso.neck, brand=self.brand).sew_front(on, self.cloth, yarn)

    def _back(self, on: Pattern, yarn: np.ndarray, body: Plane) -> None:
        yoke = line([(-self.torso.shoulder + 4, 92), (0, 98), (self.torso.shoulder - 4, 92)])
        on.seam(yoke, within=body)
        on.stitch(beside(yoke, 4), yarn)
        for dx in (-9, 9):
            on.ridge(line([(dx, 100), (dx * 1.2, 330)]), height_mm=-0.9, width_mm=5)
        Collar(neck=self.torso.neck).sew_back(on, self.cloth)


def hang_sleeves(on: Pattern, parts: list[Sleeve], cloth: Fabric, body: Plane, *, level_mm: float) -> None:
    """Sleeves that fall before the sides of a hanging garment."""
    for part in parts:
        on.dim(on.soft(on.region(part.outline + np.array([-4 * part.sign, 10])), 9) * body, 0.32)
    lay_sleeves(on, parts, cloth, level_mm=level_mm)


def placket(on: Pattern, cloth: Fabric, yarn: np.ndarray, *, foot: float, top: float, half: float = _PLACKET) -> None:
    """The strip down the front that the buttons sit on."""
    strip = closed(
        [
            (-half, top, 1),
            (half, top, 1),
            (half + 1, foot * 0.5),
            (half, foot, 1),
            (-half, foot, 1),
            (-half + 1, foot * 0.5),
        ]
    )
    on.shadow(strip, by=(-2.5, 1), soft_mm=2.2, amount=0.25)
    on.fill(strip, cloth, level_mm=2.4, at=(3, 0), edge_mm=1.4, drop_mm=1.1, rigid=0.5)
    for dx in (-half + 5, half - 5):
        on.stitch(line([(dx, top), (dx + 1, foot * 0.5), (dx, foot)]), yarn)


def button_row(on: Pattern, colour: str, *, top: float, foot: float, every: float, radius: float = 5.5) -> None:
    """Buttons down the middle."""
    for y in np.arange(top, foot, every):
        button(on, (0.6, float(y)), colour, radius=radius, level_mm=4 + 0.2 * radius)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blouse:
    """A pulled-on blouse with gathered puff sleeves and a frill at the hip."""

    cloth: Fabric
    thread: str
    torso: Torso
    brand: str

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        torso = self.torso
        arms = Arms(length=215, turn_deg=44, end=135, bend_deg=10)
        wide = arms.room(torso)
        on = order.pattern((-wide, -80, wide, torso.length + 90))
        on.fill(torso.back_inside(), self.cloth, level_mm=-2.2, shade=0.66)
        if not order.back:
            label(on, (0, 20), self.brand, width=44)
        parts = arms.sleeves(torso)
        for part in parts:
            self._puff(on, part)
        deep = 24.0 if order.back else torso.drop
        body = on.fill(torso.outline(deep=deep), self.cloth, level_mm=0.8, edge_mm=6, drop_mm=1.6)
        for s in (-1, 1):
            run = torso.armhole_edge(s)
            on.gather(run, reach_mm=30, pitch_mm=9, height_mm=0.9)
            on.seam(run, within=body)
        neckband(on, torso.neck_edge(deep=deep), self.cloth, self.thread, width_mm=12)
        waist = torso.hem_edge(120)
        on.gather(waist, reach_mm=60, pitch_mm=10, height_mm=1.8)
        on.seam(waist, depth_mm=1.3, within=body)
        on.stitch(torso.hem_edge(10), linear(self.thread))
        on.finish()
        drape = Drape(excess_across=0.010, stiffness=0.35, patch_mm=100, spots=arm_spots(torso, parts, 0.02))
        return Sewn(on, drape)

    def _puff(self, on: Pattern, part: Sleeve) -> None:
        swollen = (part.outline - part.elbow) * (1.0, 1.14) + part.elbow
        on.fill(swollen, self.cloth, grain_deg=part.turn_deg, at=part.elbow, level_mm=0.5, edge_mm=14, drop_mm=6)
        on.fill(
            band_at_end(part, 22), self.cloth, grain_deg=part.turn_deg, level_mm=2, edge_mm=3, drop_mm=1.2, rigid=0.5
        )
        on.gather(beside(part.end, 22 * part.sign), reach_mm=45, pitch_mm=8, height_mm=1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cardigan:
    """A buttoned V-neck cardigan with ribbed bands."""

    cloth: Fabric
    band: Fabric
    buttons: str
    torso: Torso
    arms: Arms
    brand: str

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        torso = self.torso
        wide = self.arms.room(torso)
        on = order.pattern((-wide, -80, wide, torso.length + 90))
        on.fill(torso.back_inside(), self.cloth, level_mm=-2.2, shade=0.6)
        label(on, (0, 20), self.brand)
        parts = self.arms.sleeves(torso)
        lay_sleeves(on, parts, self.cloth)
        body = on.fill(torso.outline(pointed=True), self.cloth, level_mm=1.0, edge_mm=7, drop_mm=2)
        for part in parts:
            on.seam(torso.armhole_edge(part.sign), within=body, depth_mm=1.0)
            on.fill(
                band_at_end(part, 62), self.band, grain_deg=part.turn_deg, level_mm=0.4, edge_mm=5, drop_mm=2, rigid=0.3
            )
            on.seam(beside(part.end, 62 * part.sign), depth_mm=0.6)
        hem_band(on, torso, 58, self.band)
        self._front_band(on)
        button_row(on, self.buttons, top=torso.drop + 22, foot=torso.length, every=78, radius=8)
        on.finish(round_mm=8, drop_mm=4)
        return Sewn(on, replace(KNIT, spots=arm_spots(torso, parts, 0.016)))

    def _front_band(self, on: Pattern) -> None:
        torso = self.torso
        neck = torso.neck_edge(pointed=True)
        middle = len(neck) // 2
        down = line([(0, torso.drop + 4), (0, torso.length + torso.hem_bow)])
        for half, over in ((neck[: middle + 1], -1), (neck[middle:][::-1], 1)):
            run = np.vstack([half, down])
            strip = np.vstack([beside(run, 15), beside(run, -15)[::-1]])
            if over > 0:
                on.shadow(strip, by=(-2.5, 1))
            on.fill(strip, self.band, level_mm=2.0 + over, edge_mm=2.5, drop_mm=1.4, rigid=0.5)
