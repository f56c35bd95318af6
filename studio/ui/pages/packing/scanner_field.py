"""ScannerField: takes what a scanner types, which is a code and Enter; a person can type it just as well."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from studio.base.texts import _
from studio.ui import fonts, icons, metrics

_HEIGHT_PX = 56
_CODE_MAX = 200
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ScannerField(QLineEdit):
    """`scanned` tells a code; Enter on the empty field is `went_on`, the arrow keys `moved` from order to order."""

    scanned = Signal(str)
    went_on = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_CODE_MAX)
        self.setFont(fonts.font(metrics.BENCH_TYPE_PX))
        self.setAccessibleName(_("Scanner"))
        self.addAction(icons.icon("scan", "text_soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.returnPressed.connect(self._tell)

    def sizeHint(self) -> QSize:
        """Ask for a target that is met from a step away; the style sheet would have a usual line."""
        return QSize(super().sizeHint().width(), _HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next order and back by the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def _tell(self) -> None:
        code = self.text().strip()
        self.clear()
        if code:
            self.scanned.emit(code)
        else:
            self.went_on.emit()
