"""OrderList: the day's orders; letters typed here are a scan, not a search."""

from __future__ import annotations

from PySide6.QtCore import Signal

from studio.base.texts import _
from studio.ui.widgets import RowList


class OrderList(RowList):
    """`typed` tells the letters."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Orders"), big=True)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Hand on what is typed: a scan must not get lost for want of a click."""
        self.typed.emit(search)
