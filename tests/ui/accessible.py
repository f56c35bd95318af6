"""Walks widgets as a screen reader would."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def nameless(root: QWidget) -> list[str]:
    """Return every visible widget below `root` that takes the keyboard and says nothing of itself."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _name(widget)
    ]


def small(root: QWidget, least_px: int = 24) -> list[str]:
    """Return every visible widget below `root` that is clicked and smaller than `least_px` in either direction."""
    return [
        f"{type(widget).__name__} {widget.accessibleName()!r} {widget.width()}x{widget.height()}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QAbstractScrollArea)
        and min(widget.width(), widget.height()) < least_px
    ]


def _name(widget: QWidget) -> str:
    if widget.focusProxy() is not None:
        return "its proxy's"
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""
