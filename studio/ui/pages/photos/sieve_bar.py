"""SieveBar: what the contact sheet can be narrowed to, with how many photos each would show."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.domain.culling import Sieve
from studio.domain.photo import RATINGS
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.widgets import FlowLayout, row

TITLES: Mapping[Sieve, str] = {
    Sieve.ALL: _("All"),
    Sieve.PICKS: _("Picks"),
    Sieve.UNFLAGGED: _("Unflagged"),
    Sieve.REJECTS: _("Rejects"),
    Sieve.AS_SHOT: _("Not cleaned"),
    Sieve.LOOK: _("Needs a look"),
    Sieve.TROUBLED: _("Blurred or dark"),
    Sieve.ALIKE: _("Near duplicates"),
}
_CHIP_PX = 28
_PADDING_PX = 10
_STAR_PX = 16


class SieveBar(QWidget):
    """`narrowed` tells the sieve and the least number of stars; `acts` are buttons at the end, for some sieves."""

    narrowed = Signal(object, int)

    def __init__(self, acts: Mapping[Sieve, QWidget]) -> None:
        super().__init__()
        self._acts = dict(acts)
        self._counts: Mapping[Sieve, int] = {}
        self._at_least = 0
        self._chips = {sieve: _Chip(title) for sieve, title in TITLES.items()}
        self._stars = [_Star(number) for number in RATINGS if number]
        self._group = QButtonGroup(self)
        line, beside = FlowLayout(gap_px=6), QVBoxLayout()
        beside.addSpacing((metrics.CONTROL_HEIGHT_PX - _CHIP_PX) // 2)  # in line with a button
        beside.addLayout(line, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(metrics.PAGE_MARGIN_PX - 4, 9, metrics.PAGE_MARGIN_PX - 4, 0)
        whole.setSpacing(6)
        whole.addLayout(beside, 1)
        for sieve, chip in self._chips.items():
            self._group.addButton(chip)
            chip.clicked.connect(lambda _on, sieve=sieve: self._choose(sieve))
            line.addWidget(chip)
        self._rating = QWidget()
        self._rating.setLayout(row(*self._stars, gap_px=0))
        for star in self._stars:
            star.clicked.connect(lambda _on, number=star.number: self._rate(number))
        line.addWidget(self._rating)
        for act in self._acts.values():
            whole.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        self.show_chosen(Sieve.ALL, 0)

    def show_counts(self, counts: Mapping[Sieve, int]) -> None:
        """Show how many photos each sieve lets pass; one without a number is still being counted."""
        self._counts = counts
        for sieve, chip in self._chips.items():
            chip.set_count(counts.get(sieve))
        self._show_acts()

    def show_chosen(self, sieve: Sieve, at_least: int) -> None:
        """Show what is chosen, without telling anybody."""
        self._at_least = at_least
        self._chips[sieve].setChecked(True)
        for star in self._stars:
            star.set_lit(star.number <= at_least)
        self._show_acts()

    def _choose(self, sieve: Sieve) -> None:
        """Stars do not count where something else is to be done with all that are shown."""
        self.narrowed.emit(sieve, 0 if sieve in self._acts else self._at_least)

    def _rate(self, number: int) -> None:
        at_least = 0 if number == self._at_least else number
        sieve = next(one for one, chip in self._chips.items() if chip.isChecked())
        self.narrowed.emit(sieve, at_least)

    def _show_acts(self) -> None:
        self._rating.setVisible(not any(self._chips[sieve].isChecked() for sieve in self._acts))
        for sieve, act in self._acts.items():
            act.setVisible(self._chips[sieve].isChecked() and bool(self._counts.get(sieve)))


class _Chip(QAbstractButton):
    def __init__(self, title: str) -> None:
        super().__init__()
        self._count: int | None = None
        self.setText(title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the keys with the sheet
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        if count != self._count or not self.accessibleName():
            self._count = count
            counted = plural("{n} photo", "{n} photos", count) if count is not None else _("not counted yet")
            self.setAccessibleName(_("Show {what}: {counted}").format(what=self.text(), counted=counted))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        figures = QFontMetrics(fonts.figures(metrics.CAPTION_TYPE_PX)).horizontalAdvance(self._figures())
        wide = QFontMetrics(fonts.font()).horizontalAdvance(self.text()) + (figures + 6 if figures else 0)
        return QSize(wide + 2 * _PADDING_PX, _CHIP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.isChecked() or self.hasFocus()
        painter.setPen(colours.accent if lit else colours.control if self.underMouse() else colours.line)
        painter.setBrush(colours.accent_soft if self.isChecked() else colours.surface)
        painter.drawRoundedRect(room, _CHIP_PX / 2, _CHIP_PX / 2)
        inner = self.rect().adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        nothing = self._count == 0 and not self.isChecked()
        painter.setFont(fonts.font())
        painter.setPen(colours.text_soft if nothing else colours.text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(fonts.figures(metrics.CAPTION_TYPE_PX))
        painter.setPen(colours.text_soft)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._figures())

    def _figures(self) -> str:
        return "" if self._count is None else f"{self._count:,}"


class _Star(QAbstractButton):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._lit = False
        self.setAccessibleName(plural("At least {n} star", "At least {n} stars", number))
        self.setToolTip(self.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the keys with the sheet
        self.setFixedSize(metrics.TARGET_PX, _CHIP_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_lit(self, lit: bool) -> None:  # noqa: FBT001 - a setter like Qt's
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(colours.accent)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 5, 5)
        room = QRect(0, 0, _STAR_PX, _STAR_PX)
        room.moveCenter(self.rect().center())
        name, colour = ("star-fill", colours.states["needs"].text) if self._lit else ("star", colours.control)
        icons.paint(painter, room, name, colour)
