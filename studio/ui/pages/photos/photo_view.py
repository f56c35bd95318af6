"""PhotoView: one photo, large, with the frames that marketplaces will see of it, or a tool at work on it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.pages.photos import bars, frame_painting
from studio.ui.pages.photos.photo_ground import Ground
from studio.ui.pages.photos.sight import Frame, placed
from studio.ui.pages.photos.sight import Sight as Sight
from studio.ui.pages.photos.tools.canvas import ViewCanvas
from studio.ui.pages.photos.tools.tool import BEFORE, NOTHING, Tool, Touch

_MARGIN_PX = 28
_BAR_PX = metrics.CONTROL_HEIGHT_PX + 2 * metrics.GAP_PX
_LEAST_ZOOM, _MOST_ZOOM = 0.05, 8.0
_BLURRED = 1.1  # enlarged by more than this, pixels are missed
_WHEEL_STEP = 120 / 0.18  # an eighth of a degree; one notch is 18 %
KEY_ZOOM = 1.25


class PhotoView(QWidget):
    """Fits the photo into its room or shows it at any zoom, to be moved with the mouse.

    `tool_changed` tells the tool in hand, `detail_wanted` that a Sight is looked at from nearer than it has pixels for.
    """

    tool_changed = Signal(object)
    detail_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after: Sight | None = None
        self._before: Sight | None = None
        self._bar: QWidget | None = None
        self._options: QWidget | None = None
        self._says = ""
        self._hidden: frozenset[str] = frozenset()
        self._ground = Ground()
        self._pan = QPointF()
        self._zoom = 1.0
        self._grip: QPointF | None = None
        self._space = False
        self._tool: Tool | None = None
        self._outlined: bool | None = None
        self.whole = True
        """Whether it is fitted into its room."""
        self.shows_before = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 240)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Photo"))

    # -- what is shown

    def show_photo(self, after: Sight | None) -> None:
        """Show a photo as it is."""
        self._after = after
        self._moved()

    def keep_before(self, before: Sight | None) -> None:
        """Have the photo as it was shot ready."""
        self._before = before
        self._moved()

    def show_detail(self, sight: Sight, image: QImage) -> None:
        """Have a sight in full size ready, as long as it is looked at."""
        self._ground.keep(sight, image)
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
        self._moved()

    def show_before(self, *, before: bool) -> None:
        """Show the photo as it was shot, or as it is."""
        self.shows_before = before
        self._moved()

    def show_outline(self, *, outlined: bool | None) -> None:
        """Show the edge of the cut-out over the photo, or hide it; None shows that of a doubtful one."""
        self._outlined = outlined
        self.update()

    @property
    def outlined(self) -> bool:
        """Whether the edge of the cut-out is seen."""
        sight = self.sight
        if sight is None or self.shows_before:
            return False
        return sight.doubtful if self._outlined is None else self._outlined

    @property
    def sight(self) -> Sight | None:
        """What is looked at now."""
        wanted = self._tool.backdrop == BEFORE if self._tool is not None else self.shows_before
        return self._before if wanted and self._before is not None else self._after

    @property
    def after(self) -> Sight | None:
        """The photo as it is."""
        return self._after

    @property
    def before(self) -> Sight | None:
        """The photo as it was shot, where that is known."""
        return self._before

    # -- the tool in hand

    @property
    def tool(self) -> Tool | None:
        """The tool in hand."""
        return self._tool

    def use(self, tool: Tool | None) -> None:
        """Take a tool in hand instead of the one that is there; None takes none."""
        old, self._tool = self._tool, None
        if old is not None:
            old.finished.disconnect(self._put_away)
            old.put_away()
        if self._options is not None:
            self._options.hide()
            self._options.setParent(None)
        self._options = tool.options() if tool is not None else None
        self._tool = tool
        if tool is not None:
            tool.finished.connect(self._put_away)
            self.say("")
            tool.take(ViewCanvas(self, tool.session))
            self.setFocus()
        if self._options is not None:
            self._options.setParent(self)
            bars.squeeze(self._options, self.rect())
            bars.lay(self._options, self.rect(), below=False)
            self._options.show()
        self.setAccessibleDescription(tool.title if tool is not None else "")
        self._point()
        self._moved()
        self.tool_changed.emit(tool)

    def _put_away(self) -> None:
        self.use(None)

    # -- where it is shown

    def fit(self, *, whole: bool) -> None:
        """Fit the photo into its room, or show it pixel by pixel."""
        self.whole = whole
        self._zoom = self.sight.enlarges if self.sight is not None else 1.0
        self._pan = QPointF()
        self._moved()

    @property
    def zoom(self) -> float:
        """How many pixels of the screen one of the picture has."""
        sight, place = self.sight, self.photo_rect()
        return place.width() * self.devicePixelRatioF() / sight.image.width() if sight is not None else 1.0

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Show it larger or smaller; what is at a place (else in the middle) stays there."""
        if self.sight is None:
            return
        at = at or QPointF(self.rect().center())
        before = self.photo_rect()
        zoom = min(max(self.zoom * factor, _LEAST_ZOOM), _MOST_ZOOM * self.sight.enlarges)
        self.whole, self._zoom = False, zoom
        after = self.photo_rect()
        grown = (at - before.topLeft()) * (after.width() / before.width())
        self._move(at - after.topLeft() - grown)

    def photo_rect(self) -> QRectF:
        """Return where the whole photo lies."""
        sight = self.sight
        if sight is None:
            return QRectF()
        scene = _scene(sight, _frames(sight, self._tool, self._hidden))
        room = QRectF(self.rect())
        scale = self._zoom / self.devicePixelRatioF()
        if self.whole:
            over = self._options.sizeHint().height() + metrics.GAP_PX if self._options is not None else 0
            room.adjust(_MARGIN_PX, _MARGIN_PX + over, -_MARGIN_PX, -_BAR_PX)
            scale = min(room.width() / scene.width(), room.height() / scene.height(), 1.0)
        corner = room.center() - scene.center() * scale + self._pan
        return QRectF(corner.x(), corner.y(), sight.image.width() * scale, sight.image.height() * scale)

    def _move(self, by: QPointF) -> None:
        reach = self.photo_rect().size() / 2
        self._pan += by
        self._pan.setX(min(max(self._pan.x(), -reach.width()), reach.width()))
        self._pan.setY(min(max(self._pan.y(), -reach.height()), reach.height()))
        self._moved()

    def _moved(self) -> None:
        if self._tool is not None:
            self._tool.changed()
        self.update()

    def renew(self, part: QRect | None) -> None:
        """Paint it, or a part of it, again."""
        self.update(part) if part is not None else self.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, photo and frames, or the tool at work, and words."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        sight, place = self.sight, self.photo_rect()
        bare = self._tool is not None and self._tool.backdrop == NOTHING
        frames = (
            {shape: placed(frame, place) for shape, frame in _frames(sight, self._tool, self._hidden).items()}
            if sight
            else {}
        )
        self._ground.paint(painter, self, None if bare else sight, place, frames)
        if sight is not None and not self.whole and self.zoom > _BLURRED and self._ground.lacks(sight):
            self.detail_wanted.emit(sight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tool is not None and sight is not None:
            self._tool.paint(painter)
        elif self.outlined and sight is not None:
            frame_painting.paint_outline(painter, sight.outline, place)
        says = self._says or (_("As it was shot") if self.shows_before and self._tool is None else "")
        if says:
            top = 14 if self._options is None else self._options.geometry().bottom() + metrics.GRID_PX
            frame_painting.paint_pill(painter, QPointF(self.width() / 2, top), says, centred=True)

    # -- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo, or begin with the tool; the middle button and Space always take hold."""
        left = event.button() == Qt.MouseButton.LeftButton
        if self._tool is not None and left and not self._space:
            self._tool.press(_touch(event))
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._grip = event.position()
            self._point()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is larger than its room, or the tool."""
        if self._grip is not None:
            if not self.whole:
                self._move(event.position() - self._grip)
            self._grip = event.position()
        elif self._tool is not None:
            self._tool.move(_touch(event))
            self._point()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._grip is not None:
            self._grip = None
            self._point()
        elif self._tool is not None and event.button() == Qt.MouseButton.LeftButton:
            self._tool.release(_touch(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse pixel by pixel, or the whole; to a tool it is another press."""
        if self._tool is not None:
            self.mousePressEvent(event)
        elif self.whole:
            self.zoom_by(self.sight.enlarges / self.zoom if self.sight is not None else 1.0, event.position())
        else:
            self.fit(whole=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll what is larger than its room; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 + event.angleDelta().y() / _WHEEL_STEP, event.position())
        elif not self.whole:
            self._move(QPointF(event.angleDelta()) / 2)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell the tool that the mouse is elsewhere."""
        if self._tool is not None:
            self._tool.leave()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the tool away: what is half drawn is kept."""
        if not event.spontaneous():
            self.use(None)
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        """Zoom by two fingers; let the tool have its keys before the window's shortcuts."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_for(event, self._tool):
            event.accept()
            return True
        if event.type() == QEvent.Type.LayoutRequest:  # a bar wants another size
            bars.lay(self._bar, self.rect(), below=True)
            bars.lay(self._options, self.rect(), below=False)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give keys to the tool; Space takes hold of the photo while it is held."""
        if self._tool is not None and event.key() == Qt.Key.Key_Space:
            self._space = True
            self._point()
        elif self._tool is None or not self._tool.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the photo."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._point()
        super().keyReleaseEvent(event)

    def _point(self) -> None:
        """Let the mouse look like what it does here."""
        if self._grip is not None and not self.whole:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._tool is not None and not self._space:
            self.setCursor(self._tool.cursor())
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor if self.whole else Qt.CursorShape.OpenHandCursor)

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bars where they belong."""
        super().resizeEvent(event)
        bars.squeeze(self._options, self.rect())
        bars.lay(self._bar, self.rect(), below=True)
        bars.lay(self._options, self.rect(), below=False)
        self._moved()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 700)


def _frames(sight: Sight, tool: Tool | None, hidden: frozenset[str]) -> dict[str, Frame]:
    """Return the frames that are seen; a tool has the picture for itself."""
    return {shape: frame for shape, frame in sight.frames.items() if tool is None and shape not in hidden}


def _is_for(event: QKeyEvent, tool: Tool | None) -> bool:
    return tool is not None and (tool.wants(event) or event.key() == Qt.Key.Key_Space)


def _touch(event: QMouseEvent) -> Touch:
    held = event.modifiers()
    return Touch(
        at=event.position(),
        shift=bool(held & Qt.KeyboardModifier.ShiftModifier),
        alt=bool(held & Qt.KeyboardModifier.AltModifier),
        down=bool(event.buttons() & Qt.MouseButton.LeftButton),
    )


def _scene(sight: Sight, frames: Mapping[str, Frame]) -> QRectF:
    """Return the photo and what its frames show beyond its edges, in its pixels."""
    photo = QRectF(QPointF(), QPointF(QPoint(sight.image.width(), sight.image.height())))
    scene = QRectF(photo)
    for frame in frames.values():
        scene = scene.united(placed(frame, photo))
    return scene
