"""Outlines that garments share: torsos, sleeves, legs. Right halves in mm, the middle line at x = 0, y down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.sample_closet.paths import Path, Point, closed, line, mirrored

_INTO = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Torso:
    """Half widths and heights of the upper body of a garment laid flat."""

    neck: float
    shoulder: float
    slope: float
    chest: float
    armhole: float
    waist: float
    hem: float
    length: float
    drop: float = 90.0
    hem_bow: float = 8.0

    def side(self) -> list[Point]:
        """From the end of the shoulder down to the middle of the hem."""
        return [
            (self.shoulder, self.slope, 1),
            (self.shoulder - 12, self.armhole * 0.55),
            (self.chest, self.armhole, 1),
            (self.waist + 2, (self.armhole + self.length) * 0.5),
            (self.hem, self.length - 14),
            (self.hem - 2, self.length, 1),
            (self.hem * 0.5, self.length + self.hem_bow),
            (0, self.length + self.hem_bow * 1.2),
        ]

    def neckline(self, *, deep: float | None = None, pointed: bool = False) -> list[Point]:
        """From the middle of the neckline up to the shoulder; `pointed` for a V."""
        drop = self.drop if deep is None else deep
        if pointed:
            return [(0, drop, 1), (self.neck * 0.55, drop * 0.45), (self.neck, 0, 1)]
        return [(0, drop), (self.neck * 0.55, drop * 0.84), (self.neck * 0.9, drop * 0.42), (self.neck, 0, 1)]

    def outline(self, *, deep: float | None = None, pointed: bool = False) -> Path:
        """The whole closed outline."""
        return closed(mirrored([*self.neckline(deep=deep, pointed=pointed), *self.side()]))

    def neck_edge(self, *, deep: float | None = None, pointed: bool = False) -> Path:
        """The neckline from the left shoulder to the right."""
        half = self.neckline(deep=deep, pointed=pointed)
        if not pointed:
            return line([*[(-p[0], p[1]) for p in half[:0:-1]], *half])
        right = line(half)
        return np.vstack([(right * (-1, 1))[::-1], right[1:]])

    def armhole_edge(self, sign: int) -> Path:
        """The seam where a sleeve is set in."""
        return line(
            [
                (sign * self.shoulder, self.slope),
                (sign * (self.shoulder - 12), self.armhole * 0.55),
                (sign * self.chest, self.armhole),
            ]
        )

    def hem_edge(self, up: float) -> Path:
        """A line `up` mm over the hem, left to right."""
        y = self.length - up
        return line(
            [(-self.hem, y), (-self.hem * 0.5, y + self.hem_bow), (self.hem * 0.5, y + self.hem_bow), (self.hem, y)]
        )

    def back_inside(self) -> Path:
        """The inside of the back, seen through the neck."""
        return closed(
            mirrored([(0, 8), (self.neck * 0.6, 4), (self.neck + 4, -2, 1), (self.neck + 26, 40), (0, self.drop + 45)])
        )


@dataclass(frozen=True, slots=True)
class Sleeve:
    """Where a sleeve lies: its outline, its end edge (outer to inner), its direction."""

    outline: Path
    end: Path
    turn_deg: float
    elbow: tuple[float, float]
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """How long sleeves are, how far under the horizontal they lie, how they bend, how wide they end."""

    length: float
    turn_deg: float
    end: float
    bend_deg: float = 8.0

    def sleeves(self, torso: Torso) -> list[Sleeve]:
        """Left and right, never quite the same."""
        return [self._sleeve(torso, sign) for sign in (-1, 1)]

    def room(self, torso: Torso) -> float:
        """Half the width of the canvas they need."""
        return torso.chest + self.length + 60

    def _sleeve(self, torso: Torso, sign: int) -> Sleeve:
        turn = self.turn_deg + 2.5 * sign
        bend = self.bend_deg - 5 * sign
        upper, lower = _way(turn), _way(turn + bend)
        out_upper, out_lower = np.array([upper[1], -upper[0]]), np.array([lower[1], -lower[0]])
        top, under = np.array([torso.shoulder, torso.slope]), np.array([torso.chest, torso.armhole])
        elbow = (top + under) / 2 + upper * self.length * 0.5
        hand = elbow + lower * self.length * 0.5
        half = self.end / 2
        middle = np.linalg.norm(top - under) * 0.21 + half * 0.52
        cap = top + (upper * 0.16 + out_upper * 0.05) * self.length * 0.5
        # The seam side runs well inside the body, so that no gap can open at the armhole.
        outline = closed(
            [
                (*(top - (_INTO, -4)), 1),
                (*top,),
                (*cap,),
                (*(elbow + out_upper * middle),),
                (*(hand + out_lower * half), 1),
                (*(hand - out_lower * half), 1),
                (*(elbow - out_upper * middle),),
                (*(under + upper * 12),),
                (*(under - (_INTO, -6)), 1),
                (torso.shoulder - 12 - _INTO, torso.armhole * 0.55),
            ]
        )
        flip = (sign, 1)
        end = line(np.stack([hand + out_lower * half, hand - out_lower * half]) * flip)
        return Sleeve(
            outline * flip, end, (turn + bend * 0.5 - 90) * sign, (float(elbow[0] * sign), float(elbow[1])), sign
        )


def _way(deg: float) -> np.ndarray:
    return np.array([np.cos(np.radians(deg)), np.sin(np.radians(deg))])


def band_at_end(part: Sleeve, deep: float, *, flare: float = 0.0) -> Path:
    """A cuff: the last `deep` mm of a sleeve, `flare` wider at each side."""
    a, b = part.end[0], part.end[-1]
    across = (b - a) / np.linalg.norm(b - a)
    outward = np.array([across[1], -across[0]]) * (-part.sign)
    if outward @ np.array([part.sign * 0.5, 1.0]) < 0:
        outward = -outward
    a, b = a - across * flare, b + across * flare
    inner = [b - outward * deep, a - outward * deep]
    return closed([(*a, 1), (*((a + b) / 2 + outward * 3),), (*b, 1), (*inner[0], 1), (*inner[1], 1)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """Half widths and heights of trousers laid flat, front up."""

    waist: float
    hip: float
    rise: float
    length: float
    knee: float
    hem: float
    stance: float = 70.0
    dip: float = 14.0

    @property
    def middle(self) -> float:
        """Where the middle of a leg lies at the knee."""
        return self.stance + self.hip * 0.5

    @property
    def ankle(self) -> float:
        """Where the middle of a leg lies at the hem."""
        return self.middle + self.stance * 0.45

    def leg(self, sign: int) -> Path:
        """One whole leg with its half of the seat."""
        middle, ankle = self.middle, self.ankle
        knee_y = self.rise + (self.length - self.rise) * 0.48
        points: list[Point] = [
            (-6, self.dip, 1),
            (self.waist * 0.5, self.dip * 0.45),
            (self.waist, 0, 1),
            (self.waist + (self.hip - self.waist) * 0.75, self.rise * 0.45),
            (self.hip, self.rise * 0.8),
            (middle + self.knee, knee_y),
            (ankle + self.hem, self.length, 1),
            (ankle, self.length + 7),
            (ankle - self.hem, self.length - 4, 1),
            (middle - self.knee, knee_y),
            (16, self.rise + 34),
            (-6, self.rise, 1),
        ]
        return closed(points) * (sign, 1)

    def hem_edge(self, sign: int, up: float) -> Path:
        """A line over a leg's hem."""
        y = self.length - up
        return line([(self.ankle + self.hem - 1, y), (self.ankle, y + 6), (self.ankle - self.hem + 1, y - 3)]) * (
            sign,
            1,
        )

    def waistband(self, deep: float) -> Path:
        """The waistband."""
        return closed(
            mirrored(
                [
                    (0, self.dip - 2),
                    (self.waist * 0.5, self.dip * 0.4 - 2),
                    (self.waist + 1, -3, 1),
                    (self.waist + 4, deep - 2, 1),
                    (self.waist * 0.5, self.dip * 0.5 + deep),
                    (0, self.dip + deep),
                ]
            )
        )
