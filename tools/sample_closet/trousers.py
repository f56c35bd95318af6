"""Jeans, chinos and shorts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, leather
from tools.sample_closet.noise import Plane
from tools.sample_closet.paths import Path, beside, closed, line
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Legs
from tools.sample_closet.trims import Pocket, belt_loop, button, drawstring, snap

_PALE = "#c5d2de"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trousers:
    """Legs with a waistband: `jeans` have yoke, rivets and scoop pockets, `worn` fades, a `cord` ties the waist."""

    cloth: Fabric
    thread: str
    legs: Legs
    jeans: bool = False
    crease: bool = False
    frayed: bool = False
    worn: float = 0.0
    cord: str = ""
    hem: float = 14.0
    band: float = 40.0
    metal: str = "#a98456"
    drape: Drape = field(default_factory=lambda: Drape(excess_across=0.006, tug_mm=5))

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        legs = self.legs
        reach = max(legs.stance * 1.5 + legs.hip * 0.5 + legs.hem + 70, legs.hip + 60)
        on = order.pattern((-reach, -60, reach, legs.length + 70))
        yarn = linear(self.thread)
        for sign in (-1, 1):
            at = (sign * legs.hip * 0.5, 0)
            cover = on.fill(
                legs.leg(sign), self.cloth, grain_deg=-sign * 4, at=at, level_mm=0.4 * (1 + sign), edge_mm=6, drop_mm=2
            )
            self._leg_lines(on, sign, yarn, cover)
        if self.worn:
            self._fade(on)
        if order.back:
            self._seat(on, yarn)
        else:
            self._front(on, yarn)
        rigid = 0.2 if self.cord else 0.7
        on.fill(legs.waistband(self.band), self.cloth, grain_deg=90, level_mm=3, edge_mm=2.5, drop_mm=1.2, rigid=rigid)
        if self.cord:
            self._tie(on)
        else:
            self._waist(on, yarn, back=order.back)
        on.finish(round_mm=6, drop_mm=3)
        return Sewn(on, replace(self.drape, spots=_leg_spots(legs)))

    def _leg_lines(self, on: Pattern, sign: int, yarn: np.ndarray, cover: Plane) -> None:
        legs = self.legs
        middle, ankle = legs.middle, legs.ankle
        half_way = (legs.rise + legs.length) * 0.5
        inner = line([(8, legs.rise + 20), (middle - legs.knee + 4, half_way), (ankle - legs.hem + 3, legs.length)])
        on.seam(inner * (sign, 1), depth_mm=0.5, within=cover)
        if self.crease:
            press = line([(legs.waist * 0.55, 70), (middle, half_way), (ankle, legs.length)])
            on.ridge(press * (sign, 1), height_mm=2.0, width_mm=8)
        if self.frayed:
            edge = legs.hem_edge(sign, 2)
            on.tint(on.soft(on.stroke(edge, 7), 2) * 0.8, linear("#dfe6ea"))
            _fray(on, edge)
            return
        hem = legs.hem_edge(sign, self.hem)
        on.seam(hem, depth_mm=0.4, pucker_mm=0.6, within=cover)
        on.stitch(hem, yarn)

    def _fade(self, on: Pattern) -> None:
        """Thighs and seat bleached by wear, with whiskers from the crotch."""
        legs, pale = self.legs, linear(_PALE)
        for sign in (-1, 1):
            thigh = line([(legs.hip * 0.52, legs.rise * 0.75), (legs.middle, legs.length * 0.62)]) * (sign, 1)
            on.tint(on.soft(on.stroke(thigh, 60), 42) * self.worn, pale)
            for k in range(5):
                y = legs.rise * 0.62 + k * 22
                whisker = line([(16, y + 26), (legs.hip * 0.40, y + 4), (legs.hip * 0.78, y - 10)]) * (sign, 1)
                on.tint(on.soft(on.stroke(whisker, 5), 4) * self.worn * 0.6, pale)
                on.ridge(whisker, height_mm=0.7, width_mm=9)

    def _front(self, on: Pattern, yarn: np.ndarray) -> None:
        legs = self.legs
        edge = legs.waist + (legs.hip - legs.waist) * 0.58
        on.seam(line([(0, legs.dip), (0, legs.rise)]), depth_mm=0.9)
        if not self.cord:
            for inset in (0, 6) if self.jeans else (0,):
                fly = [
                    (36 - inset, legs.dip + 10),
                    (36 - inset, legs.rise * 0.5),
                    (22 - inset, legs.rise * 0.65),
                    (2, legs.rise * 0.73 - inset),
                ]
                on.stitch(line(fly), yarn)
        for sign in (-1, 1):
            if self.jeans:
                mouth = line(
                    [(legs.waist * 0.50, 22), (legs.waist * 0.56, 80), (legs.waist * 0.80, 104), (edge, 96)]
                ) * (sign, 1)
            else:
                mouth = line([(legs.waist * 0.66, 18), (legs.waist * 0.80, 90), (legs.hip * 0.96, 180)]) * (sign, 1)
            on.dim(on.soft(on.stroke(mouth, 3), 1.5), 0.5)
            on.ridge(beside(mouth, -3 * sign), height_mm=1.2, width_mm=6)
            for down in (4, 10) if self.jeans else (6,):
                on.stitch(beside(mouth, -down * sign), yarn)
            if self.jeans:
                for at in ((legs.waist * 0.57, 66), (edge - 9, 100)):
                    snap(on, (sign * at[0], at[1]), self.metal, radius=3.4)

    def _seat(self, on: Pattern, yarn: np.ndarray) -> None:
        legs = self.legs
        on.seam(line([(0, legs.dip), (0, legs.rise)]), depth_mm=0.9)
        for sign in (-1, 1):
            if self.jeans:
                yoke = line([(0, 104), (legs.waist * 0.6, 76), (legs.hip - 4, 62)]) * (sign, 1)
                on.seam(yoke)
                for down in (4, 9):
                    on.stitch(beside(yoke, -down * sign), yarn)
                Pocket(wide=138, tall=150, point=22, skew=-3 * sign).sew(
                    on, (sign * legs.hip * 0.52, 118), self.cloth, yarn
                )
                continue
            slit = line([(sign * legs.hip * 0.28, 112), (sign * legs.hip * 0.76, 104)])
            on.dim(on.soft(on.stroke(slit, 4), 1.2), 0.5)
            on.ridge(beside(slit, 6 * sign), height_mm=1.4, width_mm=6)
            button(on, (sign * legs.hip * 0.52, 124), "#4a4138", level_mm=3)

    def _tie(self, on: Pattern) -> None:
        legs, middle = self.legs, self.band / 2
        run = line([(-legs.waist, middle), (0, middle + legs.dip), (legs.waist, middle)])
        on.gather(run, reach_mm=45, pitch_mm=10, height_mm=1.8)
        for s in (-1, 1):
            drawstring(
                on,
                line([(s * 12, legs.dip + 22), (s * 34, legs.dip + 80), (s * (24 + 8 * s), legs.dip + 150)]),
                self.cord,
            )

    def _waist(self, on: Pattern, yarn: np.ndarray, *, back: bool) -> None:
        legs, band = self.legs, self.band
        for y in (4.0, band - 5):
            on.stitch(line([(-legs.waist - 2, y - 2), (0, y + legs.dip), (legs.waist + 2, y - 2)]), yarn)
        on.dim(
            on.soft(on.stroke(line([(-legs.waist - 4, band), (0, band + legs.dip), (legs.waist + 4, band)]), 4), 2),
            0.25,
        )
        for sign in (-1, 1):
            belt_loop(on, (sign * legs.waist * 0.52, legs.dip * 0.4 - 4), band + 10, self.cloth, yarn)
        if not back:
            on.seam(line([(16, legs.dip - 3), (16, legs.dip + band)]), depth_mm=0.8, pucker_mm=0.0)
            at = (4.0, legs.dip + band * 0.48)
            snap(on, at, self.metal) if self.jeans else button(on, at, "#54483a", radius=7.5, level_mm=6)
            return
        belt_loop(on, (0, legs.dip - 6), band + 10, self.cloth, yarn)
        if self.jeans:
            w = legs.waist
            patch = closed([(w * 0.62, 4, 1), (w * 0.98, 1, 1), (w * 0.99, band - 4, 1), (w * 0.63, band, 1)])
            on.fill(patch, leather("#8a5a34", gloss=0.05), level_mm=4.5, edge_mm=1.5, drop_mm=1, rigid=0.8)


def _fray(on: Pattern, edge: Path) -> None:
    """Loose white threads where a hem was cut off."""
    rng = np.random.default_rng(5)
    for _ in range(130):
        at = edge[rng.integers(len(edge) - 1)] + (edge[1] - edge[0]) * rng.random()
        mask = on.stroke(line([at, at + rng.normal((0, 9), (3, 5)), at + rng.normal((0, 17), (7, 7))]), 0.9)
        on.tint(mask, linear("#e8ecee") * rng.uniform(0.75, 1.0))
        on.alpha = np.maximum(on.alpha, mask * 0.9)


def _leg_spots(legs: Legs) -> tuple[Spot, ...]:
    """Where trousers always fold: from the crotch outward, behind the knees, over the shoes."""
    knee = legs.rise + (legs.length - legs.rise) * 0.5
    spots = []
    for s in (-1, 1):
        crotch = {"along_deg": 90 - s * 52, "length_mm": 130, "width_mm": 55, "excess": 0.026}
        spots.append(Spot(x_mm=s * legs.middle * 0.55, y_mm=legs.rise + 25, **crotch))
        spots.append(Spot(x_mm=s * legs.middle, y_mm=knee, along_deg=8 * s, length_mm=100, width_mm=120, excess=0.016))
        spots.append(
            Spot(x_mm=s * legs.ankle, y_mm=legs.length - 60, along_deg=0, length_mm=90, width_mm=60, excess=0.014)
        )
    return tuple(spots)
