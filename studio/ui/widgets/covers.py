"""How a piece is drawn wherever it is shown: rounded pictures and the card of the closet's grid."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

from studio.ui import fonts, icons, metrics, tokens
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets import badge

CAPTION_AREA_PX = 74
_PADDING_PX = 11
_GLYPH_PX = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the grid shows of a piece; `picture` is a key of the thumbnail cache, `state` one of the badge's."""

    picture: str
    headline: str
    state: str
    title: str
    caption: str = ""
    state_word: str = ""


def picture_height(width: int) -> int:
    """Return the height of a 3:4 cover."""
    return width * 4 // 3


def paint_picture(
    painter: QPainter, room: QRect, key: str, thumbnails: ThumbnailCache, radius: float, *, square_bottom: bool = False
) -> None:
    """Draw picture `key` with round corners into `room`, or a quiet stand-in until it is there."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(room), radius, radius)
    if square_bottom:
        lower = QPainterPath()
        lower.addRect(QRectF(room).adjusted(0, radius, 0, 0))
        path = path.united(lower)
    pixmap = thumbnails.request(key, room.size(), painter.device().devicePixelRatio())
    painter.setPen(Qt.PenStyle.NoPen)
    if pixmap is None:
        painter.setBrush(tokens.current().sunken)
        painter.drawPath(path)
        _paint_stand_in(painter, room, missing=bool(key) and thumbnails.is_missing(key))
        return
    _paint_pixmap(painter, room, pixmap, path)


def paint_cover(painter: QPainter, room: QRect, cover: Cover, thumbnails: ThumbnailCache) -> None:
    """Draw the card of one piece: picture, price, state, title, caption."""
    colours = tokens.current()
    painter.setPen(QPen(colours.line, 1))
    painter.setBrush(colours.surface)
    radius = metrics.CARD_RADIUS_PX
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    picture = QRect(room.left() + 1, room.top() + 1, room.width() - 2, picture_height(room.width()) - 1)
    paint_picture(painter, picture, cover.picture, thumbnails, radius - 1, square_bottom=True)
    _paint_words(painter, room, cover)


def paint_chosen(painter: QPainter, room: QRect, *, strong: bool, radius: float = metrics.CARD_RADIUS_PX) -> None:
    """Draw the ring around what is chosen (`strong`) or what the keyboard stands on."""
    colours = tokens.current()
    pen = QPen(colours.accent if strong else colours.control, 2)
    if not strong:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room).adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5)


def _paint_pixmap(painter: QPainter, room: QRect, pixmap: QPixmap, path: QPainterPath) -> None:
    brush = QBrush(pixmap)  # a texture fills a smooth-edged path in one go; a clip would be jagged
    painter.save()
    painter.setBrushOrigin(QPointF(room.topLeft()))
    painter.setBrush(brush)
    painter.drawPath(path)
    painter.restore()


def _paint_stand_in(painter: QPainter, room: QRect, *, missing: bool) -> None:
    glyph = QRect(0, 0, _GLYPH_PX, _GLYPH_PX) if room.width() > 2 * _GLYPH_PX else QRect(0, 0, 16, 16)
    glyph.moveCenter(room.center())
    icons.paint(painter, glyph, "broken" if missing else "image", tokens.current().control)


def _paint_words(painter: QPainter, room: QRect, cover: Cover) -> None:
    colours = tokens.current()
    left, width = room.left() + _PADDING_PX, room.width() - 2 * _PADDING_PX
    top = room.bottom() - CAPTION_AREA_PX + _PADDING_PX
    start = badge.paint(painter, left + width, top - 1, cover.state, cover.state_word or badge.state_of(cover.state)[1])
    lines = (
        (cover.headline, fonts.strong(), colours.text, top, start - left - 6),
        (cover.title, fonts.font(), colours.text, top + 19, width),
        (cover.caption, fonts.caption(), colours.text_soft, top + 38, width),
    )
    for text, font, colour, line_top, line_width in lines:
        painter.setFont(font)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line_width)
        box = QRect(left, line_top, line_width, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def cell_size(width: int) -> QSize:
    """Return the size of a card that is `width` wide."""
    return QSize(width, picture_height(width) + CAPTION_AREA_PX)
