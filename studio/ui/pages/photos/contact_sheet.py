"""ContactSheet: every photo, in trays by piece. Only what is seen is painted: thousands are as quick as ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from shiboken6 import isValid

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.ui import metrics
from studio.ui.models.paged_model import runs
from studio.ui.pages.photos import sheet_painting, words
from studio.ui.pages.photos.carrier import Carrier
from studio.ui.pages.photos.sheet_layout import SheetLayout
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import paint_chosen

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
MIME = "application/x-closet-studio-photos"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ContactSheet(QListView):
    """A list view with a layout of its own, so that it is accessible. `dropped` and `pushed` ask for another order."""

    selection_changed = Signal(list)
    opened = Signal(str)
    dropped = Signal(list, int, int)
    """Photo ids, the number of the group, and before which of its pictures."""
    pushed = Signal(int)
    """The chosen pictures one place on (1) or back (-1) in their group."""
    pushed_over = Signal(int)
    """The chosen pictures into the next (1) or the previous (-1) group."""

    def __init__(self, model: SheetModel, thumbnails: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self._thumbnails = thumbnails
        self._laid_out = SheetLayout((), 0)
        self._kept: tuple[list[str], str] = ([], "")
        self._aim: tuple[int, int] | None = None
        self.carrier: Carrier | None = None
        self.setAccessibleName(_("Contact sheet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(lambda *_what: self._tell())
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.regrouped.connect(self._lay_out_anew)
        thumbnails.arrived.connect(lambda _key: self.viewport().update())

    def selected_ids(self) -> list[PhotoId]:
        """Return the ids of what is chosen, in the order shown."""
        ranges = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        return [PhotoId(one) for top, bottom in ranges for one in self._sheet.ids[top : bottom + 1]]

    def select_ids(self, ids: Iterable[str]) -> None:
        """Choose `ids`, and bring the first of them into sight."""
        rows = self._rows(ids)
        self.selectionModel().select(self._selection(rows), _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self._sheet.index(rows[0], 0), _Flag.NoUpdate)
            self.scrollTo(self._sheet.index(rows[0], 0))

    def current_id(self) -> str:
        """Return what the keyboard stands on; empty where that is nothing."""
        return self._sheet.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else ""

    # -- the layout

    @property
    def _layout(self) -> SheetLayout:
        width = self.viewport().width()
        if self._laid_out.width != width:
            self._laid_out = SheetLayout([len(group.photo_ids) for group in self._sheet.groups], width)
        return self._laid_out

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """Return where a picture lies in the viewport."""
        if not index.isValid() or index.row() >= self._layout.count:
            return QRect()
        return self._layout.rect_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Return the picture under `point`; none in the gaps."""
        row = self._layout.at(self._content(point))
        return QModelIndex() if row is None else self._sheet.index(row, 0)

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
        """Fit the scroll bar to the height of all trays."""
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._layout.height - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(metrics.GRID_PX * 6)

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as needed to show a picture, with the words of its tray if it is in the first line."""
        if not index.isValid():
            return
        self.updateGeometries()
        tray = self._layout.trays[self._layout.tray_of(index.row())]
        rect, bar = self._layout.rect_of(index.row()), self.verticalScrollBar()
        top = tray.rect.top() if index.row() < tray.first + tray.columns else rect.top()
        if top - metrics.GAP_PX < bar.value():
            bar.setValue(top - metrics.GAP_PX)
        elif rect.bottom() + metrics.GAP_PX > bar.value() + self.viewport().height():
            bar.setValue(rect.bottom() + metrics.PAGE_MARGIN_PX - self.viewport().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again; the trays of a line share the width."""
        QAbstractItemView.resizeEvent(self, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move the pixels that stay in sight."""
        self.viewport().scroll(dx, dy)

    # -- keyboard, mouse, selection

    def moveCursor(self, action: _Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Return the picture that an arrow or page key leads to."""
        layout, row = self._layout, self.currentIndex().row()
        if not layout.count:
            return QModelIndex()
        if row < 0:
            return self._sheet.index(0, 0)
        if action in (_Move.MoveUp, _Move.MoveDown):
            return self._sheet.index(layout.beside(row, 1 if action == _Move.MoveDown else -1), 0)
        if action in (_Move.MovePageUp, _Move.MovePageDown):
            return self._sheet.index(self._a_page_on(row, 1 if action == _Move.MovePageDown else -1), 0)
        steps = {_Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveRight: 1, _Move.MoveNext: 1}
        steps |= {_Move.MoveHome: -row, _Move.MoveEnd: layout.count - 1 - row}
        return self._sheet.index(min(max(0, row + steps[action]), layout.count - 1), 0)

    def setSelection(self, rect: QRect, command: _Flag) -> None:  # noqa: N802
        """Choose from picture to picture in reading order, or what a band drawn over the gaps touches."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        rows: Iterable[int] = ()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            band = rect.normalized().translated(0, self.verticalOffset())
            trays = [self._layout.trays[one] for one in self._layout.trays_in(band)]
            rows = [row for tray in trays for row in tray.numbers if tray.rect_of(row).intersects(band)]
        elif first.isValid() and last.isValid():
            rows = range(min(first.row(), last.row()), max(first.row(), last.row()) + 1)
        self.selectionModel().select(self._selection(rows), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """Repaint all that is seen: asking for the place of every chosen picture takes longer."""
        return QRegion(self.viewport().rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, push with Alt and an arrow; everything else is the view's."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            (self.pushed if sideways else self.pushed_over).emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the whole tray by its words; drag only what lies under the mouse."""
        point = event.position().toPoint()
        number = self._layout.tray_at(self._content(point))
        header = self._layout.trays[number].header if number is not None else QRect()
        if number is not None and header.contains(self._content(point)):
            more = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            rows = self._layout.trays[number].numbers
            self.selectionModel().select(self._selection(rows), _Flag.Select if more else _Flag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(self._sheet.index(rows[0], 0), _Flag.NoUpdate)
            return
        self.setDragEnabled(self.indexAt(point).isValid())
        super().mousePressEvent(event)
        if self.carrier is not None and self.indexAt(point).isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.carrier.prepare(self.selected_ids())

    # -- drag and drop

    def startDrag(self, _supported: Qt.DropAction) -> None:  # noqa: N802
        """Drag the chosen pictures to another place, into another tray, or as files out of the window."""
        ids = self.selected_ids()
        if not ids:
            return
        rect, ratio = self.visualRect(self.currentIndex()), self.devicePixelRatioF()
        photo = self._sheet.photo(self.currentIndex().row())
        picture = self._thumbnails.request(photo.look, rect.size(), ratio) if photo else None
        drag, mime = QDrag(self), mime_of(ids)
        whole = sheet_painting.carried(picture, len(ids), ratio)
        ready = self.carrier is None or self.carrier.pack(mime, ids, lambda: _show(drag, whole))
        drag.setMimeData(mime)
        drag.setPixmap(whole if ready else sheet_painting.carried(picture, len(ids), ratio, ready=False))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take our own pictures; files are for the window."""
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the pictures would stand."""
        super().dragMoveEvent(event)  # scrolls near the edges
        self._set_aim(self._layout.place_at(self._content(event.position().toPoint())))
        event.setAccepted(self._aim is not None and event.mimeData().hasFormat(MIME))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Aim at nothing."""
        super().dragLeaveEvent(event)
        self._set_aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the pictures to be put here."""
        aim = self._layout.place_at(self._content(event.position().toPoint()))
        self._set_aim(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if aim is not None and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.dropped.emit(ids_in(event.mimeData()), *aim)

    def _set_aim(self, aim: tuple[int, int] | None) -> None:
        if aim != self._aim:
            self._aim = aim
            self.viewport().update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trays that the event touches."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self.verticalOffset()
        painter.translate(0, -offset)
        seen = event.rect().translated(0, offset)
        for number in self._layout.trays_in(seen):
            self._paint_tray(painter, number, seen)

    def _paint_tray(self, painter: QPainter, number: int, seen: QRect) -> None:
        tray, item = self._layout.trays[number], self._sheet.item_of(number)
        aimed = self._aim is not None and self._aim[0] == number
        caption = words.group_caption(item, tray.count, self._sheet.photo(tray.first))
        loose = self._sheet.groups[number].item_id is None
        sheet_painting.paint_tray(painter, tray, words.group_title(item), caption, loose=loose, aimed=aimed)
        for row in tray.numbers:
            rect = tray.rect_of(row)
            if rect.intersects(seen.adjusted(0, -metrics.GRID_PX, 0, metrics.GRID_PX)):
                self._paint_photo(painter, row, rect)
        if self._aim is not None and aimed:
            sheet_painting.paint_aim(painter, tray, self._aim[1])

    def _paint_photo(self, painter: QPainter, row: int, rect: QRect) -> None:
        photo = self._sheet.photo(row)
        if photo is not None:
            refused = self._sheet.why_refused(photo.id)
            sheet_painting.paint_photo(painter, rect, photo, refused, self._thumbnails)
        if self.selectionModel().isSelected(self._sheet.index(row, 0)):
            paint_chosen(painter, rect, strong=True, radius=metrics.CONTROL_RADIUS_PX)
        elif row == self.currentIndex().row() and self.hasFocus():
            paint_chosen(painter, rect, strong=False, radius=metrics.CONTROL_RADIUS_PX)

    # -- the selection outlives other rows

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected_ids())

    def _keep(self) -> None:
        self._kept = (list(self.selected_ids()), self.current_id())

    def _restore(self) -> None:
        chosen, current = self._kept
        rows = self._rows(chosen)
        self._laid_out = SheetLayout((), 0)
        self.selectionModel().select(self._selection(rows), _Flag.ClearAndSelect)
        for row in self._rows([current]):
            self.selectionModel().setCurrentIndex(self._sheet.index(row, 0), _Flag.NoUpdate)
        if len(rows) != len(chosen):
            self._tell()

    def _lay_out_anew(self) -> None:
        self._laid_out = SheetLayout((), 0)
        self.updateGeometries()
        self.viewport().update()

    def _content(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalOffset())

    def _a_page_on(self, row: int, down: int) -> int:
        start, page = self._layout.rect_of(row).top(), self.viewport().height()
        while (after := self._layout.beside(row, down)) != row:
            row = after
            if abs(self._layout.rect_of(row).top() - start) >= page * 3 // 4:
                break
        return row

    def _rows(self, ids: Iterable[str]) -> list[int]:
        return sorted(row for row in map(self._sheet.row_of, ids) if row is not None)

    def _selection(self, rows: Iterable[int]) -> QItemSelection:
        selection = QItemSelection()
        for first, last in runs(list(rows)):
            selection.append(QItemSelectionRange(self._sheet.index(first, 0), self._sheet.index(last, 0)))
        return selection


def _show(drag: QDrag, pixmap: QPixmap) -> None:
    if isValid(drag):
        drag.setPixmap(pixmap)


def mime_of(ids: Sequence[str]) -> QMimeData:
    """Return photo ids as they travel with the mouse."""
    mime = QMimeData()
    mime.setData(MIME, QByteArray("\n".join(ids).encode()))
    return mime


def ids_in(mime: QMimeData) -> list[PhotoId]:
    """Return the photo ids that `mime_of` packed."""
    return [PhotoId(one) for one in mime.data(MIME).toStdString().split("\n") if one]
