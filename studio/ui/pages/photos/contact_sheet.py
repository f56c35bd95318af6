"""ContactSheet: every photo, in trays by piece. Only what is seen is painted: thousands are as quick as ten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QItemSelectionModel, QMimeData, QPoint, QRect, Qt, Signal
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
)
from PySide6.QtWidgets import QAbstractItemView, QWidget
from shiboken6 import isValid

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.ui import metrics
from studio.ui.pages.photos import sheet_painting
from studio.ui.pages.photos.carrier import Carrier
from studio.ui.pages.photos.sheet_layout import SheetLayout
from studio.ui.pages.photos.sheet_model import Group, SheetModel
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import paint_chosen
from studio.ui.widgets.placed_list import PlacedList

_Flag = QItemSelectionModel.SelectionFlag
MIME = "application/x-closet-studio-photos"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ContactSheet(PlacedList):
    """Pictures in trays. `dropped` and `pushed` ask for another order."""

    dropped = Signal(list, int, int)
    """Photo ids, the number of the group, and before which of its pictures."""
    pushed = Signal(int)
    """The chosen pictures one place on (1) or back (-1) in their group."""
    pushed_over = Signal(int)
    """The chosen pictures into the next (1) or the previous (-1) group."""

    def __init__(self, model: SheetModel, thumbnails: ThumbnailCache, parent: QWidget | None = None) -> None:
        self._sheet = model
        self._thumbnails = thumbnails
        self._laid_out = SheetLayout((), 0)
        self._laid_groups: Sequence[Group] = ()
        self._sight: tuple[str, int] = ("", 0)
        self._aim: tuple[int, int] | None = None
        self.carrier: Carrier | None = None
        super().__init__(model, _("Contact sheet"), parent)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        model.regrouped.connect(self._lay_out_anew)
        thumbnails.arrived.connect(lambda _key: self.seen.update())

    def chosen_ids(self) -> list[PhotoId]:
        """Return the ids of the chosen photos, in the order shown."""
        return [PhotoId(one) for one in self.selected_ids()]

    def stand_on(self, row: int) -> None:
        """Choose the picture in `row` alone, and bring it into sight."""
        index = self._sheet.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    @property
    def placement(self) -> SheetLayout:
        """Return where the pictures lie now."""
        width, groups = self.seen.width(), self._sheet.groups
        if self._laid_out.width != width or self._laid_groups is not groups:
            self._laid_out = SheetLayout([len(group.photo_ids) for group in groups], width)
            self._laid_groups = groups
        return self._laid_out

    # -- keyboard, mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Push with Alt and an arrow; everything else is the list's."""
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            (self.pushed if sideways else self.pushed_over).emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the whole tray by its words; drag only what lies under the mouse."""
        point = event.position().toPoint()
        number = self.placement.tray_at(self.content(point))
        header = self.placement.trays[number].header if number is not None else QRect()
        if number is not None and header.contains(self.content(point)):
            more = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            rows = self.placement.trays[number].numbers
            self.select_rows(rows, _Flag.Select if more else _Flag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(self._sheet.index(rows[0], 0), _Flag.NoUpdate)
            return
        self.setDragEnabled(self.indexAt(point).isValid())
        super().mousePressEvent(event)
        if self.carrier is not None and self.indexAt(point).isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.carrier.prepare(self.chosen_ids())

    # -- drag and drop

    def startDrag(self, _supported: Qt.DropAction) -> None:  # noqa: N802
        """Drag the chosen pictures to another place, into another tray, or as files out of the window."""
        ids = self.chosen_ids()
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
        self._set_aim(self._place_at(event.position().toPoint()))
        event.setAccepted(self._aim is not None and event.mimeData().hasFormat(MIME))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Aim at nothing."""
        super().dragLeaveEvent(event)
        self._set_aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the pictures to be put here."""
        aim = self._place_at(event.position().toPoint())
        self._set_aim(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if aim is not None and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.dropped.emit(ids_in(event.mimeData()), *aim)

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        return self.placement.place_at(self.content(point)) if self._sheet.arranged else None

    def _set_aim(self, aim: tuple[int, int] | None) -> None:
        if aim != self._aim:
            self._aim = aim
            self.seen.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trays that the event touches."""
        painter = QPainter(self.seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self.verticalOffset()
        painter.translate(0, -offset)
        seen = event.rect().translated(0, offset)
        for number in self.placement.trays_in(seen):
            self._paint_tray(painter, number, seen)

    def _paint_tray(self, painter: QPainter, number: int, seen: QRect) -> None:
        tray, aimed = self.placement.trays[number], self._aim is not None and self._aim[0] == number
        title, caption = self._sheet.words_of_group(number)
        group = self._sheet.groups[number]
        loose = group.item_id is None and not group.alike
        sheet_painting.paint_tray(painter, tray, title, caption, loose=loose, aimed=aimed)
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

    # -- the selection and what is in sight outlive other rows

    def keep(self) -> None:
        """Remember what is chosen and which picture is at the top of what is seen."""
        super().keep()
        self._sight = ("", 0)
        offset, placement = self.verticalOffset(), self._laid_out  # as it was: the groups are new already
        for row in placement.numbers_in(QRect(0, offset, self.seen.width(), self.seen.height())) if offset else ():
            rect = placement.rect_of(row)
            if rect.bottom() >= offset and row < len(self._sheet.ids):
                self._sight = (self._sheet.id_at(row), rect.top() - offset)
                return

    def restore(self) -> None:
        """Choose again what is still there, and bring it back to where it was seen: photos may have come before it."""
        super().restore()
        row = self._sheet.row_of(self._sight[0]) if self._sight[0] else None
        if row is not None and row < self.placement.count:
            self.updateGeometries()
            self.verticalScrollBar().setValue(self.placement.rect_of(row).top() - self._sight[1])

    def _lay_out_anew(self) -> None:
        self.updateGeometries()
        self.seen.update()


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
