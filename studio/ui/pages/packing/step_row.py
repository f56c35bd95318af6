"""StepRow: a numbered step of packing, with what it takes below it while it is its turn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.pages.packing.progress import Step
from studio.ui.widgets import PlainLabel, column, row

_Role = QPalette.ColorRole
_CIRCLE_PX = 34
_GAP_PX = 14


class StepRow(QWidget):
    """Its circle shows the number, and a tick once it is done."""

    def __init__(self, step: Step, body: QWidget | None = None) -> None:
        super().__init__()
        self.step = step
        self._under = QWidget()
        self._circle = _Circle(step)
        self._words = PlainLabel(style="bench")
        whole = column(gap_px=10)
        line = row(self._circle, gap_px=_GAP_PX)
        line.addWidget(self._words, 1)
        whole.addLayout(line)
        if body is not None:
            under = row(body)
            under.setContentsMargins(_CIRCLE_PX + _GAP_PX, 0, 0, 4)
            self._under.setLayout(under)
        self._under.hide()
        whole.addWidget(self._under)
        self.setLayout(whole)

    def show_step(self, now: Step, text: str) -> None:
        """Show this step's words, and whether it is done, in hand or still to come."""
        self._words.setText(text)
        self._words.setForegroundRole(_Role.WindowText if now is self.step else _Role.PlaceholderText)
        self._circle.show_state(done=now > self.step, current=now is self.step)
        state = _("done") if now > self.step else _("now") if now is self.step else _("later")
        self.setAccessibleName(f"{int(self.step)}. {text}, {state}")
        self._under.setVisible(now is self.step and self._under.layout() is not None)

    def set_type(self, size_px: int) -> None:
        """Write in type of this size."""
        self._words.setFont(fonts.font(size_px))


class _Circle(QWidget):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self._number = str(int(step))
        self._done = self._current = False
        self.setFixedSize(QSize(_CIRCLE_PX, _CIRCLE_PX))

    def show_state(self, *, done: bool, current: bool) -> None:
        self._done, self._current = done, current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens.current()
        live = colours.states["live"]
        ground = colours.accent if self._current else live.ground if self._done else Qt.GlobalColor.transparent
        painter.setPen(Qt.PenStyle.NoPen if self._current or self._done else QPen(colours.line, 1))
        painter.setBrush(ground)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self._done:
            icons.paint(painter, self.rect().adjusted(9, 9, -9, -9), "check", live.text)
            return
        painter.setFont(fonts.strong(metrics.BENCH_TYPE_PX - 3))
        painter.setPen(colours.on_accent if self._current else colours.text_soft)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
