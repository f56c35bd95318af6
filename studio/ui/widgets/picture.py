"""Picture: one rounded photo out of the thumbnail cache."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui import metrics
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import paint_picture


class Picture(QWidget):
    """A picture of one size; `name` is read aloud."""

    def __init__(
        self,
        thumbnails: ThumbnailCache,
        width_px: int,
        height_px: int,
        *,
        radius_px: int = metrics.CONTROL_RADIUS_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._radius_px = radius_px
        self._key = ""
        self.setFixedSize(width_px, height_px)
        thumbnails.arrived.connect(self._arrived)

    def set_picture(self, key: str, name: str) -> None:
        """Show picture `key`."""
        self._key = key
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(painter, self.rect(), self._key, self._thumbnails, self._radius_px)

    def _arrived(self, key: str) -> None:
        if key == self._key:
            self.update()
