"""Circles that the seller puts on a photo: spots of lint to be removed, flaws to be shown."""

from __future__ import annotations

from math import hypot
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from studio.base.texts import _, plural
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.tool import Session, Tool, Touch, arrows, rows

LEAST_RADIUS, MOST_RADIUS = 0.002, 0.2
_GROWTH = 1.2
_DRAG_PX = 4.0
_GRIP_PX = 10.0
_REACH = (-0.5, 1.5)

Mark = list[float]


class Marks(Tool):
    """Press to put one, drag to say how large; drag one to move it, choose one and press Del to take it away."""

    param: ClassVar[str] = ""
    most: ClassVar[int] = 100
    click_removes: ClassVar[bool] = False
    radius = 0.01

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chosen: int | None = None
        self._at: QPointF | None = None
        self._pressed: QPointF | None = None
        self._grip: int | None = None
        self._shown: Mark | None = None
        """The mark that is being put or moved, as it is now."""
        self.keys |= arrows(self._nudge)
        self.keys |= {
            "[": lambda: self.resize(1 / _GROWTH),
            "]": lambda: self.resize(_GROWTH),
            "Del": self.remove,
            "Backspace": self.remove,
            "N": self.choose_next,
        }

    def marks(self) -> list[Mark]:
        """Return the marks that the photo has."""
        return rows(self.session.params(self.step), self.param) if self.session.has(self.step) else []

    def put_away(self) -> None:
        """Keep the mark that is being put."""
        self._finish()
        super().put_away()

    # -- the mouse

    def press(self, touch: Touch) -> None:
        """Take hold of a mark, or begin a new one."""
        self._pressed, self._grip = touch.at, self._mark_at(touch.at)
        if self._grip is not None:
            self._choose(self._grip)
            self._shown = self.marks()[self._grip]
        else:
            x, y = self.canvas.to_original(touch.at)
            self._choose(None)
            self._shown = [x, y, self.radius]
        self.canvas.renew()

    def move(self, touch: Touch) -> None:
        """Move the mark, or say how large the new one is."""
        self._at = touch.at
        if self._pressed is not None and self._shown is not None and self._dragged(touch.at):
            if self._grip is not None:
                x, y, radius = self.marks()[self._grip]
                place = self.canvas.on_screen((x, y)) + touch.at - self._pressed
                self._shown = [*self.canvas.to_original(place), radius]
            else:
                way = touch.at - self._pressed
                self._shown[2] = _sized(hypot(way.x(), way.y()) / self.canvas.long_edge_px())
        self.canvas.renew()

    def release(self, touch: Touch) -> None:
        """Keep it; a spot that was only clicked again goes."""
        clicked = self._pressed is not None and not self._dragged(touch.at)
        if clicked and self._grip is not None:
            self._shown = self._pressed = None
            if self.click_removes:
                self.remove()
        self._finish()

    def leave(self) -> None:
        """Show no circle while the mouse is elsewhere."""
        self._at = None
        self.canvas.renew()

    def changed(self) -> None:
        """Let go of a mark that is no longer there."""
        if self.chosen is not None and self.chosen >= len(self.marks()):
            self._choose(None)
        self.told()

    # -- keys and buttons

    def resize(self, factor: float) -> None:
        """Make the chosen mark, else the next ones, larger or smaller."""
        if self.chosen is None:
            self.radius = _sized(self.radius * factor)
        else:
            marks = self.marks()
            marks[self.chosen][2] = _sized(marks[self.chosen][2] * factor)
            self._keep(marks)
        self._renew()

    def remove(self) -> None:
        """Take the chosen mark away."""
        if self.chosen is None:
            return
        marks = self.marks()
        del marks[self.chosen]
        self._choose(None)
        self._keep(marks)

    def choose_next(self) -> None:
        """Choose the next mark."""
        count = len(self.marks())
        self._choose(None if not count else 0 if self.chosen is None else (self.chosen + 1) % count)
        self._renew()

    def _nudge(self, across: int, down: int) -> None:
        if self.chosen is None:
            return
        marks = self.marks()
        x, y, radius = marks[self.chosen]
        marks[self.chosen] = [*self.canvas.to_original(self.canvas.on_screen((x, y)) + QPointF(across, down)), radius]
        self._keep(marks)

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Draw a ring around every mark, and one where the next would be."""
        marks = self.marks()
        if self._shown is not None and self._grip is not None:
            marks[self._grip] = self._shown
        elif self._shown is not None:
            marks.append(self._shown)
        for place, mark in enumerate(marks):
            self._paint_mark(painter, place, mark)
        if self._at is not None and self._pressed is None and self._mark_at(self._at) is None:
            overlay.ring(painter, self._at, self.radius * self.canvas.long_edge_px(), dashed=True)

    def _paint_mark(self, painter: QPainter, place: int, mark: Mark) -> None:
        middle, radius = self.place_of(mark)
        overlay.ring(painter, middle, radius, chosen=place == self.chosen or mark is self._shown)

    def place_of(self, mark: Mark) -> tuple[QPointF, float]:
        """Return where a mark is seen, and its radius there."""
        x, y, radius = mark
        return self.canvas.on_screen((x, y)), radius * self.canvas.long_edge_px()

    # -- parts

    def counted(self) -> str:
        """Return how many marks there are, in words."""
        return plural("{n} mark", "{n} marks", len(self.marks()))

    def _mark_at(self, at: QPointF) -> int | None:
        """Return the smallest mark at a place."""
        found: list[tuple[float, int]] = []
        for place, mark in enumerate(self.marks()):
            middle, radius = self.place_of(mark)
            way = at - middle
            if hypot(way.x(), way.y()) <= max(radius, _GRIP_PX):
                found.append((radius, place))
        return min(found)[1] if found else None

    def _dragged(self, at: QPointF) -> bool:
        way = at - self._pressed if self._pressed is not None else QPointF()
        return hypot(way.x(), way.y()) > _DRAG_PX

    def _finish(self) -> None:
        shown, grip = self._shown, self._grip
        self._shown = self._pressed = self._grip = None
        if shown is None:
            return
        marks = self.marks()
        if grip is not None:
            if marks[grip] != _rounded(shown):
                marks[grip] = shown
                self._keep(marks)
        elif self._in_picture(shown):
            if len(marks) >= self.most:
                self.canvas.say(_("There are {n} already, and there is no room for more.").format(n=self.most))
                return
            self._choose(None if self.click_removes else len(marks))
            self._keep([*marks, shown])
        self._renew()

    def _in_picture(self, mark: Mark) -> bool:
        middle, radius = self.place_of(mark)
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        return self.canvas.photo_rect().intersects(box)

    def _keep(self, marks: list[Mark]) -> None:
        kept = [_rounded(mark) for mark in marks]
        if kept:
            self.session.set_params(self.step, {**self.session.params(self.step), self.param: kept}, apart=True)
        else:
            self.session.remove(self.step)
        self._renew()

    def _choose(self, place: int | None) -> None:
        self.chosen = place
        self.told()

    def told(self) -> None:
        """Show in the bar which mark is chosen, and how many there are."""

    def _renew(self) -> None:
        self.told()
        if self.in_hand:
            self.canvas.renew()


def _sized(radius: float) -> float:
    return min(max(radius, LEAST_RADIUS), MOST_RADIUS)


def _rounded(mark: Mark) -> Mark:
    low, high = _REACH
    x, y, radius = mark
    return [round(min(max(x, low), high), 5), round(min(max(y, low), high), 5), round(radius, 5)]
