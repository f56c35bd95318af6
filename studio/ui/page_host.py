"""Holds the pages: builds each when it is first gone to, and shows it with its bar and its inspector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from studio.domain.operation import Kind, Touched
from studio.ui import metrics
from studio.ui.page import Page, PageContext, PageSpec
from studio.ui.page_bar import PageBar
from studio.ui.widgets.layouts import column

_NARROWER_PX = 64


class PageHost(QWidget):
    """The right of the rail. `went` tells the id of the page that came to the front."""

    went = Signal(str)

    def __init__(self, context: PageContext, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._context = context
        self._specs = {spec.id: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._bars: dict[str, PageBar] = {}
        self._inspectors: dict[str, QWidget] = {}
        self._current = ""
        self._bar_stack, self._page_stack, self._inspector_stack = (QStackedWidget() for _number in range(3))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._complete = False
        self._lay_out()

    @property
    def specs(self) -> Mapping[str, PageSpec]:
        """The pages there are, in the order of the rail."""
        return self._specs

    @property
    def current(self) -> Page | None:
        """The page in front; None before the first."""
        return self._pages.get(self._current)

    @property
    def current_id(self) -> str:
        """The id of the page in front."""
        return self._current

    def go(self, page_id: str) -> None:
        """Bring a page to the front."""
        if page_id == self._current:
            return
        if self.current is not None:
            self.current.leave()
        page = self.page(page_id)
        self._current = page_id
        self._page_stack.setCurrentWidget(page)
        self._bar_stack.setCurrentWidget(self._bars[page_id])
        self._show_inspector()
        page.enter()
        page.setFocus()
        self.went.emit(page_id)

    def open(self, kind: Kind, entity_id: str, page_id: str = "") -> None:
        """Bring the page `page_id`, or the first that shows `kind`, to the front, with this thing in hand."""
        for spec in self._specs.values():
            if spec.id == page_id if page_id else kind in spec.opens:
                self.go(spec.id)
                self._pages[spec.id].open_entity(kind, entity_id)
                return

    def page(self, page_id: str) -> Page:
        """Return a page, built if need be."""
        if page_id not in self._pages:
            page = self._specs[page_id].load()(self._context)
            self._pages[page_id] = page
            self._bars[page_id] = PageBar(page)
            self._page_stack.addWidget(page)
            self._bar_stack.addWidget(self._bars[page_id])
            if self._complete:
                self._take_inspector(page_id)
        return self._pages[page_id]

    def complete(self) -> None:
        """Build what the first paint did not wait for: the inspector of the page in front, and room for notices."""
        from studio.ui.notice_area import BarStack, ToastStack

        if self._complete:
            return
        self._complete = True
        for page_id in self._pages:
            self._take_inspector(page_id)
        self._show_inspector()
        self._toasts = ToastStack(self._page_stack, self._context.notices)
        self._column.insertWidget(1, BarStack(self._context.notices))

    def focus_notice(self) -> None:
        """Take the keyboard to the newest toast."""
        self._toasts.focus_newest()

    def touch(self, touched: Touched) -> None:
        """Let every page that there is hear of an Operation."""
        for page_id, page in self._pages.items():
            page.touch(touched, in_front=page_id == self._current)

    def conditions(self) -> frozenset[str]:
        """Return which conditions of the window's own actions hold with this page in front."""
        searchable = self.current is not None and bool(self.current.search_hint())
        holds = {"inspector": self._current in self._inspectors, "search": searchable}
        return frozenset(name for name, whether in holds.items() if whether)

    def focus_search(self) -> None:
        """Take the keyboard to the search field."""
        self._bars[self._current].focus_search()

    def toggle_inspector(self) -> None:
        """Fold the inspector away, or back."""
        self._context.state.set("window.inspector", not self._wants_inspector)
        self._show_inspector()

    @property
    def _wants_inspector(self) -> bool:
        return bool(self._context.state.get("window.inspector", True))

    def _take_inspector(self, page_id: str) -> None:
        inspector = self._pages[page_id].inspector()
        if inspector is not None:
            self._inspectors[page_id] = inspector
            self._inspector_stack.addWidget(inspector)

    def _show_inspector(self) -> None:
        inspector = self._inspectors.get(self._current)
        if inspector is not None:
            self._inspector_stack.setCurrentWidget(inspector)
        there = inspector is not None or not self._complete
        self._inspector_stack.setVisible(there and self._wants_inspector)

    def _lay_out(self) -> None:
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._page_stack)
        self._splitter.addWidget(self._inspector_stack)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([metrics.INSPECTOR_PX * 3, metrics.INSPECTOR_PX])
        self._inspector_stack.setMinimumWidth(metrics.INSPECTOR_PX - _NARROWER_PX)
        self._bar_stack.setFixedHeight(metrics.PAGE_BAR_PX)
        self._column = column(self._bar_stack, self._splitter, gap_px=0)
        self.setLayout(self._column)
        self._context.state.keep(self._splitter, "window.splitter")
