"""One field of a Listing that was changed here and at the marketplace: mine, theirs, or another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.domain.listing import Listing
from studio.domain.money import Money
from studio.ui.widgets import Card, Field, MoneyField, PlainLabel, QuietButton, TextField, column, row

_MONEY = frozenset({"price_minor", "original_price_minor"})
_LONG = frozenset({"description"})
_NAMES = {
    "title": _("Title"),
    "description": _("Description"),
    "price_minor": _("Price"),
    "original_price_minor": _("Original price"),
    "brand": _("Brand"),
    "category": _("Category"),
    "size": _("Size"),
    "colours": _("Colours"),
    "condition": _("Condition"),
}
_LINES = 4


class ConflictCard(Card):
    """`chosen` tells Listing, field, what to keep ("mine", "theirs" or "other"), and the other value."""

    chosen = Signal(object, str, str, object)

    def __init__(self, listing: Listing, item_title: str, field: str, sides: dict[str, Any], currency: str) -> None:
        super().__init__()
        self._listing, self._field, self._currency = listing, field, currency
        name = _NAMES.get(field, field.replace("_", " "))
        self.column.setSpacing(10)
        self.column.addWidget(PlainLabel(f"{item_title}: {name}", style="heading"))
        why = _("Changed here and at the marketplace. Until you choose, it is not sent.")
        self.column.addWidget(PlainLabel(why, style="soft", wrap=True))
        both = row(gap_px=14)
        both.addWidget(self._side(_("Here"), "mine", sides["mine"], _("Keep mine")), 1)
        both.addWidget(self._side(_("At the marketplace"), "theirs", sides["theirs"], _("Take theirs")), 1)
        self.column.addLayout(both)
        if isinstance(sides["mine"], str) or field in _MONEY:
            self._offer_another(name)

    def _side(self, words: str, side: str, value: Any, act: str) -> QWidget:
        button = QuietButton(act)
        button.clicked.connect(lambda: self.chosen.emit(self._listing, self._field, side, None))
        box = Card(style="sunken")
        box.column.addLayout(column(PlainLabel(words, style="caption"), PlainLabel(self._text(value), wrap=True)))
        box.column.addStretch(1)
        box.column.addWidget(button)
        return box

    def _offer_another(self, name: str) -> None:
        """Offer a third answer; it counts when the button is pressed, not while it is typed."""
        words = _("Or another: {name}").format(name=name)
        if self._field in _MONEY:
            another: Field = MoneyField(words, currency=self._currency)
        else:
            another = TextField(words, lines=_LINES if self._field in _LONG else 1)
        use = QuietButton(_("Use this"))
        use.clicked.connect(lambda: self._use(another))
        line = row(gap_px=14)
        line.addWidget(another, 1)
        line.addWidget(use, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(line)

    def _use(self, another: Field) -> None:
        another.flush()
        if another.value():
            self.chosen.emit(self._listing, self._field, "other", another.value())
        else:
            another.set_error(_("Type what it should be."))

    def _text(self, value: Any) -> str:
        if self._field in _MONEY and isinstance(value, int):
            return str(Money(value, self._currency))
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "–")
