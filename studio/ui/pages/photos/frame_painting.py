"""How the frames over a photo are drawn: 3:4 solid in the accent, 1:1 dashed in white, each with its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from studio.ui import fonts, metrics, tokens

TITLES = {"3x4": "3:4", "1x1": "1:1"}
_PILL_PX = 22
_INSET_PX = 8
_PILL_ROOM_PX = 18
_INK = QColor(20, 18, 17, 190)
_OUTLINE_INK = QColor(20, 18, 17, 235)
_SHADE = QColor(20, 18, 17, 110)


def dim(painter: QPainter, room: QRectF, frames: Iterable[QRectF], alpha: int) -> None:
    """Draw the ground half over what no frame shows."""
    seen = QPainterPath()
    for frame in frames:
        one = QPainterPath()
        one.addRect(frame)
        seen = seen.united(one)
    if seen.isEmpty():
        return
    rest = QPainterPath()
    rest.addRect(room)
    ground = QColor(tokens.current().sunken)
    ground.setAlpha(alpha)
    painter.fillPath(rest.subtracted(seen), ground)


def paint_frames(painter: QPainter, frames: Mapping[str, QRectF], *, at_right: bool = False) -> None:
    """Draw the frames and, inside their upper left corners (or the right ones), what they are called."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    taken: list[QRectF] = []
    if "3x4" in frames:
        painter.setPen(_pen(tokens.current().accent, Qt.PenStyle.SolidLine))
        painter.drawRect(frames["3x4"])
    if "1x1" in frames:
        painter.setPen(_pen(_SHADE, Qt.PenStyle.SolidLine))  # white alone is not seen on a white background
        painter.drawRect(frames["1x1"])
        painter.setPen(_pen(QColor("white"), Qt.PenStyle.DashLine))
        painter.drawRect(frames["1x1"])
    for shape, frame in frames.items():
        painter.setFont(fonts.strong(metrics.CAPTION_TYPE_PX))
        width = painter.fontMetrics().horizontalAdvance(TITLES[shape]) + _PILL_ROOM_PX
        corner = frame.topLeft() + QPointF(frame.width() - width - _INSET_PX if at_right else _INSET_PX, _INSET_PX)
        while any(QRectF(corner, pill.size()).intersects(pill) for pill in taken):
            corner += QPointF(0, _PILL_PX + 4)
        taken.append(paint_pill(painter, corner, TITLES[shape]))


def paint_pill(painter: QPainter, corner: QPointF, text: str, *, centred: bool = False) -> QRectF:
    """Draw words on a dark pill, readable on any photo; return where it lies."""
    painter.setFont(fonts.strong(metrics.CAPTION_TYPE_PX))
    width = painter.fontMetrics().horizontalAdvance(text) + _PILL_ROOM_PX
    pill = QRectF(corner.x() - (width / 2 if centred else 0), corner.y(), width, _PILL_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    painter.drawRoundedRect(pill, _PILL_PX / 2, _PILL_PX / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor("white"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return pill


def _pen(colour: QColor, style: Qt.PenStyle) -> QPen:
    return QPen(colour, 2, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)


def outline_path(outline: Iterable[Sequence[Sequence[float]]], place: QRectF) -> QPainterPath:
    """Return the edge of a cut-out, given as polygons relative to a picture, where the picture lies at `place`."""
    path = QPainterPath()
    for polygon in outline:
        points = [QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in polygon]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    return path


def paint_outline(painter: QPainter, outline: Iterable[Sequence[Sequence[float]]], place: QRectF) -> None:
    """Draw the edge of a cut-out as a row of white and dark, which is seen on white garments and on black ones."""
    path = outline_path(outline, place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_OUTLINE_INK, 2.0))
    painter.drawPath(path)
    pen = QPen(QColor("white"), 2.0)
    pen.setDashPattern([4.0, 3.5])
    painter.setPen(pen)
    painter.drawPath(path)
