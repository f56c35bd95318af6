"""Hands what Operations touched over to the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from studio.base.events import Events
from studio.domain.operation import Touched


class EventBridge(QObject):
    """`touched` comes in the GUI thread, whatever thread the Operation ran in."""

    touched = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def listen(self, events: Events[Touched]) -> None:
        """Pass on what `events` tells, for as long as both live."""
        events.subscribe(self.publish)

    def publish(self, touched: Touched) -> None:
        """Pass on `touched`; may be called from any thread."""
        self._arrived.emit(touched)

    def _pass_on(self, touched: Touched) -> None:
        self.touched.emit(touched)
