"""Scarves, bags and the hangers things hang on."""

from __future__ import annotations

import numpy as np

from tools.sample_closet.cloth import Drape
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin, woven
from tools.sample_closet.paths import beside, closed, line
from tools.sample_closet.pattern import Pattern, ring
from tools.sample_closet.sewing import Order, Sewn


def scarf(order: Order, cloth: Fabric, fringe: tuple[str, ...]) -> Sewn:
    """A wide scarf folded in three with both fringed ends to the viewer's side."""
    on = order.pattern((-330, -300, 330, 420))
    for k, (low, level) in enumerate(((34, 0.0), (0, 5.0))):
        left, right = -215 + 26 * k, 205 - 8 * k
        slab = closed([(left, -210 + 10 * k, 1), (0, -216 + 8 * k), (right, -206 + 6 * k, 1), (right + 4, 40), (right - 2, 250 - low, 1),
                       (0, 256 - low), (left + 4, 250 - low, 1), (left - 3, 40)])
        on.dim(on.soft(on.region(slab + (4, 7)), 8) * 0.5, 1.0)
        on.fill(slab, cloth, level_mm=level + 4, at=(11 * k, 23 * k), edge_mm=12, drop_mm=5)
        _fringe(on, left + 6, right - 4, 248 - low, fringe, level + 3)
    on.crease(line([(-30, -200), (-20, 40), (-34, 214)]), height_mm=3.0, width_mm=30)
    on.finish(round_mm=10, drop_mm=6)
    return Sewn(on, Drape(excess_across=0.010, excess_down=0.006, stiffness=1.0, tug_mm=9))


def _fringe(on: Pattern, left: float, right: float, y: float, colours: tuple[str, ...], level: float) -> None:
    rng = np.random.default_rng(11)
    x = left
    while x < right:
        bend = rng.normal(0, 7, 2)
        long = rng.uniform(62, 84)
        run = line([(x, y - 3), (x + bend[0] * 0.4, y + long * 0.5), (x + bend[0] + bend[1] * 0.4, y + long)])
        wide = rng.uniform(2.0, 3.2)
        outline = np.vstack([beside(run, wide), beside(run, -wide)[::-1]])
        on.dim(on.soft(on.region(outline + (2, 2)), 2) * 0.4, 1.0)
        on.fill(outline, woven(colours[rng.integers(len(colours))], slub=0.2), level_mm=level, edge_mm=2, drop_mm=2.5)
        x += rng.uniform(6.2, 8.6)


def tote(order: Order, cloth: Fabric, strap: Fabric, thread: str, brand: str) -> Sewn:
    """A canvas bag with two handles."""
    on = order.pattern((-290, -330, 290, 480))
    yarn = linear(thread)
    for dy, level in ((-34, 0.0), (0, 5.0)):
        run = line([(-92, 60), (-98, -60), (-78, -190 + dy), (0, -246 + dy), (80, -186 + dy), (98, -56), (92, 60)])
        outline = np.vstack([beside(run, 14), beside(run, -14)[::-1]])
        on.dim(on.soft(on.region(outline + (3, 5)), 4) * 0.4, 1.0)
        on.fill(outline, strap, level_mm=level, edge_mm=3, drop_mm=1.6, rigid=0.4)
        on.stitch(beside(run, 10), yarn)
        on.stitch(beside(run, -10), yarn)
        if level == 0:
            on.fill(closed([(-196, -8, 1), (0, -12), (196, -8, 1), (196, 30), (-196, 30)]), cloth, level_mm=0.5, shade=0.6)
    body = closed([(-198, 0, 1), (0, 7), (198, 0, 1), (202, 200), (204, 386), (190, 404, 1), (0, 409), (-190, 404, 1), (-204, 386), (-202, 200)])
    on.fill(body, cloth, level_mm=2.2, edge_mm=9, drop_mm=4)
    for s in (-1, 1):
        tab = closed([(s * 92 - 14, 0, 1), (s * 92 + 14, 0, 1), (s * 92 + 14, 70, 1), (s * 92 - 14, 70, 1)])
        on.fill(tab, strap, level_mm=4.6, edge_mm=2, drop_mm=1.2, rigid=0.5)
        box = line([(s * 92 - 10, 34), (s * 92 + 10, 66)])
        on.stitch(box, yarn)
        on.stitch(line([(s * 92 + 10, 34), (s * 92 - 10, 66)]), yarn)
    for y in (30, 35):
        on.stitch(line([(-198, y), (0, y + 7), (198, y)]), yarn)
    on.seam(line([(-203, 372), (0, 380), (203, 372)]), depth_mm=0.6)
    from tools.sample_closet.trims import label

    label(on, 0, 160, brand, width=120, cloth="#d8c9a8", ink="#3a3128")
    on.finish(round_mm=8, drop_mm=4)
    return Sewn(on, Drape(excess_across=0.010, excess_down=0.012, stiffness=0.9, tug_mm=9))


def wooden_hanger(px_per_mm: float, seed: int, *, neck: float, shoulder: float, slope: float) -> Pattern:
    """A wooden hanger with a steel hook, its bar where the shoulders are."""
    on = Pattern((-shoulder - 40, -190, shoulder + 40, 160), px_per_mm, seed, wobble_mm=1)
    hook = line([(0, 10), (0, -60), (-2, -84), (-24, -104), (-30, -132), (-6, -152), (22, -140), (26, -120)])
    on.fill(np.vstack([beside(hook, 2.1), beside(hook, -2.1)[::-1]]), satin("#b9b9b6", gloss=0.9), level_mm=4, edge_mm=1.2, drop_mm=2.0)
    wood = woven("#b98a55", slub=0.10, gloss=0.12)
    bar = closed([(0, -16), (neck, 2), (shoulder - 14, slope + 4), (shoulder - 6, slope + 22, 1), (shoulder * 0.6, slope * 0.6 + 28),
                  (neck * 0.6, 30), (0, 24), (-neck * 0.6, 30), (-shoulder * 0.6, slope * 0.6 + 28), (-shoulder + 6, slope + 22, 1),
                  (-shoulder + 14, slope + 4), (-neck, 2)])
    on.fill(bar, wood, level_mm=9, grain_deg=90, edge_mm=8, drop_mm=5)
    on.fill(ring(0, 4, 5), satin("#c8c8c4", gloss=0.6), level_mm=10, edge_mm=2, drop_mm=2)
    on.finish(round_mm=5, drop_mm=3)
    return on


def stain(on: Pattern, x: float, y: float, *, size_mm: float, colour: str) -> None:
    """A small mark with an uneven edge."""
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    edge = size_mm * (1 + 0.22 * np.sin(turn * 3 + 1) + 0.12 * np.sin(turn * 5))
    blot = np.stack([x + edge * np.cos(turn), y + 0.7 * edge * np.sin(turn)], axis=1)
    mask = on.soft(on.region(blot), size_mm * 0.14)
    rim = np.clip(mask - on.soft(mask, size_mm * 0.2), 0, 1)
    on.tint(np.clip(mask * 0.42 + rim * 0.8, 0, 0.8), linear(colour))


__all__ = ["scarf", "stain", "tote", "wooden_hanger"]
