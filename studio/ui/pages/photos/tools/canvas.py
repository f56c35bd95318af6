"""The canvas as tools see it: places on the screen, in the picture shown and in the original, each from the other."""

from __future__ import annotations

from math import hypot
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainterPath

from studio.ui.pages.photos import frame_painting
from studio.ui.pages.photos.sight import Sight
from studio.ui.pages.photos.tools.tool import Point, Session

_SPAN = 0.01  # of the original: so far apart are the points by which lengths are compared


class Surface(Protocol):
    """The widget on which the photo is shown."""

    @property
    def after(self) -> Sight | None:
        """The photo as it is."""
        ...

    @property
    def before(self) -> Sight | None:
        """The photo as it was shot."""
        ...

    def photo_rect(self) -> QRectF:
        """Return where the photo lies."""
        ...

    def rect(self) -> QRect:
        """Return its own room."""
        ...

    def devicePixelRatioF(self) -> float:  # noqa: N802 - Qt's
        """Return how many pixels of the screen make a logical one."""
        ...

    def renew(self, part: QRect | None) -> None:
        """Paint it, or a part of it, again."""
        ...

    def say(self, text: str) -> None:
        """Say something over the photo."""
        ...


class ViewCanvas:
    """A surface with the EditSession that knows where the original lies in its picture."""

    def __init__(self, view: Surface, session: Session) -> None:
        self._view = view
        self._session = session

    def on_screen(self, point: Point) -> QPointF:
        """Return where a point of the original is seen."""
        (x, y), place = self._session.to_view(point), self.photo_rect()
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height())

    def to_original(self, at: QPointF) -> Point:
        """Return which point of the original is seen at a place."""
        place = self.photo_rect()
        if place.isEmpty():
            return (0.0, 0.0)
        return self._session.to_original(
            ((at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height())
        )

    def long_edge_px(self) -> float:
        """Return how long the original's long edge is on the screen, around the middle of what is seen."""
        x, y = self.to_original(self.photo_rect().center())
        here = self.on_screen((x, y))
        right, down = self.on_screen((x + _SPAN, y)) - here, self.on_screen((x, y + _SPAN)) - here
        return max(hypot(right.x(), right.y()), hypot(down.x(), down.y())) / _SPAN

    def photo_rect(self) -> QRectF:
        """Return where the picture lies."""
        return self._view.photo_rect()

    def outline(self) -> QPainterPath:
        """Return the edge of the cut-out on the screen; empty where it is not known."""
        sight = self._view.after
        return frame_painting.outline_path(sight.outline if sight is not None else (), self.photo_rect())

    def picture(self) -> QImage:
        """Return the picture that is shown."""
        sight = self._view.after
        return sight.image if sight is not None else QImage()

    def stroke_count(self) -> int:
        """Return how many strokes of the brush it shows."""
        sight = self._view.after
        return sight.stroke_count if sight is not None else 0

    def as_shot(self) -> QImage:
        """Return the picture without any change of its colours, placed as the one that is shown."""
        sight = self._view.before or self._view.after
        return sight.image if sight is not None else QImage()

    def room(self) -> QRectF:
        """Return the whole canvas."""
        return QRectF(self._view.rect())

    def pixel_ratio(self) -> float:
        """Return how many pixels of the screen make a logical one."""
        return self._view.devicePixelRatioF()

    def renew(self, part: QRectF | None = None) -> None:
        """Paint the canvas, or a part of it, again."""
        self._view.renew(None if part is None else part.toAlignedRect())

    def say(self, text: str) -> None:
        """Say something over the photo."""
        self._view.say(text)
