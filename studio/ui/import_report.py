"""The files that an import left out, each with its reason, to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.ui.widgets import Card, PlainLabel, PrimaryButton, QuietButton, ScrollColumn, column, row

_SIZE_PX = (640, 520)
_SHOWN = 300
"""So many cards are quick to lay out; the copied text has them all."""


class ImportReportDialog(QDialog):
    """One card a file; the button copies all of them as text."""

    def __init__(self, refused: Sequence[tuple[Path, str]], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Left out of the import"))
        self.resize(*_SIZE_PX)
        self._refused = refused
        title = plural("{n} file was left out", "{n} files were left out", len(refused))
        told = _("Everything else came in. Mend or replace these and import the folder again: nothing comes twice.")
        head = column(PlainLabel(title, style="heading"), PlainLabel(told, style="soft", wrap=True), gap_px=6)
        head.setContentsMargins(24, 20, 24, 4)
        cards = ScrollColumn()
        for file, sentence in refused[:_SHOWN]:
            cards.add(_card(file, sentence))
        if len(refused) > _SHOWN:
            more = _("and {n} more: copy the list to see all").format(n=f"{len(refused) - _SHOWN:,}")
            cards.add(PlainLabel(more, style="soft"))
        self._copy = QuietButton(_("Copy list"), "copy")
        self._copy.clicked.connect(self._copy_all)
        close = PrimaryButton(_("Close"))
        close.clicked.connect(self.accept)
        foot = row(self._copy, None, close)
        foot.setContentsMargins(24, 4, 24, 18)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(cards, 1)
        whole.addLayout(foot)

    def text(self) -> str:
        """Return the list as it is copied: a line for each file, the path and the reason with a tab between."""
        return "\n".join(f"{file}\t{sentence}" for file, sentence in self._refused)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._copy.setText(_("Copied"))


def _card(file: Path, sentence: str) -> Card:
    card = Card()
    name = PlainLabel(file.name, style="strong", wrap=True)
    folder = PlainLabel(str(file.parent), style="caption", wrap=True)
    card.column.addLayout(column(name, PlainLabel(sentence, wrap=True), folder, gap_px=3))
    return card
