"""The sheet of keyboard shortcuts, from the same table as the menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.actions import Action, keys_of
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import ScrollColumn, column

_WIDTH_PX, _HEIGHT_PX, _KEYS_PX = 520, 620, 170


class ShortcutSheet(QDialog):
    """Every action that has a key, by where it works; Escape closes."""

    def __init__(self, sections: Mapping[str, Sequence[Action]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._list = ScrollColumn(metrics.PAGE_MARGIN_PX, metrics.GRID_PX)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list.setAccessibleName(_("Keyboard shortcuts"))
        self.setLayout(column(self._list))
        for title, actions in sections.items():
            with_keys = [action for action in actions if action.shortcut]
            if with_keys:
                self._list.add(PlainLabel(title, style="heading"))
                self._list.column.addLayout(_table(with_keys))
                self._list.column.addSpacing(metrics.GRID_PX)


def _table(actions: Sequence[Action]) -> QGridLayout:
    table = QGridLayout()
    table.setVerticalSpacing(metrics.GRID_PX)
    table.setColumnStretch(0, 1)
    table.setColumnMinimumWidth(1, _KEYS_PX)  # keys stand below one another, in every section
    for number, action in enumerate(actions):
        keys = [one.toString(QKeySequence.SequenceFormat.NativeText) for one in keys_of(action)]
        table.addWidget(PlainLabel(action.text.rstrip("…")), number, 0)
        table.addWidget(PlainLabel(_(" or ").join(keys), style="soft"), number, 1)
    return table
