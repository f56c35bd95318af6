"""Card: a surface that holds what belongs together; it can be chosen and clicked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.ui import metrics

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Card(QFrame):
    """A card with a column inside; styles are "card", "accent", "sunken" and "plain"."""

    clicked = Signal()

    def __init__(self, *, style: str = "card", clickable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", style)
        self.setProperty("chosen", "false")
        self._clickable = clickable
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        padding = metrics.CARD_PADDING_PX
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding - 4, padding, padding - 4)
        self.column.setSpacing(4)

    def set_selected(self, *, selected: bool) -> None:
        """Show whether this is the card in hand."""
        self.setProperty("chosen", "true" if selected else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Count as a click where the mouse is let go inside."""
        if self._clickable and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and Space click."""
        if self._clickable and event.key() in _KEYS:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
