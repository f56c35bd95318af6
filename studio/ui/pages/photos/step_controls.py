"""The controls inside a step: sliders, choices, colours and words, each for one parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QColorDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio.base.texts import _
from studio.ui import metrics, tokens
from studio.ui.pages.photos.gauge import Gauge
from studio.ui.widgets import FlowLayout, PlainLabel, QuietButton

Params = Mapping[str, Any]

COLOURS = {
    "white": (_("White"), "#ffffff"),
    "#f2f2f2": (_("Light grey"), "#f2f2f2"),
    "#f4efe6": (_("Linen"), "#f4efe6"),
    "#f6e6e8": (_("Blush"), "#f6e6e8"),
    "#e3ebf2": (_("Sky"), "#e3ebf2"),
    "transparent": (_("Transparent"), ""),
}
_SWATCH_PX, _ROUND_PX = 28, 20
_TEXT_LIMIT = 24


class Control(QWidget):
    """`changed` brings the parameters that are to be others, and whether that is for good (or still being dragged)."""

    changed = Signal(dict, bool)

    def show_params(self, params: Params, usual: Params) -> None:
        """Show what the parameters are now, without telling anybody."""


class SliderControl(Control):
    """A parameter that is a number in a range."""

    def __init__(self, param: str, label: str, low: float, high: float, says: Callable[[float], str]) -> None:
        super().__init__()
        self._param = param
        self._gauge = Gauge(label, low, high, says)
        self._gauge.moved.connect(lambda value: self.changed.emit({param: round(value, 4)}, False))
        self._gauge.settled.connect(lambda value: self.changed.emit({param: round(value, 4)}, True))
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._gauge)

    def show_params(self, params: Params, usual: Params) -> None:
        """Show the number."""
        if self._param in params:
            self._gauge.show_value(float(params[self._param]), float(usual.get(self._param, 0)))


class ChoiceControl(Control):
    """A parameter that is one of a few values: a row of buttons of which one is down."""

    def __init__(self, param: str, label: str, choices: Sequence[tuple[str, str, str]]) -> None:
        """Offer `choices`: of each its value, what stands on its button, and what that is called."""
        super().__init__()
        self._param = param
        self._buttons: dict[str, QuietButton] = {}
        self._group = QButtonGroup(self)
        line = FlowLayout(gap_px=4)
        for value, text, name in choices:
            button = QuietButton(text)
            button.setCheckable(True)
            button.setAccessibleName(f"{label}: {name}")
            button.setToolTip(name if name != text else "")
            button.clicked.connect(lambda _on, value=value: self.changed.emit({param: value}, True))
            self._group.addButton(button)
            self._buttons[value] = button
            line.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(PlainLabel(label, style="caption"))
        whole.addLayout(line)

    def show_params(self, params: Params, usual: Params) -> None:
        """Show which it is."""
        self._group.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(value == params.get(self._param))
        self._group.setExclusive(True)


class ColourControl(Control):
    """A few colours that suit clothes, and any other."""

    def __init__(self, param: str, label: str, values: Sequence[str], *, none: str = "") -> None:
        super().__init__()
        self._param, self._colour = param, "white"
        self._swatches = {value: _Swatch(COLOURS[value][1], COLOURS[value][0]) for value in values}
        if none:
            self._swatches = {"": _Swatch("", none), **self._swatches}
        self._group = QButtonGroup(self)
        line = FlowLayout(gap_px=4)
        for value, swatch in self._swatches.items():
            swatch.clicked.connect(lambda _on, value=value: self.changed.emit({param: value}, True))
            self._group.addButton(swatch)
            line.addWidget(swatch)
        other = QuietButton(_("Other…"))
        other.setAccessibleName(f"{label}: {other.text()}")
        other.clicked.connect(self._ask)
        line.addWidget(other)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(PlainLabel(label, style="caption"))
        whole.addLayout(line)

    def show_params(self, params: Params, usual: Params) -> None:
        """Show which it is; a colour of the seller's own has no swatch."""
        self._colour = str(params.get(self._param, ""))
        swatch = self._swatches.get(self._colour.lower())
        self._group.setExclusive(False)
        for one in self._swatches.values():
            one.setChecked(one is swatch)
        self._group.setExclusive(True)

    def _ask(self) -> None:
        known = QColor(self._colour) if QColor.isValidColorName(self._colour) else QColor("white")
        dialog = QColorDialog(known, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.currentColorChanged.connect(lambda colour: self.changed.emit({self._param: colour.name()}, False))
        dialog.colorSelected.connect(lambda colour: self.changed.emit({self._param: colour.name()}, True))
        dialog.rejected.connect(lambda before=self._colour: self.changed.emit({self._param: before}, False))
        dialog.open()


class WordsControl(Control):
    """A parameter that is a few words."""

    def __init__(self, param: str, label: str, hint: str) -> None:
        super().__init__()
        self._param = param
        self._edit = QLineEdit()
        self._edit.setMaxLength(_TEXT_LIMIT)
        self._edit.setPlaceholderText(hint)
        self._edit.setAccessibleName(label)
        self._edit.textEdited.connect(lambda text: self.changed.emit({param: text}, False))
        self._edit.editingFinished.connect(self._settle)
        self._stored = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(PlainLabel(label, style="caption"))
        whole.addWidget(self._edit)

    def show_params(self, params: Params, usual: Params) -> None:
        """Show the words, unless they are being typed."""
        text = str(params.get(self._param, ""))
        if not self._edit.hasFocus():
            self._stored = text
        if self._edit.text() != text:
            self._edit.setText(text)

    def _settle(self) -> None:
        if self._edit.text() != self._stored:
            self._stored = self._edit.text()
            self.changed.emit({self._param: self._stored}, True)


class _Swatch(QAbstractButton):
    """A round of one colour; without a colour a chequered one, as behind what is transparent."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__()
        self._code = code
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_SWATCH_PX, metrics.CONTROL_HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens.current()
        room = QRectF((self.width() - _ROUND_PX) / 2, (self.height() - _ROUND_PX) / 2, _ROUND_PX, _ROUND_PX)
        painter.setBrush(QColor(self._code or "white"))
        painter.setPen(QPen(colours.control, 1))
        painter.drawEllipse(room)
        if not self._code:
            slant = room.width() * 0.35
            painter.drawLine(room.center() + QPointF(-slant, slant), room.center() + QPointF(slant, -slant))
        if self.isChecked() or self.hasFocus():
            ring = QPen(colours.accent, 2, Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DotLine)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(room.adjusted(-2.5, -2.5, 2.5, 2.5))
