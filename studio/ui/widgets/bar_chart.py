"""BarChart: a few amounts beside one another, one of them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.ui import tokens

_LEAST_PX = 3
_FILLED = 0.66


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One amount: what it is of, how much, and how that is written."""

    label: str
    value: float
    text: str


class BarChart(QWidget):
    """Bars from the ground up; the one in hand has the accent. What they say is in tool tips and read aloud."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_bars(self, bars: Sequence[Bar], *, current: int = -1) -> None:
        """Show `bars`; `current` is the one with the accent, counted as in a list."""
        self._bars = tuple(bars)
        self._current = current % len(bars) if bars else -1
        self.setAccessibleName(f"{self._name}: " + ", ".join(f"{bar.label} {bar.text}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """As in the drawing."""
        return QSize(280, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(len(self._bars)):
            painter.setBrush(colours.accent if number == self._current else colours.accent_soft)
            painter.drawRoundedRect(self._place(number), 4, 4)

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the mouse stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._bars:
            number = min(len(self._bars) - 1, event.pos().x() * len(self._bars) // max(1, self.width()))
            bar = self._bars[number]
            QToolTip.showText(event.globalPos(), f"{bar.label}: {bar.text}", self)
            return True
        return super().event(event)

    def _place(self, number: int) -> QRectF:
        pitch = self.width() / len(self._bars)
        most = max(max(bar.value for bar in self._bars), 1e-9)
        height = max(_LEAST_PX, self._bars[number].value / most * self.height())
        width = pitch * _FILLED
        return QRectF(number * pitch + (pitch - width) / 2, self.height() - height, width, height)
