"""PieceCard: one piece of the parcel to know it by, and whether it was scanned."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from studio.base.texts import _
from studio.services.orders import Piece
from studio.ui import fonts, metrics, tokens
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets import Card, badge
from studio.ui.widgets.covers import paint_chosen, paint_picture

_SIZE_PX = QSize(200, 320)
_PICTURE_PX = 240
_RING_PX = 3
_SKU_PX = 15
_PADDING_PX = 12


class Place(enum.Enum):
    """Where a piece is; the value is the state whose colours its badge has."""

    SHELF = "needs"
    PARCEL = "live"
    BACK = "refused"
    """Its order was cancelled."""

    @property
    def word(self) -> str:
        """What its badge says."""
        return {Place.SHELF: _("scan me"), Place.PARCEL: _("scanned"), Place.BACK: _("put back")}[self]


class PieceCard(Card):
    """Picture, SKU, bin and title. `clicked` is for those who have no scanner."""

    def __init__(self, piece: Piece, thumbnails: ThumbnailCache) -> None:
        super().__init__(clickable=True)
        self.piece = piece
        self._thumbnails = thumbnails
        self._place = Place.SHELF
        self._sku_px = _SKU_PX
        self._sku = piece.item.sku if piece.item else piece.line.sku
        self._bin = piece.item.bin if piece.item else ""
        self.setFixedSize(_SIZE_PX)
        self.setToolTip(_("Scan its label, or press here"))
        thumbnails.arrived.connect(self._arrived)
        self.set_place(Place.SHELF)

    @property
    def place(self) -> Place:
        """Where the piece is."""
        return self._place

    def set_place(self, place: Place) -> None:
        """Show where the piece is."""
        self._place = place
        parts = (self._sku, self._bin, self.piece.line.title, place.word)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def set_big(self, *, big: bool) -> None:
        """Write the SKU so that it is read from two steps away, or as at a desk."""
        self._sku_px = metrics.BENCH_TYPE_PX if big else _SKU_PX
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, radius = tokens.current(), metrics.CARD_RADIUS_PX
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.surface)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, radius, radius)
        picture = QRect(1, 1, self.width() - 2, _PICTURE_PX)
        paint_picture(painter, picture, self.piece.look, self._thumbnails, radius - 1, square_bottom=True)
        self._paint_words(painter)
        if self._place is Place.PARCEL:
            ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.setPen(QPen(colours.states["live"].text, _RING_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, radius - 1, radius - 1)
        if self.hasFocus():
            paint_chosen(painter, self.rect().adjusted(6, 6, -6, -6), strong=True, radius=radius - 4)

    def _paint_words(self, painter: QPainter) -> None:
        colours = tokens.current()
        left, right = _PADDING_PX, self.width() - _PADDING_PX
        top = _PICTURE_PX + _PADDING_PX - 2
        start = badge.paint(painter, right, top, self._place.value, self._place.word)
        lines = (
            (self._sku, fonts.strong(self._sku_px), colours.text, top - 2, start - left - 6),
            (self._bin, fonts.font(metrics.BODY_TYPE_PX), colours.text, top + 22, right - left),
            (self.piece.line.title, fonts.caption(), colours.text_soft, top + 41, right - left),
        )
        for text, font, colour, line_top, width in lines:
            painter.setFont(font)
            painter.setPen(colour)
            shown = painter.fontMetrics().elidedText(" ".join(text[:300].split()), Qt.TextElideMode.ElideRight, width)
            room = QRect(left, line_top, width, 22)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _arrived(self, key: str) -> None:
        if key == self.piece.look:
            self.update()
