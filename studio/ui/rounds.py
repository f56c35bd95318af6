"""Starts Rounds: every so often, and soon after something was put into the outbox."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.operation import Kind, Op, Touched
from studio.services import syncing
from studio.settings import schema
from studio.ui.page import PageContext

_SOON_MS = 400


class Rounds(QObject):
    """Lives as long as the window; one Round at a time, none while the seller works offline."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._running = False
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.start)
        context.events.touched.connect(self._touched)

    def start(self) -> None:
        """Run a Round now, or right after the one that runs."""
        if self._context.studio.settings.get(schema.WORK_OFFLINE):
            self._pause.start(self._interval_ms())
            return
        if self._running:
            self._again = True
            return
        self._running = True
        studio = self._context.studio
        self._context.submit(
            _("Looking for news"),
            Lane.NET,
            lambda job: syncing.sync(studio, job),
            owner=self,
            on_result=lambda _report: self._ended(),
            on_error=lambda error: self._failed(str(error)),
            quiet=True,
        )

    def _touched(self, touched: Touched) -> None:
        if touched.of(Kind.CHANGE) and touched.op not in (Op.SETTLE, Op.RECEIVE):
            self._pause.start(_SOON_MS)

    def _failed(self, sentence: str) -> None:
        self._context.notices.bar("sync", sentence)
        self._ended()

    def _ended(self) -> None:
        self._running = False
        self._pause.start(_SOON_MS if self._again else self._interval_ms())
        self._again = False

    def _interval_ms(self) -> int:
        return int(self._context.studio.settings.get(schema.SYNC_INTERVAL_S)) * 1000
