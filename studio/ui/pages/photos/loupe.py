"""Loupe: one photo of the sheet as large as the page, to decide about it with the same keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.domain.photo import Photo
from studio.ui import fonts, metrics, tokens
from studio.ui.pages.photos import sheet_painting, words
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.covers import paint_picture

_FOOT_PX = 64
_MARGIN_PX = 20
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageDown: 1,
}


class Loupe(QWidget):
    """`large` holds pictures as large as a screen; until one is there the sheet's own is shown in its place."""

    stepped = Signal(int)
    closed = Signal()
    opened = Signal()

    def __init__(self, large: ThumbnailCache, small: ThumbnailCache) -> None:
        super().__init__()
        self._large, self._small = large, small
        self._photo: Photo | None = None
        self._place = ""
        self._ahead: tuple[Photo, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Large look"))
        large.arrived.connect(self._arrived)
        small.arrived.connect(self._arrived)

    @property
    def photo(self) -> Photo | None:
        """What is shown."""
        return self._photo

    def show_photo(self, photo: Photo, place: str, ahead: tuple[Photo, ...]) -> None:
        """Show a photo; `place` says where it stands ("3 of 56"), `ahead` is what will be wanted next."""
        self._photo, self._place, self._ahead = photo, place, ahead
        said = f"{words.spoken(photo, place, '')}"
        if said != self.accessibleName():
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the previous photo, back to the sheet on Escape, on to the editor on Enter."""
        key = Qt.Key(event.key())
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_Return: self.opened.emit,
            Qt.Key.Key_Enter: self.opened.emit,
        }
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the sheet."""
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture whole, and below it what is known and was decided."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.sunken)
        if self._photo is None:
            return
        room = self.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_FOOT_PX - _MARGIN_PX // 2)
        self._paint_picture(painter, fitting(self._photo, room), self._photo)
        for other in self._ahead:
            self._large.request(other.look, fitting(other, room).size(), self.devicePixelRatioF())
        foot = QRect(0, self.height() - _FOOT_PX, self.width(), _FOOT_PX)
        painter.fillRect(foot, colours.surface)
        painter.fillRect(foot.left(), foot.top(), foot.width(), 1, colours.line)
        self._paint_foot(painter, foot.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0), self._photo)

    def _paint_picture(self, painter: QPainter, room: QRect, photo: Photo) -> None:
        ready = self._large.request(photo.look, room.size(), self.devicePixelRatioF()) is not None
        paint_picture(painter, room, photo.look, self._large if ready else self._small, metrics.CONTROL_RADIUS_PX)
        sheet_painting.paint_decision(painter, room, photo, large=True)

    def _paint_foot(self, painter: QPainter, room: QRect, photo: Photo) -> None:
        colours = tokens.current()
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        upper, lower = room.adjusted(0, 13, 0, -_FOOT_PX + 31), room.adjusted(0, 33, 0, -_FOOT_PX + 51)
        taken = words.when(photo.taken_at) if photo.taken_at else ""
        facts = " · ".join(part for part in (words.size(photo), taken) if part)
        troubles = " ".join(words.troubles(photo))
        telling = colours.states["needs"].text if troubles else colours.text_soft
        decision = words.decision(photo).capitalize() or _("Not decided")
        for line, side, text, font, colour in (
            (upper, left, photo.file_name, fonts.strong(), colours.text),
            (lower, left, troubles or facts, fonts.caption(), telling),
            (upper, right, decision, fonts.strong(), colours.text),
            (lower, right, self._place, fonts.caption(), colours.text_soft),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _arrived(self, key: str) -> None:
        if self.isVisible() and self._photo is not None and key == self._photo.look:
            self.update()


def fitting(photo: Photo, room: QRect) -> QRect:
    """Return where a photo lies in `room`, whole and in the middle; a cleaned one is 3:4."""
    shape = QSize(3_000, 4_000) if photo.recipe else QSize(max(1, photo.width), max(1, photo.height))
    rect = QRect(room.topLeft(), shape.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    rect.moveCenter(room.center())
    return rect
