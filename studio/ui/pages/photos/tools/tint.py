"""The mask on the screen: what is cut away is tinted, and a stroke changes the tint while it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QRadialGradient

_STEP = 0.12
"""How far dabs lie apart, in radii: the rim of a hard brush is then never more than a 500th of it from round."""
_STRENGTH = 0.58
_TINT = QColor("#c2185b")


class Tint:
    """How much of each pixel of the screen is cut away. White is all of it; grey is a soft edge."""

    def __init__(self, size: QSize, ratio: float) -> None:
        self._away = QImage(size * ratio, QImage.Format.Format_RGB32)
        self._away.setDevicePixelRatio(ratio)
        self._ratio = ratio
        self._dab: tuple[tuple[float, float, bool], QImage] | None = None

    def lay(self, photo: QRectF, outline: QPainterPath) -> None:
        """Show a mask: within `photo`, what is outside of `outline` is away; without one, nothing is."""
        self._away.fill(Qt.GlobalColor.black)
        painter = QPainter(self._away)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not outline.isEmpty():
            painter.fillRect(photo, Qt.GlobalColor.white)
            painter.setClipRect(photo)
            painter.fillPath(outline, Qt.GlobalColor.black)
        painter.end()

    def stroke(self, start: QPointF, end: QPointF, radius: float, soft: float, *, add: bool) -> QRectF:
        """Paint on from one place, where the brush is already, to another; return which part changed.

        A stroke begins with one from its first place to the same.
        """
        dab = self._dab_of(radius, soft, add=add)
        way = end - start
        length = float(QPointF.dotProduct(way, way)) ** 0.5
        count = max(1, int(length / max(0.7, radius * _STEP)))
        corner = QPointF(radius, radius)
        painter = QPainter(self._away)
        mode = QPainter.CompositionMode
        painter.setCompositionMode(mode.CompositionMode_Darken if add else mode.CompositionMode_Lighten)
        for number in range(0 if start == end else 1, count + 1):
            painter.drawImage(start + way * (number / count) - corner, dab)
        painter.end()
        return QRectF(start, end).normalized().adjusted(-radius - 2, -radius - 2, radius + 2, radius + 2)

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Tint a part of the canvas."""
        ratio = self._ratio
        left, top = int(part.left() * ratio), int(part.top() * ratio)
        right, bottom = int((part.right() + 1) * ratio) + 1, int((part.bottom() + 1) * ratio) + 1
        piece = QRect(left, top, right - left, bottom - top) & self._away.rect()
        if piece.isEmpty():
            return
        alpha = self._away.copy(piece)
        tinted = QImage(piece.size(), QImage.Format.Format_ARGB32_Premultiplied)
        tinted.fill(_TINT)
        tinted.setAlphaChannel(alpha.convertToFormat(QImage.Format.Format_Grayscale8))
        tinted.setDevicePixelRatio(ratio)
        painter.setOpacity(_STRENGTH)
        painter.drawImage(QPointF(left / ratio, top / ratio), tinted)
        painter.setOpacity(1)

    def away_at(self, at: QPointF) -> float:
        """Return how much is cut away at a place of the canvas, 0 to 1."""
        pixel = QPoint(int(at.x() * self._ratio), int(at.y() * self._ratio))
        return self._away.pixelColor(pixel).redF() if self._away.rect().contains(pixel) else 0.0

    def _dab_of(self, radius: float, soft: float, *, add: bool) -> QImage:
        key = (round(radius, 2), soft, add)
        if self._dab is None or self._dab[0] != key:
            self._dab = (key, _dab(radius, soft, self._ratio, add=add))
        return self._dab[1]


def _dab(radius: float, soft: float, ratio: float, *, add: bool) -> QImage:
    """Draw one touch of the brush: black on white where it adds, white on black where it takes away."""
    full, none = (Qt.GlobalColor.black, Qt.GlobalColor.white) if add else (Qt.GlobalColor.white, Qt.GlobalColor.black)
    side = max(2, round(2 * radius * ratio) + 1)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(none)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = QPointF(radius, radius)
    brush = QBrush(full)
    if soft > 0:
        gradient = QRadialGradient(middle, radius)
        gradient.setColorAt(max(0.0, 1 - soft), full)
        gradient.setColorAt(1, none)
        brush = QBrush(gradient)
    painter.setBrush(brush)
    painter.drawEllipse(middle, radius, radius)
    painter.end()
    return image
