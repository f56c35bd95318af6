"""TimeLeft: how long there is still to answer, counting down."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from studio.base.clock import Clock
from studio.base.texts import _
from studio.ui.widgets.badge import Badge

_TICK_MS = 15_000


class TimeLeft(Badge):
    """A badge that says "22 h 04 min left"."""

    def __init__(self, clock: Clock, until: datetime | None = None, parent: QWidget | None = None) -> None:
        super().__init__("needs", "…", parent)
        self._clock = clock
        self._until = until
        ticking = QTimer(self)
        ticking.setInterval(_TICK_MS)
        ticking.timeout.connect(self.show_now)
        ticking.start()
        self.show_now()

    def set_until(self, until: datetime | None) -> None:
        """Count down to `until`; None hides the badge."""
        self._until = until
        self.show_now()

    def show_now(self) -> None:
        """Say how long it is from now."""
        self.setVisible(self._until is not None)
        if self._until is not None:
            left = self._until - self._clock.now()
            self.set("needs" if left > timedelta() else "draft", time_left(left))


def time_left(left: timedelta) -> str:
    """Return how long `left` is: days and hours, hours and minutes, or minutes."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 0:
        return _("ran out")
    days, hours = divmod(minutes // 60, 24)
    if days:
        return _("{days} d {hours} h left").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes:02} min left").format(hours=hours, minutes=minutes % 60)
    return _("{minutes} min left").format(minutes=minutes)
