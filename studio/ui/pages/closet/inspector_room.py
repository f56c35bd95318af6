"""What stands at the right of the closet: the fields of what is chosen, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.base.texts import _
from studio.domain.ids import ItemId
from studio.domain.operation import Kind
from studio.ui.page import PageContext
from studio.ui.widgets import EmptyState

if TYPE_CHECKING:
    from studio.ui.pages.closet.inspector import ItemInspector

MOST_EDITED = 1000


class InspectorRoom(QStackedWidget):
    """Builds the inspector with the first choice: its fields, rules and sums are not needed to paint the grid."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._inspector: ItemInspector | None = None
        self._nothing = EmptyState("closet", _("Nothing chosen"), _("Choose a piece to see and edit it here."))
        self._blank = QWidget()
        most = _("Choose up to {n:,} pieces to edit them together.").format(n=MOST_EDITED)
        self._too_many = EmptyState("closet", _("Very many chosen"), most)
        for widget in (self._nothing, self._blank, self._too_many):
            self.addWidget(widget)

    def show_items(self, chosen: Sequence[ItemId]) -> None:
        """Show the fields of what is chosen."""
        if len(chosen) > MOST_EDITED:
            self.setCurrentWidget(self._too_many)
        elif chosen or self._inspector is not None:
            inspector = self._open()
            inspector.show_items(chosen)
            self.setCurrentWidget(inspector if chosen else self._nothing)

    def show_total(self, total: int) -> None:
        """Say that nothing is chosen only where there is something to choose."""
        if self.currentWidget() in (self._nothing, self._blank):
            self.setCurrentWidget(self._nothing if total else self._blank)

    def refresh(self) -> None:
        """Show the same Items as they are now."""
        if self._inspector is not None:
            self._inspector.refresh()

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        if self._inspector is not None:
            self._inspector.flush()

    def _open(self) -> ItemInspector:
        if self._inspector is None:
            from studio.ui.pages.closet.inspector import ItemInspector

            self._inspector = ItemInspector(self._context)
            self._inspector.photo_opened.connect(lambda photo_id: self._context.navigator.open(Kind.PHOTO, photo_id))
            self.addWidget(self._inspector)
        return self._inspector
