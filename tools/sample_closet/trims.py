"""What is sewn on: buttons, labels, pockets, collars, cords."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.sample_closet.colour import linear
from tools.sample_closet.fabric import Fabric, satin, woven
from tools.sample_closet.noise import Plane
from tools.sample_closet.paths import Path, beside, closed, line
from tools.sample_closet.pattern import Pattern, ring


def button(on: Pattern, at: tuple[float, float], colour: str, *, radius: float = 5.5, level_mm: float = 4.0) -> None:
    """A button with a rim and four holes."""
    x, y = at
    on.shadow(ring(x, y, radius * 1.15), by=(0.6, 1.0), soft_mm=1.2, amount=0.5)
    on.fill(ring(x, y, radius), satin(colour, gloss=0.10), level_mm=level_mm, edge_mm=1.0, drop_mm=1.4, rigid=1)
    on.relief -= 0.5 * on.soft(on.region(ring(x, y, radius * 0.62)), 0.5)
    for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        hole = on.region(ring(x + dx * radius * 0.2, y + dy * radius * 0.2, radius * 0.13))
        on.dim(hole, 0.8)
        on.relief -= hole * 0.6


def snap(on: Pattern, at: tuple[float, float], colour: str, *, radius: float = 8.0) -> None:
    """A metal jeans button or rivet."""
    on.shadow(ring(*at, radius * 1.1), by=(0.6, 1.0), soft_mm=1.2, amount=0.4)
    on.fill(ring(*at, radius), satin(colour, gloss=0.5), level_mm=4.0, edge_mm=1.6, drop_mm=2.0, rigid=1)
    rim = on.soft(on.stroke(ring(*at, radius * 0.62), 0.9), 0.4)
    on.relief -= 0.6 * rim
    on.dim(rim, 0.35)


def label(
    on: Pattern,
    at: tuple[float, float],
    text: str,
    *,
    width: float = 52.0,
    colours: tuple[str, str] = ("#f1ece0", "#2b2a2c"),
) -> None:
    """A woven brand label, its top edge centred on `at`; colours of cloth and lettering."""
    x, y = at
    half, tall = width / 2, width * 0.36
    box = closed([(x - half, y, 1), (x + half, y, 1), (x + half, y + tall, 1), (x - half, y + tall, 1)])
    on.shadow(box, by=(0.8, 1.2), soft_mm=1.2)
    on.fill(box, satin(colours[0], gloss=0.03), level_mm=0.4, edge_mm=0.5, drop_mm=0.5, rigid=0.4)
    size = (round(width * 0.84 * on.px_per_mm), round(tall * 0.6 * on.px_per_mm))
    corner = on.pixels(np.array([[x - width * 0.42, y + tall * 0.2]]))[0].round().astype(int)
    on.tint(_placed(_lettering(text, size), corner, on.alpha.shape) * 0.9, linear(colours[1]))
    for end in (-0.47, 0.47):
        on.stitch(
            line([(x + width * end, y + 1), (x + width * end, y + tall - 1)]), linear(colours[0]) * 0.6, length_mm=2
        )


def _lettering(text: str, size: tuple[int, int]) -> Plane:
    """Text as coverage, as large as fits."""
    width, height = max(1, size[0]), max(1, size[1])
    big = 4
    left, _, right, _ = ImageFont.load_default(height * big).getbbox(text)
    font = ImageFont.load_default(max(4, height * big * min(width * big / (right - left), 1.0)))
    picture = Image.new("L", (width * big, height * big), 0)
    ImageDraw.Draw(picture).text((width * big / 2, height * big / 2), text, font=font, fill=255, anchor="mm")
    return np.asarray(cv2.resize(np.asarray(picture), (width, height), interpolation=cv2.INTER_AREA), np.float32) / 255


def _placed(stamp: Plane, corner: np.ndarray, shape: tuple[int, ...]) -> Plane:
    """The stamp with its corner there on an empty plane, cut off at the plane's edges."""
    move = np.array([[1, 0, corner[0]], [0, 1, corner[1]]], np.float32)
    return np.asarray(cv2.warpAffine(stamp, move, (shape[1], shape[0]), flags=cv2.INTER_NEAREST), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pocket:
    """A patch pocket: pointed at its foot by `point`, with a flap `flap` deep, one side lower by `skew`."""

    wide: float
    tall: float
    point: float = 0.0
    flap: float = 0.0
    skew: float = 0.0

    def sew(self, on: Pattern, at: tuple[float, float], fabric: Fabric, thread: np.ndarray) -> None:
        """Sew it with its top middle at `at`."""
        x, y = at
        half, low = self.wide / 2, y + self.tall - self.point
        bag = closed(
            [
                (x - half, y, 1),
                (x + half, y + self.skew, 1),
                (x + half - 2, low, 1),
                (x, y + self.tall, 1),
                (x - half + 2, low, 1),
            ]
        )
        self._part(on, bag, fabric, thread, level_mm=2.4)
        if self.flap:
            top, low = y - 6, y + self.flap - self.point
            lid = closed(
                [
                    (x - half - 2, top, 1),
                    (x + half + 2, top, 1),
                    (x + half + 2, low, 1),
                    (x, y + self.flap, 1),
                    (x - half - 2, low, 1),
                ]
            )
            self._part(on, lid, fabric, thread, level_mm=4.4)

    def _part(self, on: Pattern, outline: Path, fabric: Fabric, thread: np.ndarray, *, level_mm: float) -> None:
        middle = outline.mean(axis=0)
        on.shadow(outline, amount=0.12 + 0.04 * level_mm)
        on.fill(
            outline,
            fabric,
            level_mm=level_mm,
            at=(middle[0] * 0.04 + level_mm, 5.0 - level_mm),
            edge_mm=1.3,
            drop_mm=1.0,
            rigid=0.3,
        )
        inner = (outline - middle) * (1 - 6.0 / self.wide) + middle
        on.stitch(np.vstack([inner, inner[:1]]), thread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collar:
    """A turned-down collar: half width of the neck, length and spread of its leaves, cloth inside its stand."""

    neck: float
    fall: float = 74.0
    spread: float = 30.0
    stand: Fabric | None = None
    brand: str = ""

    def sew_front(self, on: Pattern, fabric: Fabric, thread: np.ndarray) -> None:
        """Buttoned at the neck: the inside of the stand with the label, the fold behind it, then both leaves."""
        self._stand(on, fabric, 70.0)
        if self.brand:
            label(on, (0, 0), self.brand, width=min(46, self.neck * 0.95))
        n, s = self.neck, self.spread
        for sign in (-1, 1):
            side = [(n + 17, 22), (s + 34, self.fall + 6)]
            foot = [(s + 34, self.fall + 6), (5, 58)]
            leaf = closed(
                [
                    (n + 6, -9, 1),
                    side[0],
                    (*side[1], 1),
                    (s * 0.6, self.fall * 0.8),
                    (5, 58, 1),
                    (n * 0.62, 20),
                    (n * 0.86, -2),
                ]
            )
            leaf = leaf * (sign, 1)
            on.shadow(leaf, by=(2.0, 4.0), soft_mm=3.0)
            on.fill(leaf, fabric, level_mm=5.6, grain_deg=sign * 24, edge_mm=3.0, drop_mm=1.8, rigid=0.85)
            for edge in (side, foot):
                on.stitch(beside(line(edge) * (sign, 1), 5.0 * sign), thread)

    def sew_back(self, on: Pattern, fabric: Fabric) -> None:
        """Seen from behind: the fold, with the leaf hanging over the yoke."""
        self._stand(on, fabric, 24.0)
        n = self.neck
        leaf = closed(
            [
                (-n - 8, -10, 1),
                (-n * 0.5, -34),
                (0, -40),
                (n * 0.5, -34),
                (n + 8, -10, 1),
                (n + 16, 22, 1),
                (0, 34),
                (-n - 16, 22, 1),
            ]
        )
        on.shadow(leaf, by=(1.0, 4.0), soft_mm=3.0)
        on.fill(leaf, fabric, level_mm=5.0, edge_mm=5, drop_mm=2.5, rigid=0.85)

    def _stand(self, on: Pattern, fabric: Fabric, open_to: float) -> None:
        n = self.neck
        inside = closed([(-n, -8, 1), (0, -30), (n, -8, 1), (n * 0.72, 34), (0, open_to), (-n * 0.72, 34)])
        on.fill(inside, self.stand or fabric, shade=0.62, rigid=0.6)
        on.dim(on.soft(on.region(closed([(-n, 30), (0, 10), (n, 30), (0, open_to + 10)])), 9), 0.35)
        fold = closed(
            [
                (-n - 5, -6, 1),
                (-n * 0.5, -31),
                (0, -38),
                (n * 0.5, -31),
                (n + 5, -6, 1),
                (n * 0.62, -12),
                (0, -20),
                (-n * 0.62, -12),
            ]
        )
        on.fill(fold, fabric, level_mm=5.0, edge_mm=4, drop_mm=2.5, rigid=0.8)


def belt_loop(on: Pattern, at: tuple[float, float], tall: float, fabric: Fabric, thread: np.ndarray) -> None:
    """A belt loop from `at` down, leaning out a little at the sides."""
    x, y = at
    half, lean = 5.5, 1.5 * np.sign(x)
    box = closed([(x - half, y, 1), (x + half, y, 1), (x + half + lean, y + tall, 1), (x - half + lean, y + tall, 1)])
    on.shadow(box, by=(2.0, 1.0), soft_mm=1.8)
    on.fill(box, fabric, level_mm=4.2, edge_mm=1.2, drop_mm=1.0, rigid=0.6)
    for side in (-0.55, 0.55):
        on.stitch(line([(x + half * side, y + 2), (x + half * side + lean, y + tall - 2)]), thread)


def strap(on: Pattern, path: Path, width_mm: float, fabric: Fabric, *, level_mm: float = 3.0) -> None:
    """A band of cloth or leather along a line, casting a little shadow."""
    outline = np.vstack([beside(path, width_mm / 2), beside(path, -width_mm / 2)[::-1]])
    on.shadow(outline, by=(2.0, 3.0), amount=0.35)
    on.fill(outline, fabric, level_mm=level_mm, edge_mm=min(3.0, width_mm * 0.3), drop_mm=1.8, rigid=0.3)


def drawstring(on: Pattern, path: Path, colour: str) -> None:
    """A cord lying on the cloth, with a knot near its end."""
    cord = woven(colour, slub=0.12)
    strap(on, path, 6.0, cord, level_mm=6.0)
    on.fill(ring(float(path[-1][0]), float(path[-1][1]) - 8, 5.5), cord, level_mm=8.0, edge_mm=3, drop_mm=4)
