"""Reading: looks anew in the background, for pages whose lists take longer than a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from studio.base.jobs import Lane
from studio.ui.page import Page

T = TypeVar("T")


class Reading(Generic[T]):
    """One read at a time, and one more where something changed meanwhile: a stream of changes starves nobody.

    `prepare` is called in the GUI thread and returns what to read with the values of that moment.
    """

    def __init__(
        self, page: Page, title: str, prepare: Callable[[], Callable[[], T]], show: Callable[[T], None]
    ) -> None:
        self._page = page
        self._title = title
        self._prepare = prepare
        self._show = show
        self._running = self._again = False

    def start(self) -> None:
        """Read now, or as soon as the read that runs is over."""
        self._again = self._running
        if self._running:
            return
        self._running = True
        read = self._prepare()
        self._page.submit(self._title, Lane.WRITE, lambda _job: read(), on_result=self._read, quiet=True)

    def _read(self, found: T) -> None:
        self._running = False
        self._show(found)
        if self._again:
            self.start()
