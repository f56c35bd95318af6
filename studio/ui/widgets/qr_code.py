"""QrCode: a code to be read off the screen, black on white in either theme, every cell whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.printing.display_list import Modules
from studio.ui import metrics

_QUIET_CELLS = 4
_SIDE_PX = 315  # whole pixels for the 41 or 45 cells, with their quiet zone, of an address with a token


class QrCode(QWidget):
    """Shows what `show_code` gave it; without a code a plain white card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: Modules | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Code for the phone's camera"))

    def show_code(self, modules: Modules | None) -> None:
        """Show a code, or none."""
        self._modules = modules
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which a phone reads it from half a metre."""
        return QSize(_SIDE_PX, _SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells without smoothing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()), metrics.CARD_RADIUS_PX, metrics.CARD_RADIUS_PX)
        if self._modules is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        cell = min(self.width(), self.height()) // (self._modules.columns + 2 * _QUIET_CELLS)
        left = (self.width() - cell * self._modules.columns) // 2
        top = (self.height() - cell * len(self._modules.rows)) // 2
        for y, row in enumerate(self._modules.rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(left + x * cell, top + y * cell, cell, cell), Qt.GlobalColor.black)
