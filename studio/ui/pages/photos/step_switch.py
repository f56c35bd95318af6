"""Switch: turns a step of a Recipe on and off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from studio.base.texts import _
from studio.ui import metrics, tokens

_WIDTH_PX, _HEIGHT_PX = 28, 16


class Switch(QAbstractButton):
    """A knob at the right in the accent where it is on, a hollow one at the left where it is off."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self._name = name
        self.toggled.connect(lambda _on: self._tell())
        self._tell()

    def sizeHint(self) -> QSize:
        """Return a size that can be hit."""
        return QSize(_WIDTH_PX + 4, metrics.TARGET_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove and its knob."""
        colours, on = tokens.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF((self.width() - _WIDTH_PX) / 2, (self.height() - _HEIGHT_PX) / 2, _WIDTH_PX, _HEIGHT_PX)
        room.adjust(0.5, 0.5, -0.5, -0.5)
        edge = colours.accent if on or self.hasFocus() else colours.control
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.accent if on else colours.sunken)
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.on_accent if on else colours.control)
        x = room.right() - room.height() / 2 if on else room.left() + room.height() / 2
        painter.drawEllipse(QPointF(x, room.center().y()), 4.5, 4.5)

    def _tell(self) -> None:
        state = _("on") if self.isChecked() else _("off")
        self.setAccessibleName(f"{self._name}: {state}")
        self.setToolTip(_("Leave this step out") if self.isChecked() else _("Do this step"))
