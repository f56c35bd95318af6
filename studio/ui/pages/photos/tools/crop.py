"""Crop and straighten: the photo turns under a level frame, and what is outside of the frame goes."""

from __future__ import annotations

from math import atan2, degrees, hypot

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from studio.base.texts import _
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.crop_bar import RATIOS, CropBar, after
from studio.ui.pages.photos.tools.crop_box import Box, Room, dragged, quarter_turned
from studio.ui.pages.photos.tools.tool import NOTHING, Session, Tool, Touch, arrows

MOST_DEG = 45.0
_GRIP_PX = 14.0
_MARGIN_PX, _ABOVE_PX, _BELOW_PX = 44.0, 96.0, 76.0
_NUDGE_DEG = 0.1
_CURSORS = {
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
    "left top": Qt.CursorShape.SizeFDiagCursor,
    "right bottom": Qt.CursorShape.SizeFDiagCursor,
    "right top": Qt.CursorShape.SizeBDiagCursor,
    "left bottom": Qt.CursorShape.SizeBDiagCursor,
    "inside": Qt.CursorShape.SizeAllCursor,
    "outside": Qt.CursorShape.CrossCursor,
}


class Crop(Tool):
    """Nothing is kept before Enter; Esc leaves the photo as it was."""

    step = "crop"
    title = _("Crop")
    left_out = frozenset({"crop"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.backdrop = NOTHING
        params = session.params(self.step)
        self.turns = int(params.get("quarter_turns", 0))
        self.angle = float(params.get("angle_deg", 0.0))
        self.box = Box(**{side: float(params.get(side, usual)) for side, usual in _WHOLE.items()})
        self.levelling = False
        self._free = self.box
        self._ratio = "free"
        self._grip = ""
        self._pressed = QPointF()
        self._before = (self.box, self.angle)
        self._line: tuple[QPointF, QPointF] | None = None
        self._hover = ""
        self._scaled: tuple[tuple[int, float], QImage] | None = None
        self._bar = CropBar()
        self._bar.done.connect(self.accept)
        self._bar.ratio_chosen.connect(self.use_ratio)
        self._bar.turned.connect(self.turn)
        self._bar.levelled.connect(self.level)
        self._bar.straightened.connect(self.straighten)
        self._bar.whole.connect(self.show_all)
        self._bar.left.connect(self.finished)
        self.keys |= {
            "Return": self.accept,
            "Enter": self.accept,
            "R": lambda: self.use_ratio(after(self._ratio)),
            "L": self.level,
            ",": lambda: self.turn(-1),
            ".": lambda: self.turn(1),
            "[": lambda: self.straighten(-_NUDGE_DEG, more=True),
            "]": lambda: self.straighten(_NUDGE_DEG, more=True),
        }
        self.keys |= arrows(self._nudge)

    def options(self) -> CropBar:
        """Return the bar with ratios, turns and angle."""
        self._show()
        return self._bar

    def propose(self, angle_deg: float) -> None:
        """Offer an angle at which the garment would be straight."""
        self._bar.offer(angle_deg)

    def cursor(self) -> Qt.CursorShape:
        """Say by the mouse what would be moved."""
        return Qt.CursorShape.CrossCursor if self.levelling else _CURSORS.get(self._hover, Qt.CursorShape.ArrowCursor)

    def accept(self) -> None:
        """Keep the crop, and put the tool away."""
        params = {side: round(min(max(getattr(self.box, side), 0.0), 1.0), 5) for side in _WHOLE}
        whole = params == _WHOLE and not self.turns and not self.angle
        if not whole:
            self.session.set_params(
                self.step, {**params, "angle_deg": round(self.angle, 2), "quarter_turns": self.turns}, apart=True
            )
        elif self.session.has(self.step):
            self.session.remove(self.step)
        self.finished.emit()

    # -- keys and buttons

    def use_ratio(self, name: str) -> None:
        """Keep width to height at a ratio from now on."""
        self._ratio = name
        ratio = RATIOS[name]
        self.box = self._room().fitted(self._free) if ratio is None else self._room().shaped(self._free, ratio)
        self._renew()

    def turn(self, quarters: int) -> None:
        """Turn the photo by 90° clockwise, or back."""
        for _turn in range(quarters % 4):
            self.turns = (self.turns + 1) % 4
            self.box, self._free = quarter_turned(self.box), quarter_turned(self._free)
        if RATIOS[self._ratio] is not None:
            self.use_ratio(self._ratio)
        self._renew()

    def level(self) -> None:
        """Let the next line that is drawn say what is level or upright."""
        self.levelling = not self.levelling
        self._renew()

    def straighten(self, angle_deg: float, *, more: bool = False) -> None:
        """Turn the photo to an angle, or by one `more`; the frame becomes as small as it must."""
        self.angle = round(min(max(self.angle + angle_deg if more else angle_deg, -MOST_DEG), MOST_DEG), 2)
        self.box = self._room().fitted(self.box)
        self._renew()

    def show_all(self) -> None:
        """Begin anew with the whole photo."""
        self.turns, self.angle, self._ratio = 0, 0.0, "free"
        self.box = self._free = Box()
        self._renew()

    def _nudge(self, across: int, down: int) -> None:
        place = self.place()
        new = self.box.moved(across / place.width(), down / place.height())
        self._set_box(self._room().toward(self.box, new))

    # -- the mouse

    def press(self, touch: Touch) -> None:
        """Take hold of a handle, of the frame, or of the photo around it."""
        self._grip = "line" if self.levelling else self.grip_at(touch.at)
        self._pressed, self._before = touch.at, (self.box, self.angle)
        self._line = (touch.at, touch.at) if self.levelling else None

    def move(self, touch: Touch) -> None:
        """Move what is held."""
        if self._grip and touch.down:
            self._drag(touch.at)
        else:
            self._hover = self.grip_at(touch.at)

    def release(self, touch: Touch) -> None:
        """Let go; a line that was drawn levels the photo."""
        line, self._line, self._grip = self._line, None, ""
        if line is not None:
            self.levelling = False
            way = line[1] - line[0]
            if hypot(way.x(), way.y()) >= _GRIP_PX:
                self.straighten(-_slant(way), more=True)
        self._renew()

    def grip_at(self, at: QPointF) -> str:
        """Return what would be moved there: a side, a corner, the frame ("inside") or the photo ("outside")."""
        frame = self.frame()
        near = []
        if frame.top() - _GRIP_PX <= at.y() <= frame.bottom() + _GRIP_PX:
            near += [side for side in ("left", "right") if abs(at.x() - _edge(frame, side)) <= _GRIP_PX]
        if frame.left() - _GRIP_PX <= at.x() <= frame.right() + _GRIP_PX:
            near += [side for side in ("top", "bottom") if abs(at.y() - _edge(frame, side)) <= _GRIP_PX]
        if near:
            across = [side for side in near if side in ("left", "right")][:1]
            return " ".join([*across, *[side for side in near if side in ("top", "bottom")][:1]])
        return "inside" if frame.contains(at) else "outside"

    def _drag(self, at: QPointF) -> None:
        place, (box, angle) = self.place(), self._before
        if self._line is not None:
            self._line = (self._line[0], at)
            self._renew()
        elif self._grip == "outside":
            middle = place.center()
            self.angle = angle
            self.straighten(_turned_deg(self._pressed - middle, at - middle), more=True)
        elif self._grip == "inside":
            way = at - self._pressed
            new = box.moved(way.x() / place.width(), way.y() / place.height())
            part = self._room().toward(box, box.moved(new.left - box.left, 0))
            self._set_box(self._room().toward(part, part.moved(0, new.top - box.top)))
        else:
            x, y = (at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()
            ratio = RATIOS[self._ratio]
            relative = self._room().relative(ratio) if ratio is not None else 0.0
            self._set_box(self._room().toward(box, dragged(box, self._grip, x, y, relative)))

    # -- where things are

    def place(self) -> QRectF:
        """Return where the photo would lie if it were not turned by its angle."""
        room = self.canvas.room().adjusted(_MARGIN_PX, _ABOVE_PX, -_MARGIN_PX, -_BELOW_PX)
        size = self._size()
        if size.isEmpty():
            return QRectF(room.center(), QSizeF(1, 1))
        scale = min(room.width() / size.width(), room.height() / size.height())
        place = QRectF(QPointF(), size * scale)
        place.moveCenter(room.center())
        return place

    def frame(self) -> QRectF:
        """Return where the frame lies."""
        place, box = self.place(), self.box
        return QRectF(
            place.left() + box.left * place.width(),
            place.top() + box.top * place.height(),
            box.width * place.width(),
            box.height * place.height(),
        )

    def _size(self) -> QSizeF:
        size = QSizeF(self.canvas.picture().size())
        return size.transposed() if self.turns % 2 else size

    def _room(self) -> Room:
        size = self._size()
        return Room(width=max(1.0, size.width()), height=max(1.0, size.height()), angle_deg=self.angle)

    # -- painting

    def paint(self, painter: QPainter) -> None:
        """Draw the photo as it is turned, the frame with its thirds and handles, and a level line."""
        place, frame = self.place(), self.frame()
        image = self.canvas.picture()
        scale = place.width() / max(1.0, self._size().width())
        small = self._small(image, scale)
        painter.save()
        painter.translate(place.center())
        painter.rotate(self.angle + 90 * self.turns)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = QRectF(QPointF(), QSizeF(image.size()) * scale)
        target.moveCenter(QPointF())
        painter.drawImage(target, small)
        painter.restore()
        inside, photo = QPainterPath(), QPainterPath()
        inside.addRect(frame)
        photo.addRect(place)
        middle = place.center()
        around = QTransform.fromTranslate(middle.x(), middle.y()).rotate(self.angle).translate(-middle.x(), -middle.y())
        overlay.shade(painter, around.map(photo), inside)
        overlay.thirds(painter, frame)
        overlay.two_tone(painter, inside)
        for handle in _CURSORS:
            if handle not in ("inside", "outside"):
                overlay.handle(painter, _spot(frame, handle), chosen=handle == self._grip)
        if self._line is not None:
            overlay.line(painter, *self._line)
        elif self._grip == "outside" or self.angle:
            overlay.label(painter, QPointF(frame.center().x(), frame.top() + 24), f"{self.angle:+.1f}°")

    def _small(self, image: QImage, scale: float) -> QImage:
        ratio = self.canvas.pixel_ratio()
        key = (image.cacheKey(), scale * ratio)
        if self._scaled is None or self._scaled[0] != key:
            size = (QSizeF(image.size()) * min(1.0, scale * ratio)).toSize()
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = (key, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        return self._scaled[1]

    # -- parts

    def _set_box(self, box: Box) -> None:
        self.box = self._free = box
        self._renew()

    def _renew(self) -> None:
        self._show()
        if self.in_hand:
            self.canvas.renew()

    def _show(self) -> None:
        self._bar.show_crop(ratio=self._ratio, angle_deg=self.angle, levelling=self.levelling)


_WHOLE = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}


def _slant(way: QPointF) -> float:
    """Return by how much a line is turned clockwise from level or upright, whichever is nearer, in degrees."""
    slant = degrees(atan2(way.y(), way.x())) % 90
    return slant - 90 if slant > 45 else slant


def _turned_deg(before: QPointF, after: QPointF) -> float:
    turned = degrees(atan2(after.y(), after.x()) - atan2(before.y(), before.x()))
    return (turned + 180) % 360 - 180


def _edge(frame: QRectF, side: str) -> float:
    return {"left": frame.left(), "right": frame.right(), "top": frame.top(), "bottom": frame.bottom()}[side]


def _spot(frame: QRectF, handle: str) -> QPointF:
    middle = frame.center()
    x = frame.left() if "left" in handle else frame.right() if "right" in handle else middle.x()
    y = frame.top() if "top" in handle else frame.bottom() if "bottom" in handle else middle.y()
    return QPointF(x, y)
