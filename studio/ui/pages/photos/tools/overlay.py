"""How tools draw over a photo: every line in two tones, so that it is seen on a white garment and on a black one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from studio.ui import fonts, metrics, tokens
from studio.ui.pages.photos.tools.tool import ink

DARK, LIGHT = ink("#141211", 235), ink("#ffffff")
HANDLE_PX = 11.0
_DASH = [4.0, 3.5]
_ZOOM = 4.0
_MAGNIFIER_PX = 132.0
_LABEL_PX = 24
_BAR_PX = 72  # over the photo lies the bar of the tool


def two_tone(painter: QPainter, path: QPainterPath, *, dashed: bool = False, phase: float = 0.0) -> None:
    """Draw a line that is seen on any ground; dashed it is a row of white and dark, which `phase` lets march."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(DARK, 2.0 if dashed else 3.4))
    painter.drawPath(path)
    pen = _pen(LIGHT, 2.0 if dashed else 1.6)
    if dashed:
        pen.setDashPattern(_DASH)
        pen.setDashOffset(phase)
    painter.setPen(pen)
    painter.drawPath(path)


def line(painter: QPainter, start: QPointF, end: QPointF, *, dashed: bool = False) -> None:
    """Draw a straight line in two tones."""
    path = QPainterPath(start)
    path.lineTo(end)
    two_tone(painter, path, dashed=dashed)


def ring(painter: QPainter, middle: QPointF, radius: float, *, chosen: bool = False, dashed: bool = False) -> None:
    """Draw a circle in two tones; in the accent where it is chosen."""
    path = QPainterPath()
    path.addEllipse(middle, radius, radius)
    two_tone(painter, path, dashed=dashed)
    if chosen:
        painter.setPen(_pen(tokens.current().accent, 2.4))
        painter.drawPath(path)


def handle(painter: QPainter, at: QPointF, *, chosen: bool = False, round_: bool = False) -> None:
    """Draw something that can be taken hold of."""
    half = HANDLE_PX / 2
    painter.setPen(_pen(DARK, 1.4))
    painter.setBrush(tokens.current().accent if chosen else LIGHT)
    box = QRectF(at.x() - half, at.y() - half, HANDLE_PX, HANDLE_PX)
    if round_:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 2.5, 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def label(painter: QPainter, at: QPointF, text: str) -> QRectF:
    """Write on a dark pill whose middle is `at`; return where it lies."""
    font = fonts.strong(metrics.CAPTION_TYPE_PX + 1)
    width = QFontMetricsF(font).horizontalAdvance(text) + 18
    pill = QRectF(at.x() - width / 2, at.y() - _LABEL_PX / 2, width, _LABEL_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(DARK)
    painter.drawRoundedRect(pill, _LABEL_PX / 2, _LABEL_PX / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font)
    painter.setPen(LIGHT)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return pill


def shade(painter: QPainter, photo: QPainterPath, inside: QPainterPath) -> None:
    """Darken what of the photo is not `inside`."""
    painter.fillPath(photo.subtracted(inside), ink("#141211", 150))


def magnifier(painter: QPainter, at: QPointF, picture: QImage, place: QRectF, room: QRectF) -> QRectF:
    """Draw a loupe beside `at`, which shows `picture` (that lies at `place`) there, larger; return where it lies."""
    size, gap = _MAGNIFIER_PX, 26.0
    left = at.x() + gap if at.x() + gap + size < room.right() else at.x() - gap - size
    top = at.y() - gap - size if at.y() - gap - size > room.top() + _BAR_PX else at.y() + gap
    lens = QRectF(left, top, size, size)
    scale = picture.width() / place.width()
    reach = size / _ZOOM * scale
    middle = (at - place.topLeft()) * scale
    painter.save()
    shape = QPainterPath()
    shape.addEllipse(lens)
    painter.fillPath(shape, tokens.current().sunken)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(lens, picture, QRectF(middle.x() - reach / 2, middle.y() - reach / 2, reach, reach))
    painter.restore()
    cross = QPainterPath()
    for across, down in ((9.0, 0.0), (0.0, 9.0)):
        cross.moveTo(lens.center() - QPointF(across, down))
        cross.lineTo(lens.center() + QPointF(across, down))
    two_tone(painter, cross)
    two_tone(painter, shape)
    return lens


def thirds(painter: QPainter, frame: QRectF) -> None:
    """Draw the lines that part a frame in thirds."""
    path = QPainterPath()
    for share in (1 / 3, 2 / 3):
        x, y = frame.left() + share * frame.width(), frame.top() + share * frame.height()
        path.moveTo(x, frame.top())
        path.lineTo(x, frame.bottom())
        path.moveTo(frame.left(), y)
        path.lineTo(frame.right(), y)
    painter.setPen(_pen(ink("#141211", 90), 2.2))
    painter.drawPath(path)
    painter.setPen(_pen(ink("#ffffff", 150), 1.0))
    painter.drawPath(path)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
