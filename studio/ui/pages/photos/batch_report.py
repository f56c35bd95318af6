"""BatchReportDialog: what became of a batch, each photo with its reason, and what to do about it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.services.batch import BatchReport
from studio.ui import metrics, tokens
from studio.ui.page import PageContext
from studio.ui.widgets import (
    Badge,
    Card,
    FlowLayout,
    Picture,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    column,
    row,
)
from studio.ui.widgets.covers import paint_picture

_SIZE_PX = (760, 640)
_ROW_PICTURE_PX = (48, 64)
_SMALL_PICTURE_PX = (72, 96)
_SHOWN = 200
"""So many are quick to lay out; the sheet has them all."""


class BatchReportDialog(QDialog):
    """`opened` names a photo to look at, `retried` those to be tried again, refused ones or those that were left."""

    opened = Signal(str)
    retried = Signal(list)

    def __init__(
        self, context: PageContext, report: BatchReport, photos: Mapping[PhotoId, Photo], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("batch-report")
        self.setWindowTitle(_("Report"))
        self.resize(*_SIZE_PX)
        self._context = context
        self._report = report
        self._photos = photos
        margin = metrics.PAGE_MARGIN_PX
        head = column(PlainLabel(_title(report), style="title", wrap=True), gap_px=metrics.GRID_PX)
        head.addWidget(PlainLabel(_facts(report), style="soft", wrap=True))
        head.addSpacing(4)
        head.addLayout(_counts(report))
        head.setContentsMargins(margin, margin - 4, margin, metrics.GRID_PX)
        self._done = PrimaryButton(_("Done"))
        self._done.setDefault(True)
        self._done.clicked.connect(lambda _on: self.accept())
        foot = row(*self._retries(), None, self._done)
        foot.setContentsMargins(margin, metrics.GRID_PX, margin, margin - 4)
        whole = column(gap_px=0)
        whole.addLayout(head)
        whole.addWidget(self._list(), 1)
        whole.addLayout(foot)
        self.setLayout(whole)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for Enter."""
        super().showEvent(event)
        self._done.setFocus()

    def _list(self) -> ScrollColumn:
        report, listed = self._report, ScrollColumn(metrics.PAGE_MARGIN_PX, metrics.GRID_PX)
        doubtful = {photo_id for photo_id, _why in report.doubtful}
        good = [photo_id for photo_id in report.done if photo_id not in doubtful]
        self._add_reasons(listed, report.refused, "refused", _("Refused"))
        self._add_reasons(listed, report.doubtful, "needs", _("Look at it"))
        self._add_pictures(listed, good, _("Done"))
        self._add_pictures(listed, report.left, _("Not begun, as they were"))
        return listed

    def _add_reasons(self, listed: ScrollColumn, reasons: Sequence[tuple[PhotoId, str]], state: str, word: str) -> None:
        for photo_id, why in reasons[:_SHOWN]:
            photo = self._photos.get(photo_id)
            name = photo.file_name if photo else _("A photo that was removed")
            card, picture = Card(clickable=photo is not None), Picture(self._context.thumbnails, *_ROW_PICTURE_PX)
            picture.set_picture(photo.look if photo else "", name)
            card.setAccessibleName(f"{name}: {word}. {why}")
            card.clicked.connect(partial(self.opened.emit, photo_id))
            words = column(gap_px=3)
            words.addLayout(row(PlainLabel(name, style="strong"), None, Badge(state, word)))
            words.addWidget(PlainLabel(why, style="soft", wrap=True))
            words.addStretch(1)
            line = row(picture, gap_px=metrics.GAP_PX)
            line.addLayout(words, 1)
            card.column.addLayout(line)
            listed.add(card)

    def _add_pictures(self, listed: ScrollColumn, ids: Sequence[PhotoId], title: str) -> None:
        known = [photo for photo_id in ids if (photo := self._photos.get(photo_id)) is not None]
        if not known:
            return
        listed.add(PlainLabel(title, style="heading"))
        ground = QWidget()
        flow = FlowLayout(ground)
        for photo in known[:_SHOWN]:
            picture = PictureButton(self._context, photo)
            picture.clicked.connect(partial(self.opened.emit, photo.id))
            flow.addWidget(picture)
        listed.add(ground)

    def _retries(self) -> list[QWidget]:
        refused, left = [photo_id for photo_id, _why in self._report.refused], list(self._report.left)
        offers = (
            (refused, "reset", plural("Try {n} refused again", "Try {n} refused again", len(refused))),
            (left, "next", plural("Go on with {n} photo", "Go on with {n} photos", len(left))),
        )
        buttons: list[QWidget] = []
        for ids, icon, text in offers:
            if ids:
                button = QuietButton(text, icon)
                button.clicked.connect(partial(self._retry, ids))
                buttons.append(button)
        return buttons

    def _retry(self, ids: list[PhotoId], _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's clicked
        self.retried.emit(ids)
        self.accept()


class PictureButton(QAbstractButton):
    """A small picture of a photo that can be clicked."""

    def __init__(self, context: PageContext, photo: Photo) -> None:
        super().__init__()
        self._thumbnails = context.thumbnails
        self._look = photo.look
        self.setFixedSize(*_SMALL_PICTURE_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(photo.file_name)
        self.setToolTip(f"<span>{html.escape(photo.file_name)}</span>")
        context.thumbnails.arrived.connect(self._arrived)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, with a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(painter, self.rect(), self._look, self._thumbnails, metrics.CONTROL_RADIUS_PX)
        if self.hasFocus():
            painter.setPen(QPen(tokens.current().accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = metrics.CONTROL_RADIUS_PX - 1
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _arrived(self, key: str) -> None:
        if key == self._look:
            self.update()


def _title(report: BatchReport) -> str:
    total = len(report.done) + len(report.refused) + len(report.left)
    if report.left:
        ended = f"{total - len(report.left):,}"
        return plural("Stopped after {done} of {n} photo", "Stopped after {done} of {n} photos", total, done=ended)
    return plural("{done} of {n} photo done", "{done} of {n} photos done", total, done=len(report.done))


def _facts(report: BatchReport) -> str:
    parts = [_("What is done is one step: undo takes it back.")] if report.done else []
    if report.refused:
        parts.append(_("What was refused stayed as it was."))
    if report.doubtful or report.refused:
        parts.append(_("Click a photo to open it."))
    return " ".join(parts)


def _counts(report: BatchReport) -> QHBoxLayout:
    good = len(report.done) - len(report.doubtful)
    counts = (
        ("live", good, plural("{n} done", "{n} done", good)),
        ("needs", len(report.doubtful), plural("{n} to look at", "{n} to look at", len(report.doubtful))),
        ("refused", len(report.refused), plural("{n} refused", "{n} refused", len(report.refused))),
        ("draft", len(report.left), plural("{n} not begun", "{n} not begun", len(report.left))),
    )
    return row(*(Badge(state, text) for state, count, text in counts if count), None)
