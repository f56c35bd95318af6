"""The order a tailor gets: at which scale, which side up, how much of it; and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tools.sample_closet.cloth import Drape
from tools.sample_closet.pattern import Box, Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Sew at `px_per_mm`, back or front up; only what lies in `crop` (mm) if given. For `seeds` see Pattern."""

    px_per_mm: float
    seeds: tuple[int, int]
    back: bool = False
    crop: Box | None = None

    def pattern(self, box: Box, *, wobble_mm: float = 4.0) -> Pattern:
        """An empty pattern for a garment that fills `box`, or for the part of it that is wanted."""
        if self.crop is not None:
            low = (max(box[0], self.crop[0]), max(box[1], self.crop[1]))
            box = (*low, min(box[2], self.crop[2]), min(box[3], self.crop[3]))
        return Pattern(box, self.px_per_mm, self.seeds, wobble_mm=wobble_mm)


@dataclass(frozen=True, slots=True)
class Sewn:
    """A garment ready to be laid down: its pattern, and how it falls."""

    pattern: Pattern
    drape: Drape


class Garment(Protocol):
    """Anything that can be sewn to order."""

    def sew(self, order: Order) -> Sewn:
        """Sew it."""
        ...
