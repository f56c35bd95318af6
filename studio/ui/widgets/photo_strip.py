"""PhotoStrip: the photos of one piece in their order, which the seller can change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QItemSelectionModel,
    QMargins,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import paint_chosen, paint_picture

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MIME = "application/x-closet-studio-strip"
_RING_PX = 4
_RING = QMargins(_RING_PX, _RING_PX, _RING_PX, _RING_PX)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPhoto:
    """One photo: its id, its key in the thumbnail cache, and what it is called aloud."""

    photo_id: str
    picture: str
    name: str


class PhotoStrip(QListView):
    """3:4 pictures in a row. Drag them, or Alt+Left and Alt+Right, for another order."""

    current_changed = Signal(str)
    opened = Signal(str)
    reordered = Signal(list)

    def __init__(
        self, thumbnails: ThumbnailCache, *, height_px: int = 92, multiple: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = _Photos(self)
        self._size = QSize(round(height_px * 3 / 4), height_px)
        mode = QAbstractItemView.SelectionMode
        self.setAccessibleName(_("Photos"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setSelectionMode(mode.ExtendedSelection if multiple else mode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setFixedHeight(height_px + 2 * _RING_PX + 2)
        self.setModel(self._photos)
        self.setItemDelegate(_Delegate(thumbnails, self._size, self.selectionModel()))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._photos.photo(index.row()).photo_id))
        thumbnails.arrived.connect(self._arrived)

    def pack_with(self, pack: Callable[[QMimeData, list[str]], object]) -> None:
        """Let `pack` put more into what is dragged, such as files: then it may be dropped outside the window, too."""
        self._photos.pack = pack

    def set_photos(self, photos: Sequence[StripPhoto]) -> None:
        """Show `photos`; the current one stays current where it is still there."""
        photos = tuple(photos)
        if photos == self._photos.shown:
            return
        kept = self.current()
        self._photos.show(photos)
        self.set_current(kept or (photos[0].photo_id if photos else ""))

    def current(self) -> str:
        """Return the id of the photo in hand; empty where there is none."""
        row = self.currentIndex().row()
        return self._photos.photo(row).photo_id if row >= 0 else ""

    def set_current(self, photo_id: str) -> None:
        """Take a photo in hand."""
        ids = self._photos.ids()
        if photo_id in ids:
            self.setCurrentIndex(self._photos.index(ids.index(photo_id)))

    def selected_ids(self) -> list[str]:
        """Return the ids of what is chosen, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._photos.photo(row).photo_id for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the photo in hand on Alt+arrow, open it on Enter."""
        row = self.currentIndex().row()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if row >= 0 and alt and event.key() in steps:
            self._move([row], row + steps[Qt.Key(event.key())] + (1 if event.key() == Qt.Key.Key_Right else 0))
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._photos.photo(row).photo_id)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move along the strip: there is no bar to pull."""
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        if bar.maximum() == 0:
            event.ignore()
        else:
            bar.setValue(bar.value() - (turned.x() or turned.y()))

    def dropEvent(self, event: QDropEvent) -> None:
        """Put what was dragged before the photo it was let go on."""
        index = self.indexAt(event.position().toPoint())
        behind = index.isValid() and event.position().x() > self.visualRect(index).center().x()
        target = index.row() + behind if index.isValid() else self._photos.rowCount()
        rows = [self._photos.ids().index(one) for one in self.selected_ids()]
        event.accept()
        self._move(rows, target)

    def _move(self, rows: Sequence[int], target: int) -> None:
        ids = self._photos.ids()
        moved = [ids[row] for row in rows]
        before = [one for one in ids[: max(0, target)] if one not in moved]
        after = [one for one in ids[max(0, target) :] if one not in moved]
        order = [*before, *moved, *after]
        if order == ids:
            return
        by_id = {photo.photo_id: photo for photo in self._photos.shown}
        self.set_photos([by_id[one] for one in order])
        self.set_current(moved[0])
        self.reordered.emit(order)

    def _arrived(self, _key: str) -> None:
        self.viewport().update()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(self._photos.photo(current.row()).photo_id)


class _Photos(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: tuple[StripPhoto, ...] = ()
        self.pack: Callable[[QMimeData, list[str]], object] | None = None

    def show(self, photos: tuple[StripPhoto, ...]) -> None:
        self.beginResetModel()
        self.shown = photos
        self.endResetModel()

    def photo(self, row: int) -> StripPhoto:
        return self.shown[row]

    def ids(self) -> list[str]:
        return [photo.photo_id for photo in self.shown]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.shown[index.row()].name if index.isValid() and spoken else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:  # noqa: N802
        leaves = Qt.DropAction.CopyAction if self.pack is not None else Qt.DropAction.MoveAction
        return Qt.DropAction.MoveAction | leaves

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        found = QMimeData()
        ids = [self.photo(index.row()).photo_id for index in indexes]
        found.setData(_MIME, QByteArray("\n".join(ids).encode()))
        if self.pack is not None:
            self.pack(found, ids)
        return found


class _Delegate(QStyledItemDelegate):
    def __init__(self, thumbnails: ThumbnailCache, size: QSize, chosen: QItemSelectionModel) -> None:
        super().__init__(chosen)
        self._thumbnails = thumbnails
        self._size = size
        self._chosen = chosen

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._size.grownBy(_RING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Photos):
            return
        room = option.rect.marginsRemoved(_RING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = metrics.CONTROL_RADIUS_PX
        paint_picture(painter, room, model.photo(index.row()).picture, self._thumbnails, radius)
        if self._chosen.isSelected(index):
            paint_chosen(painter, room, strong=True, radius=radius)
        painter.restore()
