"""The page bar: title, search and what a page offers to do."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from studio.ui import metrics, tokens
from studio.ui.page import Page
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.search_field import SearchField

_SEARCH_PX = 450


class PageBar(QFrame):
    """The bar of one page; it asks the page again whenever that says that its words changed."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._title = PlainLabel(style="title")
        self._subtitle = PlainLabel(style="caption")
        self._search = SearchField(page.search_hint())
        self._search.setMaximumWidth(_SEARCH_PX)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.searched.connect(page.search)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setFixedHeight(metrics.PAGE_BAR_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(metrics.PAGE_MARGIN_PX, 0, metrics.PAGE_MARGIN_PX, 0)
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addWidget(self._subtitle)
        line.addWidget(self._search, 10)
        line.addStretch(1)
        for widget in page.page_bar_widgets():
            line.addWidget(widget)
        page.bar_changed.connect(self._show)
        self._show()

    def focus_search(self) -> None:
        """Take the keyboard to the search field."""
        self._search.setFocus()
        self._search.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line to the page."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.page)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colours.line)

    def _show(self) -> None:
        subtitle, hint = self._page.subtitle(), self._page.search_hint()
        self._title.setText(self._page.title())
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._search.set_hint(hint)
        self._search.setVisible(bool(hint))
