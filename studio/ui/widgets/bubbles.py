"""BubbleList: a conversation, theirs to the left and ours to the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui import fonts, metrics, tokens
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import ScrollColumn, row

_SHOWN = 200
_LIMIT = 20_000
_WIDEST = 0.72
_PADDING_PX = 13
_CAPTION_PX = 16
_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message: what was said, and when (with what became of it, for ours)."""

    message_id: str
    text: str
    caption: str
    mine: bool


class BubbleList(ScrollColumn):
    """Messages under one another, the last in sight; other widgets (an offer's card) can stand among them."""

    def __init__(self) -> None:
        super().__init__(metrics.PAGE_MARGIN_PX, 12)
        self.setAccessibleName(_("Conversation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bubbles: tuple[Bubble, ...] = ()
        self.verticalScrollBar().rangeChanged.connect(lambda _least, most: self.verticalScrollBar().setValue(most))

    def set_bubbles(self, bubbles: Sequence[Bubble]) -> None:
        """Show `bubbles`; whatever else stood here goes."""
        self._bubbles = tuple(bubbles)
        self.clear()
        if len(bubbles) > _SHOWN:
            self.add(PlainLabel(_("Only the last {n} messages are shown.").format(n=_SHOWN), style="caption"))
        self.add(*(_BubbleWidget(bubble) for bubble in bubbles[-_SHOWN:]))

    def add_card(self, card: QWidget, *, width_px: int = 524) -> None:
        """Put a card below the messages."""
        card.setMaximumWidth(width_px)
        line = row()  # asks the card for its height at the width it gets, which a column does not
        line.addWidget(card, 100)
        line.addStretch(1)
        self.column.addLayout(line)


class _BubbleWidget(QWidget):
    """Painted by hand: a label measures a long text again at every change of width."""

    def __init__(self, bubble: Bubble) -> None:
        super().__init__()
        self._bubble = bubble
        self._text = bubble.text if len(bubble.text) <= _LIMIT else bubble.text[:_LIMIT] + "…"
        self._laid: tuple[int, QTextLayout, QSize] | None = None
        self.setAccessibleName(f"{self._text}. {bubble.caption}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        copy = QAction(_("Copy"), self)
        copy.triggered.connect(lambda _on: QGuiApplication.clipboard().setText(bubble.text))
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._box(width).height()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box(self.width())
        painter.setPen(Qt.PenStyle.NoPen if self._bubble.mine else QPen(colours.line))
        painter.setBrush(colours.accent_soft if self._bubble.mine else colours.surface)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        inner = box.adjusted(_PADDING_PX, 8, -_PADDING_PX, -8)
        painter.setPen(colours.text)
        self._lines(self.width())[0].draw(painter, QPointF(inner.topLeft()))
        painter.setPen(colours.text_soft)
        painter.setFont(fonts.caption())
        below = QRect(inner.left(), inner.bottom() - _CAPTION_PX + 1, inner.width(), _CAPTION_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._bubble.caption)

    def _box(self, width: int) -> QRect:
        text = self._lines(width)[1]
        caption = QFontMetrics(fonts.caption()).horizontalAdvance(self._bubble.caption)
        size = QSize(max(text.width(), caption) + 2 * _PADDING_PX + 1, text.height() + _CAPTION_PX + 17)
        left = width - size.width() if self._bubble.mine else 0
        return QRect(QPoint(left, 0), size)

    def _lines(self, width: int) -> tuple[QTextLayout, QSize]:
        """Return the text in lines for a widget `width` wide, and the room they take."""
        if self._laid is None or self._laid[0] != width:
            room = max(1, int(width * _WIDEST) - 2 * _PADDING_PX)
            first = _broken(self._text, room)
            self._laid = (width, *_broken(self._text, first[1].width()))  # no wider than its longest line
        return self._laid[1], self._laid[2]


def _broken(text: str, width: int) -> tuple[QTextLayout, QSize]:
    """Break between words where that is possible, else anywhere."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid = QTextLayout(_LINE_SEPARATOR.join(text.splitlines()), fonts.font())
    laid.setTextOption(option)
    widest = height = 0.0
    laid.beginLayout()
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        widest = max(widest, line.naturalTextWidth())
        height += line.height()
    laid.endLayout()
    return laid, QSize(math.ceil(widest) + 1, math.ceil(height))
