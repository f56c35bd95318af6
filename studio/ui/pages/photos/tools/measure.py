"""The measuring tape: lines over the photo that say how long something is."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from studio.base.texts import _
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.measure_bar import MeasureBar
from studio.ui.pages.photos.tools.tool import Session, Tool, Touch, arrows, rows

MOST_LINES = 20
_GRIP_PX = 11.0
_SHORTEST_PX = 12.0
_TICK_PX = 7.0
_REACH = (-0.5, 1.5)


class Measure(Tool):
    """Drag to draw a line, drag an end to move it; Shift keeps it level or upright."""

    step = "measure"
    title = _("Measure")
    left_out = frozenset({"measure"})

    def __init__(self, session: Session, unit: str = "in") -> None:
        super().__init__(session)
        self.chosen: int | None = None
        self._grip: tuple[int, int] | None = None
        self._line: tuple[QPointF, QPointF] | None = None
        """The line that is being drawn or whose end is being moved, on the screen."""
        self._bar = MeasureBar(unit)
        self._bar.done.connect(self.finished)
        self._bar.said.connect(self._label)
        self._bar.removed.connect(self.remove)
        self.keys |= {"Del": self.remove, "Backspace": self.remove, "N": self.choose_next}
        self.keys |= arrows(self._nudge)

    def options(self) -> MeasureBar:
        """Return the bar in which the length is said."""
        return self._bar

    def lines(self) -> list[list[float]]:
        """Return the lines that the photo has."""
        return rows(self.session.params(self.step), "lines") if self.session.has(self.step) else []

    def labels(self) -> list[str]:
        """Return what stands at the lines."""
        said = list(self.session.params(self.step).get("labels") or ()) if self.session.has(self.step) else []
        return [*said, *[""] * len(self.lines())][: len(self.lines())]

    def put_away(self) -> None:
        """Keep the line that is being drawn."""
        self._finish()
        super().put_away()

    def changed(self) -> None:
        """Let go of a line that is no longer there."""
        if self.chosen is not None and self.chosen >= len(self.lines()):
            self._choose(None)

    # -- the mouse

    def press(self, touch: Touch) -> None:
        """Take hold of an end, choose a line, or begin one."""
        self._grip = self._end_at(touch.at)
        if self._grip is not None:
            place, end = self._grip
            self._line = self._on_screen(self.lines()[place])
            if end == 0:
                self._line = (self._line[1], self._line[0])
            self._choose(place)
            return
        found = self._line_at(touch.at)
        self._choose(found)
        self._line = None if found is not None else (touch.at, touch.at)

    def move(self, touch: Touch) -> None:
        """Draw it to where the mouse is."""
        if self._line is not None and touch.down:
            start = self._line[0]
            self._line = (start, _straight(start, touch.at) if touch.shift else touch.at)
        self.canvas.renew()

    def release(self, touch: Touch) -> None:
        """Keep it, and ask how long it is."""
        self._finish()

    # -- keys and buttons

    def remove(self) -> None:
        """Take the chosen line away."""
        if self.chosen is not None:
            lines, labels = self.lines(), self.labels()
            del lines[self.chosen], labels[self.chosen]
            self._choose(None)
            self._keep(lines, labels)

    def choose_next(self) -> None:
        """Choose the next line."""
        count = len(self.lines())
        self._choose(None if not count else 0 if self.chosen is None else (self.chosen + 1) % count)

    def _nudge(self, across: int, down: int) -> None:
        if self.chosen is not None:
            lines = self.lines()
            start, end = self._on_screen(lines[self.chosen])
            by = QPointF(across, down)
            lines[self.chosen] = self._in_original(start + by, end + by)
            self._keep(lines, self.labels())

    def _label(self, text: str) -> None:
        labels = self.labels()
        if self.chosen is not None and labels[self.chosen] != text:
            labels[self.chosen] = text
            self._keep(self.lines(), labels)

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Draw the lines with their ends, the one being drawn, and over all of them how long they are."""
        labels, held = self.labels(), self._grip[0] if self._grip is not None else None
        drawn = [
            (self._on_screen(row), labels[place], place == self.chosen)
            for place, row in enumerate(self.lines())
            if place != held or self._line is None
        ]
        if self._line is not None:
            drawn.append((self._line, labels[held] if held is not None else "", True))
        for (start, end), _text, chosen in drawn:
            _paint_line(painter, start, end, chosen=chosen)
        for (start, end), text, chosen in drawn:
            if text or chosen:
                overlay.label(painter, (start + end) / 2, text or _("How long?"))

    # -- parts

    def _finish(self) -> None:
        line, grip = self._line, self._grip
        self._line = self._grip = None
        if line is None or not self._is_line(*line):
            return
        lines, labels = self.lines(), self.labels()
        if grip is not None:
            kept = self._in_original(*(line if grip[1] == 1 else (line[1], line[0])))
            if lines[grip[0]] == kept:
                return
            lines[grip[0]] = kept
        elif len(lines) >= MOST_LINES:
            self.canvas.say(_("There are {n} lines already, and there is no room for more.").format(n=MOST_LINES))
            return
        else:
            lines.append(self._in_original(*line))
            labels.append("")
            self.chosen = len(lines) - 1
        self._keep(lines, labels)
        self._choose(self.chosen)
        if grip is None:
            self._bar.ask()

    def _is_line(self, start: QPointF, end: QPointF) -> bool:
        """Return whether it is long enough to be meant, and touches the picture."""
        way = end - start
        room = self.canvas.photo_rect()
        return hypot(way.x(), way.y()) >= _SHORTEST_PX and (room.contains(start) or room.contains(end))

    def _keep(self, lines: list[list[float]], labels: list[str]) -> None:
        if lines:
            params = self.session.params(self.step)
            self.session.set_params(self.step, {**params, "lines": lines, "labels": labels}, apart=True)
        else:
            self.session.remove(self.step)
        if self.in_hand:
            self.canvas.renew()

    def _choose(self, place: int | None) -> None:
        self.chosen = place
        self._bar.show_label(self.labels()[place] if place is not None else None)
        if self.in_hand:
            self.canvas.renew()

    def _on_screen(self, row: list[float]) -> tuple[QPointF, QPointF]:
        x1, y1, x2, y2 = row
        return self.canvas.on_screen((x1, y1)), self.canvas.on_screen((x2, y2))

    def _in_original(self, start: QPointF, end: QPointF) -> list[float]:
        low, high = _REACH
        parts = (*self.canvas.to_original(start), *self.canvas.to_original(end))
        return [round(min(max(part, low), high), 5) for part in parts]

    def _end_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return the line and which end of it is at a place; the chosen line first."""
        places = sorted(range(len(self.lines())), key=lambda place: place != self.chosen)
        for place in places:
            for end, spot in enumerate(self._on_screen(self.lines()[place])):
                if hypot(spot.x() - at.x(), spot.y() - at.y()) <= _GRIP_PX:
                    return place, end
        return None

    def _line_at(self, at: QPointF) -> int | None:
        for place, row in enumerate(self.lines()):
            if _distance(at, *self._on_screen(row)) <= _GRIP_PX:
                return place
        return None


def _paint_line(painter: QPainter, start: QPointF, end: QPointF, *, chosen: bool) -> None:
    overlay.line(painter, start, end)
    way = end - start
    length = hypot(way.x(), way.y())
    if length > 0:
        tick = QPointF(-way.y(), way.x()) * (_TICK_PX / length)
        for at in (start, end):
            overlay.line(painter, at - tick, at + tick)
    if chosen:
        for at in (start, end):
            overlay.handle(painter, at, chosen=True, round_=True)


def _straight(start: QPointF, end: QPointF) -> QPointF:
    """Return `end` moved so that the line is level or upright, whichever is nearer."""
    way = end - start
    return QPointF(end.x(), start.y()) if abs(way.x()) >= abs(way.y()) else QPointF(start.x(), end.y())


def _distance(at: QPointF, start: QPointF, end: QPointF) -> float:
    way, from_start = end - start, at - start
    length = QPointF.dotProduct(way, way)
    share = min(max(QPointF.dotProduct(from_start, way) / length, 0.0), 1.0) if length else 0.0
    rest = from_start - way * share
    return hypot(rest.x(), rest.y())
