"""The command palette: everything the seller can do or open, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.base.texts import _
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.entry import Entry, Provider
from studio.ui.widgets.layouts import column

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WIDTH_PX, _HEIGHT_PX, _ROW_PX = 560, 430, 38
_MOST = 12
_LEAST_SCORE = 60.0


def ranked(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that `query` may mean, the best first; all of them where it is empty."""
    if not query.strip():
        return list(entries[:_MOST])
    from rapidfuzz import fuzz, process, utils  # first needed when the palette is

    found = process.extract(
        query,
        [entry.text for entry in entries],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LEAST_SCORE,
        limit=_MOST,
    )
    start = query.casefold()
    best = sorted(found, key=lambda match: (not match[0].casefold().startswith(start), -match[1]))
    return [entries[number] for _text, _score, number in best]


class CommandPalette(QFrame):
    """A field and what it finds: `known` actions and pages, and what every provider has for the words typed."""

    def __init__(self, known: Sequence[Entry], providers: Sequence[Provider], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known = known
        self._providers = providers
        self._found = _Found(self)
        self._field = QLineEdit()
        self._list = QListView()
        self._field.setPlaceholderText(_("Find an action, an item or a person"))
        self._field.setAccessibleName(_("Find anything"))
        self._list.setAccessibleName(_("What was found"))
        self._list.setModel(self._found)
        self._list.setItemDelegate(_Delegate(self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._field.textChanged.connect(self._find)
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        self.setObjectName("popup")
        self.setAccessibleName(_("Find anything"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        whole = column(self._field, self._list)
        whole.setContentsMargins(12, 12, 12, 12)
        self.setLayout(whole)
        self.setFocusProxy(self._field)

    def open_over(self, window: QWidget) -> None:
        """Open over the upper middle of `window`."""
        self._find("")
        corner = QPoint((window.width() - self.width()) // 2, metrics.PAGE_BAR_PX)
        self.move(window.mapToGlobal(corner))
        self.show()
        self._field.setFocus()

    def found(self) -> list[str]:
        """Return the texts of what is listed."""
        return [entry.text for entry in self._found.entries]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows while typing; choose with Enter."""
        count = len(self._found.entries)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and count:
            self._list.setCurrentIndex(self._found.index((self._list.currentIndex().row() + step) % count))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _find(self, query: str) -> None:
        things = [entry for provider in self._providers for entry in provider(query)] if query.strip() else []
        self._found.show([*ranked(query, self._known), *things])
        if self._found.entries:
            self._list.setCurrentIndex(self._found.index(0))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._found.entries):
            chosen = self._found.entries[row]
            self.close()
            chosen.act()


class _Found(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self.entries[index.row()]
        return f"{entry.text} {entry.detail}".strip()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Found):
            return
        entry, colours, room = model.entries[index.row()], tokens.current(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(room, metrics.CONTROL_RADIUS_PX, metrics.CONTROL_RADIUS_PX)
        if entry.icon:
            icons.paint(painter, QRect(room.left() + 10, room.top() + 11, 16, 16), entry.icon, colours.text_soft)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.caption())
        painter.setPen(colours.text_soft)
        painter.drawText(room.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, entry.detail)
        left = room.adjusted(36, 0, -24 - painter.fontMetrics().horizontalAdvance(entry.detail), 0)
        painter.setFont(fonts.font())
        painter.setPen(colours.text)
        text = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, middle, text)
        painter.restore()
