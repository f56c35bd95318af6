"""The rail: one button a page, with how many things wait there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _, plural
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.page import PageSpec
from studio.ui.widgets.buttons import IconButton

_BUTTON = QSize(64, 54)
_ICON_PX = 20
_MOST = 99


class Rail(QFrame):
    """Tells which page was asked for, and shows which is in front."""

    chosen = Signal(str)

    def __init__(self, specs: Iterable[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(metrics.RAIL_PX)
        self.setAccessibleName(_("Pages"))
        self._buttons: dict[str, _RailButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 14, 6, 10)
        column.setSpacing(4)
        for number, spec in enumerate(specs, start=1):
            button = _RailButton(spec, number)
            button.clicked.connect(lambda _on, page=spec.id: self.chosen.emit(page))
            group.addButton(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._buttons[spec.id] = button
        column.addStretch(1)
        self._more = IconButton("more", _("Menu"))
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_current(self, page_id: str) -> None:
        """Show which page is in front."""
        self._buttons[page_id].setChecked(True)

    def set_badges(self, counts: Mapping[str, int]) -> None:
        """Show how many things wait on each page."""
        for page_id, button in self._buttons.items():
            button.set_count(counts.get(page_id, 0))

    def set_menu(self, menu: QMenu) -> None:
        """Offer `menu` at the foot."""
        self._more.setMenu(menu)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line to the page."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.window)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colours.line)


class _RailButton(QAbstractButton):
    def __init__(self, spec: PageSpec, number: int) -> None:
        super().__init__()
        self._icon = spec.icon
        self._count = 0
        self.setText(spec.title)
        self.setCheckable(True)
        self.setToolTip(f"{spec.title} (Ctrl+{number})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        waiting = plural("{n} waiting", "{n} waiting", count) if count else ""
        self.setAccessibleName(", ".join(part for part in (self.text(), waiting) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return _BUTTON

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        painter.setPen(colours.accent if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = colours.accent_soft if here else colours.sunken if self.underMouse() else Qt.GlobalColor.transparent
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        colour = colours.accent if here else colours.text_soft
        place = QRect((self.width() - _ICON_PX) // 2, 9, _ICON_PX, _ICON_PX)
        icons.paint(painter, place, f"{self._icon}-fill" if here else self._icon, colour)
        painter.setFont(fonts.font(metrics.CAPTION_TYPE_PX, QFont.Weight.DemiBold if here else QFont.Weight.Normal))
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(0, 30, 0, -4), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        colours = tokens.current()
        text = str(self._count) if self._count <= _MOST else f"{_MOST}+"
        painter.setFont(fonts.strong(10))
        width = max(17, painter.fontMetrics().horizontalAdvance(text) + 10)
        room = QRect(self.width() - 9 - width, 5, width, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(QRectF(room), 7, 7)
        painter.setPen(colours.on_accent)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
