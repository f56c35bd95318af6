"""What is sewn on: buttons, labels, pockets, zips, collars."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin, woven
from tools.sample_closet.paths import Path, Point, beside, closed, line
from tools.sample_closet.pattern import Pattern, ring


def button(
    on: Pattern, x: float, y: float, colour: str, *, radius: float = 5.5, level_mm: float = 4.0, holes: bool = True
) -> None:
    """A button with a rim, four holes and thread."""
    dark = on.soft(on.region(ring(x + 0.6, y + 1.0, radius * 1.15)), 1.2)
    on.dim(dark * 0.5, 1.0)
    on.fill(ring(x, y, radius), satin(colour, gloss=0.10), level_mm=level_mm, edge_mm=1.0, drop_mm=1.4, rigid=1)
    dish = on.soft(on.region(ring(x, y, radius * 0.62)), 0.5)
    on.relief -= 0.5 * dish
    if holes:
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            hole = on.region(ring(x + dx * radius * 0.2, y + dy * radius * 0.2, radius * 0.13))
            on.dim(hole, 0.8)
            on.relief -= hole * 0.6


def snap(on: Pattern, x: float, y: float, *, radius: float = 8.0, colour: str = "#b08a5a") -> None:
    """A metal jeans button or rivet."""
    on.fill(ring(x, y, radius), satin(colour, gloss=0.5), level_mm=4.0, edge_mm=1.6, drop_mm=2.0, rigid=1)
    rim = on.soft(on.stroke(ring(x, y, radius * 0.62), 0.9), 0.4)
    on.relief -= 0.6 * rim
    on.dim(rim, 0.35)


def label(on: Pattern, x: float, y: float, text: str, *, width: float = 52.0, cloth: str = "#f1ece0", ink: str = "#2b2a2c") -> None:
    """A woven brand label with its top edge at y, centred on x."""
    tall = width * 0.36
    box: list[Point] = [
        (x - width / 2, y, 1), (x + width / 2, y, 1), (x + width / 2, y + tall, 1), (x - width / 2, y + tall, 1)
    ]
    on.fill(box, satin(cloth, gloss=0.05), level_mm=0.4, edge_mm=0.5, drop_mm=0.5, rigid=0.4)
    plane = _lettering(text, round(width * 0.84 * on.px_per_mm), round(tall * 0.6 * on.px_per_mm))
    place = on.pixels(np.array([[x - width * 0.42, y + tall * 0.2]]))[0].round().astype(int)
    mask = np.zeros_like(on.alpha)
    rows, columns = plane.shape
    top, left = max(0, place[1]), max(0, place[0])
    part = plane[top - place[1] :, left - place[0] :][: max(0, mask.shape[0] - top), : max(0, mask.shape[1] - left)]
    if part.size and rows and columns:
        mask[top : top + part.shape[0], left : left + part.shape[1]] = part
        on.tint(mask * 0.9, linear(ink))
    for end in (-0.47, 0.47):
        on.stitch(line([(x + width * end, y + 1), (x + width * end, y + tall - 1)]), linear(cloth) * 0.6, length_mm=2)


def _lettering(text: str, width: int, height: int) -> np.ndarray:
    """Text as coverage, as large as fits."""
    big = 4
    size = max(4, height * big)
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(text)
    scale = min(width * big / max(1, right - left), 1.0)
    font = ImageFont.load_default(max(4, size * scale))
    picture = Image.new("L", (max(1, width * big), max(1, height * big)), 0)
    ImageDraw.Draw(picture).text((width * big / 2, height * big / 2), text, font=font, fill=255, anchor="mm")
    return np.asarray(cv2.resize(np.asarray(picture), (max(1, width), max(1, height)), interpolation=cv2.INTER_AREA), np.float32) / 255


def patch_pocket(
    on: Pattern, x: float, y: float, wide: float, tall: float, fabric: Fabric, thread: np.ndarray,
    *, point: float = 0.0, flap: float = 0.0, double: bool = False, turn_deg: float = 0.0,
) -> None:
    """A pocket sewn on, its top middle at (x, y), its foot pointed by `point`, with a flap `flap` deep."""
    half = wide / 2
    box: list[Point] = [
        (x - half, y, 1), (x + half, y + turn_deg * 0.3, 1), (x + half - 2, y + tall - point, 1),
        (x, y + tall, 1), (x - half + 2, y + tall - point, 1),
    ]
    outline = closed(box)
    shadow = on.soft(on.region(outline + (1.5, 2.0)), 2.5)
    on.dim(shadow * 0.18, 1.0)
    on.fill(outline, fabric, level_mm=2.4, at=(x + 13, y - 7), edge_mm=1.2, drop_mm=0.9, rigid=0.25)
    inner = (outline - (x, y + tall / 2)) * (1 - 5.0 / wide) + (x, y + tall / 2)
    on.stitch(np.vstack([inner, inner[:1]]), thread)
    if double:
        inner = (outline - (x, y + tall / 2)) * (1 - 17.0 / wide) + (x, y + tall / 2)
        on.stitch(np.vstack([inner, inner[:1]]), thread)
    if flap:
        lid: list[Point] = [
            (x - half - 2, y - 6, 1), (x + half + 2, y - 6, 1), (x + half + 2, y + flap - point, 1), (x, y + flap, 1),
            (x - half - 2, y + flap - point, 1),
        ]
        path = closed(lid)
        on.dim(on.soft(on.region(path + (1.5, 3.0)), 2.5) * 0.3, 1.0)
        on.fill(path, fabric, level_mm=4.4, at=(x - 9, y + 5), edge_mm=1.4, drop_mm=1.2, rigid=0.4)
        inner = (path - (x, y + flap / 2)) * (1 - 7.0 / wide) + (x, y + flap / 2)
        on.stitch(np.vstack([inner, inner[:1]]), thread)


def zip_down(on: Pattern, x: float, top: float, foot: float, *, tape: str, metal: str = "#9a9a98", wide: float = 5.0) -> None:
    """A zip with its tape, teeth and pull."""
    strip = closed([(x - wide * 1.7, top, 1), (x + wide * 1.7, top, 1), (x + wide * 1.7, foot, 1), (x - wide * 1.7, foot, 1)])
    on.fill(strip, woven(tape), level_mm=1.0, rigid=0.6)
    path = line([(x, top), (x, foot)])
    on.stitch(path, linear(metal), length_mm=2.2, width_mm=wide * 0.7, dent_mm=0.2)
    on.fill(
        closed([(x - 4, top + 6, 1), (x + 4, top + 6, 1), (x + 3, top + 30, 1), (x - 3, top + 30, 1)]),
        satin(metal, gloss=0.5), level_mm=4.5, edge_mm=1.0, drop_mm=1.5, rigid=1,
    )


def shirt_collar(
    on: Pattern, neck: float, fabric: Fabric, thread: np.ndarray, *, fall: float = 74.0, spread: float = 30.0,
    stand: str | None = None, brand: str = "", open_to: float = 70.0,
) -> None:
    """A turned-down collar on a buttoned neck: inside of the stand, then both leaves."""
    back = closed([(-neck, -8, 1), (0, -30), (neck, -8, 1), (neck * 0.72, 34), (0, open_to), (-neck * 0.72, 34)])
    on.fill(back, fabric if stand is None else woven(stand), level_mm=0.0, shade=0.62, rigid=0.6)
    on.dim(on.soft(on.region(closed([(-neck, 30), (0, 10), (neck, 30), (0, open_to + 10)])), 9) * 0.35, 1.0)
    fold = closed([(-neck - 5, -6, 1), (-neck * 0.5, -31), (0, -38), (neck * 0.5, -31), (neck + 5, -6, 1),
                   (neck * 0.62, -12), (0, -20), (-neck * 0.62, -12)])
    on.fill(fold, fabric, level_mm=5.0, shade=1.0, edge_mm=4, drop_mm=2.5, rigid=0.8)
    if brand:
        label(on, 0, 0, brand, width=min(46, neck * 0.95))
    for sign in (-1, 1):
        leaf = closed(
            [
                (sign * (neck + 6), -9, 1),
                (sign * (neck + 17), 22),
                (sign * (spread + 34), fall + 6, 1),
                (sign * (spread * 0.6), fall * 0.80),
                (sign * 5, 58 if open_to > 60 else open_to, 1),
                (sign * neck * 0.62, 20),
                (sign * neck * 0.86, -2),
            ]
        )
        on.dim(on.soft(on.region(leaf + (2.0, 4.0)), 3.0) * 0.30, 1.0)
        on.fill(leaf, fabric, level_mm=5.6, grain_deg=sign * 24, edge_mm=3.0, drop_mm=1.8, rigid=0.85)
        on.stitch(
            beside(line([(sign * (neck + 17), 22), (sign * (spread + 34), fall + 6)]), 5.0 * sign), thread
        )
        on.stitch(beside(line([(sign * (spread + 34), fall + 6), (sign * 5, 58)]), 5.0 * sign), thread)


def belt_loop(on: Pattern, x: float, y: float, tall: float, fabric: Fabric, thread: np.ndarray, *, lean: float = 0.0) -> None:
    """A belt loop from y down."""
    half = 5.5
    box = closed([(x - half, y, 1), (x + half, y, 1), (x + half + lean, y + tall, 1), (x - half + lean, y + tall, 1)])
    on.dim(on.soft(on.region(box + (2.0, 1.0)), 1.8) * 0.3, 1.0)
    on.fill(box, fabric, level_mm=4.2, edge_mm=1.2, drop_mm=1.0, rigid=0.6)
    for side in (-0.55, 0.55):
        on.stitch(line([(x + half * side, y + 2), (x + half * side + lean, y + tall - 2)]), thread)


def drawstring(on: Pattern, path: Path, colour: str, *, width: float = 6.0) -> None:
    """A cord lying on the cloth, with a knot at its end."""
    outline = np.vstack([beside(path, width / 2), beside(path, -width / 2)[::-1]])
    on.dim(on.soft(on.region(outline + (2.0, 3.0)), 2.5) * 0.4, 1.0)
    cord = woven(colour, slub=0.12)
    on.fill(outline, cord, level_mm=6.0, edge_mm=2.2, drop_mm=3.0, rigid=0.2)
    on.fill(ring(float(path[-1][0]), float(path[-1][1]) - 8, width * 0.95), cord, level_mm=8.0, edge_mm=3, drop_mm=4)
