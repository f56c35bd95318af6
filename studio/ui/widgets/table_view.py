"""TableView: a plain table over a paged model, with the window's looks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from studio.ui import metrics
from studio.ui.models.paged_model import PagedModel

_Flag = QItemSelectionModel.SelectionFlag


class TableView(QTableView):
    """Rows are chosen whole; `sorted_by` tells that a column's title was clicked, for the query to be asked anew."""

    selection_changed = Signal(list)
    opened = Signal(str)
    sorted_by = Signal(int, bool)

    def __init__(self, model: PagedModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paged = model
        self._kept: list[str] = []
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._dress_headers()
        self.selectionModel().selectionChanged.connect(lambda *_what: self.selection_changed.emit(self.selected_ids()))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._paged.id_at(index.row())))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(lambda: self.select_ids(self._kept))

    def selected_ids(self) -> list[str]:
        """Return the ids of what is chosen, in the order shown."""
        ranges = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        return [entity_id for top, bottom in ranges for entity_id in self._paged.ids[top : bottom + 1]]

    def select_ids(self, ids: list[str]) -> None:
        """Choose `ids` where they are shown."""
        selection = QItemSelection()
        last = self._paged.columnCount() - 1
        rows = sorted(row for row in map(self._paged.row_of, ids) if row is not None)
        for row in rows:
            selection.select(self._paged.index(row, 0), self._paged.index(row, last))
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self._paged.index(rows[0], 0), _Flag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; everything else is the view's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._paged.id_at(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self._kept = self.selected_ids()

    def _dress_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(metrics.CONTROL_HEIGHT_PX + 2)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSortIndicatorClearable(True)
        columns.sortIndicatorChanged.connect(
            lambda column, order: self.sorted_by.emit(column, order == Qt.SortOrder.DescendingOrder)
        )
