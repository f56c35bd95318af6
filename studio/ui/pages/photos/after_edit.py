"""AfterEdit: develops photos once the seller has paused, so that sheet and marketplaces see what was edited."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import developing
from studio.services.context import Studio
from studio.ui.page import PageContext

_PAUSE_MS = 1200
_MANY = 2


class AfterEdit(QObject):
    """`developed` names the photos whose pictures are ready; one Job at a time, never ended for a newer one."""

    developed = Signal(list)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._studio: Studio = context.studio
        self._waiting: dict[PhotoId, None] = {}
        self._running = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.begin)

    def edited(self, ids: Iterable[PhotoId]) -> None:
        """Develop these photos when nothing was edited for a moment."""
        self._waiting.update(dict.fromkeys(ids))
        if self._waiting:
            self._pause.start()

    def begin(self) -> None:
        """Develop now what waits."""
        self._pause.stop()
        if self._running or not self._waiting:
            return
        ids, self._waiting = list(self._waiting), {}
        self._running = True
        self._context.submit(
            plural("Developing {n} photo", "Developing {n} photos", len(ids)),
            Lane.IMAGE,
            lambda job: developing.develop_edited(self._studio, ids, job),
            owner=self,
            on_result=lambda _done: self._end(ids),
            on_error=lambda error: self._fail(ids, error),
            quiet=len(ids) < _MANY,
        )

    def _end(self, ids: list[PhotoId]) -> None:
        self._running = False
        self.developed.emit(ids)
        self.begin()

    def _fail(self, ids: list[PhotoId], error: UserError | TransientError) -> None:
        self._context.notices.toast(_("Some photos were not developed. {why}").format(why=error), state="refused")
        self._end(ids)
