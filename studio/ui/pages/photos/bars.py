"""Where the bars lie that float over the photo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from studio.ui import metrics
from studio.ui.pages.photos.tools.option_bar import OptionBar


def squeeze(bar: QWidget | None, room: QRect) -> None:
    """Let a tool's bar leave out what has no room."""
    if isinstance(bar, OptionBar):
        bar.squeeze(room.width() - 2 * metrics.GRID_PX)


def lay(bar: QWidget | None, room: QRect, *, below: bool) -> None:
    """Lay a bar at the middle of the lower or the upper edge."""
    if bar is not None:
        size = bar.sizeHint()
        top = room.height() - size.height() - metrics.GAP_PX if below else metrics.GAP_PX
        bar.setGeometry(QRect(QPoint((room.width() - size.width()) // 2, top), size))
