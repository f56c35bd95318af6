"""The brush: mends a cut-out by hand; a stroke is seen at once, and is kept when the mouse is let go."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from studio.base.texts import _, plural
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.brush_bar import PRESETS, BrushBar
from studio.ui.pages.photos.tools.strokes import far_enough, simplified
from studio.ui.pages.photos.tools.tint import Tint
from studio.ui.pages.photos.tools.tool import AFTER, BEFORE, Canvas, Point, Session, Tool, Touch

MOST_STROKES = 500
MOST_POINTS = 2_000
LEAST_SIZE, MOST_SIZE = 0.002, 0.2
_REACH = (-1.0, 2.0)  # a stroke may begin beside the picture, within these
_GROWTH = 1.2
_SOFTER = 0.2
_TOLERANCE_PX = 0.4
_LARGE_SIZE = 0.05  # the brush a seller begins with


class Brush(Tool):
    """Its size is a radius in long edges of the original, so that a stroke means the same at every zoom."""

    step = "cutout"
    title = _("Brush")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.backdrop = BEFORE
        self.adds = True
        self.size = _LARGE_SIZE / 2
        self.soft = 0.2
        self._tint: Tint | None = None
        self._path: list[tuple[float, float]] = []
        self._drawing = False
        self._alt = False
        self._at: QPointF | None = None
        self._pending: list[dict[str, Any]] = []
        self._bar = BrushBar()
        self._bar.done.connect(self.finished)
        self._bar.added.connect(lambda adds: self._set(adds=adds))
        self._bar.sized.connect(lambda share: self._set(size=LEAST_SIZE * (MOST_SIZE / LEAST_SIZE) ** share))
        self._bar.softened.connect(lambda soft: self._set(soft=soft))
        self._bar.preset.connect(self._use_preset)
        self._bar.looked.connect(self.look)
        self.keys |= {
            "[": lambda: self._set(size=self.size / _GROWTH),
            "]": lambda: self._set(size=self.size * _GROWTH),
            "Shift+[": lambda: self._set(soft=self.soft - _SOFTER),
            "Shift+]": lambda: self._set(soft=self.soft + _SOFTER),
            "X": lambda: self._set(adds=not self.adds),
            "O": self.look,
        }

    def options(self) -> BrushBar:
        """Return the bar with size, softness and modes."""
        self._show()
        return self._bar

    def cursor(self) -> Qt.CursorShape:
        """The brush itself is what is seen."""
        return Qt.CursorShape.BlankCursor

    def take(self, canvas: Canvas) -> None:
        """Begin; without a cut-out there is nothing to mend."""
        super().take(canvas)
        if not self.session.has(self.step):
            canvas.say(_("There is no cut-out to mend yet. Clean this photo first."))

    def put_away(self) -> None:
        """Keep a stroke that is still being drawn."""
        self._finish()
        self._tint = None
        super().put_away()

    def look(self) -> None:
        """Show the tinted photo under the brush, or the result with its outline."""
        self.backdrop = AFTER if self.backdrop == BEFORE else BEFORE
        self._show()
        self.canvas.renew()

    def changed(self) -> None:
        """Lay the mask anew; a stroke that is not in it yet stays, unless it was taken back."""
        unseen = self._strokes()[self.canvas.stroke_count() :]
        self._pending = [stroke for stroke in self._pending if stroke in unseen]
        self._tint = None

    # -- the mouse

    def press(self, touch: Touch) -> None:
        """Begin a stroke."""
        if not self.session.has(self.step):
            return
        if len(self._strokes()) >= MOST_STROKES:
            self.canvas.say(plural("This cut-out has {n} stroke", "This cut-out has {n} strokes", MOST_STROKES) + ".")
            return
        self._drawing, self._alt, self._path = True, touch.alt, []
        self._draw(touch.at)

    def move(self, touch: Touch) -> None:
        """Go on with it, and let the brush be seen where it is."""
        before, self._at = self._at, touch.at
        self._alt = self._alt if self._drawing else touch.alt
        for place in (before, self._at):
            if place is not None:
                self.canvas.renew(self._around(place))
        if self._drawing:
            self._draw(touch.at)

    def release(self, touch: Touch) -> None:
        """Keep the stroke."""
        if self._drawing:
            self._draw(touch.at)
        self._finish()

    def leave(self) -> None:
        """Show no brush while the mouse is elsewhere."""
        if self._at is not None:
            self.canvas.renew(self._around(self._at))
        self._at = None

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Tint what is cut away, draw the outline and the brush."""
        part = painter.clipBoundingRect().toAlignedRect() if painter.hasClipping() else self.canvas.room().toRect()
        if self.backdrop == BEFORE and self.session.has(self.step):
            self._laid().paint(painter, part)
        else:
            overlay.two_tone(painter, self.canvas.outline(), dashed=True)
        if self.session.has(self.step) and self.canvas.outline().isEmpty():
            middle = self.canvas.photo_rect().center()
            overlay.label(painter, middle, _("Finding the edge of the piece…"))
        if self._at is not None:
            radius = self._radius()
            overlay.ring(painter, self._at, radius)
            if self.soft > 0:
                overlay.ring(painter, self._at, max(1.0, radius * (1 - self.soft)), dashed=True)
            _paint_sign(painter, self._at, adds=self._adds_now())

    # -- parts

    def _strokes(self) -> list[dict[str, Any]]:
        return [dict(stroke) for stroke in self.session.params(self.step).get("strokes") or ()]

    def _adds_now(self) -> bool:
        return self.adds != self._alt

    def _radius(self) -> float:
        return max(1.0, self.size * self.canvas.long_edge_px())

    def _around(self, at: QPointF) -> QRectF:
        reach = max(self._radius(), 8) + 4
        return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)

    def _laid(self) -> Tint:
        """Return the mask on the screen, with the strokes that the picture does not show yet."""
        if self._tint is None:
            room = self.canvas.room()
            self._tint = Tint(QSize(round(room.width()), round(room.height())), self.canvas.pixel_ratio())
            self._tint.lay(self.canvas.photo_rect(), self.canvas.outline())
            for stroke in self._pending:
                _repeat(self._tint, self.canvas, stroke)
            _paint(self._tint, self._path, self._radius(), self.soft, add=self._adds_now())
        return self._tint

    def _draw(self, at: QPointF) -> None:
        radius = self._radius()
        if not far_enough(self._path, (at.x(), at.y()), max(1.0, radius / 40)):
            return
        tint = self._laid()
        start = QPointF(*self._path[-1]) if self._path else at
        self._path.append((at.x(), at.y()))
        self.canvas.renew(tint.stroke(start, at, radius, self.soft, add=self._adds_now()))

    def _finish(self) -> None:
        path, self._path = self._path, []
        drawn, self._drawing = self._drawing, False
        if not drawn or not path or not self._touches(path):
            return
        points = _kept(self.canvas, simplified(path, max(_TOLERANCE_PX, self._radius() / 50)))
        stroke = {"add": self._adds_now(), "size": round(self.size, 5), "soft": round(self.soft, 2), "points": points}
        self._pending.append(stroke)
        params = self.session.params(self.step)
        self.session.set_params(self.step, {**params, "strokes": [*self._strokes(), stroke]}, apart=True)

    def _touches(self, path: list[tuple[float, float]]) -> bool:
        """Return whether a stroke meets the picture at all."""
        reach = self._radius()
        place = self.canvas.photo_rect().adjusted(-reach, -reach, reach, reach)
        xs, ys = zip(*path, strict=True)
        box = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs) + 0.01, max(ys) + 0.01))
        return place.intersects(box)

    def _use_preset(self, name: str) -> None:
        preset = PRESETS[name]
        self._set(adds=preset.adds, size=preset.size, soft=preset.soft)

    def _set(self, *, adds: bool | None = None, size: float | None = None, soft: float | None = None) -> None:
        if self._drawing:
            return  # a stroke has one width from its beginning to its end
        self.adds = self.adds if adds is None else adds
        self.size = min(max(self.size if size is None else size, LEAST_SIZE), MOST_SIZE)
        self.soft = round(min(max(self.soft if soft is None else soft, 0.0), 1.0), 2)
        self._show()
        if self.in_hand:
            self.canvas.renew()

    def _show(self) -> None:
        share = log(self.size / LEAST_SIZE) / log(MOST_SIZE / LEAST_SIZE)
        self._bar.show_brush(adds=self.adds, share=share, soft=self.soft, tinted=self.backdrop == BEFORE)


def _paint_sign(painter: QPainter, at: QPointF, *, adds: bool) -> None:
    """Draw a plus or a minus into the middle: what the brush does must not be told by colour alone."""
    overlay.line(painter, at - QPointF(4, 0), at + QPointF(4, 0))
    if adds:
        overlay.line(painter, at - QPointF(0, 4), at + QPointF(0, 4))


def _repeat(tint: Tint, canvas: Canvas, stroke: dict[str, Any]) -> None:
    """Paint a stroke that is kept already."""
    places = [canvas.on_screen((x, y)) for x, y in stroke["points"]]
    radius = max(1.0, stroke["size"] * canvas.long_edge_px())
    _paint(tint, [(place.x(), place.y()) for place in places], radius, stroke["soft"], add=stroke["add"])


def _paint(tint: Tint, path: list[tuple[float, float]], radius: float, soft: float, *, add: bool) -> None:
    """Paint a whole path."""
    for start, end in pairwise([*path[:1], *path]):
        tint.stroke(QPointF(*start), QPointF(*end), radius, soft, add=add)


def _kept(canvas: Canvas, path: list[tuple[float, float]]) -> list[list[float]]:
    """Return a path of the screen as it is stored."""
    thinned = path[:: -(-len(path) // MOST_POINTS)]
    return [_bounded(canvas.to_original(QPointF(*place))) for place in thinned]


def _bounded(point: Point) -> list[float]:
    low, high = _REACH
    return [round(min(max(part, low), high), 5) for part in point]
