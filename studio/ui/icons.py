"""Icons: glyphs of the icon set's own font, drawn in the theme's colours at any size."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from studio.base import resources
from studio.ui import tokens

_FADED = 0.45


def icon(name: str, role: str = "text_soft") -> QIcon:
    """Return the icon `name` (resources/icons/codepoints.json) in the colour `role` of whatever theme is in use.

    Checked it takes the accent and, where the set has one, its filled form; disabled it fades.
    """
    return QIcon(_Engine(name, role))


def paint(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Draw the icon `name` into the middle of `rect`."""
    painter.save()
    painter.setFont(_font(min(rect.width(), rect.height())))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph(name))
    painter.restore()


def glyph(name: str) -> str:
    """Return the character of the icon `name`; raise KeyError for a name that is not in the table."""
    return _glyphs()[name]


def exists(name: str) -> bool:
    """Return whether the table has an icon `name`."""
    return name in _glyphs()


def font_file() -> Path:
    """Return the icon set's font. Its package is only looked for: importing it reads every charmap it has (0.26 s)."""
    spec = importlib.util.find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec else None
    files = (file for folder in folders or () for file in Path(folder, "fonts").iterdir())
    wanted = f"{_table()['font']}-"
    for file in files:
        if file.suffix == ".ttf" and file.name.startswith(wanted):
            return file
    raise FileNotFoundError("the icon set (QtAwesome) is not installed")


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        glyph(name)  # a wrong name is found where it is written, not where it is painted

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        checked = state == QIcon.State.On
        colour = QColor(tokens.current().colour("accent" if checked else self._role))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(_FADED)
        filled = f"{self._name}-fill"
        paint(painter, rect, filled if checked and exists(filled) else self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


@cache
def _table() -> dict[str, str | dict[str, dict[str, str]]]:
    table: dict[str, str | dict[str, dict[str, str]]] = resources.load_json("icons/codepoints.json")
    return table


@cache
def _glyphs() -> dict[str, str]:
    rows = _table()["glyphs"]
    return {name: chr(int(row["code"], 16)) for name, row in rows.items()} if isinstance(rows, dict) else {}


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(font_file()))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _font(size_px: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(max(1, size_px))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font
