"""Trousers, shorts and skirts."""

from __future__ import annotations

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric
from tools.sample_closet.paths import Path, beside, closed, line
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Legs
from tools.sample_closet.trims import belt_loop, button, drawstring, label, patch_pocket, snap


def trousers(
    order: Order, cloth: Fabric, thread: str, *, legs: Legs, brand: str, jeans: bool = False, crease: bool = False,
    worn: float = 0.0, band_mm: float = 40, metal: str = "#a98456", hem_mm: float = 14, drape: Drape | None = None,
    cord: str = "", frayed: bool = False,
) -> Sewn:
    """Jeans, chinos or shorts laid flat; `worn` fades the thighs, `cord` ties the waist."""
    reach = legs.stance * 1.5 + legs.hip * 0.5 + legs.hem + 70
    on = order.pattern((-max(reach, legs.hip + 60), -60, max(reach, legs.hip + 60), legs.length + 70))
    yarn = linear(thread)
    for sign in (-1, 1):
        cover = on.fill(legs.leg(sign), cloth, grain_deg=-sign * 4, at=(sign * legs.hip * 0.5, 0), level_mm=0.4 * (1 + sign), edge_mm=6,
                        drop_mm=2)
        _leg_lines(on, legs, sign, yarn, cover, crease=crease, hem_mm=hem_mm, frayed=frayed)
    if worn:
        _fade(on, legs, worn)
    if order.back:
        _seat(on, legs, cloth, yarn, brand, jeans=jeans)
    else:
        _front(on, legs, cloth, yarn, jeans=jeans, metal=metal, cord=bool(cord))
    band = on.fill(legs.band(band_mm), cloth, grain_deg=90, level_mm=3, edge_mm=2.5, drop_mm=1.2, rigid=0.2 if cord else 0.7)
    if cord:
        on.gather(line([(-legs.waist, band_mm / 2), (0, band_mm / 2 + legs.dip), (legs.waist, band_mm / 2)]), reach_mm=45, pitch_mm=10,
                  height_mm=2.0)
        for s in (-1, 1):
            drawstring(on, line([(s * 12, legs.dip + 22), (s * 34, legs.dip + 80), (s * (24 + 8 * s), legs.dip + 150)]), cord)
    else:
        _waist(on, legs, cloth, yarn, band, band_mm, brand, back=order.back, metal=metal, jeans=jeans)
    on.finish(round_mm=6, drop_mm=3)
    return Sewn(on, drape or Drape(spots=_leg_spots(legs), excess_across=0.008, excess_down=0.009, tug_mm=8))


def _leg_lines(
    on: Pattern, legs: Legs, sign: int, yarn: np.ndarray, cover: np.ndarray, *, crease: bool, hem_mm: float, frayed: bool
) -> None:
    middle = legs.stance + legs.hip * 0.5
    inner = line([(8, legs.rise + 20), (middle - legs.knee + 4, (legs.rise + legs.length) * 0.5),
                  (middle + legs.stance * 0.45 - legs.hem + 3, legs.length)]) * (sign, 1)
    on.seam(inner, depth_mm=0.5, within=cover)
    if crease:
        press = line([(legs.waist * 0.55, 70), (middle, (legs.rise + legs.length) * 0.5), (middle + legs.stance * 0.45, legs.length)])
        on.crease(press * (sign, 1), height_mm=2.2, width_mm=9)
    hem = legs.hem_edge(sign, hem_mm)
    if frayed:
        on.tint(on.soft(on.stroke(legs.hem_edge(sign, 2), 7), 2) * 0.8, linear("#dfe6ea"))
        _fringe(on, legs.hem_edge(sign, 0))
        return
    on.seam(hem, depth_mm=0.4, pucker_mm=0.9, within=cover)
    on.stitch(hem, yarn)


def _fringe(on: Pattern, edge: Path) -> None:
    """Loose white threads where a hem was cut off."""
    rng = np.random.default_rng(5)
    for _ in range(150):
        at = edge[rng.integers(len(edge) - 1)] + (edge[1] - edge[0]) * rng.random()
        thread = line([at, at + rng.normal((0, 9), (3, 5)), at + rng.normal((0, 17), (7, 7))])
        mask = on.stroke(thread, 0.9)
        on.tint(mask, linear("#e8ecee") * rng.uniform(0.75, 1.0))
        on.alpha = np.maximum(on.alpha, mask * 0.9)


def _fade(on: Pattern, legs: Legs, amount: float) -> None:
    """Thighs and seat bleached by wear, with whiskers from the crotch."""
    pale = linear("#c5d2de")
    for sign in (-1, 1):
        thigh = line([(sign * (legs.hip * 0.52), legs.rise * 0.75), (sign * (legs.stance + legs.hip * 0.48), legs.length * 0.62)])
        on.tint(on.soft(on.stroke(thigh, 60), 42) * amount, pale)
        for k in range(5):
            y = legs.rise * 0.62 + k * 22
            whisker = line([(sign * 16, y + 26), (sign * legs.hip * 0.40, y + 4), (sign * legs.hip * 0.78, y - 10)])
            on.tint(on.soft(on.stroke(whisker, 5), 4) * amount * 0.7, pale)
            on.crease(whisker, height_mm=0.8, width_mm=9)


def _front(on: Pattern, legs: Legs, cloth: Fabric, yarn: np.ndarray, *, jeans: bool, metal: str, cord: bool) -> None:
    rise = legs.rise
    fly = line([(0, legs.dip), (0, rise)])
    on.seam(fly, depth_mm=0.9)
    if not cord:
        on.stitch(line([(36, legs.dip + 10), (36, rise * 0.50), (22, rise * 0.66), (2, rise * 0.74)]), yarn)
        if jeans:
            on.stitch(line([(30, legs.dip + 10), (30, rise * 0.48), (18, rise * 0.63), (2, rise * 0.70)]), yarn)
    for sign in (-1, 1):
        if jeans:
            mouth = line([(legs.waist * 0.50, 22), (legs.waist * 0.56, 80), (legs.waist * 0.80, 104), (legs.hip - 2, 96)]) * (sign, 1)
        else:
            mouth = line([(legs.waist * 0.66, 18), (legs.waist * 0.80, 90), (legs.hip * 0.97, 180)]) * (sign, 1)
        on.dim(on.soft(on.stroke(mouth, 3), 1.5) * 0.5, 1.0)
        on.relief += on.soft(on.stroke(beside(mouth, 3 * sign), 4), 2) * 1.4
        for up in (4, 10) if jeans else (6,):
            on.stitch(beside(mouth, up * sign), yarn)
        if jeans:
            snap(on, sign * legs.waist * 0.57, 66, radius=3.4, colour=metal)
            snap(on, sign * (legs.hip - 10), 100, radius=3.4, colour=metal)


def _seat(on: Pattern, legs: Legs, cloth: Fabric, yarn: np.ndarray, brand: str, *, jeans: bool) -> None:
    on.seam(line([(0, legs.dip), (0, legs.rise)]), depth_mm=0.9)
    for sign in (-1, 1):
        yoke = line([(0, 104), (legs.waist * 0.6, 76), (legs.hip - 4, 62)]) * (sign, 1)
        if jeans:
            on.seam(yoke)
            for up in (4, 9):
                on.stitch(beside(yoke, -up * sign), yarn)
            patch_pocket(on, sign * legs.hip * 0.52, 118, 138, 150, cloth, yarn, point=22, double=False, turn_deg=-8 * sign)
        else:
            slit = line([(sign * legs.hip * 0.28, 112), (sign * legs.hip * 0.76, 104)])
            on.dim(on.soft(on.stroke(slit, 4), 1.2) * 0.5, 1.0)
            on.relief += on.soft(on.stroke(beside(slit, 6), 5), 1.5) * 1.6
            button(on, sign * legs.hip * 0.52, 124, "#4a4138", level_mm=3)


def _waist(
    on: Pattern, legs: Legs, cloth: Fabric, yarn: np.ndarray, band: np.ndarray, band_mm: float, brand: str, *, back: bool, metal: str,
    jeans: bool,
) -> None:
    for y in (4, band_mm - 5):
        on.stitch(line([(-legs.waist - 2, y - 2), (0, y + legs.dip), (legs.waist + 2, y - 2)]), yarn)
    on.dim(on.soft(on.stroke(line([(-legs.waist - 4, band_mm), (0, band_mm + legs.dip), (legs.waist + 4, band_mm)]), 4), 2) * 0.25, 1.0)
    for sign in (-1, 1):
        belt_loop(on, sign * legs.waist * 0.52, legs.dip * 0.4 - 4, band_mm + 10, cloth, yarn, lean=sign * 1.5)
    if back:
        belt_loop(on, 0, legs.dip - 6, band_mm + 10, cloth, yarn)
        if jeans:
            patch = closed([(legs.waist * 0.62, 4, 1), (legs.waist * 0.98, 1, 1), (legs.waist * 0.99, band_mm - 4, 1),
                            (legs.waist * 0.63, band_mm, 1)])
            from tools.sample_closet.fabric import leather

            on.fill(patch, leather("#8a5a34", gloss=0.05), level_mm=4.5, edge_mm=1.5, drop_mm=1, rigid=0.8)
        return
    overlap = line([(16, legs.dip - 3), (16, legs.dip + band_mm)])
    on.seam(overlap, depth_mm=0.8, pucker_mm=0.0)
    if jeans:
        snap(on, 4, legs.dip + band_mm * 0.48, colour=metal)
    else:
        button(on, 4, legs.dip + band_mm * 0.48, "#54483a", radius=7.5, level_mm=6)
    del band


def _leg_spots(legs: Legs) -> tuple[Spot, ...]:
    middle = legs.stance + legs.hip * 0.5
    knee = legs.rise + (legs.length - legs.rise) * 0.5
    spots = [
        Spot(x_mm=s * middle * 0.55, y_mm=legs.rise + 25, along_deg=90 - s * 52, length_mm=150, width_mm=60, excess=0.03) for s in (-1, 1)
    ]
    spots += [Spot(x_mm=s * middle, y_mm=knee, along_deg=8 * s, length_mm=110, width_mm=120, excess=0.022) for s in (-1, 1)]
    spots += [Spot(x_mm=s * middle * 1.1, y_mm=legs.length - 60, along_deg=0, length_mm=90, width_mm=70, excess=0.02) for s in (-1, 1)]
    return tuple(spots)


def skirt(
    order: Order, cloth: Fabric, thread: str, *, waist: float, hem: float, length: float, brand: str, band_mm: float = 36,
    pleats: int = 0, gathered: bool = False, buttons: str = "", jeans: bool = False, drape: Drape | None = None,
) -> Sewn:
    """A skirt laid flat, half widths `waist` and `hem`; pleated, gathered or plain."""
    on = order.pattern((-hem - 70, -60, hem + 70, length + 80))
    yarn = linear(thread)
    hip = waist + (hem - waist) * 0.42
    inside = closed([(-waist, 0, 1), (0, -9), (waist, 0, 1), (waist - 4, 30), (0, 40), (-waist + 4, 30)])
    on.fill(inside, cloth, level_mm=-1.5, shade=0.6)
    side = [(waist, 6, 1), (hip, length * 0.30), (hem - 6, length * 0.86), (hem, length, 1), (hem * 0.5, length + 20)]
    body = on.fill(
        closed([*side, (0, length + 26), *[(-p[0], *p[1:]) for p in reversed(side)], (0, 14)]), cloth, level_mm=0.5, edge_mm=7, drop_mm=2
    )
    _pleat(on, waist, hem, length, pleats, body)
    edge = line([(-waist - 2, band_mm), (0, band_mm + 10), (waist + 2, band_mm)])
    if gathered:
        on.gather(edge, reach_mm=110, pitch_mm=13, height_mm=3.0)
    hem_line = line([(-hem + 2, length - 24), (-hem * 0.5, length - 2), (0, length + 4), (hem * 0.5, length - 2), (hem - 2, length - 24)])
    if not pleats:
        on.seam(hem_line, depth_mm=0.25, pucker_mm=0.6, within=body)
        on.stitch(hem_line, yarn)
    band = closed([(-waist - 1, 0, 1), (0, 10), (waist + 1, 0, 1), (waist + 4, band_mm, 1), (0, band_mm + 11), (-waist - 4, band_mm, 1)])
    on.fill(band, cloth, level_mm=2.4, grain_deg=90, edge_mm=2.5, drop_mm=1.3, rigid=0.6)
    on.seam(edge, depth_mm=0.6, pucker_mm=0.3)
    for y in (4, band_mm - 4):
        on.stitch(line([(-waist, y), (0, y + 10), (waist, y)]), yarn)
    if buttons:
        _button_down(on, length, yarn, buttons, cloth)
    if jeans:
        for s in (-1, 1):
            patch_pocket(on, s * hip * 0.52, 112, 118, 128, cloth, yarn, point=14)
            belt_loop(on, s * waist * 0.55, 2, band_mm + 8, cloth, yarn)
    label(on, 0, -4, brand, width=34)
    on.finish(round_mm=7, drop_mm=3)
    return Sewn(on, drape or Drape(excess_across=0.012, excess_down=0.006, tug_mm=9, spots=(
        Spot(x_mm=0, y_mm=length * 0.75, along_deg=90, length_mm=length * 0.5, width_mm=hem * 0.8, excess=0.012),
    )))


def _pleat(on: Pattern, waist: float, hem: float, length: float, pleats: int, body: np.ndarray) -> None:
    if not pleats:
        return
    x, y = on.grid_mm()
    t = np.clip(y / length, 0, 1)
    half = waist + (hem - waist) * (0.65 * t + 0.35 * t * t)
    turn = (x / half + 0.015 * np.sin(y / 130 + x / 60)) * pleats / 2
    saw = np.mod(turn, 1.0)
    depth = (1.5 + 4.0 * t) * body
    on.relief += (depth * (np.minimum(saw * 1.25, (1 - saw) * 5) - 0.4)).astype(np.float32)
    on.dim(np.clip(1 - saw * 9, 0, 1).astype(np.float32) * 0.35 * body, 1.0)


def _button_down(on: Pattern, length: float, yarn: np.ndarray, buttons: str, cloth: Fabric) -> None:
    strip = closed([(-19, 8, 1), (19, 8, 1), (20, length + 26, 1), (-20, length + 26, 1)])
    on.dim(on.soft(on.region(strip + (-2.5, 1)), 2.2) * 0.25, 1.0)
    on.fill(strip, cloth, level_mm=2.6, at=(5, 9), edge_mm=1.5, drop_mm=1.1, rigid=0.45)
    for dx in (-14, 14):
        on.stitch(line([(dx, 10), (dx, length + 24)]), yarn)
    y = 28.0
    while y < length - 40:
        button(on, 0, y, buttons, radius=8.5, level_mm=6)
        y += 74
