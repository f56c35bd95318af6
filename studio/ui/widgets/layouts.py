"""Rows and columns on the window's grid."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui import metrics

L = TypeVar("L", bound=QBoxLayout)


def row(*widgets: QWidget | None, gap_px: int = metrics.GRID_PX) -> QHBoxLayout:
    """Return a row of `widgets` without margins; None stands for a space that takes what is left."""
    return _filled(QHBoxLayout(), widgets, gap_px)


def column(*widgets: QWidget | None, gap_px: int = metrics.GRID_PX) -> QVBoxLayout:
    """Return a column of `widgets` without margins; None stands for a space that takes what is left."""
    return _filled(QVBoxLayout(), widgets, gap_px)


def fields(*widgets: QWidget, gap_px: int = 10) -> QHBoxLayout:
    """Return fields beside one another: their labels stay in line when one of them has an error below."""
    layout = row(gap_px=gap_px)
    for widget in widgets:
        layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return layout


def clear(layout: QBoxLayout) -> None:
    """Take everything out of `layout` and let it go."""
    while layout.count():
        entry = layout.takeAt(0)
        widget, inner = (entry.widget(), entry.layout()) if entry else (None, None)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)


class ScrollColumn(QScrollArea):
    """A column that scrolls when it is longer than its room."""

    def __init__(self, margin_px: int = metrics.PAGE_MARGIN_PX, gap_px: int = 10) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.column = QVBoxLayout()
        self.column.setSpacing(gap_px)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
        whole.addLayout(self.column)
        whole.addStretch(1)  # takes the room that is left: what is in the column keeps its height
        self.setWidget(inside)

    def add(self, *widgets: QWidget) -> None:
        """Append `widgets`."""
        for widget in widgets:
            self.column.addWidget(widget)

    def clear(self) -> None:
        """Take everything out."""
        clear(self.column)


class InspectorColumn(ScrollColumn):
    """What a page puts into the inspector: a column of fields."""

    def __init__(self) -> None:
        super().__init__(metrics.INSPECTOR_MARGIN_PX)


def _filled(layout: L, widgets: tuple[QWidget | None, ...], gap_px: int) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap_px)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout
