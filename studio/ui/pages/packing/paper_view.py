"""PaperView: a true preview under its caption, or the sentence why there is none yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.printing.display_list import Document
from studio.printing.units import dots
from studio.ui import metrics, tokens
from studio.ui.print.preview import Preview
from studio.ui.widgets import Card, IconButton, PlainLabel, column, row

_HIGHEST_PX = 272
_SCREEN_DPI = 96.0


class PaperView(QWidget):
    """`asked` is the button that opens stock, printer and the large preview."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._caption = PlainLabel(name, style="caption")
        self._sheet = _Sheet()
        self._sheet.setAccessibleName(_("Preview of the {name}").format(name=name))
        self._sentence = PlainLabel(style="soft", wrap=True)
        self._ground = Card(style="sunken")
        self._ground.column.addWidget(self._sentence)
        more = IconButton("sliders", _("{name}: stock, printer, large preview").format(name=name))
        more.clicked.connect(self.asked)
        head = row(self._caption, gap_px=4)
        head.setStretch(0, 1)
        head.addWidget(more)
        whole = column(gap_px=4)
        whole.addLayout(head)
        whole.addWidget(self._sheet)
        whole.addWidget(self._ground)
        self.setLayout(whole)
        self.show_sentence(_("One moment…"))

    def show_caption(self, text: str) -> None:
        """Say what it is, on which stock and which printer."""
        self._caption.setText(text)

    def show_document(self, document: Document) -> None:
        """Show a Document as it will be printed."""
        self._sheet.show()
        self._ground.hide()
        self._sheet.show_document(document)

    def show_sentence(self, text: str) -> None:
        """Say why there is nothing to show."""
        self._sentence.setText(text)
        self._sheet.hide()
        self._ground.show()
        self._sheet.show_document(None)


class _Sheet(Preview):
    """The first page, whole: as wide as there is room, but not higher than leaves room for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_document(self, document: Document | None) -> None:
        self._document = document
        super().show_document(document)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground with the corners of a card."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.current().sunken)
        painter.drawRoundedRect(self.viewport().rect(), metrics.CARD_RADIUS_PX, metrics.CARD_RADIUS_PX)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column around it."""
        event.ignore()

    def _fit(self) -> None:
        if self._document is None:
            return
        page, margins = self._document.pages[0], 2 * metrics.CARD_PADDING_PX
        width, height = dots(page.width_mm, _SCREEN_DPI), dots(page.height_mm, _SCREEN_DPI)
        zoom = min((self.width() - margins) / width, (_HIGHEST_PX - margins) / height)
        self.setFixedHeight(round(height * zoom) + margins)
        self.set_zoom(zoom)
