"""The inspector of the contact sheet: what is chosen, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.domain.photo import Photo
from studio.ui import metrics
from studio.ui.page import PageContext
from studio.ui.pages.photos import words
from studio.ui.widgets import Badge, EmptyState, InspectorColumn, Picture, PlainLabel, QuietButton, row

_PICTURE_PX = metrics.INSPECTOR_PX - 2 * metrics.INSPECTOR_MARGIN_PX


class SelectionPanel(QWidget):
    """One picture large, or how many are chosen; below, the page's `buttons` in pairs."""

    def __init__(self, context: PageContext, buttons: Sequence[QuietButton]) -> None:
        super().__init__()
        self._nothing = EmptyState("photos", _("Nothing chosen"), _("Choose photos to clean or to sort them."), None)
        self._column = InspectorColumn()
        self._picture = Picture(context.thumbnails, _PICTURE_PX * 3 // 4, _PICTURE_PX)
        self._heading = PlainLabel(style="heading", wrap=True)
        self._caption = PlainLabel(style="soft", wrap=True)
        self._badge = Badge()
        self._note = PlainLabel(style="soft", wrap=True)
        self._column.column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.add(self._heading, self._caption, self._badge, self._note)
        self._column.column.addSpacing(metrics.GRID_PX)
        for left, right in zip(buttons[::2], buttons[1::2], strict=True):
            for button in (left, right):
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._column.column.addLayout(row(left, right))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._nothing)
        whole.addWidget(self._column)
        self.show_photos(0, None, "", "")

    def show_photos(self, count: int, first: Photo | None, group: str, refused: str) -> None:
        """Show what is chosen: `count` photos, of which `first` is shown where it is the only one."""
        self._nothing.setVisible(first is None)
        self._column.setVisible(first is not None)
        if first is None:
            return
        single = count == 1
        self._picture.set_picture(first.look, first.file_name)
        self._heading.setText(group if single else plural("{n} photo", "{n} photos", count))
        self._caption.setText(_facts(first) if single else "")
        self._caption.setVisible(single)
        state, word = _state(first, refused)
        self._badge.set(state, word)
        self._badge.setVisible(single)
        told = " ".join(part for part in (refused or first.note, *words.troubles(first)) if part)
        self._note.setText(told)
        self._note.setVisible(single and bool(told))


def _facts(photo: Photo) -> str:
    taken = words.when(photo.taken_at) if photo.taken_at else ""
    return " · ".join(part for part in (photo.file_name, words.size(photo), taken, words.decision(photo)) if part)


def _state(photo: Photo, refused: str) -> tuple[str, str]:
    if refused:
        return "refused", _("Not cleaned")
    if photo.note:
        return "needs", _("Look at it")
    return ("live", _("Cleaned")) if photo.recipe else ("draft", _("As shot"))
