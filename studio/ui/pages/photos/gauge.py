"""Gauge: a slider with its name and what it stands at; nothing happens by accident when the page is scrolled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from studio.ui import metrics, tokens
from studio.ui.widgets import PlainLabel, row

_STEPS = 200
_KNOB_PX = 7.5
_GROOVE_PX = 4.0


class Gauge(QWidget):
    """`moved` tells a value while it is dragged, `settled` the one that stays; a double click goes back to `usual`."""

    moved = Signal(float)
    settled = Signal(float)

    def __init__(self, name: str, low: float, high: float, says: Callable[[float], str]) -> None:
        super().__init__()
        self._low, self._high, self._says = low, high, says
        self._slider = _Slider(zero=round(_STEPS * -low / (high - low)) if low < 0 else 0)
        self._value = PlainLabel(style="caption")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._slider.setAccessibleName(name)
        self._slider.valueChanged.connect(self._move)
        self._slider.sliderReleased.connect(lambda: self.settled.emit(self.value()))
        self._slider.given_back.connect(self._give_back)
        self._usual = low
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row(PlainLabel(name, style="caption"), self._value))
        whole.addWidget(self._slider)

    def value(self) -> float:
        """Return what it stands at."""
        return self._low + (self._high - self._low) * self._slider.value() / _STEPS

    def show_value(self, value: float, usual: float) -> None:
        """Show how much it is, without telling anybody, unless it is being dragged."""
        self._usual = usual
        self._value.setText(self._says(value))
        if not self._slider.isSliderDown():
            blocker = QSignalBlocker(self._slider)
            self._slider.setValue(self._place(value))
            blocker.unblock()

    def _place(self, value: float) -> int:
        return round(_STEPS * (value - self._low) / (self._high - self._low))

    def _move(self) -> None:
        value = self.value()
        self._value.setText(self._says(value))
        (self.moved if self._slider.isSliderDown() else self.settled).emit(value)

    def _give_back(self) -> None:
        self._slider.setValue(self._place(self._usual))


class _Slider(QSlider):
    """Drawn as the rest of the window is; filled from where nothing is done."""

    given_back = Signal()

    def __init__(self, zero: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._zero = zero
        self.setRange(0, _STEPS)
        self.setPageStep(_STEPS // 10)
        self.setFixedHeight(metrics.TARGET_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where it is pressed, and be dragged from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self.isSliderDown():
            self.setSliderPosition(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        if self.isSliderDown():
            self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the usual value."""
        self.given_back.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove, how far it is filled, and the knob."""
        colours, middle = tokens.current(), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        knob, zero = self._x(self.value()), self._x(self._zero)
        for left, right, colour in (
            (self._x(0), self._x(_STEPS), colours.line),
            (min(knob, zero), max(knob, zero), colours.accent),
        ):
            painter.setBrush(colour)
            groove = QRectF(left - _GROOVE_PX / 2, middle - _GROOVE_PX / 2, right - left + _GROOVE_PX, _GROOVE_PX)
            painter.drawRoundedRect(groove, _GROOVE_PX / 2, _GROOVE_PX / 2)
        painter.setBrush(colours.surface)
        painter.setPen(QPen(colours.accent if self.hasFocus() or self.isSliderDown() else colours.control, 2))
        painter.drawEllipse(QPointF(knob, middle), _KNOB_PX - 1, _KNOB_PX - 1)

    def _x(self, value: int) -> float:
        return _KNOB_PX + (self.width() - 2 * _KNOB_PX) * value / _STEPS

    def _at(self, x: float) -> int:
        share = (x - _KNOB_PX) / max(1.0, self.width() - 2 * _KNOB_PX)
        return round(_STEPS * min(max(share, 0.0), 1.0))
