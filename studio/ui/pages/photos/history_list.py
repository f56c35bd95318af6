"""HistoryList: what was done to the look of the photo in hand, to go back to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.services.editing import PastEdit
from studio.ui.pages.photos import words
from studio.ui.widgets import GhostButton, PlainLabel, clear, row

_SHOWN = 12


class HistoryList(QWidget):
    """`chosen` brings the PastEdit to go back to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_edits(self, edits: Sequence[PastEdit]) -> None:
        """Show what was done, the latest first."""
        clear(self._column)
        if not edits:
            self._column.addWidget(PlainLabel(_("Nothing was done to this photo yet."), style="caption"))
        for edit in edits[:_SHOWN]:
            self._column.addLayout(self._line(edit))

    def _line(self, edit: PastEdit) -> QHBoxLayout:
        title = edit.title[:1].upper() + edit.title[1:]
        name = PlainLabel(title, style="body" if edit.now else "soft")
        when = PlainLabel(_("now") if edit.now else words.when(edit.done_at), style="caption")
        if edit.now:
            return row(name, None, when)
        back = GhostButton(_("Go back"))
        back.setAccessibleName(_("Go back to {title}").format(title=title))
        back.setToolTip(words.when(edit.done_at))
        back.clicked.connect(lambda _on: self.chosen.emit(edit))
        return row(name, None, back)
