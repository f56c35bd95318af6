"""Perspective: four corners of what is a rectangle in truth, pulled to where they are in the photo."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from studio.base.texts import _
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.option_bar import OptionBar
from studio.ui.pages.photos.tools.tool import Session, Tool, Touch, arrows
from studio.ui.widgets import PlainLabel

WHOLE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
_START = [[0.12, 0.12], [0.88, 0.12], [0.88, 0.88], [0.12, 0.88]]
_GRIP_PX = 18.0
_LEAST_TURN = 0.012
_REACH = (-0.5, 1.5)
_GRID = 3


class Perspective(Tool):
    """Corners go clockwise from the top left; nothing is kept before Enter."""

    step = "perspective"
    title = _("Perspective")
    left_out = frozenset({"perspective", "crop"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        there = session.has(self.step)
        self.corners = [list(one) for one in session.params(self.step)["corners"]] if there else _copy(_START)
        self.chosen = 0
        self._held = False
        self._bar = OptionBar(self.title, act=_("Straighten"), tip=_("Keep these corners (Enter)"))
        self._bar.add(PlainLabel(_("Drag the corners to those of the table, a door or a poster"), style="soft"))
        self._bar.add_button(_("Reset"), self.reset, tip=_("Leave the perspective as it was shot"))
        self._bar.add_button(_("Cancel"), self.finished.emit, tip=_("Leave the photo as it was (Esc)"))
        self._bar.done.connect(self.accept)
        self.keys |= {"Return": self.accept, "Enter": self.accept, "N": self._choose_next}
        self.keys |= arrows(self._nudge)

    def options(self) -> OptionBar:
        """Return the bar."""
        return self._bar

    def accept(self) -> None:
        """Keep the corners, and put the tool away."""
        if self.corners == WHOLE:
            self.reset()
            return
        self.session.set_params(
            self.step, {"corners": [[round(x, 5), round(y, 5)] for x, y in self.corners]}, apart=True
        )
        self.finished.emit()

    def reset(self) -> None:
        """Leave the perspective as it was shot."""
        if self.session.has(self.step):
            self.session.remove(self.step)
        self.finished.emit()

    # -- the mouse and keys

    def press(self, touch: Touch) -> None:
        """Take hold of the nearest corner within reach."""
        far = [hypot(spot.x() - touch.at.x(), spot.y() - touch.at.y()) for spot in self._spots()]
        nearest = far.index(min(far))
        self._held = far[nearest] <= _GRIP_PX
        if self._held:
            self.chosen = nearest
        self.canvas.renew()

    def move(self, touch: Touch) -> None:
        """Move it."""
        if self._held and touch.down:
            self._set(self.chosen, touch.at)
        self.canvas.renew()

    def release(self, touch: Touch) -> None:
        """Let go of it."""
        self._held = False
        self.canvas.renew()

    def _choose_next(self) -> None:
        self.chosen = (self.chosen + 1) % len(self.corners)
        self.canvas.renew()

    def _nudge(self, across: int, down: int) -> None:
        self._set(self.chosen, self._spots()[self.chosen] + QPointF(across, down))
        self.canvas.renew()

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Draw the quadrangle with its grid and corners, and what is under the one that is held, larger."""
        spots = self._spots()
        shape = QPainterPath()
        shape.addPolygon(QPolygonF(spots))
        shape.closeSubpath()
        photo = QPainterPath()
        photo.addRect(self.canvas.photo_rect())
        overlay.shade(painter, photo, shape)
        top_left, top_right, bottom_right, bottom_left = spots
        for number in range(1, _GRID):
            share = number / _GRID
            overlay.line(painter, _between(top_left, top_right, share), _between(bottom_left, bottom_right, share))
            overlay.line(painter, _between(top_left, bottom_left, share), _between(top_right, bottom_right, share))
        overlay.two_tone(painter, shape)
        for place, spot in enumerate(spots):
            overlay.handle(painter, spot, chosen=place == self.chosen, round_=True)
        if self._held:
            picture, place_rect = self.canvas.picture(), self.canvas.photo_rect()
            overlay.magnifier(painter, spots[self.chosen], picture, place_rect, self.canvas.room())

    # -- parts

    def _spots(self) -> list[QPointF]:
        return [self.canvas.on_screen((x, y)) for x, y in self.corners]

    def _set(self, place: int, at: QPointF) -> None:
        """Put a corner somewhere, unless the four would not be a quadrangle any more."""
        low, high = _REACH
        corners = _copy(self.corners)
        corners[place] = [min(max(part, low), high) for part in self.canvas.to_original(at)]
        if _convex(corners):
            self.corners = corners


def _convex(corners: list[list[float]]) -> bool:
    edges = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise([*corners, *corners[:1]])]
    return all(x1 * y2 - y1 * x2 > _LEAST_TURN for (x1, y1), (x2, y2) in pairwise([*edges, *edges[:1]]))


def _between(start: QPointF, end: QPointF, share: float) -> QPointF:
    return start + (end - start) * share


def _copy(corners: list[list[float]]) -> list[list[float]]:
    return [list(one) for one in corners]
