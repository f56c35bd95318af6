"""CoverGrid: the closet as covers. Only what is seen is painted: 100,000 pieces are as quick as ten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.models.paged_model import PagedModel, runs
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import Cover, paint_chosen, paint_cover
from studio.ui.widgets.grid_layout import GridLayout

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
_ROOT = QModelIndex()
COVER_WIDTH_PX = 176


class CoverGrid(QListView):
    """A list view with a layout of its own: Qt's lays out every row there is. Being one keeps it accessible."""

    selection_changed = Signal(list)
    opened = Signal(str)

    def __init__(
        self,
        model: PagedModel[Any],
        cover_of: Callable[[Any], Cover],
        thumbnails: ThumbnailCache,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._seen = QWidget()  # Qt's own would be looked up among all types of widgets: 20 ms at the first call
        self._paged = model
        self._cover_of = cover_of
        self._thumbnails = thumbnails
        self._least_width = COVER_WIDTH_PX
        self._kept: tuple[list[str], str] = ([], "")
        self.drag_mime: Callable[[list[str]], QMimeData] | None = None
        """Set it to let pieces be dragged out; it gets the ids."""
        self.setViewport(self._seen)
        self.setAccessibleName(_("Items"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._in_sight = QTimer(self, singleShot=True, interval=0)  # once more when a new page has got its size
        self._in_sight.timeout.connect(lambda: self.scrollTo(self.currentIndex()))
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(lambda *_what: self._tell())
        self.doubleClicked.connect(lambda index: self.opened.emit(self._paged.id_at(index.row())))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        thumbnails.arrived.connect(self._arrived)

    def set_cover_width(self, width_px: int) -> None:
        """Make covers at least this wide; they share what is left of a line."""
        self._least_width = width_px
        self.scheduleDelayedItemsLayout()

    def selected_ids(self) -> list[str]:
        """Return the ids of what is chosen, in the order shown."""
        ranges = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        return [entity_id for top, bottom in ranges for entity_id in self._paged.ids[top : bottom + 1]]

    def select_ids(self, ids: Iterable[str]) -> None:
        """Choose `ids`, and bring the first of them into sight."""
        rows = self._rows(ids)
        self.selectionModel().select(self._selection(rows), _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self._paged.index(rows[0], 0), _Flag.NoUpdate)
            self.scrollTo(self._paged.index(rows[0], 0))
            self._in_sight.start()

    # -- the layout: arithmetic instead of a list of places

    @property
    def _grid(self) -> GridLayout:
        return GridLayout(count=len(self._paged.ids), width=self._seen.width(), least_width=self._least_width)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """Return where a card lies in the viewport."""
        if not index.isValid():
            return QRect()
        return self._grid.rect_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Return the card under `point`; none in the gaps."""
        row = self._grid.at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self._paged.index(row, 0)

    def verticalOffset(self) -> int:  # noqa: N802
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802
        """Never scrolls to the side."""
        return 0

    def doItemsLayout(self) -> None:  # noqa: N802
        """Do without QListView's layout, which visits every row."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:  # noqa: N802
        """Fit the scroll bar to the number of lines."""
        grid, bar, seen = self._grid, self.verticalScrollBar(), self._seen.height()
        bar.setRange(0, max(0, grid.height - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(grid.pitch // 4)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as needed to show a card whole."""
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - self._seen.height() // 2)
        elif rect.top() < metrics.GRID_PX:
            bar.setValue(bar.value() + rect.top() - metrics.GAP_PX)
        elif rect.bottom() > self._seen.height() - metrics.GRID_PX:
            bar.setValue(bar.value() + rect.bottom() - self._seen.height() + metrics.GAP_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again; the cards of a line share the width."""
        QAbstractItemView.resizeEvent(self, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move the pixels that stay in sight."""
        self._seen.scroll(dx, dy)

    # -- keyboard, mouse, selection

    def moveCursor(self, action: _Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Return the card that an arrow or page key leads to."""
        count, row = len(self._paged.ids), self.currentIndex().row()
        if not count:
            return QModelIndex()
        if row < 0:
            return self._paged.index(0, 0)
        grid = self._grid
        line, page = grid.columns, grid.columns * max(1, self._seen.height() // grid.pitch)
        step = {
            _Move.MoveLeft: -1,
            _Move.MovePrevious: -1,
            _Move.MoveRight: 1,
            _Move.MoveNext: 1,
            _Move.MoveUp: -line,
            _Move.MoveDown: line,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
            _Move.MoveHome: -row,
            _Move.MoveEnd: count - 1 - row,
        }[action]
        return self._paged.index(min(max(0, row + step), count - 1), 0)

    def setSelection(self, rect: QRect, command: _Flag) -> None:  # noqa: N802
        """Choose from card to card in reading order, or what a band drawn over the gaps touches."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        rows: Iterable[int] = ()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            band = rect.normalized().translated(0, self.verticalOffset())
            rows = [row for row in self._grid.numbers_in(band) if self._grid.rect_of(row).intersects(band)]
        elif first.isValid() and last.isValid():
            rows = range(min(first.row(), last.row()), max(first.row(), last.row()) + 1)
        self.selectionModel().select(self._selection(rows), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """Repaint all that is seen: asking for the place of 100,000 chosen cards takes longer."""
        return QRegion(self._seen.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; everything else is the view's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._paged.id_at(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

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

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards that the event touches."""
        painter = QPainter(self._seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, current, grid, offset = (
            self.selectionModel(),
            self.currentIndex().row(),
            self._grid,
            self.verticalOffset(),
        )
        for row in grid.numbers_in(event.rect().translated(0, offset)):
            rect = grid.rect_of(row).translated(0, -offset)
            found = self._paged.object_at(row)
            if found is not None:
                paint_cover(painter, rect, self._cover_of(found), self._thumbnails)
            if chosen.isSelected(self._paged.index(row, 0)):
                paint_chosen(painter, rect, strong=True)
            elif row == current and self.hasFocus():
                paint_chosen(painter, rect, strong=False)

    # -- the selection outlives other rows

    def _arrived(self, _key: str) -> None:
        self._seen.update()

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected_ids())

    def _keep(self) -> None:
        row = self.currentIndex().row()
        chosen = self.selected_ids() if self.selectionModel().hasSelection() else []
        self._kept = (chosen, self._paged.id_at(row) if row >= 0 else "")

    def _restore(self) -> None:
        chosen, current = self._kept
        if not chosen and not current:
            return
        rows = self._rows(chosen)
        self.selectionModel().select(self._selection(rows), _Flag.ClearAndSelect)
        for row in self._rows([current]):
            self.selectionModel().setCurrentIndex(self._paged.index(row, 0), _Flag.NoUpdate)
        if len(rows) != len(chosen):
            self._tell()

    def _rows(self, ids: Iterable[str]) -> list[int]:
        return sorted(row for row in map(self._paged.row_of, ids) if row is not None)

    def _selection(self, rows: Iterable[int]) -> QItemSelection:
        selection = QItemSelection()
        for first, last in runs(list(rows)):
            selection.append(QItemSelectionRange(self._paged.index(first, 0), self._paged.index(last, 0)))
        return selection
