"""Starts Rounds: every so often, and soon after something was put into the outbox."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.operation import Kind, Op, Touched
from studio.services import syncing
from studio.services.syncing import SyncReport
from studio.settings import schema
from studio.settings.store import SettingChanged
from studio.ui.page import PageContext

_SOON_MS = 400
_NOTE = "sync"


class Rounds(QObject):
    """Lives as long as the window; one Round at a time, none while the seller works offline."""

    _over = Signal()
    _switched = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._running = False
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.start)
        self._over.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._switched.connect(self._soon, Qt.ConnectionType.QueuedConnection)
        context.events.touched.connect(self._touched)
        end = context.studio.settings.subscribe(self._setting_changed)
        self.destroyed.connect(lambda _gone: end())

    def start(self) -> None:
        """Run a Round now, or right after the one that runs."""
        if self._context.studio.settings.get(schema.WORK_OFFLINE):
            return  # switching it off starts one
        if self._running:
            self._again = True
            return
        self._running = True
        self._context.submit(
            _("Looking for news"),
            Lane.NET,
            self._round,
            owner=self,
            on_result=lambda _report: self._context.notices.clear_bar(_NOTE),
            on_error=lambda error: self._context.notices.bar(_NOTE, str(error)),
            quiet=True,
        )

    def _round(self, job: Context) -> SyncReport:
        try:
            return syncing.sync(self._context.studio, job)
        finally:
            self._over.emit()  # also after a bug or a stop: one bad Round is not the last

    def _touched(self, touched: Touched) -> None:
        if touched.of(Kind.CHANGE) and touched.op not in (Op.SETTLE, Op.RECEIVE):
            self._soon()

    def _setting_changed(self, change: SettingChanged) -> None:
        if change.key == schema.WORK_OFFLINE.key:
            self._switched.emit()

    def _soon(self) -> None:
        self._pause.start(_SOON_MS)

    def _ended(self) -> None:
        self._running = False
        seconds = int(self._context.studio.settings.get(schema.SYNC_INTERVAL_S))
        self._pause.start(_SOON_MS if self._again else seconds * 1000)
        self._again = False
