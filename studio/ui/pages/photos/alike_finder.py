"""AlikeFinder: looks at what nobody has looked at yet, and for near duplicates, while the seller does other things."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.services import culling, noticing
from studio.ui.page import PageContext

_PAUSE_MS = 400
_AT_ONCE = 24


class AlikeFinder(QObject):
    """`found` tells the groups of near duplicates, after every `look`; photos from older closets are noticed first."""

    found = Signal(list)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)  # a folder that comes in is one change
        self._pause.timeout.connect(self._search)
        self._left: list[PhotoId] = []

    def begin(self) -> None:
        """Look for duplicates, and at what came before the studio looked at photos."""
        self.look()
        if not self._left:
            self._left = noticing.not_noticed(self._context.studio)
            self._notice_some()

    def look(self) -> None:
        """Look for duplicates in a moment: photos came, went, or were decided about."""
        self._pause.start()

    def _search(self) -> None:
        if not self._page.isVisible():
            return  # `begin` comes when the page does; the window may be closing, too
        self._context.submit(
            _("Looking for near duplicates"),
            Lane.IMAGE,
            lambda _job: culling.alike(self._context.studio),
            owner=self,
            on_result=self.found.emit,
            key="alike",
            quiet=True,
        )

    def _notice_some(self) -> None:
        """Look at a few, so that a picture that somebody waits for comes in between."""
        some, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        if some:
            self._context.submit(
                _("Looking at photos"),
                Lane.IMAGE,
                lambda job: noticing.notice(self._context.studio, some, job),
                owner=self,
                on_result=lambda _count: self._notice_some(),
                on_error=lambda _error: self._give_up(),
                quiet=True,
            )

    def _give_up(self) -> None:
        """Leave it for another day: another window has the closet, or the disk is full; what is done now says so."""
        self._left = []


def in_groups(groups: Sequence[Sequence[PhotoId]]) -> int:
    """Return how many photos are in groups."""
    return sum(map(len, groups))
