"""What lies still under frames and tools: the ground and the photo, drawn once and then only copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from studio.ui import metrics, tokens
from studio.ui.pages.photos import frame_painting
from studio.ui.pages.photos.sight import Sight

_DIM, _OPAQUE = 185, 255  # over what no frame shows
_ENOUGH = 1.1  # times larger than there are pixels for: nobody sees what is missing
_COARSE = 0.5  # below this, a picture is made smaller once and well, and not at each drawing


class Ground:
    """Keeps what it drew until something about it is different: a brush must not wait for twelve megapixels."""

    def __init__(self) -> None:
        self._drawn: tuple[Any, QPixmap] | None = None
        self._scaled: tuple[Any, QImage] | None = None
        self._full: dict[int, QImage] = {}

    def paint(
        self,
        painter: QPainter,
        view: QWidget,
        sight: Sight | None,
        place: QRectF,
        frames: Mapping[str, QRectF],
    ) -> None:
        """Draw the ground, and the pixels of a photo at `place` with its frames, as far as the painter's clip goes."""
        ratio = view.devicePixelRatioF()
        image = self._picture(sight, place.width() * ratio) if sight is not None else None
        boxes = tuple((shape, frame.getRect()) for shape, frame in frames.items())
        picture = image.cacheKey() if image is not None else 0
        key = (view.size(), ratio, tokens.current().name, picture, place.getRect(), boxes)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._draw(view, sight, image, place, frames))
        part = painter.clipBoundingRect().toAlignedRect() & view.rect()
        source = QRectF(part.left() * ratio, part.top() * ratio, part.width() * ratio, part.height() * ratio)
        painter.drawPixmap(QRectF(part), self._drawn[1], source)

    def keep(self, sight: Sight, image: QImage) -> None:
        """Keep the full size of a sight, and that of one other: before and after."""
        others = [one for one in self._full.items() if one[0] != sight.image.cacheKey()]
        self._full = dict([*others, (sight.image.cacheKey(), image)][-2:])

    def _picture(self, sight: Sight, width_px: float) -> QImage:
        """Return the pixels of a sight, in full size where they are there and shown: it takes long to make small."""
        near = width_px > _ENOUGH * sight.image.width()
        return self._full.get(sight.image.cacheKey(), sight.image) if near else sight.image

    def lacks(self, sight: Sight) -> bool:
        """Return whether the photo has more pixels than there are of it here."""
        return sight.enlarges > _ENOUGH and sight.image.cacheKey() not in self._full

    def _draw(
        self, view: QWidget, sight: Sight | None, image: QImage | None, place: QRectF, frames: Mapping[str, QRectF]
    ) -> QPixmap:
        ratio, room = view.devicePixelRatioF(), QRectF(view.rect())
        pixmap = QPixmap((room.size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(room, metrics.CARD_RADIUS_PX, metrics.CARD_RADIUS_PX)
        painter.fillPath(ground, tokens.current().sunken)
        painter.setClipPath(ground)
        if sight is not None and image is not None:
            for frame in frames.values():
                painter.fillRect(frame, sight.background)
            self._draw_pixels(painter, image, place, ratio)
            frame_painting.dim(painter, room, frames.values(), _OPAQUE if sight.cut_out else _DIM)
            frame_painting.paint_frames(painter, frames, at_right=sight.badge_at_left)
        painter.end()
        return pixmap

    def _draw_pixels(self, painter: QPainter, image: QImage, place: QRectF, ratio: float) -> None:
        size: QSize = (place.size() * ratio).toSize()
        if size.width() >= _COARSE * image.width():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size.width() != image.width())
            painter.drawImage(place, image)
            return
        key = (image.cacheKey(), size)
        if self._scaled is None or self._scaled[0] != key:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = (key, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        painter.drawImage(place, self._scaled[1])
