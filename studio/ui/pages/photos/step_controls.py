"""The controls inside step cards: how much of a step, and which background."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QColorDialog, QHBoxLayout, QRadioButton, QWidget

from studio.base.texts import _
from studio.services.developing import Amount
from studio.ui import metrics, tokens
from studio.ui.widgets import QuietButton

AMOUNTS = {Amount.NONE: _("Off"), Amount.GENTLE: _("Gentle"), Amount.FULL: _("Full")}
BACKGROUNDS = {
    "white": (_("White"), "#ffffff"),
    "#f2f2f2": (_("Light grey"), "#f2f2f2"),
    "#f4efe6": (_("Linen"), "#f4efe6"),
    "#f6e6e8": (_("Blush"), "#f6e6e8"),
    "#e3ebf2": (_("Sky"), "#e3ebf2"),
}
_SWATCH_PX = 28


class AmountChoice(QWidget):
    """Off, gentle or full."""

    chosen = Signal(object)

    def __init__(self, step: str) -> None:
        super().__init__()
        self._buttons: dict[Amount, QRadioButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(metrics.CARD_PADDING_PX)
        for amount, text in AMOUNTS.items():
            button = QRadioButton(text)
            button.setAccessibleName(f"{step}: {text}")
            button.clicked.connect(lambda _on, amount=amount: self.chosen.emit(amount))
            line.addWidget(button)
            self._buttons[amount] = button
        line.addStretch(1)

    def show_amount(self, amount: Amount) -> None:
        """Show how much it is."""
        self._buttons[amount].setChecked(True)


class BackgroundChoice(QWidget):
    """A few colours that suit clothes, and any other."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._colour = "white"
        self._group = QButtonGroup(self)
        self._swatches = {value: _Swatch(code, name) for value, (name, code) in BACKGROUNDS.items()}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(metrics.GRID_PX)
        for value, swatch in self._swatches.items():
            swatch.clicked.connect(lambda _on, value=value: self.chosen.emit(value))
            self._group.addButton(swatch)
            line.addWidget(swatch)
        other = QuietButton(_("Other…"))
        other.clicked.connect(self._ask)
        line.addStretch(1)
        line.addWidget(other)

    def show_colour(self, colour: str) -> None:
        """Show which it is; a colour of the seller's own has no swatch."""
        self._colour = colour
        swatch = self._swatches.get(colour.lower())
        self._group.setExclusive(False)
        for one in self._swatches.values():
            one.setChecked(one is swatch)
        self._group.setExclusive(True)

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._colour if self._colour != "transparent" else "white"), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self.chosen.emit(colour.name()))
        dialog.open()


class _Swatch(QAbstractButton):
    def __init__(self, code: str, name: str) -> None:
        super().__init__()
        self._code = code
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(_SWATCH_PX, _SWATCH_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_SWATCH_PX, _SWATCH_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens.current()
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setBrush(QColor(self._code))
        painter.setPen(QPen(colours.control, 1))
        painter.drawEllipse(room)
        if self.isChecked() or self.hasFocus():
            ring = QPen(colours.accent, 2, Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DotLine)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(room.adjusted(-2.5, -2.5, 2.5, 2.5))
