"""RowList: a short list of rows with a title, a line below and a state, such as conversations and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.ui import fonts, icons, metrics, tokens
from studio.ui.widgets import badge

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. With a `state` the note is a badge, else small print; `icon` stands before the title."""

    row_id: str
    title: str
    subtitle: str = ""
    note: str = ""
    state: str = ""
    icon: str = ""


class RowList(QListView):
    """Rows of which one is in hand; `big` is for the bench."""

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, metrics.GRID_PX, 0, metrics.GRID_PX)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self, big=big))
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda index: self.opened.emit(self._rows.rows[index.row()].row_id))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the one in hand stays in hand, untold."""
        rows = tuple(rows)
        if rows == self._rows.rows:
            return
        kept = self.current()
        self._rows.show(rows)
        if kept:
            self.blockSignals(True)
            self.set_current(kept)
            self.blockSignals(False)

    def current(self) -> str:
        """Return the id of the row in hand; empty where there is none."""
        row = self.currentIndex().row()
        return self._rows.rows[row].row_id if row >= 0 else ""

    def set_current(self, row_id: str) -> None:
        """Take a row in hand."""
        for number, row in enumerate(self._rows.rows):
            if row.row_id == row_id:
                self.setCurrentIndex(self._rows.index(number))

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(self._rows.rows[current.row()].row_id)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.subtitle, row.note) if part)
        return row.title if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, *, big: bool) -> None:
        super().__init__(parent)
        self._title_px = 15 if big else metrics.BODY_TYPE_PX
        self._height_px = 70 if big else 61

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._height_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Rows):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room: QRect = option.rect.adjusted(10, 1, -10, -1)
        _paint_ground(painter, room, option.state)
        self._paint_row(painter, room.adjusted(14, 10, -14, -10), model.rows[index.row()])
        painter.restore()

    def _paint_row(self, painter: QPainter, room: QRect, row: Row) -> None:
        colours = tokens.current()
        left = room.left()
        if row.icon:
            icons.paint(painter, QRect(left, room.top() + 1, 16, 16), row.icon, colours.text)
            left += 22
        end = room.right()
        if row.state and row.note:
            end = badge.paint(painter, room.right(), room.top() - 1, row.state, row.note)
        elif row.note:
            painter.setFont(fonts.caption())
            painter.setPen(colours.text_soft)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.note)
            end -= painter.fontMetrics().horizontalAdvance(row.note)
        painter.setFont(fonts.strong(self._title_px))
        painter.setPen(colours.text)
        _line(painter, QRect(left, room.top(), end - left - 8, 18), row.title)
        painter.setFont(fonts.font(self._title_px - (1 if self._title_px > metrics.BODY_TYPE_PX else 0)))
        painter.setPen(colours.text_soft)
        _line(painter, QRect(room.left(), room.bottom() - 17, room.width(), 18), row.subtitle)


def _paint_ground(painter: QPainter, room: QRect, state: QStyle.StateFlag) -> None:
    colours = tokens.current()
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(colours.accent if state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent_soft if selected else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room), metrics.CONTROL_RADIUS_PX, metrics.CONTROL_RADIUS_PX)


def _line(painter: QPainter, room: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(" ".join(text[:300].split()), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
