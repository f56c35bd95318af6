"""Badge: a state by colour, icon and word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui import fonts, icons, tokens

HEIGHT_PX = 19
_ICON_PX = 12
_PADDING_PX = 8
_GAP_PX = 4

_STATES: dict[str, tuple[str, str]] = {
    # what domain calls it: colours, word
    "draft": ("draft", _("Draft")),
    "waiting": ("waiting", _("Waiting")),
    "queued": ("waiting", _("Waiting")),
    "sending": ("waiting", _("Sending")),
    "pending": ("waiting", _("Waiting")),
    "live": ("live", _("Live")),
    "active": ("live", _("Live")),
    "reserved": ("sold", _("Reserved")),
    "sold": ("sold", _("Sold")),
    "ended": ("draft", _("Ended")),
    "needs": ("needs", _("Needs you")),
    "unknown": ("needs", _("Check")),
    "conflict": ("needs", _("Conflict")),
    "blocked": ("refused", _("Refused")),
    "refused": ("refused", _("Refused")),
}


def state_of(state: str) -> tuple[str, str]:
    """Return the colours ("live") and the word ("Live") for a state as the domain names it."""
    return _STATES[state]


def width(text: str) -> int:
    """Return how wide a badge with `text` is."""
    return QFontMetrics(fonts.strong(10)).horizontalAdvance(text) + _ICON_PX + _GAP_PX + 2 * _PADDING_PX


def paint(painter: QPainter, right: int, top: int, state: str, text: str) -> int:
    """Draw a badge that ends at `right`; return where it begins."""
    room = QRect(right - width(text), top, width(text), HEIGHT_PX)
    colours = tokens.current().states[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.ground)
    painter.drawRoundedRect(QRectF(room), HEIGHT_PX / 2, HEIGHT_PX / 2)
    glyph = QRect(room.left() + _PADDING_PX - 1, top + (HEIGHT_PX - _ICON_PX) // 2, _ICON_PX, _ICON_PX)
    icons.paint(painter, glyph, f"state-{state}", colours.text)
    painter.setFont(fonts.strong(10))
    painter.setPen(colours.text)
    words = room.adjusted(_PADDING_PX + _ICON_PX + _GAP_PX - 1, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()
    return room.left()


class Badge(QWidget):
    """One state, as wide as its word."""

    def __init__(self, state: str = "draft", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(state, text)

    def set(self, state: str, text: str = "") -> None:
        """Show `state` in the words `text`, or in the state's own."""
        self._state, word = state_of(state)
        self._text = text or word
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the words."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return QSize(width(self._text), HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint(painter, self.width(), (self.height() - HEIGHT_PX) // 2, self._state, self._text)
