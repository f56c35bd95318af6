"""BackendButton: cleans with a cut-out that the seller names."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from studio.base.texts import _
from studio.services import developing
from studio.services.context import Studio
from studio.ui.widgets import QuietButton


class BackendButton(QuietButton):
    """Offers the backends that are here now; `chosen` tells which was taken, `more` asks for the others."""

    chosen = Signal(str)
    more = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(_("Clean with…"))
        self._studio = studio
        self.clicked.connect(lambda _on: self._offer())

    def _offer(self) -> None:
        menu = QMenu(self)
        for backend in developing.backends(self._studio):
            menu.addAction(backend.title, partial(self.chosen.emit, backend.value))
        menu.addSeparator()
        menu.addAction(_("More models…"), self.more.emit)
        menu.popup(self.mapToGlobal(QPoint(0, 0)))
