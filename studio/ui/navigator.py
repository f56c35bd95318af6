"""Navigator: how pages send the seller elsewhere without knowing one another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.domain.operation import Kind


class Navigator(QObject):
    """The window listens to these signals."""

    gone = Signal(str)
    asked = Signal(object, str, str)
    acted = Signal(str)

    def go(self, page_id: str) -> None:
        """Bring a page to the front."""
        self.gone.emit(page_id)

    def open(self, kind: Kind, entity_id: str, page_id: str = "") -> None:
        """Bring a page (else the one that shows this kind of thing) to the front, with this one in hand."""
        self.asked.emit(kind, entity_id, page_id)

    def act(self, action_id: str) -> None:
        """Do what one of the window's own actions does, such as opening the page of the models."""
        self.acted.emit(action_id)
