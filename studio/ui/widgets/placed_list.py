"""PlacedList: a list view whose rows lie where a layout of arithmetic says, so that thousands are as quick as ten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from studio.ui import metrics
from studio.ui.models.paged_model import PagedModel, runs

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
_STEPS = {_Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveRight: 1, _Move.MoveNext: 1}


class Placement(Protocol):
    """Where rows lie, in pixels of the content."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        ...

    @property
    def height(self) -> int:
        """Of everything."""
        ...

    @property
    def step(self) -> int:
        """How far a turn of the wheel goes."""
        ...

    def rect_of(self, number: int) -> QRect:
        """Return where a row lies."""
        ...

    def sight_of(self, number: int) -> QRect:
        """Return what has to be seen where a row is to be seen."""
        ...

    def at(self, point: QPoint) -> int | None:
        """Return the row at `point`; None in the gaps."""
        ...

    def numbers_in(self, rect: QRect) -> Iterable[int]:
        """Return the rows that `rect` may touch."""
        ...

    def beside(self, number: int, down: int) -> int:
        """Return the row below (`down` 1) or above (-1); itself where there is none."""
        ...


class PlacedList(QListView):
    """Give `placement` and paint. Qt's own layout would visit every row; being a list view keeps it accessible."""

    selection_changed = Signal(list)
    opened = Signal(str)

    def __init__(self, model: PagedModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen = QWidget()  # Qt's own would be looked up among all types of widgets: 20 ms at the first call
        self._rows = model
        self._kept: tuple[list[str], str] = ([], "")
        self.setViewport(self.seen)
        self.setAccessibleName(name)
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
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        model.modelAboutToBeReset.connect(self.keep)
        model.modelReset.connect(self.restore)

    @property
    def placement(self) -> Placement:
        """Return where the rows lie now."""
        raise NotImplementedError

    # -- what is chosen

    def selected_ids(self) -> list[str]:
        """Return the ids of what is chosen, in the order shown."""
        ranges = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        return [entity_id for top, bottom in ranges for entity_id in self._rows.ids[top : bottom + 1]]

    def select_ids(self, ids: Iterable[str]) -> None:
        """Choose `ids`, and bring the first of them into sight."""
        rows = self.rows_of(ids)
        self.select_rows(rows)
        if rows:
            self.selectionModel().setCurrentIndex(self._rows.index(rows[0], 0), _Flag.NoUpdate)
            self.scrollTo(self._rows.index(rows[0], 0))
            self._in_sight.start()

    def select_rows(self, rows: Iterable[int], command: _Flag = _Flag.ClearAndSelect) -> None:
        """Choose rows, which are in order."""
        selection = QItemSelection()
        for first, last in runs(list(rows)):
            selection.append(QItemSelectionRange(self._rows.index(first, 0), self._rows.index(last, 0)))
        self.selectionModel().select(selection, command)

    def current_id(self) -> str:
        """Return what the keyboard stands on; empty where that is nothing."""
        return self._rows.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else ""

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """Return where `ids` stand, in order; those that are not shown are passed over."""
        return sorted(row for row in map(self._rows.row_of, ids) if row is not None)

    def content(self, point: QPoint) -> QPoint:
        """Return a point of the viewport as one of the content."""
        return point + QPoint(0, self.verticalOffset())

    # -- what Qt asks of a view with places of its own

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """Return where a row lies in the viewport."""
        if not index.isValid() or index.row() >= self.placement.count:
            return QRect()
        return self.placement.rect_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Return the row under `point`; none in the gaps."""
        row = self.placement.at(self.content(point))
        return QModelIndex() if row is None else self._rows.index(row, 0)

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
        """Fit the scroll bar to the height of everything."""
        bar, seen = self.verticalScrollBar(), self.seen.height()
        bar.setRange(0, max(0, self.placement.height - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(self.placement.step)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as needed to show a row whole."""
        if not index.isValid() or index.row() >= self.placement.count:
            return
        self.updateGeometries()
        rect, bar, seen = self.placement.sight_of(index.row()), self.verticalScrollBar(), self.seen.height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - seen // 2)
        elif rect.top() - metrics.GRID_PX < bar.value():
            bar.setValue(rect.top() - metrics.GAP_PX)
        elif rect.bottom() + metrics.GRID_PX > bar.value() + seen:
            bar.setValue(rect.bottom() + metrics.GAP_PX - seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again; the rows of a line share the width."""
        QAbstractItemView.resizeEvent(self, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move the pixels that stay in sight."""
        self.seen.scroll(dx, dy)

    def moveCursor(self, action: _Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Return the row that an arrow or page key leads to."""
        placement, row = self.placement, self.currentIndex().row()
        if not placement.count:
            return QModelIndex()
        if row < 0:
            return self._rows.index(0, 0)
        if action in (_Move.MoveUp, _Move.MoveDown):
            return self._rows.index(placement.beside(row, 1 if action == _Move.MoveDown else -1), 0)
        if action in (_Move.MovePageUp, _Move.MovePageDown):
            return self._rows.index(self._a_page_on(row, 1 if action == _Move.MovePageDown else -1), 0)
        step = {_Move.MoveHome: -row, _Move.MoveEnd: placement.count - 1 - row, **_STEPS}[action]
        return self._rows.index(min(max(0, row + step), placement.count - 1), 0)

    def setSelection(self, rect: QRect, command: _Flag) -> None:  # noqa: N802
        """Choose from row to row in reading order, or what a band drawn over the gaps touches."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        rows: Iterable[int] = ()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            band, placement = rect.normalized().translated(0, self.verticalOffset()), self.placement
            rows = [row for row in placement.numbers_in(band) if placement.rect_of(row).intersects(band)]
        elif first.isValid() and last.isValid():
            rows = range(min(first.row(), last.row()), max(first.row(), last.row()) + 1)
        self.select_rows(rows, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """Repaint all that is seen: asking for the place of 100,000 chosen rows takes longer."""
        return QRegion(self.seen.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; everything else is the view's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    # -- the selection outlives other rows

    def keep(self) -> None:
        """Remember what is chosen, before other rows come."""
        chosen = self.selected_ids() if self.selectionModel().hasSelection() else []
        self._kept = (chosen, self.current_id())

    def restore(self) -> None:
        """Choose again what is still there."""
        chosen, current = self._kept
        if not chosen and not current:
            return
        rows = self.rows_of(chosen)
        self.select_rows(rows)
        for row in self.rows_of([current]):
            self.selectionModel().setCurrentIndex(self._rows.index(row, 0), _Flag.NoUpdate)
        if len(rows) != len(chosen):
            self._tell()

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected_ids())

    def _a_page_on(self, row: int, down: int) -> int:
        start, page = self.placement.rect_of(row), self.seen.height()
        while (after := self.placement.beside(row, down)) != row:
            if row != after and abs(self.placement.rect_of(after).top() - start.top()) > max(page - start.height(), 1):
                return row if self.placement.rect_of(row).top() != start.top() else after
            row = after
        return row
