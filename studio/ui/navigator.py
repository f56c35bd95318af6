"""Navigator: how pages send the seller elsewhere without knowing one another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.domain.operation import Kind


class Navigator(QObject):
    """The window listens to both signals."""

    gone = Signal(str)
    asked = Signal(object, str)

    def go(self, page_id: str) -> None:
        """Bring a page to the front."""
        self.gone.emit(page_id)

    def open(self, kind: Kind, entity_id: str) -> None:
        """Bring the page that shows this kind of thing to the front, with this one in hand."""
        self.asked.emit(kind, entity_id)
