"""Flaws: the seller rings a hole or a stain, which then stays as it is and can be shown from near."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QCheckBox

from studio.base.texts import _, plural
from studio.ui import tokens
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.marks import Marks
from studio.ui.pages.photos.tools.option_bar import OptionBar
from studio.ui.pages.photos.tools.tool import Session
from studio.ui.widgets import PlainLabel

CLOSE_UP_RADII = 2.0
"""A close-up shows twice the ring: where on the piece the flaw is must be seen, too."""
_PREVIEW_PX = 168.0
_GAP_PX = 18.0
_CORNER_PX = 10.0
_SIZES = 1.2


class Flaws(Marks):
    """What is ringed is never smoothed by a later step; each can be saved as a square picture of its own."""

    step = "flaws"
    title = _("Flaws")
    param = "regions"
    most = 100
    radius = 0.03

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._bar = OptionBar(self.title)
        self._count = PlainLabel(style="soft")
        self._close_ups = QCheckBox(_("Save close-ups"))
        self._close_ups.setToolTip(_("Save a square picture of each flaw with the others, as SKU-flaw-1.jpg"))
        self._close_ups.clicked.connect(self._choose_close_ups)
        self._bar.add(self._count, self._close_ups)
        self._bar.add_button(_("Smaller"), lambda: self.resize(1 / _SIZES), tip=_("Smaller ring ([)"), icon="minus")
        self._bar.add_button(_("Larger"), lambda: self.resize(_SIZES), tip=_("Larger ring (])"), icon="add")
        self._remove = self._bar.add_button(
            _("Remove the mark"), self.remove, tip=_("Remove the chosen ring (Del)"), icon="remove"
        )
        self._bar.done.connect(self.finished)

    def options(self) -> OptionBar:
        """Return the bar."""
        self.told()
        return self._bar

    def told(self) -> None:
        """Say how many flaws are marked."""
        count = len(self.marks())
        words = plural("{n} flaw", "{n} flaws", count) if count else _("Draw a ring around a hole or a stain")
        self._count.setText(words)
        self._remove.setEnabled(self.chosen is not None)
        self._close_ups.setEnabled(count > 0)
        self._close_ups.setChecked(bool(self.session.params(self.step).get("close_ups", True)))

    def paint(self, painter: QPainter) -> None:
        """Draw the rings with their numbers, and the chosen flaw from near."""
        super().paint(painter)
        marks = self.marks()
        for place, mark in enumerate(marks):
            middle, radius = self.place_of(mark)
            overlay.label(painter, middle + QPointF(radius * 0.71 + 8, -radius * 0.71 - 8), str(place + 1))
        if self.chosen is not None and self.chosen < len(marks):
            self._paint_close_up(painter, marks[self.chosen])

    def close_up_rect(self) -> QRectF:
        """Return where the chosen flaw is shown from near: in a corner, away from it."""
        room = self.canvas.room()
        corner = QPointF(room.left() + _GAP_PX, room.bottom() - _GAP_PX - _PREVIEW_PX)
        if self.chosen is not None and self.chosen < len(self.marks()):
            middle, _radius = self.place_of(self.marks()[self.chosen])
            if middle.x() < room.center().x():
                corner.setX(room.right() - _GAP_PX - _PREVIEW_PX)
        return QRectF(corner.x(), corner.y(), _PREVIEW_PX, _PREVIEW_PX)

    def _paint_close_up(self, painter: QPainter, mark: list[float]) -> None:
        picture, place, box = self.canvas.picture(), self.canvas.photo_rect(), self.close_up_rect()
        middle, radius = self.place_of(mark)
        scale = picture.width() / place.width()
        at, reach = (middle - place.topLeft()) * scale, max(4.0, radius * scale * CLOSE_UP_RADII)
        shape = QPainterPath()
        shape.addRoundedRect(box, _CORNER_PX, _CORNER_PX)
        painter.save()
        painter.fillPath(shape, tokens.current().surface)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture, QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
        painter.restore()
        overlay.two_tone(painter, shape)
        overlay.label(painter, QPointF(box.center().x(), box.bottom() - 18), _("Close-up"))

    def _choose_close_ups(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.session.has(self.step):
            self.session.set_params(self.step, {**self.session.params(self.step), "close_ups": wanted}, apart=True)
