"""Fits text into its frame: wraps it, then shrinks it, then ends it with an ellipsis; never lets it run over."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from studio.printing.display_list import Text
from studio.printing.units import pt
from studio.ui.print.faces import UNITS_PER_MM, font_for

_STEP_PT = 0.25
_WORDS = QTextOption.WrapMode.WordWrap
_ANYWHERE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_NOWHERE = QTextOption.WrapMode.ManualWrap
_ENDLESS = 10_000_000.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a Text is set: the size it was shrunk to, and its lines."""

    size_pt: float
    lines: tuple[str, ...]


@lru_cache(maxsize=4096)
def fit_text(text: Text) -> Fitted:
    """Return the largest size at which `text` fits its frame between words, or its beginning at the smallest size."""
    shown = _drawable(text)
    sizes = _sizes(text)
    best: Fitted | None = None
    low, high = 0, len(sizes)
    while low < high:
        middle = (low + high) // 2
        lines = _wrap(text, shown, sizes[middle])
        if lines is None:
            low = middle + 1
        else:
            best, high = Fitted(sizes[middle], tuple(lines)), middle
    return best or Fitted(text.min_pt, tuple(_cut(text, shown)))


def paint_text(painter: QPainter, text: Text) -> None:
    """Draw `text` in its frame with a painter that counts in layout units."""
    fitted = fit_text(text)
    font = font_for(text, fitted.size_pt)
    frame, metrics = text.frame, QFontMetricsF(font)
    line_height = _line_height(text, fitted.size_pt)
    spare = frame.height_mm * UNITS_PER_MM - line_height * len(fitted.lines)
    top = frame.y_mm * UNITS_PER_MM + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[text.valign]
    baseline = top + (line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    painter.setPen(QColor(text.color))
    for index, line in enumerate(fitted.lines):
        _paint_line(painter, text, font, line, baseline + index * line_height)


def _paint_line(painter: QPainter, text: Text, font: QFont, line: str, baseline: float) -> None:
    layout = _lay_out(line, font, _ENDLESS, _NOWHERE)
    set_line = layout.lineAt(0)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
    if text.align == "left" and _reads_leftwards(text.text):
        share = 1.0
    spare = text.frame.width_mm * UNITS_PER_MM - set_line.naturalTextWidth()
    left = text.frame.x_mm * UNITS_PER_MM + spare * share
    layout.draw(painter, QPointF(left, baseline - set_line.ascent()))


def _sizes(text: Text) -> Sequence[float]:
    """Every size from the wished one down to the smallest allowed."""
    steps = int((text.size_pt - text.min_pt) / _STEP_PT)
    return (*(text.size_pt - step * _STEP_PT for step in range(steps + 1)), text.min_pt)


def _room(text: Text, size_pt: float) -> int:
    """How many lines of this size there may be."""
    fitting = int(text.frame.height_mm * UNITS_PER_MM / _line_height(text, size_pt) + 0.001)
    return min(fitting, text.lines) if text.lines else fitting


def _line_height(text: Text, size_pt: float) -> float:
    return pt(size_pt) * UNITS_PER_MM * text.spacing


def _wrap(text: Text, shown: str, size_pt: float) -> list[str] | None:
    """Return the lines at this size, or None where they do not fit without breaking a word."""
    width, room = text.frame.width_mm * UNITS_PER_MM, _room(text, size_pt)
    font = font_for(text, size_pt)
    lines: list[str] = []
    for paragraph in shown.split("\n"):
        layout = _lay_out(paragraph, font, width, _WORDS)
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            if len(lines) == room or line.naturalTextWidth() > width:
                return None
            lines.append(_slice(paragraph, line.textStart(), line.textLength()))
    return lines


def _cut(text: Text, shown: str) -> list[str]:
    """Return as many lines as there is room for at the smallest size, the last one ended with an ellipsis."""
    width, room = text.frame.width_mm * UNITS_PER_MM, max(1, _room(text, text.min_pt))
    font = font_for(text, text.min_pt)
    whole = " ".join(shown.split())
    layout = _lay_out(whole, font, width, _ANYWHERE)
    lines = [layout.lineAt(index) for index in range(min(room, layout.lineCount()))]
    kept = [_slice(whole, line.textStart(), line.textLength()) for line in lines[:-1]]
    rest = _slice(whole, lines[-1].textStart(), len(whole.encode("utf-16-le")) // 2)
    return [*kept, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def _slice(text: str, start: int, length: int) -> str:
    """Cut by Qt's count of 16-bit units; emoji are two of them."""
    units = text.encode("utf-16-le")[2 * start : 2 * (start + length)]
    return units.decode("utf-16-le", "ignore").strip()


def _lay_out(text: str, font: QFont, width: float, wrap: QTextOption.WrapMode) -> QTextLayout:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(wrap)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line = layout.createLine()
    layout.endLayout()
    return layout


def _reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew or Arabic: such text begins at the right edge."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((way for way in directions if way in ("L", "R", "AL")), "L") != "L"


def _drawable(text: Text) -> str:
    """Leave out emoji and symbols that no font of this computer has: an empty box on a card says nothing."""
    metrics = QFontMetricsF(font_for(text, text.size_pt))
    kept = (
        sign
        for sign in text.text
        if sign.isascii() or unicodedata.category(sign) != "So" or metrics.inFontUcs4(ord(sign))
    )
    return "".join(kept)
