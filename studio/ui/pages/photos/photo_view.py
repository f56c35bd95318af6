"""PhotoView: one photo, large, with the frames that marketplaces will see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui import metrics, tokens
from studio.ui.pages.photos import frame_painting

_MARGIN_PX = 28
_BAR_PX = metrics.CONTROL_HEIGHT_PX + 2 * metrics.GAP_PX
_DIM, _OPAQUE = 185, 255  # over what no frame shows

Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sight:
    """A photo as it is looked at: its pixels, its frames relative to them, and what lies beyond its edges."""

    image: QImage
    frames: Mapping[str, Frame]
    background: QColor
    cut_out: bool
    """Whether there is nothing but background where no frame is."""


class PhotoView(QWidget):
    """Fits the photo into its room or shows it pixel by pixel, to be moved with the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after: Sight | None = None
        self._before: Sight | None = None
        self._bar: QWidget | None = None
        self._says = ""
        self._hidden: frozenset[str] = frozenset()
        self._scaled: tuple[int, QSize, QImage] | None = None
        self._pan = QPointF()
        self._grip = QPointF()
        self.whole = True
        """Whether it is fitted into its room."""
        self.shows_before = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 240)
        self.setAccessibleName(_("Photo"))

    def show_photo(self, after: Sight | None) -> None:
        """Show a photo as it is."""
        self._after = after
        self._scaled = None
        self.update()

    def keep_before(self, before: Sight | None) -> None:
        """Have the photo as it was shot ready."""
        self._before = before
        self.update()

    def set_bar(self, bar: QWidget) -> None:
        """Let `bar` lie over the lower edge."""
        self._bar = bar
        bar.setParent(self)

    def say(self, text: str) -> None:
        """Say something over the photo, such as that it is being developed."""
        self._says = text
        self.update()

    def hide_frames(self, shapes: frozenset[str]) -> None:
        """Leave the frames of these shapes away."""
        self._hidden = shapes
        self.update()

    def show_before(self, *, before: bool) -> None:
        """Show the photo as it was shot, or as it is."""
        self.shows_before = before
        self.update()

    def compare(self) -> None:
        """Show the other of the two."""
        self.show_before(before=not self.shows_before)

    def fit(self, *, whole: bool) -> None:
        """Fit the photo into its room, or show it pixel by pixel."""
        self.whole = whole
        self._pan = QPointF()
        self.update()

    @property
    def sight(self) -> Sight | None:
        """What is looked at now."""
        return self._before if self.shows_before and self._before is not None else self._after

    def photo_rect(self) -> QRectF:
        """Return where the whole photo lies."""
        sight = self.sight
        if sight is None:
            return QRectF()
        scene = _scene(sight, self._hidden)
        if self.whole:
            room = QRectF(self.rect()).adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_BAR_PX)
            scale = min(room.width() / scene.width(), room.height() / scene.height(), 1.0)
        else:
            room, scale = QRectF(self.rect()), 1 / self.devicePixelRatioF()
        corner = room.center() - scene.center() * scale + self._pan
        return QRectF(corner.x(), corner.y(), sight.image.width() * scale, sight.image.height() * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, photo, frames and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), metrics.CARD_RADIUS_PX, metrics.CARD_RADIUS_PX)
        painter.fillPath(ground, tokens.current().sunken)
        painter.setClipPath(ground)
        sight, place = self.sight, self.photo_rect()
        if sight is not None:
            frames = {
                shape: _placed(frame, place) for shape, frame in sight.frames.items() if shape not in self._hidden
            }
            for frame in frames.values():
                painter.fillRect(frame, sight.background)
            self._paint_pixels(painter, sight, place)
            frame_painting.dim(painter, QRectF(self.rect()), frames.values(), _OPAQUE if sight.cut_out else _DIM)
            frame_painting.paint_frames(painter, frames)
        says = self._says or (_("As it was shot") if self.shows_before else "")
        if says:
            frame_painting.paint_pill(painter, QPointF(self.width() / 2, 14), says, centred=True)

    def _paint_pixels(self, painter: QPainter, sight: Sight, place: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        size = (place.size() * ratio).toSize()
        if size.width() >= sight.image.width():
            painter.drawImage(place, sight.image)
            return
        key = sight.image.cacheKey()
        if self._scaled is None or self._scaled[:2] != (key, size):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = (key, size, sight.image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        painter.drawImage(place, self._scaled[2])

    # -- moving about

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is larger than its room."""
        if not self.whole and event.buttons() & Qt.MouseButton.LeftButton:
            self._move(event.position() - self._grip)
            self._grip = event.position()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse pixel by pixel, or the whole."""
        before = self.photo_rect()
        self.fit(whole=not self.whole)
        after = self.photo_rect()
        if not self.whole and before.width():
            at = (event.position() - before.topLeft()) * (after.width() / before.width())
            self._move(event.position() - after.topLeft() - at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll what is larger than its room."""
        if not self.whole:
            self._move(QPointF(event.angleDelta()) / 2)

    def _move(self, by: QPointF) -> None:
        reach = self.photo_rect().size() / 2
        self._pan += by
        self._pan.setX(min(max(self._pan.x(), -reach.width()), reach.width()))
        self._pan.setY(min(max(self._pan.y(), -reach.height()), reach.height()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the middle of the lower edge."""
        super().resizeEvent(event)
        if self._bar is not None:
            size = self._bar.sizeHint()
            corner = QPoint((self.width() - size.width()) // 2, self.height() - size.height() - metrics.GAP_PX)
            self._bar.setGeometry(QRect(corner, size))

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 700)


def _scene(sight: Sight, hidden: frozenset[str]) -> QRectF:
    """Return the photo and what its frames show beyond its edges, in its pixels."""
    photo = QRectF(QPointF(), QPointF(QPoint(sight.image.width(), sight.image.height())))
    scene = QRectF(photo)
    for shape, frame in sight.frames.items():
        if shape not in hidden:
            scene = scene.united(_placed(frame, photo))
    return scene


def _placed(frame: Frame, photo: QRectF) -> QRectF:
    left, top, right, bottom = frame
    corner = QPointF(photo.left() + left * photo.width(), photo.top() + top * photo.height())
    return QRectF(corner, QPointF(photo.left() + right * photo.width(), photo.top() + bottom * photo.height()))
