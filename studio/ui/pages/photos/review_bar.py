"""The bar over a photo whose cut-out is in doubt: why, how many wait, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui.widgets import Badge, Card, PlainLabel, row


class ReviewBar(Card):
    """Is there only while the photo in hand is in doubt."""

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._doubt = Badge()
        self._doubt.set("needs", _("Needs a look"))
        self._why = PlainLabel()
        self._why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place = PlainLabel(style="soft")
        self.column.setContentsMargins(14, 6, 7, 6)
        self.column.addLayout(row(self._doubt, self._why, self._place, *buttons))
        self.hide()

    def show_doubt(self, why: str, place: int, count: int) -> None:
        """Show why, and which of how many this photo is; without a reason there is nothing to show."""
        self.setVisible(bool(why))
        self._why.setText(why)
        self._place.setText(_("{n} of {count}").format(n=place, count=count) if count > 1 else "")
        self._place.setMinimumWidth(self._place.sizeHint().width())
