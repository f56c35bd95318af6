"""The fonts of printed things: the program's own, so that a card looks the same on every computer."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from studio.base import resources
from studio.printing.display_list import Face, Text
from studio.printing.units import pt

# Text is laid out in a fixed grid, finer than any printer's dots, and scaled to the device afterwards: lines break
# at the same letter on a screen and on paper.
UNITS_PER_MM = 100

# Latin, its extensions and phonetic letters end here.
_LATIN_END = 0x0300

_FAMILIES: dict[Face, str] = {"sans": "Inter", "serif": "Lora", "hand": "Caveat"}


def font_for(text: Text, size_pt: float) -> QFont:
    """Return the font of `text` at `size_pt`, measured in layout units."""
    _register()
    font = QFont(_FAMILIES[text.face])
    font.setPixelSize(max(1, round(pt(size_pt) * UNITS_PER_MM)))
    font.setWeight(QFont.Weight(text.weight))
    font.setItalic(text.italic and _is_latin(text.text))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Contextual letter forms have no character of their own, so a PDF that uses them cannot be searched or copied.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _is_latin(text: str) -> bool:
    """Only our own letters are sure to have an italic: a script slanted by guess may lose its letters altogether."""
    return all(ord(sign) < _LATIN_END for sign in text if sign.isalpha())


@cache
def _register() -> None:
    for file in sorted(resources.path("fonts").glob("*/*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
