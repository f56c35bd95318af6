"""EmptyState: what a list is for, why there is nothing in it, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui import icons, metrics, tokens
from studio.ui.widgets.buttons import PrimaryButton
from studio.ui.widgets.labels import PlainLabel

_ICON_PX = 44
_WIDEST_PX = 380


class EmptyState(QWidget):
    """An icon, a title, a sentence and at most one button, in the middle of the room there is."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        act: tuple[str, Callable[[], None]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        heading = PlainLabel(title, style="heading")
        words = PlainLabel(sentence, style="soft", wrap=True)
        words.setFixedWidth(min(_WIDEST_PX, words.fontMetrics().horizontalAdvance(sentence) + 8))
        words.setMinimumHeight(words.heightForWidth(words.width()))
        words.setAlignment(centre)
        column = QVBoxLayout(self)
        column.setSpacing(metrics.GRID_PX)
        column.addStretch(2)
        column.addWidget(_Glyph(icon), 0, centre)
        column.addSpacing(metrics.GRID_PX)
        column.addWidget(heading, 0, centre)
        column.addWidget(words, 0, centre)
        if act is not None:
            button = PrimaryButton(act[0])
            button.clicked.connect(lambda _checked: act[1]())
            column.addSpacing(metrics.GRID_PX)
            column.addWidget(button, 0, centre)
        column.addStretch(3)


class _Glyph(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(_ICON_PX, _ICON_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self._icon, tokens.current().control)
