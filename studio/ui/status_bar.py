"""The status bar: how the sync is, what runs, how much there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from studio.base.texts import _, plural
from studio.ui import fonts, metrics, tokens
from studio.ui.frame import SyncNote
from studio.ui.job_board import JobBoard
from studio.ui.widgets.labels import PlainLabel

_PROGRESS_PX = 120
_DOT_PX = 8


class StatusBar(QFrame):
    """Three parts; the first two can be pressed for more."""

    sync_pressed = Signal()
    jobs_pressed = Signal()

    def __init__(self, board: JobBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._sync = _Words(dotted=True)
        self._job = _Words()
        self._stop = _Words()
        self._progress = QProgressBar()
        self._counts = PlainLabel(style="caption")
        self._stop.show_words(_("stop"), _("Stop this Job"))
        self._progress.setFixedWidth(_PROGRESS_PX)
        self._progress.setTextVisible(False)
        self._progress.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(metrics.STATUS_BAR_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 1, 18, 0)
        line.setSpacing(9)
        for widget in (self._sync, self._job, self._progress, self._stop):
            line.addWidget(widget)
        line.insertSpacing(1, 9)
        line.addStretch(1)
        line.addWidget(self._counts)
        self._sync.clicked.connect(lambda _on: self.sync_pressed.emit())
        self._job.clicked.connect(lambda _on: self.jobs_pressed.emit())
        self._stop.clicked.connect(lambda _on: self._stop_first())
        board.changed.connect(self._show_job)
        self._show_job()

    def show_sync(self, note: SyncNote) -> None:
        """Say how it stands with the Accounts."""
        self._sync.show_words(note.text, _("Sync: {text}").format(text=note.text), note.state)

    def show_counts(self, text: str) -> None:
        """Say how much there is."""
        self._counts.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line to the page."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.window)
        painter.fillRect(0, 0, self.width(), 1, colours.line)

    def _show_job(self) -> None:
        running = self._board.running
        for widget in (self._job, self._progress, self._stop):
            widget.setVisible(bool(running))
        if not running:
            return
        first = running[0]
        others = plural("and {n} more", "and {n} more", len(running) - 1) if len(running) > 1 else ""
        text = " ".join(part for part in (first.title, first.text, others) if part)
        self._job.show_words(text, _("Jobs: {text}").format(text=text))
        self._progress.setAccessibleName(first.title)
        self._progress.setRange(0, first.progress.total or 0)
        self._progress.setValue(first.progress.done)

    def _stop_first(self) -> None:
        if self._board.running:
            self._board.stop(self._board.running[0].job_id)


class _Words(QAbstractButton):
    """Small print that can be pressed, perhaps with a dot in a state's colour before it."""

    def __init__(self, *, dotted: bool = False) -> None:
        super().__init__()
        self._dotted = dotted
        self._state = "draft"
        self.setFont(fonts.caption())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_words(self, text: str, spoken: str, state: str = "draft") -> None:
        self._state = state
        self.setText(text)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        dot = _DOT_PX + 6 if self._dotted else 0
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + dot + 10, metrics.TARGET_PX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(metrics.TARGET_PX, metrics.TARGET_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(colours.accent)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        left = 4
        if self._dotted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.states[self._state].text)
            painter.drawEllipse(QRectF(left, (self.height() - _DOT_PX) / 2, _DOT_PX, _DOT_PX))
            left += _DOT_PX + 6
        painter.setPen(colours.text_soft)
        room = self.rect().adjusted(left, 0, -4, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
