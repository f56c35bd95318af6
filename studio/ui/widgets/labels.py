"""Text on the window: always plain, never longer than it may be, shortened where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from studio.ui import fonts, metrics, tokens

_Role = QPalette.ColorRole
_MEDIUM = QFont.Weight.Medium
_BOLD = QFont.Weight.DemiBold
_STYLES: dict[str, tuple[int, QFont.Weight, QPalette.ColorRole]] = {
    "body": (metrics.BODY_TYPE_PX, QFont.Weight.Normal, _Role.WindowText),
    "soft": (metrics.BODY_TYPE_PX, QFont.Weight.Normal, _Role.PlaceholderText),
    "strong": (metrics.BODY_TYPE_PX, _BOLD, _Role.WindowText),
    "caption": (metrics.CAPTION_TYPE_PX, QFont.Weight.Normal, _Role.PlaceholderText),
    "heading": (metrics.HEADING_TYPE_PX, _BOLD, _Role.WindowText),
    "title": (metrics.TITLE_TYPE_PX, _BOLD, _Role.WindowText),
    "figure": (metrics.FIGURE_TYPE_PX, _BOLD, _Role.WindowText),
    "number": (metrics.BENCH_TYPE_PX, _BOLD, _Role.WindowText),
    "bench": (metrics.BENCH_TYPE_PX, QFont.Weight.Normal, _Role.WindowText),
    "bench_title": (metrics.BENCH_TITLE_TYPE_PX, _BOLD, _Role.WindowText),
    "accent": (metrics.BODY_TYPE_PX, _MEDIUM, _Role.Accent),
}
LIMIT = 2000


class PlainLabel(QLabel):
    """A label that takes text from anybody: a long message must not freeze the window, nor markup load a file."""

    def __init__(
        self,
        text: str = "",
        *,
        style: str = "body",
        wrap: bool = False,
        limit: int = LIMIT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._tone = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_style(style)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def set_style(self, style: str) -> None:
        """Take one of the styles of type: body, soft, strong, caption, heading, title, figure, number, bench…"""
        size_px, weight, role = _STYLES[style]
        self.setFont(fonts.font(size_px, weight))
        self.setForegroundRole(role)

    def set_tone(self, tone: str) -> None:
        """Write in the colour of a state ("refused"); an empty tone is the style's own colour."""
        if tone != self._tone:
            self._tone = tone
            self._tint()

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text`, cut at the limit; lines become one line unless the label wraps."""
        text = text if len(text) <= self._limit else text[: self._limit] + "…"
        super().setText(text if self.wordWrap() else " ".join(text.split()))
        self.setToolTip("")

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Allow to be made narrow: what has no room is shortened."""
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else QSize(min(hint.width(), metrics.TARGET_PX), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._tone:
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened at its end where it does not fit, with the whole of it as the tool tip."""
        if self.wordWrap():
            super().paintEvent(event)
            return
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, self.foregroundRole()))
        painter.drawText(room, int(self.alignment()) | Qt.TextFlag.TextSingleLine, shown)

    def _tint(self) -> None:
        palette = QPalette()
        if self._tone:
            palette.setColor(self.foregroundRole(), tokens.current().states[self._tone].text)
        self.setPalette(palette)


def plain_tip(text: str) -> str:
    """Return `text` so that a tool tip, which guesses what is markup, shows every character of it."""
    return "<span>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</span>"
