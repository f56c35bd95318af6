"""SplitCurtain: the photo as it was shot at the left of a line, as it is at the right; the line can be moved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.ui import tokens
from studio.ui.pages.photos import frame_painting
from studio.ui.pages.photos.photo_view import PhotoView

_GRIP_PX = 14.0
_KEY_STEP = 0.02
_EDGE = 0.03


class SplitCurtain(QWidget):
    """Lies over a PhotoView and lets everything through but the line."""

    def __init__(self, view: PhotoView) -> None:
        super().__init__(view)
        self._view = view
        self._share = 0.5
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line = _Line(self)
        self.line.hide()
        self.hide()
        view.installEventFilter(self)

    def draw(self, *, drawn: bool) -> None:
        """Draw the curtain, or take it away."""
        self.setGeometry(self._view.rect())
        self.setVisible(drawn)
        self.line.setVisible(drawn)
        self.raise_()
        self.line.raise_()
        self._place()

    def move_to(self, share: float) -> None:
        """Put the line at a share of the photo's width."""
        self._share = min(max(share, _EDGE), 1 - _EDGE)
        self._place()
        self.update()

    @property
    def share(self) -> float:
        """Where the line is, as a share of the photo's width."""
        return self._share

    def share_at(self, x: float) -> float:
        """Return the share that a place on the view is at."""
        place = self._view.photo_rect()
        return (x - place.left()) / place.width() if place.width() else 0.5

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the view: its size, and where the photo lies in it."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Paint) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what lies left of the line as it was shot, and what each side is."""
        before, place = self._view.before, self._view.photo_rect()
        if before is None or not place.width():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        x = self._x()
        painter.save()
        painter.setClipRect(QRectF(0, 0, x, self.height()))
        painter.drawImage(place, before.image)
        painter.restore()
        painter.setPen(QPen(tokens.current().surface, 2))
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))
        top = max(place.top(), 0) + 10
        for text, side in ((_("Before"), -1), (_("After"), 1)):
            frame_painting.paint_pill(painter, QPointF(x + side * 44, top), text, centred=True)

    def _x(self) -> float:
        place = self._view.photo_rect()
        return place.left() + self._share * place.width()

    def _place(self) -> None:
        place = self._view.photo_rect()
        self.line.setGeometry(QRectF(self._x() - _GRIP_PX, place.top(), 2 * _GRIP_PX, place.height()).toRect())


class _Line(QWidget):
    """What is taken hold of to move the line."""

    def __init__(self, curtain: SplitCurtain) -> None:
        super().__init__(curtain.parentWidget())
        self._curtain = curtain
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Line between before and after"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._curtain.move_to(self._curtain.share_at(self.mapToParent(event.position()).x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -_KEY_STEP, Qt.Key.Key_Right: _KEY_STEP}
        if event.key() in steps:
            self._curtain.move_to(self._curtain.share + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens.current()
        painter.setPen(QPen(colours.accent if self.hasFocus() else colours.control, 2))
        painter.setBrush(colours.surface)
        middle = QPointF(QRect(self.rect()).center()) + QPointF(0.5, 0.5)
        painter.drawEllipse(middle, _GRIP_PX - 2, _GRIP_PX - 2)
        for side in (-1, 1):
            painter.drawLine(middle + QPointF(side * 4, -4), middle + QPointF(side * 7, 0))
            painter.drawLine(middle + QPointF(side * 7, 0), middle + QPointF(side * 4, 4))
