"""How lengths, weights and lists are written in texts for buyers and in sentences for the seller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from studio.base.texts import _

LengthUnit = Literal["inch", "cm"]

_MM_PER_INCH = 25.4
_G_PER_POUND = 453.59237


def length_text(length_mm: int, unit: LengthUnit) -> str:
    """Return a length as a tape measure gives it: to a quarter of an inch or half a centimetre."""
    if unit == "inch":
        return _("{n} in").format(n=f"{round(length_mm / _MM_PER_INCH * 4) / 4:g}")
    return _("{n} cm").format(n=f"{round(length_mm / 5) / 2:g}")


def weight_text(weight_g: int) -> str:
    """Return a weight in grams and pounds: "2,268 g (5 lb)"."""
    return _("{grams} g ({pounds} lb)").format(grams=f"{weight_g:,}", pounds=f"{round(weight_g / _G_PER_POUND, 1):g}")


def measurement_name(key: str) -> str:
    """Return what a measurement is called: "pit_to_pit" is "pit to pit"."""
    return key.replace("_", " ").strip()


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} and {last}").format(words=", ".join(words[:-1]), last=words[-1])


def capitalised(text: str) -> str:
    """Return `text` beginning with a capital, the rest as it was."""
    return text[:1].upper() + text[1:]
