"""The export dialog's report: what was saved, what is held back and why, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.services.exporting import ExportReport
from studio.ui import metrics
from studio.ui.page import PageContext
from studio.ui.widgets import Badge, Card, Picture, PlainLabel, PrimaryButton, QuietButton, ScrollColumn, column, row

_PICTURE_PX = (54, 72)


class ReportView(QWidget):
    """`asked_anyway` wants what was held back after all, `asked_folder` sees the files."""

    asked_anyway = Signal(list)
    asked_folder = Signal(object)
    left = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._folder = Path()
        self._held: list[PhotoId] = []
        self._heading, self._facts = PlainLabel(style="title", wrap=True), PlainLabel(style="soft", wrap=True)
        self._list = ScrollColumn(0, metrics.GRID_PX)
        self._anyway = QuietButton(_("Save anyway"))
        self._show = QuietButton(_("Open the folder"), "folder")
        self._done = PrimaryButton(_("Done"))
        self._anyway.clicked.connect(lambda _on: self.asked_anyway.emit(list(self._held)))
        self._show.clicked.connect(lambda _on: self.asked_folder.emit(self._folder))
        self._done.clicked.connect(lambda _on: self.left.emit())
        margin = metrics.PAGE_MARGIN_PX
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margin, margin, margin, margin - 4)
        whole.setSpacing(metrics.GRID_PX)
        whole.addWidget(self._heading)
        whole.addWidget(self._facts)
        whole.addSpacing(metrics.GRID_PX)
        whole.addWidget(self._list, 1)
        whole.addLayout(row(self._show, None, self._anyway, self._done))

    def focus_act(self) -> None:
        """Put the keyboard on what is done next."""
        self._done.setFocus()

    def show_report(self, report: ExportReport, photos: Mapping[PhotoId, Photo], folder: Path, market: str) -> None:
        """Show what became of an export."""
        self._folder, self._held = folder, [photo_id for photo_id, _why in report.held]
        count = len(report.saved)
        self._heading.setText(
            plural("{n} picture saved for {market}", "{n} pictures saved for {market}", count, market=market)
        )
        parts = [_("{size:.1f} MB in {folder}").format(size=report.byte_count / 1e6, folder=folder)]
        if report.texts:
            parts.append(plural("{n} text to paste", "{n} texts to paste", len(report.texts)))
        self._facts.setText(" · ".join(parts))
        self._list.clear()
        for note in report.notes:
            self._list.add(_told("needs", _("To know"), note))
        self._add(report.held, photos, "needs", _("In doubt"))
        self._add(report.refused, photos, "refused", _("Not saved"))
        if not (report.held or report.refused or report.notes):
            self._list.add(_told("live", _("Whole"), _("Every picture is there, and nothing in it but pixels.")))
        self._anyway.setVisible(bool(report.held))
        self._anyway.setText(plural("Save {n} anyway", "Save {n} anyway", len(report.held)))
        self._show.setEnabled(folder.is_dir())

    def _add(
        self, listed: Sequence[tuple[PhotoId, str]], photos: Mapping[PhotoId, Photo], state: str, word: str
    ) -> None:
        for photo_id, why in listed:
            photo = photos.get(photo_id)
            card, picture = Card(), Picture(self._context.thumbnails, *_PICTURE_PX)
            name = photo.file_name if photo else ""
            picture.set_picture(photo.look if photo else "", name)
            words = column(gap_px=3)
            words.addLayout(row(PlainLabel(name, style="strong"), None, Badge(state, word)))
            words.addWidget(PlainLabel(why, style="soft", wrap=True))
            words.addStretch(1)
            line = row(picture, gap_px=metrics.GAP_PX)
            line.addLayout(words, 1)
            card.column.addLayout(line)
            self._list.add(card)


def _told(state: str, word: str, text: str) -> Card:
    card = Card()
    line = row(gap_px=metrics.GAP_PX)
    line.addWidget(PlainLabel(text, wrap=True), 1)
    line.addWidget(Badge(state, word))
    card.column.addLayout(line)
    return card
