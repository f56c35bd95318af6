"""CoverGrid: the closet as covers. Only what is seen is painted: 100,000 pieces are as quick as ten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.ui.models.paged_model import PagedModel
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import Cover, paint_chosen, paint_cover
from studio.ui.widgets.grid_layout import GridLayout
from studio.ui.widgets.placed_list import PlacedList

COVER_WIDTH_PX = 176


class CoverGrid(PlacedList):
    """Cards of equal size in lines that fill the width."""

    def __init__(
        self,
        model: PagedModel[Any],
        cover_of: Callable[[Any], Cover],
        thumbnails: ThumbnailCache,
        parent: QWidget | None = None,
    ) -> None:
        self._cover_of = cover_of
        self._thumbnails = thumbnails
        self._least_width = COVER_WIDTH_PX
        self.drag_mime: Callable[[list[str]], QMimeData] | None = None
        """Set it to let pieces be dragged out; it gets the ids."""
        super().__init__(model, _("Items"), parent)
        thumbnails.arrived.connect(self._arrived)

    def set_cover_width(self, width_px: int) -> None:
        """Make covers at least this wide; they share what is left of a line."""
        self._least_width = width_px
        self.scheduleDelayedItemsLayout()

    @property
    def placement(self) -> GridLayout:
        """Return where the cards lie now."""
        return GridLayout(count=len(self._rows.ids), width=self.seen.width(), least_width=self._least_width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Drag only what lies under the mouse."""
        draggable = self.drag_mime is not None and self.indexAt(event.position().toPoint()).isValid()
        self.setDragEnabled(draggable)
        super().mousePressEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802
        """Drag the chosen pieces as files or whatever the page makes of them."""
        if self.drag_mime is not None:
            drag = QDrag(self)
            drag.setMimeData(self.drag_mime(self.selected_ids()))
            drag.exec(Qt.DropAction.CopyAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards that the event touches."""
        painter = QPainter(self.seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, current, grid = self.selectionModel(), self.currentIndex().row(), self.placement
        offset = self.verticalOffset()
        for row in grid.numbers_in(event.rect().translated(0, offset)):
            rect = grid.rect_of(row).translated(0, -offset)
            found = self._rows.object_at(row)
            if found is not None:
                paint_cover(painter, rect, self._cover_of(found), self._thumbnails)
            if chosen.isSelected(self._rows.index(row, 0)):
                paint_chosen(painter, rect, strong=True)
            elif row == current and self.hasFocus():
                paint_chosen(painter, rect, strong=False)

    def _arrived(self, _key: str) -> None:
        self.seen.update()
