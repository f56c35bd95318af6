"""Tops that are pulled on over the head: tees, jumpers, hoodies, camisoles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, woven
from tools.sample_closet.paths import Path, beside, closed, line
from tools.sample_closet.pattern import Pattern, ring
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Arms, Sleeve, Torso, band_at_end
from tools.sample_closet.trims import drawstring, label, strap

KNIT = Drape(stiffness=1.0, excess_across=0.005, excess_down=0.005, tug_mm=2.8)


def arm_spots(torso: Torso, parts: list[Sleeve], excess: float) -> tuple[Spot, ...]:
    """Where a laid garment always folds: from the armpits inward, and at the elbows."""
    spots = []
    for part in parts:
        s = part.sign
        inward = {"along_deg": 90 + s * 38, "length_mm": 110, "width_mm": 60, "excess": excess}
        spots.append(Spot(x_mm=s * (torso.chest - 30), y_mm=torso.armhole + 10, **inward))
        elbow = {"along_deg": part.turn_deg + 20 * s, "length_mm": 80, "width_mm": 100, "excess": excess * 1.2}
        spots.append(Spot(x_mm=part.elbow[0], y_mm=part.elbow[1], **elbow))
    return tuple(spots)


def lay_sleeves(on: Pattern, parts: list[Sleeve], fabric: Fabric, *, level_mm: float = -0.4) -> None:
    """Lay both sleeves, each grain along its arm."""
    for part in parts:
        on.fill(part.outline, fabric, grain_deg=part.turn_deg, at=part.elbow, level_mm=level_mm, edge_mm=5, drop_mm=1.6)


def neckband(on: Pattern, edge: Path, band: Fabric, thread: str, *, width_mm: float = 18) -> None:
    """A band sewn around a neckline, inward of `edge`."""
    on.fill(np.vstack([edge, beside(edge, -width_mm)[::-1]]), band, level_mm=1.9, edge_mm=2.5, drop_mm=0.9, rigid=0.7)
    on.seam(edge, depth_mm=0.5, pucker_mm=0.2)
    on.stitch(beside(edge, 4), linear(thread))


def hem_band(on: Pattern, torso: Torso, deep: float, band: Fabric) -> None:
    """A ribbed band at the foot of a torso."""
    edge = torso.hem_edge(deep)
    on.fill(np.vstack([edge, torso.hem_edge(0)[::-1]]), band, level_mm=1.0, edge_mm=4, drop_mm=1.6, rigid=0.2)
    on.seam(edge, depth_mm=0.9, pucker_mm=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A tee or a jumper with a round neck; with `cuff` and `foot` (mm) ribbed, else hemmed."""

    cloth: Fabric
    band: Fabric
    torso: Torso
    arms: Arms
    thread: str
    brand: str
    cuff: float = 0.0
    foot: float = 0.0
    band_mm: float = 18.0
    drape: Drape = field(default_factory=Drape)

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        sewn = self.sew_body(order)
        on, torso = sewn.pattern, self.torso
        neckband(on, torso.neck_edge(deep=self._deep(order)), self.band, self.thread, width_mm=self.band_mm)
        on.finish()
        return sewn

    def sew_body(self, order: Order, *, above_mm: float = 90) -> Sewn:
        """Everything but the neck, not yet finished; `above_mm` of room over the shoulders."""
        torso = self.torso
        wide = self.arms.room(torso)
        on = order.pattern((-wide, -above_mm, wide, torso.length + 80))
        on.fill(torso.back_inside(), self.cloth, level_mm=-2.2, shade=0.66)
        if self.brand and not order.back:
            label(on, (0, 22), self.brand)
        parts = self.arms.sleeves(torso)
        lay_sleeves(on, parts, self.cloth)
        for part in parts:
            self._end(on, part)
        body = on.fill(torso.outline(deep=self._deep(order)), self.cloth, level_mm=0.8, edge_mm=5, drop_mm=1.4)
        for part in parts:
            on.seam(torso.armhole_edge(part.sign), within=body)
        if self.foot:
            hem_band(on, torso, self.foot, self.band)
        else:
            on.seam(torso.hem_edge(20), depth_mm=0.3)
            for up in (20, 25):
                on.stitch(torso.hem_edge(up), linear(self.thread))
        spots = (*self.drape.spots, *arm_spots(torso, parts, 0.018))
        return Sewn(on, replace(self.drape, spots=spots))

    def _deep(self, order: Order) -> float:
        return 22.0 if order.back else self.torso.drop

    def _end(self, on: Pattern, part: Sleeve) -> None:
        if not self.cuff:
            on.seam(beside(part.end, 18 * part.sign), depth_mm=0.2)
            for up in (16, 20):
                on.stitch(beside(part.end, up * part.sign), linear(self.thread))
            return
        cuff = band_at_end(part, self.cuff)
        on.fill(cuff, self.band, grain_deg=part.turn_deg, level_mm=0.2, edge_mm=4, drop_mm=1.6, rigid=0.3)
        on.seam(beside(part.end, self.cuff * part.sign), depth_mm=0.8, pucker_mm=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollNeck:
    """A jumper whose neck is turned down."""

    crew: Crew

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        sewn = self.crew.sew_body(order)
        on, n = sewn.pattern, self.crew.torso.neck
        low = [(n + 7, 4, 1), (n * 0.55, 30), (0, 38), (-n * 0.55, 30), (-n - 7, 4, 1)]
        tube = closed([*low, (-n + 4, -56), (-n + 12, -78, 1), (0, -70), (n - 12, -78, 1), (n - 4, -56)])
        on.shadow(tube, by=(2, 5), soft_mm=5)
        on.fill(tube, self.crew.band, level_mm=4, edge_mm=9, drop_mm=4, rigid=0.3)
        turned = closed([*low, (-n + 1, -34), (-n + 8, -66, 1), (0, -54), (n - 8, -66, 1), (n - 1, -34)])
        on.shadow(turned, by=(0, -4), soft_mm=4)
        on.fill(turned, self.crew.band, level_mm=7.5, at=(2, 9), edge_mm=9, drop_mm=4, rigid=0.3)
        on.finish()
        return sewn


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoodie:
    """A hooded sweatshirt with a pouch: the lining of its hood, its cords and the thread of its seams."""

    crew: Crew
    lining: str
    cord: str

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        sewn = self.crew.sew_body(order, above_mm=210)
        on, n = sewn.pattern, self.crew.torso.neck
        hood = closed(
            [
                (-n - 40, 30, 1),
                (-n - 52, -50),
                (-n - 22, -140),
                (4, -172),
                (n + 24, -138),
                (n + 54, -48),
                (n + 40, 32, 1),
                (n * 0.4, 88),
                (0, 108),
                (-n * 0.4, 88),
            ]
        )
        on.shadow(hood, by=(2, 8), soft_mm=6)
        on.fill(hood, self.crew.cloth, level_mm=7, edge_mm=14, drop_mm=6)
        if not order.back:
            self._mouth(on)
            self._pouch(on)
        else:
            on.seam(line([(-6, -164), (4, -60), (0, 100)]), depth_mm=1.0)
        on.finish()
        return sewn

    def _mouth(self, on: Pattern) -> None:
        n = self.crew.torso.neck
        mouth = closed(
            [
                (-n + 6, 4),
                (-n * 0.86, -66),
                (2, -112),
                (n * 0.9, -64),
                (n - 4, 6),
                (n * 0.36, 58),
                (0, 92, 1),
                (-n * 0.36, 58),
            ]
        )
        on.fill(mouth, woven(self.lining), level_mm=-1, shade=0.45, edge_mm=12, drop_mm=-6)
        on.dim(on.soft(on.region((mouth - (0, -10)) * 0.7), 26), 0.5)
        on.stitch(beside(np.vstack([mouth, mouth[:1]]), 16), linear(self.lining) * 0.8)
        label(on, (0, -60), self.crew.brand, width=46)
        for s in (-1, 1):
            on.fill(ring(s * 42, 84, 5), woven("#8d8d88"), level_mm=7)
            drawstring(on, line([(s * 42, 84), (s * 48, 150), (s * 38, 210), (s * 45, 250 + 18 * s)]), self.cord)

    def _pouch(self, on: Pattern) -> None:
        foot = self.crew.torso.length - self.crew.foot + 2
        top = foot - 205
        pouch = closed(
            [(-105, top, 1), (105, top, 1), (178, foot - 70, 1), (180, foot, 1), (-180, foot, 1), (-178, foot - 70, 1)]
        )
        on.shadow(pouch, soft_mm=4)
        on.fill(pouch, self.crew.cloth, level_mm=3.4, edge_mm=3, drop_mm=1.6)
        yarn = linear(self.crew.thread)
        for s in (-1, 1):
            slit = line([(s * 105, top), (s * 178, foot - 70)])
            on.stitch(beside(slit, -12 * s), yarn)
            on.dim(on.soft(on.stroke(beside(slit, 3 * s), 5), 2), 0.45)
        on.stitch(line([(-105, top + 6), (105, top + 6)]), yarn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camisole:
    """A satin top on thin straps."""

    cloth: Fabric
    thread: str
    brand: str
    length: float

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        low = self.length
        on = order.pattern((-330, -150, 330, low + 80))
        on.fill(
            closed([(-128, 70, 1), (0, 84), (128, 70, 1), (120, 190), (0, 210), (-120, 190)]),
            self.cloth,
            level_mm=-2,
            shade=0.6,
        )
        label(on, (0, 94), self.brand, width=40)
        half = [
            (0, 150, 1),
            (52, 112),
            (126, 64, 1),
            (146, 110),
            (196, 178, 1),
            (196, 320),
            (220, low - 16),
            (218, low, 1),
            (0, low + 14),
        ]
        on.fill(
            closed([*half, *[(-p[0], *p[1:]) for p in half[-2:0:-1]]]), self.cloth, level_mm=0.8, edge_mm=5, drop_mm=1.6
        )
        yarn = linear(self.thread)
        for s in (-1, 1):
            loop = line(
                [
                    (s * 127, 72),
                    (s * 104, 0),
                    (s * (70 - 8 * s), -78),
                    (s * (92 + 5 * s), -112),
                    (s * 118, -64),
                    (s * 120, 78),
                ]
            )
            strap(on, loop, 6.5, self.cloth, level_mm=1.4)
            on.stitch(beside(line([(0, 150), (52, 112), (126, 64)]) * (s, 1), -5 * s), yarn, length_mm=2)
        on.stitch(line([(-219, low - 9), (0, low + 5), (219, low - 9)]), yarn, length_mm=2.4)
        on.finish()
        return Sewn(on, Drape(excess_across=0.014, excess_down=0.007, tug_mm=4, stiffness=0.4, patch_mm=90))
