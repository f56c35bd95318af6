"""How the frames over a photo are drawn: 3:4 solid in the accent, 1:1 dashed in white, each with its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.ui import fonts, metrics, tokens

TITLES = {"3x4": "3:4", "1x1": "1:1"}
_PILL_PX = 22
_INSET_PX = 8
_INK = QColor(20, 18, 17, 190)
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


def paint_frames(painter: QPainter, frames: Mapping[str, QRectF]) -> None:
    """Draw the frames and, inside their upper left corners, what they are called."""
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
        corner = frame.topLeft() + QPointF(_INSET_PX, _INSET_PX)
        while any(QRectF(corner, pill.size()).intersects(pill) for pill in taken):
            corner += QPointF(0, _PILL_PX + 4)
        taken.append(paint_pill(painter, corner, TITLES[shape]))


def paint_pill(painter: QPainter, corner: QPointF, text: str, *, centred: bool = False) -> QRectF:
    """Draw words on a dark pill, readable on any photo; return where it lies."""
    painter.setFont(fonts.strong(metrics.CAPTION_TYPE_PX))
    width = painter.fontMetrics().horizontalAdvance(text) + 18
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
