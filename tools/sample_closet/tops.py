"""Tees, shirts, knitwear and the like."""

from __future__ import annotations

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, ribbed, woven
from tools.sample_closet.paths import beside, closed, line
from tools.sample_closet.pattern import Box, Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Sleeve, Torso, band_at_end, sleeve
from tools.sample_closet.trims import button, drawstring, label, patch_pocket, shirt_collar

TEE = Torso(neck=88, shoulder=222, slope=36, chest=252, armhole=218, waist=246, hem=254, length=690, drop=96)


def box_around(torso: Torso, sleeve_mm: float) -> Box:
    """Room for a torso with sleeves out to both sides."""
    wide = torso.chest + sleeve_mm + 60
    return (-wide, -80, wide, torso.length + 90)


def arm_spots(torso: Torso, parts: list[Sleeve], excess: float) -> tuple[Spot, ...]:
    """Where a laid garment always folds: from the armpits inward, and at the elbows."""
    spots = []
    for part in parts:
        s = part.sign
        spots.append(
            Spot(x_mm=s * (torso.chest - 30), y_mm=torso.armhole + 10, along_deg=90 + s * 38, length_mm=130, width_mm=70,
                 excess=excess)
        )
        spots.append(
            Spot(x_mm=part.elbow[0], y_mm=part.elbow[1], along_deg=part.turn_deg + 20 * s, length_mm=90, width_mm=110,
                 excess=excess * 1.2)
        )
    return tuple(spots)


def sew_sleeves(on: Pattern, parts: list[Sleeve], fabric: Fabric, *, level_mm: float = -0.4) -> None:
    """Lay both sleeves, each grain along its arm."""
    for part in parts:
        on.fill(part.outline, fabric, grain_deg=part.turn_deg, at=part.elbow, level_mm=level_mm, edge_mm=5, drop_mm=1.6)


def crew(
    order: Order, cloth: Fabric, band: Fabric, *, torso: Torso = TEE, sleeve_mm: float = 150, turn_deg: float = 40,
    end_mm: float = 165, cuff: float = 0, hem_band: float = 0, thread: str = "#dddddd", brand: str = "", pointed: bool = False,
    band_mm: float = 18, roll_neck: bool = False, drape: Drape | None = None, bend_deg: float = 8, hood: bool = False,
) -> Sewn:
    """A tee, a sweatshirt or a jumper: crew, V or roll neck; hemmed, or with ribbed `cuff` and `hem_band`."""
    on = order.pattern(box_around(torso, sleeve_mm))
    deep = 22.0 if order.back else torso.drop
    on.fill(torso.back_inside(), cloth, level_mm=-2.2, shade=0.66)
    if brand and not order.back:
        label(on, 0, 22, brand)
    parts = [
        sleeve(torso, s, length=sleeve_mm, turn_deg=turn_deg + 3 * s, end=end_mm, bend_deg=bend_deg - 3 * s) for s in (-1, 1)
    ]
    sew_sleeves(on, parts, cloth)
    for part in parts:
        if cuff:
            on.fill(band_at_end(part, cuff), band, grain_deg=part.turn_deg, level_mm=0.2, edge_mm=4, drop_mm=1.6, rigid=0.3)
            middle = beside(part.end, cuff * part.sign)
            on.seam(middle, depth_mm=0.8, pucker_mm=0.7)
        else:
            for up in (16, 20):
                on.stitch(beside(part.end, up * part.sign), linear(thread))
            on.seam(beside(part.end, 18 * part.sign), depth_mm=0.2, pucker_mm=0.5)
    body = on.fill(torso.outline(deep=deep, pointed=pointed and not order.back), cloth, level_mm=0.8, edge_mm=5, drop_mm=1.4)
    for s in (-1, 1):
        on.seam(torso.armhole_edge(s), within=body)
    if hem_band:
        edge = torso.hem_edge(hem_band)
        foot = torso.hem_edge(0)
        on.fill(np.vstack([edge, foot[::-1]]), band, level_mm=1.0, edge_mm=4, drop_mm=1.4, rigid=0.2)
        on.seam(edge, depth_mm=0.9, pucker_mm=0.8)
    else:
        on.seam(torso.hem_edge(20), depth_mm=0.3, pucker_mm=0.6)
        for up in (20, 25):
            on.stitch(torso.hem_edge(up), linear(thread))
    if not hood:
        _neckband(on, torso, band, deep, thread, pointed=pointed and not order.back, band_mm=band_mm, roll=roll_neck)
    on.finish()
    spots = arm_spots(torso, parts, 0.02)
    return Sewn(on, drape or Drape(spots=spots))


def _neckband(
    on: Pattern, torso: Torso, band: Fabric, deep: float, thread: str, *, pointed: bool, band_mm: float, roll: bool
) -> None:
    edge = torso.neck_edge(deep=deep, pointed=pointed)
    if roll:
        neck = torso.neck
        collar = closed(
            [(-neck - 6, 6, 1), (-neck + 2, -62), (-neck + 14, -74, 1), (0, -66), (neck - 14, -74, 1), (neck - 2, -62),
             (neck + 6, 6, 1), (neck * 0.5, 34), (0, 42), (-neck * 0.5, 34)]
        )
        on.fill(collar, band, level_mm=5.0, edge_mm=8, drop_mm=4, rigid=0.5)
        fold = line([(-neck + 4, -30), (0, -16), (neck - 4, -30)])
        on.crease(fold, height_mm=1.2, width_mm=16)
        return
    ring_ = np.vstack([edge, beside(edge, -band_mm)[::-1]])
    on.fill(ring_, band, level_mm=1.9, edge_mm=2.5, drop_mm=0.9, rigid=0.7)
    on.seam(edge, depth_mm=0.5, pucker_mm=0.2)
    on.stitch(beside(edge, 4), linear(thread))


def hoodie(order: Order, cloth: Fabric, band: Fabric, lining: str, cord: str, *, torso: Torso, brand: str) -> Sewn:
    """A hooded sweatshirt with a pouch."""
    sewn = crew(order, cloth, band, torso=torso, sleeve_mm=520, turn_deg=58, end_mm=92, cuff=62, hem_band=66, hood=True, bend_deg=14)
    on = sewn.pattern
    neck = torso.neck
    hood = closed(
        [(-neck - 44, 34, 1), (-neck - 58, -40), (-neck - 28, -132), (0, -168), (neck + 26, -136), (neck + 60, -44),
         (neck + 44, 34, 1), (neck * 0.4, 88), (0, 112), (-neck * 0.4, 88)]
    )
    on.dim(on.soft(on.region(hood + (2, 8)), 6) * 0.3, 1.0)
    on.fill(hood, cloth, level_mm=7, edge_mm=14, drop_mm=6, rigid=0.1)
    if order.back:
        on.seam(line([(-6, -160), (4, -60), (0, 100)]), depth_mm=1.0)
    else:
        mouth = closed([(-neck + 2, 8), (-neck * 0.9, -70), (0, -112), (neck * 0.9, -72), (neck, 6), (neck * 0.4, 62), (0, 92, 1),
                        (-neck * 0.4, 62)])
        on.fill(mouth, woven(lining), level_mm=-1, shade=0.55, edge_mm=9, drop_mm=-6)
        on.dim(on.soft(on.region((mouth - (0, 20)) * 0.72 + (0, 24)), 22) * 0.35, 1.0)
        rim = np.vstack([mouth, mouth[:1]])
        on.stitch(beside(rim, 16), linear(lining) * 0.8)
        label(on, 0, -66, brand, width=46)
        _pouch(on, torso, cloth, lining)
        for s in (-1, 1):
            on.fill(closed([(s * 40 + dx, 78 + dy) for dx, dy in ((-4, 0), (0, -4), (4, 0), (0, 4))]), woven("#8d8d88"), level_mm=7)
            drawstring(on, line([(s * 40, 78), (s * 46, 150), (s * 36, 215), (s * 44, 262 + 18 * s)]), cord)
    on.finish()
    return sewn


def _pouch(on: Pattern, torso: Torso, cloth: Fabric, thread: str) -> None:
    foot = torso.length - 64
    pouch = closed([(-105, foot - 205, 1), (105, foot - 205, 1), (178, foot - 70, 1), (180, foot, 1), (-180, foot, 1), (-178, foot - 70, 1)])
    on.dim(on.soft(on.region(pouch + (2, 3)), 4) * 0.25, 1.0)
    on.fill(pouch, cloth, level_mm=3.4, edge_mm=3, drop_mm=1.6)
    for s in (-1, 1):
        slit = line([(s * 105, foot - 205), (s * 178, foot - 70)])
        on.stitch(beside(slit, 12 * s), linear(thread) * 0.7)
        on.dim(on.soft(on.stroke(beside(slit, -3 * s), 5), 2) * 0.4, 1.0)
    on.stitch(line([(-105, foot - 199), (105, foot - 199)]), linear(thread) * 0.7)


def shirt(
    order: Order, cloth: Fabric, thread: str, buttons: str, *, torso: Torso, brand: str = "", pockets: int = 1,
    sleeve_mm: float = 560, turn_deg: float = 60, bend_deg: float = 8, flap: float = 0, drape: Drape | None = None,
    cuff_mm: float = 64, hanging: bool = False, end_mm: float = 120,
) -> Sewn:
    """A shirt with collar, buttons, cuffs and a curved hem."""
    on = order.pattern(box_around(torso, sleeve_mm))
    yarn = linear(thread)
    parts = [sleeve(torso, s, length=sleeve_mm, turn_deg=turn_deg + 2 * s, end=end_mm, bend_deg=bend_deg + 4 * s) for s in (-1, 1)]
    if not hanging:
        sew_sleeves(on, parts, cloth)
    body = on.fill(torso.outline(deep=26 if order.back else 62), cloth, level_mm=0.8, edge_mm=6, drop_mm=1.6)
    if hanging:
        for part in parts:
            on.dim(on.soft(on.region(part.outline + (6, 10)), 8) * 0.28 * body, 1.0)
        sew_sleeves(on, parts, cloth, level_mm=5)
    for part in parts:
        on.seam(torso.armhole_edge(part.sign))
        on.fill(band_at_end(part, cuff_mm, flare=2), cloth, grain_deg=part.turn_deg + 4, level_mm=2.2 + 5 * hanging, edge_mm=4, drop_mm=1.6,
                rigid=0.8)
        top = beside(part.end, cuff_mm * part.sign)
        on.seam(top, depth_mm=1.0, pucker_mm=1.3)
        on.stitch(beside(part.end, (cuff_mm - 5) * part.sign), yarn)
        on.stitch(beside(part.end, 6 * part.sign), yarn)
        inner = part.end[-1] * 0.8 + part.end[0] * 0.2
        button(on, float(inner[0] - part.sign * 4), float(inner[1] - cuff_mm * 0.45), buttons, level_mm=5 + 5 * hanging)
    if order.back:
        yoke = line([(-torso.shoulder + 4, 92), (0, 98), (torso.shoulder - 4, 92)])
        on.seam(yoke, within=body)
        on.stitch(beside(yoke, 4), yarn)
        for dx in (-9, 9):
            on.crease(line([(dx, 100), (dx * 1.2, 330)]), height_mm=-0.9, width_mm=5)
        shirt_collar(on, torso.neck, cloth, yarn, fall=20, spread=20, open_to=24)
    else:
        _button_front(on, torso, cloth, yarn, buttons)
        for side in ((1,), (-1, 1))[pockets - 1] if pockets else ():
            patch_pocket(on, side * torso.chest * 0.48, 190, 116, 132, cloth, yarn, point=16, flap=flap)
            if flap:
                button(on, side * torso.chest * 0.48, 190 + flap - 14, buttons, level_mm=7)
        shirt_collar(on, torso.neck, cloth, yarn, brand=brand)
    on.stitch(torso.hem_edge(7), yarn)
    on.seam(torso.hem_edge(7), depth_mm=0.2, pucker_mm=0.7)
    on.finish()
    spots = arm_spots(torso, parts, 0.022)
    return Sewn(on, drape or Drape(spots=spots, excess_across=0.010, excess_down=0.008, tug_mm=8))


def _button_front(on: Pattern, torso: Torso, cloth: Fabric, yarn: np.ndarray, buttons: str, *, top: float = 60) -> None:
    half = 17.0
    foot = torso.length + torso.hem_bow * 1.2
    strip = closed([(-half, top, 1), (half, top, 1), (half + 1, foot * 0.5), (half, foot, 1), (-half, foot, 1), (-half + 1, foot * 0.5)])
    on.dim(on.soft(on.region(strip + (-2.5, 1)), 2.0) * 0.22, 1.0)
    on.fill(strip, cloth, level_mm=2.2, at=(3, 0), edge_mm=1.3, drop_mm=1.0, rigid=0.5)
    for dx in (-half + 5, half - 5):
        on.stitch(line([(dx, top), (dx + 1, foot * 0.5), (dx, foot)]), yarn)
    y = top + 26.0
    while y < foot - 60:
        button(on, 0.6, y, buttons)
        y += 88


def cardigan(order: Order, cloth: Fabric, band: Fabric, buttons: str, *, torso: Torso, brand: str) -> Sewn:
    """A buttoned cardigan with a V neck and ribbed bands."""
    on = order.pattern(box_around(torso, 480))
    on.fill(torso.back_inside(), cloth, level_mm=-2.2, shade=0.6)
    on.fill(closed([(-torso.neck, 20), (0, 30), (torso.neck, 20), (0, torso.drop + 30, 1)]), cloth, level_mm=-2.2, shade=0.62)
    label(on, 0, 20, brand)
    parts = [sleeve(torso, s, length=480, turn_deg=55 + 3 * s, end=100, bend_deg=12) for s in (-1, 1)]
    sew_sleeves(on, parts, cloth)
    body = on.fill(torso.outline(pointed=True), cloth, level_mm=1.0, edge_mm=7, drop_mm=2)
    for part in parts:
        on.seam(torso.armhole_edge(part.sign), within=body, depth_mm=1.0)
        on.fill(band_at_end(part, 62), band, grain_deg=part.turn_deg, level_mm=0.4, edge_mm=5, drop_mm=2, rigid=0.3)
    edge = torso.hem_edge(58)
    on.fill(np.vstack([edge, torso.hem_edge(-2)[::-1]]), band, level_mm=1.2, edge_mm=4, drop_mm=1.6, rigid=0.2)
    on.seam(edge, depth_mm=0.8, pucker_mm=0.8)
    neck = torso.neck_edge(pointed=True)
    middle = len(neck) // 2
    foot = torso.length + torso.hem_bow
    for half, sign in ((neck[: middle + 1], -1), (neck[middle:][::-1], 1)):
        run = np.vstack([half, line([(0, torso.drop + 4), (0, foot)])])
        strip = np.vstack([beside(run, 15), beside(run, -15)[::-1]])
        if sign > 0:
            on.dim(on.soft(on.region(strip + (-2.5, 1)), 2.5) * 0.3, 1.0)
        on.fill(strip, band, level_mm=2.0 + sign, edge_mm=2.5, drop_mm=1.4, rigid=0.5)
    y = torso.drop + 22.0
    while y < foot - 20:
        button(on, 0, y, buttons, radius=8, level_mm=6)
        y += 78
    on.finish(round_mm=8, drop_mm=4)
    return Sewn(on, Drape(spots=arm_spots(torso, parts, 0.02), stiffness=1.0, excess_across=0.006, excess_down=0.006))


def camisole(order: Order, cloth: Fabric, *, brand: str, length: float = 560) -> Sewn:
    """A top on thin straps."""
    on = order.pattern((-330, -120, 330, length + 80))
    inside = closed([(-128, 70, 1), (0, 82), (128, 70, 1), (120, 190), (0, 210), (-120, 190)])
    on.fill(inside, cloth, level_mm=-2, shade=0.6)
    label(on, 0, 92, brand, width=40)
    front = closed(
        [(0, 150, 1), (52, 112), (126, 64, 1), (146, 110), (196, 178, 1), (198, 320), (222, length - 16), (220, length, 1), (0, length + 14),
         (-220, length, 1), (-222, length - 16), (-198, 320), (-196, 178, 1), (-146, 110), (-126, 64, 1), (-52, 112)]
    )
    on.fill(front, cloth, level_mm=0.8, edge_mm=5, drop_mm=1.6)
    for s in (-1, 1):
        strap = line([(s * 128, 72), (s * 112, -40), (s * (96 + 6 * s), -86), (s * 92, -20), (s * 108, 74)])
        on.fill(np.vstack([beside(strap, 3.4), beside(strap, -3.4)[::-1]]), cloth, level_mm=1.4, edge_mm=1.5, drop_mm=0.8)
        on.stitch(beside(line([(0, 150), (s * 52, 112), (s * 126, 64)]), 5 * s), linear("#e9d3cf"), length_mm=2)
    on.stitch(line([(-221, length - 9), (0, length + 5), (221, length - 9)]), linear("#d9b8b4"), length_mm=2.4)
    on.finish()
    return Sewn(on, Drape(excess_across=0.016, excess_down=0.008, tug_mm=11, stiffness=0.5))


def rib_vest(order: Order, colour: str, *, torso: Torso, brand: str) -> Sewn:
    """A sleeveless ribbed knit."""
    cloth = ribbed(colour, pitch_mm=6.5, depth_mm=1.6)
    on = order.pattern((-360, -60, 360, torso.length + 80))
    on.fill(torso.back_inside(), cloth, level_mm=-2.2, shade=0.62)
    label(on, 0, 22, brand)
    body = on.fill(torso.outline(pointed=True), cloth, level_mm=0.8, edge_mm=6, drop_mm=2)
    band = ribbed(colour, pitch_mm=3.2, depth_mm=0.9)
    for s in (-1, 1):
        run = torso.armhole_edge(s)
        on.fill(np.vstack([beside(run, 20 * s), beside(run, 0)[::-1]]), band, level_mm=1.6, grain_deg=90, edge_mm=3, drop_mm=1, rigid=0.3)
        on.seam(beside(run, 20 * s), depth_mm=0.6, within=body)
    edge = torso.hem_edge(56)
    on.fill(np.vstack([edge, torso.hem_edge(0)[::-1]]), band, level_mm=1.2, edge_mm=4, drop_mm=1.6)
    on.seam(edge, depth_mm=0.7)
    _neckband(on, torso, band, torso.drop, colour, pointed=True, band_mm=24, roll=False)
    on.finish(round_mm=7, drop_mm=3)
    return Sewn(on, Drape(stiffness=0.9))


def blouse(order: Order, cloth: Fabric, *, torso: Torso, brand: str, thread: str) -> Sewn:
    """A blouse with gathered puff sleeves and a frilled hem."""
    on = order.pattern(box_around(torso, 220))
    on.fill(torso.back_inside(), cloth, level_mm=-2.2, shade=0.66)
    if not order.back:
        label(on, 0, 20, brand, width=44)
    parts = [sleeve(torso, s, length=215, turn_deg=44 + 4 * s, end=135, bend_deg=10) for s in (-1, 1)]
    for part in parts:
        swell = (part.outline - part.elbow) * (1.0, 1.14) + part.elbow
        on.fill(swell, cloth, grain_deg=part.turn_deg, at=part.elbow, level_mm=0.5, edge_mm=14, drop_mm=6)
        on.fill(band_at_end(part, 22), cloth, grain_deg=part.turn_deg, level_mm=2, edge_mm=3, drop_mm=1.2, rigid=0.5)
        on.gather(beside(part.end, 22 * part.sign), reach_mm=45, pitch_mm=8, height_mm=1.8)
    deep = 24.0 if order.back else torso.drop
    body = on.fill(torso.outline(deep=deep), cloth, level_mm=0.8, edge_mm=6, drop_mm=1.6)
    for s in (-1, 1):
        run = torso.armhole_edge(s)
        on.gather(run, reach_mm=38, pitch_mm=9, height_mm=1.4)
        on.seam(run, within=body)
    _neckband(on, torso, cloth, deep, thread, pointed=False, band_mm=12, roll=False)
    waist = torso.hem_edge(120)
    on.seam(waist, depth_mm=1.2, pucker_mm=1.6, within=body)
    on.gather(waist, reach_mm=60, pitch_mm=10, height_mm=2.0)
    on.stitch(torso.hem_edge(10), linear(thread))
    on.finish()
    return Sewn(on, Drape(spots=arm_spots(torso, parts, 0.02), excess_across=0.012, stiffness=0.5))
