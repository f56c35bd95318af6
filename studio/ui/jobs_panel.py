"""The Jobs panel: everything that runs, each with its stop, and what ended lately."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.job_board import JobBoard, JobLine
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import ScrollColumn, column, row

_WIDTH_PX, _HEIGHT_PX = 380, 360


class JobsPanel(QFrame):
    """A panel that opens above the status bar and closes when the seller clicks elsewhere."""

    def __init__(self, board: JobBoard, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._board = board
        self._lines: dict[int, _RunningLine] = {}
        self._shown: tuple[tuple[int, ...], ...] = ()
        self.setObjectName("popup")
        self.setAccessibleName(_("Jobs"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._list = ScrollColumn(metrics.CARD_PADDING_PX, metrics.GRID_PX)
        whole = column(self._list)
        self.setLayout(whole)
        board.changed.connect(self._show)
        self._show()

    def open_above(self, place: QPoint) -> None:
        """Open with the lower left corner at `place` of the screen."""
        self._show()
        self.move(place - QPoint(0, self.height() + 4))
        self.show()
        self.setFocus()

    def _show(self) -> None:
        shown = tuple(tuple(line.job_id for line in lines) for lines in (self._board.running, self._board.ended))
        if shown != self._shown:
            self._shown = shown
            self._build()
        for line in self._board.running:
            self._lines[line.job_id].show_line(line)

    def _build(self) -> None:
        self._list.clear()
        self._lines.clear()
        self._list.add(PlainLabel(_("Jobs"), style="heading"))
        if not any(self._shown):
            self._list.add(
                PlainLabel(_("Nothing runs. Imports, cleaning and sync show here."), style="soft", wrap=True)
            )
        for line in self._board.running:
            self._lines[line.job_id] = _RunningLine(line, self._board)
            self._list.add(self._lines[line.job_id])
        if self._board.ended:
            self._list.add(PlainLabel(_("Ended"), style="caption"))
        for line in self._board.ended:
            self._list.add(PlainLabel(f"{line.title} · {line.text}", style="soft", wrap=True))


class _RunningLine(QWidget):
    def __init__(self, line: JobLine, board: JobBoard) -> None:
        super().__init__()
        self._title = PlainLabel(line.title, style="strong")
        self._far = PlainLabel(style="caption")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._progress.setAccessibleName(line.title)
        stop = IconButton("stop", _("Stop {title}").format(title=line.title))
        stop.clicked.connect(lambda _on: board.stop(line.job_id))
        whole = row(gap_px=metrics.GRID_PX)
        whole.addLayout(column(self._title, self._progress, self._far, gap_px=5), 1)
        whole.addWidget(stop)
        self.setLayout(whole)
        self.show_line(line)

    def show_line(self, line: JobLine) -> None:
        self._far.setText(line.text or _("waiting for its turn"))
        self._progress.setRange(0, line.progress.total or 0)
        self._progress.setValue(line.progress.done)
