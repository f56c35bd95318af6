"""How the contact sheet is drawn: trays with their words, pictures with their marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from studio.base.texts import _
from studio.domain.photo import Flag, Photo
from studio.domain.quality import Trouble, troubles_of
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.pages.photos import words
from studio.ui.pages.photos.sheet_layout import GAP_PX, PADDING_PX, Tray
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets import badge
from studio.ui.widgets.covers import paint_picture

_CHIP_PX = 22
_MARK_MARGIN_PX = 6
_CARRIED_PX = 72
_STAR_PX = 12
_VEIL = 0.62
_PILL = QColor(20, 16, 18, 190)  # on a photo, whatever the theme
_STAR = QColor(255, 205, 96)


def paint_tray(painter: QPainter, tray: Tray, title: str, caption: Sequence[str], *, loose: bool, aimed: bool) -> None:
    """Draw the card of a group with as much of `caption` as there is room for.

    `aimed` where something is about to be dropped into it.
    """
    colours = tokens.current()
    radius = metrics.CARD_RADIUS_PX
    painter.setPen(QPen(colours.accent if aimed else colours.line, 1, _outline(loose=loose and not aimed)))
    painter.setBrush(colours.accent_soft if aimed else colours.page if loose else colours.surface)
    painter.drawRoundedRect(QRectF(tray.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    line = QRect(tray.header.topLeft(), QSize(tray.header.width(), 18))
    _write(painter, line, [title], fonts.strong(), colours.text)
    _write(painter, line.translated(0, 17), caption, fonts.caption(), colours.text_soft)


def paint_photo(painter: QPainter, room: QRect, photo: Photo, refused: str, thumbnails: ThumbnailCache) -> None:
    """Draw a picture with its marks: what was decided, what is wrong with it, cleaned, to be looked at, not cleaned."""
    paint_picture(painter, room, photo.look, thumbnails, metrics.CONTROL_RADIUS_PX)
    if photo.flag is Flag.REJECT:
        _veil(painter, room)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.current().line, 1))  # a garment on white has no edge of its own on a white tray
    edge = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, metrics.CONTROL_RADIUS_PX, metrics.CONTROL_RADIUS_PX)
    bottom = room.bottom() - _MARK_MARGIN_PX
    left = room.left() + _MARK_MARGIN_PX
    if photo.recipe:
        chip = QRect(left, bottom - _CHIP_PX, _CHIP_PX, _CHIP_PX)
        _paint_chip(painter, chip)
        left = chip.right() + 5
    state, word = ("refused", _("Not cleaned")) if refused else ("needs", _("Look")) if photo.note else ("", "")
    if state:
        badge.paint(painter, left + badge.width(word), bottom - (_CHIP_PX + badge.HEIGHT_PX) // 2, state, word)
    if trouble := words.trouble_word(photo):
        mild = troubles_of(photo) == (Trouble.SMALL,)
        top, right = room.top() + _MARK_MARGIN_PX, room.right() - _MARK_MARGIN_PX + 1
        badge.paint(painter, right, top, "draft" if mild else "needs", trouble)
    paint_decision(painter, room, photo)


def paint_decision(painter: QPainter, room: QRect, photo: Photo, *, large: bool = False) -> None:
    """Draw the flag of a picture at its top left, and its stars at its bottom right."""
    colours = tokens.current()
    side, margin = (34, 12) if large else (_CHIP_PX, _MARK_MARGIN_PX)
    if photo.flag:
        chip = QRect(room.left() + margin, room.top() + margin, side, side)
        picked = photo.flag is Flag.PICK
        painter.setPen(QPen(colours.surface, 1.5))
        painter.setBrush(colours.states["live"].text if picked else colours.states["refused"].text)
        painter.drawEllipse(QRectF(chip))
        inset = side // 4
        glyph = chip.adjusted(inset, inset, -inset + 1, -inset + 1)
        icons.paint(painter, glyph, "flag-fill" if picked else "close", colours.surface)
    if photo.rating:
        star = 20 if large else _STAR_PX
        pill = QRect(0, 0, photo.rating * star + 8, star + 6)
        pill.moveBottomRight(QPoint(room.right() - margin, room.bottom() - margin))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PILL)
        painter.drawRoundedRect(QRectF(pill), pill.height() / 2, pill.height() / 2)
        for number in range(photo.rating):
            place = QRect(pill.left() + 4 + number * star, pill.top() + 3, star, star)
            icons.paint(painter, place.adjusted(1, 1, -1, -1), "star-fill", _STAR)


def paint_aim(painter: QPainter, tray: Tray, position: int) -> None:
    """Draw the line that says before which picture the dropped ones will stand."""
    after = position >= tray.count
    rect = tray.rect_of(tray.first + min(position, tray.count - 1))
    x = rect.right() + 1 + GAP_PX // 2 if after else rect.left() - GAP_PX // 2
    x = min(x, tray.rect.right() - PADDING_PX // 2)
    painter.setPen(QPen(tokens.current().accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(x, rect.top() + 2, x, rect.bottom() - 2)


def carried(picture: QPixmap | None, count: int, ratio: float, *, ready: bool = True) -> QPixmap:
    """Return what hangs on the mouse while `count` pictures are dragged; it says when they are not `ready` to leave."""
    size = QSize(_CARRIED_PX + 14, _CARRIED_PX * 4 // 3 + 14)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRect(QPoint(0, 10), QSize(_CARRIED_PX, _CARRIED_PX * 4 // 3))
    if picture is not None:
        painter.setOpacity(0.9)
        painter.drawPixmap(room, picture)
        painter.setOpacity(1)
    mark = QRectF(room.right() - 14, 0, 26, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.current().accent)
    painter.drawRoundedRect(mark, 11, 11)
    painter.setPen(tokens.current().on_accent)
    painter.setFont(fonts.strong(metrics.CAPTION_TYPE_PX))
    painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, f"{count}" if ready else f"{count}…")
    if not ready:
        badge.paint(painter, room.right(), room.bottom() - badge.HEIGHT_PX - 4, "waiting", _("Wait"))
    painter.end()
    return pixmap


def _veil(painter: QPainter, room: QRect) -> None:
    """Let a picture fade: it is on its way out."""
    veil = QColor(tokens.current().surface)
    veil.setAlphaF(_VEIL)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    painter.drawRoundedRect(QRectF(room), metrics.CONTROL_RADIUS_PX, metrics.CONTROL_RADIUS_PX)


def _outline(*, loose: bool) -> Qt.PenStyle:
    return Qt.PenStyle.DashLine if loose else Qt.PenStyle.SolidLine


def _write(painter: QPainter, room: QRect, parts: Sequence[str], font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fitting = [" · ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    measure = painter.fontMetrics()
    text = next((one for one in fitting if measure.horizontalAdvance(one) <= room.width()), fitting[-1])
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_chip(painter: QPainter, room: QRect) -> None:
    colours = tokens.current().states["live"]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.ground)
    painter.drawEllipse(QRectF(room))
    icons.paint(painter, room.adjusted(4, 4, -4, -4), "clean", colours.text)
