"""Dresses, coats and jackets: whatever covers more than half of a person."""

from __future__ import annotations

import numpy as np

from tools.sample_closet.cloth import Drape, Spot
from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin, woven
from tools.sample_closet.paths import beside, closed, flipped, line, mirrored
from tools.sample_closet.pattern import Pattern
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Torso, band_at_end, sleeve
from tools.sample_closet.tops import arm_spots, sew_sleeves
from tools.sample_closet.trims import button, label, patch_pocket, shirt_collar, snap

HANGING = Drape(excess_across=0.016, excess_down=0.002, tug_mm=6, patch_mm=200, stiffness=0.7, weight=0.0004)


def dress(
    order: Order, cloth: Fabric, thread: str, *, brand: str, length: float, chest: float = 225, waist: float = 188, hem: float = 400,
    waist_at: float = 400, sleeve_mm: float = 0, pointed: bool = True, straps: bool = False, belt: Fabric | None = None,
    drape: Drape | None = None, frill: float = 0, neck: float = 92, drop: float = 170, wrap: bool = False,
) -> Sewn:
    """A dress with a seam at the waist and a gathered skirt."""
    on = order.pattern((-max(hem, chest + sleeve_mm) - 70, -60, max(hem, chest + sleeve_mm) + 70, length + 90))
    yarn = linear(thread)
    shoulder = 150 if straps else 196
    top = Torso(neck=neck, shoulder=shoulder, slope=30, chest=chest, armhole=215, waist=chest - 8, hem=waist, length=waist_at, drop=drop)
    deep = 46.0 if order.back else drop
    on.fill(top.back_inside(), cloth, level_mm=-2.4, shade=0.6)
    on.fill(closed(mirrored([(0, 20), (neck, 0, 1), (neck * 0.8, drop * 0.6), (0, drop + 30)])), cloth, level_mm=-2.4, shade=0.62)
    if not order.back:
        label(on, 0, 24, brand, width=44)
    parts = []
    if sleeve_mm:
        parts = [sleeve(top, s, length=sleeve_mm, turn_deg=52 + 4 * s, end=150, bend_deg=6) for s in (-1, 1)]
        sew_sleeves(on, parts, cloth)
        for part in parts:
            on.stitch(beside(part.end, 12 * part.sign), yarn)
    full = [(waist, waist_at - 8, 1), (waist + 46, waist_at + 90), (hem * 0.84, length * 0.72), (hem, length - 12, 1), (hem * 0.5, length + 24)]
    lower = on.fill(closed([(0, waist_at - 12), *full, (0, length + 32), *reversed(flipped(full))]), cloth, level_mm=0.2, at=(31, 17),
                    edge_mm=8, drop_mm=2)
    body = on.fill(top.outline(deep=deep, pointed=pointed and not order.back), cloth, level_mm=1.0, edge_mm=5, drop_mm=1.6)
    for s in (-1, 1):
        if sleeve_mm:
            on.seam(top.armhole_edge(s), within=body)
        else:
            on.stitch(beside(top.armhole_edge(s), 6 * s), yarn)
    if wrap and not order.back:
        _wrap(on, top, cloth, yarn, lower, length, hem)
    edge = top.neck_edge(deep=deep, pointed=pointed and not order.back)
    on.stitch(beside(edge, 7), yarn)
    on.relief += on.soft(on.stroke(beside(edge, 4), 7), 2) * 0.9
    seam = line([(-waist - 2, waist_at - 6), (0, waist_at + 2), (waist + 2, waist_at - 6)])
    on.gather(seam, reach_mm=150, pitch_mm=15, height_mm=3.4)
    if belt is not None:
        on.fill(np.vstack([beside(seam, 19), beside(seam, -19)[::-1]]), belt, grain_deg=90, level_mm=3.2, edge_mm=4, drop_mm=2, rigid=0.4)
        on.gather(seam, reach_mm=24, pitch_mm=11, height_mm=0.9)
    else:
        on.seam(seam, depth_mm=1.4, pucker_mm=1.4)
    hem_line = line([(-hem, length - 22), (-hem * 0.5, length + 14), (0, length + 22), (hem * 0.5, length + 14), (hem, length - 22)])
    if frill:
        on.gather(beside(hem_line, frill), reach_mm=frill * 0.9, pitch_mm=14, height_mm=3.0)
        on.seam(beside(hem_line, frill), depth_mm=1.4, pucker_mm=1.2, within=lower)
    else:
        on.stitch(hem_line, yarn)
        on.seam(hem_line, depth_mm=0.2, pucker_mm=0.6, within=lower)
    on.finish(round_mm=7, drop_mm=3)
    spots = (*arm_spots(top, parts, 0.015),
             Spot(x_mm=0, y_mm=length * 0.72, along_deg=90, length_mm=length * 0.4, width_mm=hem * 0.8, excess=0.02))
    return Sewn(on, drape or Drape(spots=spots, excess_across=0.012, excess_down=0.006, tug_mm=10))


def _wrap(on: Pattern, top: Torso, cloth: Fabric, yarn: np.ndarray, lower: np.ndarray, length: float, hem: float) -> None:
    """The front edge that crosses over, from the left shoulder to the right waist and on down the skirt."""
    run = line([(top.neck, 0), (top.neck * 0.45, top.drop * 0.5), (-18, top.drop + 20), (-top.hem * 0.72, top.length - 10)])
    on.relief += on.soft(on.stroke(run, 5), 2) * 1.4
    on.dim(on.soft(on.stroke(beside(run, -5), 5), 3) * 0.35, 1.0)
    on.stitch(beside(run, 6), yarn)
    front = line([(-top.hem * 0.72, top.length), (-hem * 0.42, length * 0.72), (-hem * 0.30, length + 20)])
    on.dim(on.soft(on.stroke(beside(front, -5), 7), 4) * 0.4 * lower, 1.0)
    on.relief += on.soft(on.stroke(front, 6), 3) * 2.2


def coat(order: Order, cloth: Fabric, lining: str, buttons: str, *, torso: Torso, brand: str, drape: Drape | None = None) -> Sewn:
    """A long coat on a hanger, with lapels and flap pockets; one row of buttons."""
    on = order.pattern((-torso.hem - 240, -80, torso.hem + 240, torso.length + 70))
    inside = closed(mirrored([(0, -6), (torso.neck + 6, -6, 1), (torso.neck + 18, 60), (60, 330), (0, 360)]))
    on.fill(inside, satin(lining, gloss=0.12), level_mm=-6, shade=0.65)
    label(on, 0, 34, brand, width=70)
    yarn = linear(lining)
    body = on.fill(torso.outline(deep=360, pointed=True), cloth, level_mm=0.6, edge_mm=8, drop_mm=3)
    parts = [sleeve(torso, s, length=610, turn_deg=84 + 2 * s, end=142, bend_deg=5) for s in (-1, 1)]
    for part in parts:
        on.dim(on.soft(on.region(part.outline + (-4 * part.sign, 10)), 11) * 0.4 * body, 1.0)
    sew_sleeves(on, parts, cloth, level_mm=11)
    for part in parts:
        on.stitch(beside(part.end, 40 * part.sign), yarn * 0.6)
        for k in range(3):
            at = part.end[0] * 0.2 + part.end[-1] * 0.8
            button(on, float(at[0]), float(at[1] - 24 - 22 * k), buttons, radius=7, level_mm=15)
        on.seam(torso.armhole_edge(part.sign), depth_mm=1.2)
    front = line([(16, 356), (20, torso.length * 0.6), (24, torso.length + 8)])
    on.dim(on.soft(on.stroke(beside(front, -6), 9), 5) * 0.5 * body, 1.0)
    on.relief += on.soft(on.stroke(beside(front, 6), 12), 4) * 2.4
    for s in (-1, 1):
        flap = closed([(s * torso.waist * 0.34, 580, 1), (s * torso.waist * 0.86, 566, 1), (s * torso.waist * 0.87, 622, 1),
                       (s * torso.waist * 0.35, 638, 1)])
        on.dim(on.soft(on.region(flap + (2, 6)), 5) * 0.4, 1.0)
        on.fill(flap, cloth, level_mm=4, edge_mm=3, drop_mm=2, rigid=0.6)
    _lapels(on, torso, cloth)
    for k in range(3):
        button(on, -8, 400 + 150 * k, buttons, radius=14, level_mm=7)
    on.finish(round_mm=9, drop_mm=5)
    return Sewn(on, drape or HANGING)


def _lapels(on: Pattern, torso: Torso, cloth: Fabric) -> None:
    neck = torso.neck
    stand = closed([(-neck - 10, 6, 1), (-neck * 0.5, -26), (0, -34), (neck * 0.5, -26), (neck + 10, 6, 1), (neck * 0.7, 4), (0, -12), (-neck * 0.7, 4)])
    on.fill(stand, cloth, level_mm=9, edge_mm=5, drop_mm=3, rigid=0.7)
    for s in (1, -1):
        lapel = closed([(s * (neck - 2), 40, 1), (s * (neck + 66), 96, 1), (s * (neck + 60), 150), (s * 18, 372, 1), (s * 10, 330), (s * neck * 0.6, 150)])
        on.dim(on.soft(on.region(lapel + (5 * s, 6)), 6) * 0.4, 1.0)
        on.fill(lapel, cloth, level_mm=7, grain_deg=20 * s, edge_mm=5, drop_mm=3, rigid=0.7)
        leaf = closed([(s * (neck + 8), -2, 1), (s * (neck + 40), 30), (s * (neck + 70), 62, 1), (s * (neck + 30), 92, 1), (s * (neck - 12), 46)])
        on.dim(on.soft(on.region(leaf + (3 * s, 6)), 5) * 0.4, 1.0)
        on.fill(leaf, cloth, level_mm=9.5, grain_deg=35 * s, edge_mm=5, drop_mm=3, rigid=0.7)


def jacket(
    order: Order, cloth: Fabric, thread: str, *, torso: Torso, brand: str, metal: str = "#a98456", denim: bool = True,
    lining: str = "#55524a", worn: float = 0.0, drape: Drape | None = None,
) -> Sewn:
    """A short jacket: denim with V seams and a waistband, or a field jacket with four pockets."""
    on = order.pattern((-torso.chest - 500, -80, torso.chest + 500, torso.length + 80))
    yarn = linear(thread)
    parts = [sleeve(torso, s, length=540, turn_deg=60 + 3 * s, end=118, bend_deg=10) for s in (-1, 1)]
    sew_sleeves(on, parts, cloth, level_mm=0)
    body = on.fill(torso.outline(deep=26 if order.back else 60), cloth, level_mm=1.2, edge_mm=6, drop_mm=2.2)
    for part in parts:
        s = part.sign
        on.seam(torso.armhole_edge(s), depth_mm=1.1)
        on.stitch(beside(torso.armhole_edge(s), 4 * s), yarn)
        on.seam(line([part.elbow + (part.outline[8] - part.elbow) * 0.0, part.end[0] * 0.5 + part.end[-1] * 0.5]), depth_mm=0.4)
        on.fill(band_at_end(part, 46, flare=3), cloth, grain_deg=part.turn_deg + 90, level_mm=2.6, edge_mm=3, drop_mm=1.4, rigid=0.7)
        for up in (5, 41):
            on.stitch(beside(part.end, up * s), yarn)
        at = part.end[-1] * 0.75 + part.end[0] * 0.25
        snap(on, float(at[0]), float(at[1] - 22), radius=7, colour=metal)
    if order.back:
        _jacket_back(on, torso, cloth, yarn, denim=denim)
    else:
        _jacket_front(on, torso, cloth, yarn, metal, denim=denim)
    if worn:
        edges = on.soft(on.stroke(torso.hem_edge(24), 20), 14) + on.soft(on.stroke(line([(0, 80), (0, torso.length)]), 26), 18)
        on.tint(np.clip(edges, 0, 1) * worn, linear("#c5d2de"))
    deep = 44.0 if denim else 12.0
    edge = torso.hem_edge(deep)
    on.fill(np.vstack([edge, torso.hem_edge(-4)[::-1]]), cloth, grain_deg=90, level_mm=2.8, edge_mm=3, drop_mm=1.4, rigid=0.5)
    for up in (5, deep - 4) if denim else (8,):
        on.stitch(torso.hem_edge(up), yarn)
    if denim and not order.back:
        snap(on, 0, torso.length - 14, colour=metal)
    shirt_collar(on, torso.neck, cloth, yarn, brand=brand if not order.back else "", stand=lining, open_to=24 if order.back else 70,
                 fall=20 if order.back else 84, spread=20 if order.back else 44)
    del body
    on.finish(round_mm=7, drop_mm=3.5)
    return Sewn(on, drape or Drape(spots=arm_spots(torso, parts, 0.03), stiffness=1.0, excess_across=0.008, excess_down=0.008, tug_mm=8))


def _jacket_front(on: Pattern, torso: Torso, cloth: Fabric, yarn: np.ndarray, metal: str, *, denim: bool) -> None:
    foot = torso.length
    half = 20.0
    strip = closed([(-half, 60, 1), (half, 60, 1), (half, foot, 1), (-half, foot, 1)])
    on.dim(on.soft(on.region(strip + (-3, 1)), 3) * 0.3, 1.0)
    on.fill(strip, cloth, level_mm=3.2, at=(7, 3), edge_mm=2, drop_mm=1.4, rigid=0.6)
    for dx in (-half + 4, half - 4):
        on.stitch(line([(dx, 62), (dx, foot)]), yarn)
    for k in range(5):
        snap(on, 0, 96 + k * (foot - 150) / 4.6, colour=metal, radius=8.5)
    if denim:
        for s in (-1, 1):
            yoke = line([(s * 22, 178), (s * torso.chest * 0.94, 172)])
            on.seam(yoke, depth_mm=1.0)
            on.stitch(beside(yoke, -5 * s), yarn)
            for inner, low in ((74, 44), (150, 96)):
                run = line([(s * inner, 180), (s * low, foot - 46)])
                on.seam(run)
                for up in (-4, 4):
                    on.stitch(beside(run, up), yarn)
            patch_pocket(on, s * 112, 182, 112, 100, cloth, yarn, point=16, flap=54)
            snap(on, s * 112, 222, colour=metal, radius=7)
    else:
        for s in (-1, 1):
            patch_pocket(on, s * torso.chest * 0.52, 210, 128, 140, cloth, yarn, flap=52)
            patch_pocket(on, s * torso.chest * 0.54, foot - 252, 158, 190, cloth, yarn, flap=62)
            button(on, s * torso.chest * 0.52, 246, "#4b4533", radius=8, level_mm=8)
            button(on, s * torso.chest * 0.54, foot - 208, "#4b4533", radius=8, level_mm=8)
        waist = torso.hem_edge(foot * 0.42)
        on.seam(waist, depth_mm=0.5, pucker_mm=1.2)


def _jacket_back(on: Pattern, torso: Torso, cloth: Fabric, yarn: np.ndarray, *, denim: bool) -> None:
    yoke = line([(-torso.chest * 0.95, 150), (0, 162), (torso.chest * 0.95, 150)])
    on.seam(yoke, depth_mm=1.0)
    for up in (4, 9):
        on.stitch(beside(yoke, up), yarn)
    for s in (-1, 1):
        run = line([(s * torso.chest * 0.58, 158), (s * torso.chest * 0.34, torso.length - 44)])
        if denim:
            on.seam(run)
            for up in (-4, 4):
                on.stitch(beside(run, up), yarn)
    if not denim:
        on.seam(line([(0, 164), (0, torso.length)]), depth_mm=0.8)
        on.gather(torso.hem_edge(torso.length * 0.42), reach_mm=40, pitch_mm=12, height_mm=1.6)


__all__ = ["HANGING", "coat", "dress", "jacket", "woven"]
