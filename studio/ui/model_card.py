"""ModelCard: one cut-out model with what it is good for, its fast copy, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from studio.base.jobs import Progress
from studio.base.texts import _
from studio.ui import metrics
from studio.ui.widgets import Badge, Card, GhostButton, IconButton, PlainLabel, QuietButton, column, row

_PROGRESS_PX = 150
_FETCH_PX, _USE_PX = 138, 66


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a card shows. `running` is what a Job does with it now, in words; empty where none runs."""

    name: str
    backend: str
    title: str
    words: str
    facts: str
    caution: str = ""
    here: bool = False
    used: bool = False
    removable: bool = True
    fetch: str = ""
    copyable: bool = False
    copy: Mapping[str, Any] | None = None
    copy_used: bool = False
    running: str = ""


class ModelCard(Card):
    """Each signal carries the backend, `fetched` the name."""

    fetched = Signal(str)
    chosen = Signal(str)
    removed = Signal(str)
    copied = Signal(str)
    stopped = Signal(str)

    def __init__(self, shown: Shown) -> None:
        super().__init__(style="accent" if shown.used else "card")
        self.shown = shown
        self._progress, self._far = QProgressBar(), PlainLabel(style="caption")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(_PROGRESS_PX)
        self._progress.setAccessibleName(shown.running or shown.title)
        about = column(PlainLabel(shown.title, style="heading"), PlainLabel(shown.words, wrap=True), gap_px=3)
        about.addWidget(PlainLabel(shown.facts, style="caption", wrap=True))
        if shown.caution:
            warning = PlainLabel(shown.caution, style="caption", wrap=True)
            warning.set_tone("needs")
            about.addWidget(warning)
        line = row(gap_px=metrics.GAP_PX)
        line.addLayout(about, 1)
        line.addLayout(self._acts())
        self.column.addLayout(line)
        if shown.copy is not None:
            self.column.addSpacing(metrics.GRID_PX)
            self.column.addLayout(self._copy_line(shown.copy))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the Job is that has this model in hand."""
        self._progress.setRange(0, progress.total or 0)
        self._progress.setValue(progress.done)
        self._far.setText(_far(progress))

    def _acts(self) -> QHBoxLayout:
        shown, acts = self.shown, row()
        if shown.running:
            stop = IconButton("stop", _("Stop {title}").format(title=shown.title))
            stop.clicked.connect(lambda _on: self.stopped.emit(shown.backend))
            self._far.setText(shown.running)
            acts.addLayout(column(self._progress, self._far, gap_px=5))
            acts.addWidget(stop)
            return acts
        if not shown.here:
            get = QuietButton(shown.fetch, "download")
            get.setMinimumWidth(_FETCH_PX)
            get.clicked.connect(lambda _on: self.fetched.emit(shown.name))
            acts.addWidget(get, 0, Qt.AlignmentFlag.AlignVCenter)
            return acts
        for button in self._buttons():
            acts.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if shown.used:
            acts.addWidget(_used())
        return acts

    def _buttons(self) -> list[QWidget]:
        shown = self.shown
        buttons: list[QWidget] = []
        if shown.copyable and shown.copy is None:
            make = GhostButton(_("Make a fast copy"))
            make.setToolTip(_("A smaller copy of the model, kept only if its cut-outs stay the same on your photos."))
            make.clicked.connect(lambda _on: self.copied.emit(shown.backend))
            buttons.append(make)
        if shown.removable:
            buttons.append(self._remover(shown.backend, shown.title))
        if not shown.used:
            buttons.append(self._chooser(shown.backend, shown.title))
        return buttons

    def _copy_line(self, facts: Mapping[str, Any]) -> QHBoxLayout:
        shown = self.shown
        backend, title = f"{shown.backend}+int8", _("{title}, fast copy").format(title=shown.title)
        words = PlainLabel(_measured(facts), style="soft", wrap=True)
        line = row(PlainLabel(_("Fast copy"), style="strong"), gap_px=metrics.GAP_PX)
        line.addWidget(words, 1)
        line.addWidget(self._remover(backend, title))
        line.addWidget(_used() if shown.copy_used else self._chooser(backend, title))
        return line

    def _remover(self, backend: str, title: str) -> QWidget:
        gone = GhostButton(_("Remove"))
        gone.setAccessibleName(_("Remove {title}").format(title=title))
        gone.clicked.connect(lambda _on: self.removed.emit(backend))
        return gone

    def _chooser(self, backend: str, title: str) -> QWidget:
        use = QuietButton(_("Use"))
        use.setFixedWidth(_USE_PX)
        use.setAccessibleName(_("Use {title}").format(title=title))
        use.clicked.connect(lambda _on: self.chosen.emit(backend))
        return use


def _used() -> QWidget:
    """Return the mark of the model that cleaning uses, as wide as the button that it stands for."""
    place = QWidget()
    place.setLayout(row(None, Badge("live", _("Used")), None))
    place.setFixedWidth(_USE_PX)
    return place


def _far(progress: Progress) -> str:
    if progress.total and progress.total > 1_000_000:  # bytes
        return _("{done:.0f} of {total:.0f} MB").format(done=progress.done / 1e6, total=progress.total / 1e6)
    return f"{progress.note} · {progress.done} / {progress.total}" if progress.total else progress.note


def _measured(facts: Mapping[str, Any]) -> str:
    """Say how a fast copy compares with its model; what is not known of it is left out."""
    parts = []
    if isinstance(facts.get("speedup"), int | float):
        parts.append(_("{n:.1f} times as fast").format(n=facts["speedup"]))
    if isinstance(facts.get("iou"), int | float):
        words = _("its cut-outs are {iou:.1f} % the same on {n} photos")
        parts.append(words.format(iou=100 * facts["iou"], n=facts.get("picture_count", "?")))
    return ", ".join(parts)
