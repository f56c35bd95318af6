"""One thing to do: a reason and one button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.services.today import Line
from studio.ui import tokens
from studio.ui.widgets import Card, PlainLabel, PrimaryButton, QuietButton, column, row

_DOT_PX = 9


class LineCard(Card):
    """Shows a Line; `pressed` tells it. The first of the page has the primary button."""

    pressed = Signal(object)

    def __init__(self, line: Line, *, primary: bool) -> None:
        super().__init__()
        button = PrimaryButton(line.button) if primary else QuietButton(line.button)
        button.setAccessibleDescription(line.title)
        button.clicked.connect(lambda: self.pressed.emit(line))
        words = column(PlainLabel(line.title, style="heading"), PlainLabel(line.detail, style="soft"), gap_px=3)
        whole = row(_Dot(line.urge.value), gap_px=14)
        whole.addLayout(words, 1)
        whole.addWidget(button)
        self.column.addLayout(whole)


class _Dot(QWidget):
    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(QSize(_DOT_PX + 2, _DOT_PX + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.current().states[self._state].text)
        painter.drawEllipse(QPointF(self.rect().center()), _DOT_PX / 2, _DOT_PX / 2)
