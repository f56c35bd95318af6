"""SheetRoom: the contact sheet with its sieves over it, or a word where nothing passes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.texts import _
from studio.domain.culling import Sieve
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.sieve_bar import SieveBar
from studio.ui.widgets import EmptyState, column

_NOTHING = {
    Sieve.ALL: _("No photo has so many stars."),
    Sieve.PICKS: _("P picks a photo that you want to show."),
    Sieve.UNFLAGGED: _("Every photo is picked or rejected."),
    Sieve.REJECTS: _("X rejects a photo; from here all of them can be removed together."),
    Sieve.AS_SHOT: _("Every photo is cleaned."),
    Sieve.LOOK: _("No cut-out is in doubt."),
    Sieve.TROUBLED: _("No photo looks blurred, too dark or too bright."),
    Sieve.ALIKE: _("No two photos show the same."),
}


class SheetRoom(QWidget):
    """Takes the sheet and the bar in."""

    def __init__(self, bar: SieveBar, sheet: ContactSheet, show_all: Callable[[], None]) -> None:
        super().__init__()
        self._stack = QStackedLayout()
        self._stack.addWidget(sheet)
        self._empty: dict[Sieve, QWidget] = {}
        self._show_all = show_all
        whole = column(bar, gap_px=0)
        whole.addLayout(self._stack, 1)
        self.setLayout(whole)

    def show_sheet(self, sieve: Sieve, *, empty: bool) -> None:
        """Show the sheet, or why it is empty."""
        if not empty:
            self._stack.setCurrentIndex(0)
            return
        if sieve not in self._empty:
            act = (_("Show all photos"), self._show_all)
            self._empty[sieve] = EmptyState("photos", _("No photos here"), _NOTHING[sieve], act)
            self._stack.addWidget(self._empty[sieve])
        self._stack.setCurrentWidget(self._empty[sieve])
