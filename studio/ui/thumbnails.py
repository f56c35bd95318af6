"""Small pictures for grids and strips: decoded in the background, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QPixmap

from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.ui.submit import Submit

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

Locate = Callable[[str], Path | None]
Wanted = tuple[str, int, int]

_IN_FLIGHT = 4
_PENDING = 400  # what was scrolled past longest ago is no longer wanted


class ThumbnailCache(QObject):
    """Ask with `request` while painting and paint again on `arrived`; keys are whatever `locate` understands.

    `locate` runs in a worker and returns the file of a key (it may have to make it), or None where there is none.
    """

    arrived = Signal(str)

    def __init__(self, submit: Submit, locate: Locate = Path, *, limit_bytes: int = 96_000_000) -> None:
        super().__init__(submit)
        self._submit = submit
        self._locate = locate
        self._room = limit_bytes
        self._kept: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._bytes = 0
        self._pending: OrderedDict[Wanted, None] = OrderedDict()
        self._in_flight: set[Wanted] = set()
        self._missing: set[Wanted] = set()

    def request(self, key: str, size: QSize, ratio: float = 1.0) -> QPixmap | None:
        """Return the middle of picture `key` filling `size`, sharp at device pixel `ratio`; None until it is there."""
        wanted = (key, round(size.width() * ratio), round(size.height() * ratio))
        pixmap = self._kept.get(wanted)
        if pixmap is not None:
            self._kept.move_to_end(wanted)
            pixmap.setDevicePixelRatio(ratio)
            return pixmap
        if key and wanted not in self._missing and wanted not in self._in_flight:
            self._pending[wanted] = None
            self._pending.move_to_end(wanted)
            if len(self._pending) > _PENDING:
                self._pending.popitem(last=False)
            self._pump()
        return None

    def is_missing(self, key: str) -> bool:
        """Return whether there is no picture to be had for `key`."""
        return not key or any(wanted[0] == key for wanted in self._missing)

    def forget(self, key: str) -> None:
        """Look for `key` anew the next time: its file changed, or came back."""
        self._missing = {wanted for wanted in self._missing if wanted[0] != key}
        for wanted in [wanted for wanted in self._kept if wanted[0] == key]:
            self._bytes -= _byte_count(self._kept.pop(wanted))
        self.arrived.emit(key)

    def _pump(self) -> None:
        while self._pending and len(self._in_flight) < _IN_FLIGHT:
            wanted, _nothing = self._pending.popitem()  # the newest first: it is what is on screen
            self._in_flight.add(wanted)
            self._submit(
                _("Thumbnail"),
                Lane.IMAGE,
                partial(_decoded, self._locate, wanted),
                owner=self,
                on_result=partial(self._keep, wanted),
                on_error=partial(self._give_up, wanted),
                quiet=True,
            )

    def _give_up(self, wanted: Wanted, _error: Exception) -> None:
        self._keep(wanted, None)

    def _keep(self, wanted: Wanted, image: QImage | None) -> None:
        self._in_flight.discard(wanted)
        if image is None:
            self._missing.add(wanted)
        else:
            pixmap = QPixmap.fromImage(image)
            self._kept[wanted] = pixmap
            self._bytes += _byte_count(pixmap)
            while self._bytes > self._room and len(self._kept) > 1:
                self._bytes -= _byte_count(self._kept.popitem(last=False)[1])
        self.arrived.emit(wanted[0])
        self._pump()


def _decoded(locate: Locate, wanted: Wanted, job: Context) -> QImage | None:
    from studio.ui.decoding import decode  # Qt's readers are not needed before the first paint

    job.check()
    file = locate(wanted[0])
    return decode(file, QSize(wanted[1], wanted[2])) if file is not None else None


def _byte_count(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
