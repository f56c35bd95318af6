"""Scarves, bags, the hangers things hang on, and stains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.sample_closet.cloth import Drape
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin, woven
from tools.sample_closet.paths import Point, beside, closed, line, mirrored
from tools.sample_closet.pattern import Pattern, ring
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.trims import label, strap


@dataclass(frozen=True, slots=True, kw_only=True)
class Scarf:
    """A wide scarf folded over itself, fringed ends to the viewer's side."""

    cloth: Fabric
    fringe: tuple[str, ...]

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        on = order.pattern((-330, -300, 330, 420))
        for k, (up, level) in enumerate(((34, 0.0), (0, 5.0))):
            left, right, foot = -215 + 26 * k, 205 - 8 * k, 250 - up
            head = [(left, -210 + 10 * k, 1), (0, -216 + 8 * k), (right, -206 + 6 * k, 1), (right + 4, 40)]
            slab = closed([*head, (right - 2, foot, 1), (0, foot + 6), (left + 4, foot, 1), (left - 3, 40)])
            on.shadow(slab, by=(4, 7), soft_mm=8, amount=0.5)
            on.fill(slab, self.cloth, level_mm=level + 4, at=(11 * k, 23 * k), edge_mm=12, drop_mm=5)
            self._fringe(on, (left + 6, right - 4), foot - 2, level + 3)
        on.ridge(line([(-30, -200), (-20, 40), (-34, 214)]), height_mm=3.0, width_mm=30)
        on.finish(round_mm=10, drop_mm=6)
        return Sewn(on, Drape(excess_across=0.008, stiffness=1.0, tug_mm=6))

    def _fringe(self, on: Pattern, span: tuple[float, float], y: float, level: float) -> None:
        rng = np.random.default_rng(11)
        x = span[0]
        while x < span[1]:
            bend = rng.normal(0, 7, 2)
            long = rng.uniform(62, 84)
            run = line([(x, y - 3), (x + bend[0] * 0.4, y + long * 0.5), (x + bend[0] + bend[1] * 0.4, y + long)])
            colour = self.fringe[rng.integers(len(self.fringe))]
            strap(on, run, rng.uniform(4.0, 6.4), woven(colour, slub=0.2), level_mm=level)
            x += rng.uniform(6.2, 8.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tote:
    """A canvas bag with two handles."""

    cloth: Fabric
    handles: Fabric
    thread: str
    brand: str

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        on = order.pattern((-290, -330, 290, 480))
        yarn = linear(self.thread)
        for dy, level in ((-34, 0.0), (0, 5.0)):
            run = line([(-92, 60), (-98, -60), (-78, -190 + dy), (0, -246 + dy), (80, -186 + dy), (98, -56), (92, 60)])
            strap(on, run, 28, self.handles, level_mm=level)
            for aside in (-10, 10):
                on.stitch(beside(run, aside), yarn)
            if level == 0:
                on.fill(
                    closed([(-196, -8, 1), (0, -12), (196, -8, 1), (196, 30), (-196, 30)]),
                    self.cloth,
                    level_mm=0.5,
                    shade=0.6,
                )
        half: list[Point] = [(0, 7), (198, 0, 1), (201, 200), (203, 386), (190, 404, 1), (0, 409)]
        on.fill(closed(mirrored(half)), self.cloth, level_mm=2.2, edge_mm=9, drop_mm=4)
        for s in (-1, 1):
            strap(on, line([(s * 92, 0), (s * 92, 70)]), 28, self.handles, level_mm=4.6)
            for top in (-10, 10):
                on.stitch(line([(s * 92 + top, 34), (s * 92 - top, 66)]), yarn)
        for y in (30, 35):
            on.stitch(line([(-198, y), (0, y + 7), (198, y)]), yarn)
        on.seam(line([(-203, 372), (0, 380), (203, 372)]), depth_mm=0.6)
        label(on, (0, 150), self.brand, width=110, colours=("#cdbd98", "#3a3128"))
        on.finish(round_mm=8, drop_mm=4)
        return Sewn(on, Drape(excess_across=0.008, excess_down=0.009, stiffness=0.9, tug_mm=5))


def wooden_hanger(order: Order, neck: float, shoulder: float, slope: float) -> Pattern:
    """A wooden hanger with a steel hook, its arms along shoulders of this slope."""
    wide = shoulder + 40
    on = Pattern((-wide, -190, wide, 160), order.px_per_mm, order.seeds, wobble_mm=1)
    hook = line([(0, 10), (0, -60), (-2, -84), (-24, -104), (-30, -132), (-6, -152), (22, -140), (26, -120)])
    wire = np.vstack([beside(hook, 2.1), beside(hook, -2.1)[::-1]])
    on.fill(wire, satin("#b9b9b6", gloss=0.9), level_mm=4, edge_mm=1.2, drop_mm=2.0)
    arm: list[Point] = [(0, -16), (neck, 2), (shoulder - 14, slope + 4), (shoulder - 6, slope + 22, 1)]
    arm += [(shoulder * 0.6, slope * 0.6 + 28), (neck * 0.6, 30), (0, 24)]
    on.fill(
        closed(mirrored(arm)), woven("#b98a55", slub=0.10, gloss=0.12), level_mm=9, grain_deg=90, edge_mm=8, drop_mm=5
    )
    on.fill(ring(0, 4, 5), satin("#c8c8c4", gloss=0.6), level_mm=10, edge_mm=2, drop_mm=2)
    on.finish(round_mm=5, drop_mm=3)
    return on


@dataclass(frozen=True, slots=True)
class Stain:
    """A small mark with an uneven edge, at a place of the pattern (mm)."""

    x: float
    y: float
    size_mm: float
    colour: str

    def mark(self, on: Pattern) -> None:
        """Soak it in."""
        turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        edge = self.size_mm * (1 + 0.12 * np.sin(turn * 3 + 1) + 0.08 * np.sin(turn * 5))
        blot = np.stack([self.x + edge * np.cos(turn), self.y + 0.7 * edge * np.sin(turn)], axis=1)
        mask = on.soft(on.region(blot), self.size_mm * 0.14)
        rim = np.clip(mask - on.soft(mask, self.size_mm * 0.2), 0, 1)
        on.tint(np.clip(mask * 0.8 + rim * 0.6, 0, 0.88), linear(self.colour))
