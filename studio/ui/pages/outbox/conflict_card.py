"""One field of a Listing that was changed here and at the marketplace: mine, theirs, or another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.domain.listing import Listing
from studio.domain.money import Money, parse_minor
from studio.ui.widgets import Card, PlainLabel, QuietButton, TextField, column, row

_MONEY = frozenset({"price_minor", "original_price_minor"})
_NAMES = {"title": _("Title"), "description": _("Description"), "price_minor": _("Price")}


class ConflictCard(Card):
    """`chosen` tells Listing, field and "mine", "theirs" or a value."""

    chosen = Signal(object, str, object)

    def __init__(self, listing: Listing, item_title: str, field: str, sides: dict[str, Any], currency: str) -> None:
        super().__init__()
        self._listing, self._field, self._currency = listing, field, currency
        name = _NAMES.get(field, field.replace("_", " "))
        self.column.addWidget(PlainLabel(f"{item_title}: {name}", style="heading"))
        self.column.addWidget(
            PlainLabel(
                _("Changed here and at the marketplace. Until you choose, it is not sent."), style="soft", wrap=True
            )
        )
        both = row(
            self._side(_("Here"), "mine", sides["mine"], _("Keep mine")),
            self._side(_("At the marketplace"), "theirs", sides["theirs"], _("Take theirs")),
            gap_px=14,
        )
        self.column.addLayout(both)
        self._own = TextField(_("Or write another"))
        self._own.committed.connect(self._commit)
        self.column.addWidget(self._own)

    def _side(self, words: str, side: str, value: Any, act: str) -> QWidget:
        button = QuietButton(act)
        button.clicked.connect(lambda: self.chosen.emit(self._listing, self._field, side))
        box = Card(style="sunken")
        box.column.addLayout(column(PlainLabel(words, style="caption"), PlainLabel(self._text(value), wrap=True)))
        box.column.addStretch(1)
        box.column.addWidget(button)
        return box

    def _text(self, value: Any) -> str:
        if self._field in _MONEY and isinstance(value, int):
            return str(Money(value, self._currency))
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")

    def _commit(self, text: object) -> None:
        value = parse_minor(str(text), self._currency) if self._field in _MONEY else str(text)
        self.chosen.emit(self._listing, self._field, value)
