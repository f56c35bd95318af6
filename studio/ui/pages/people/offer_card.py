"""A buyer's open Offer, with what each answer would leave."""

from __future__ import annotations

from PySide6.QtCore import Signal

from studio.base.clock import Clock
from studio.base.texts import _
from studio.domain.interest import Offer
from studio.domain.item import Item
from studio.domain.money import Money
from studio.ui.widgets import Card, GhostButton, PlainLabel, PrimaryButton, QuietButton, TimeLeft, row
from studio.ui.widgets.flow import FlowLayout


class BuyersOfferCard(Card):
    """The signals tell the Offer; `countered` also the price. `counter`: a price to propose, and what it leaves."""

    accepted = Signal(object)
    declined = Signal(object)
    countered = Signal(object, int)

    def __init__(
        self,
        offer: Offer,
        item: Item,
        *,
        keep_minor: int | None,
        counter: tuple[int, int | None] | None,
        clock: Clock,
    ) -> None:
        super().__init__()
        self._offer = offer
        price = Money(offer.price_minor, offer.currency)
        title = PlainLabel(_("Offer {price}").format(price=price), style="heading")
        self.column.addLayout(row(title, None, TimeLeft(clock, offer.expires_at)))
        facts = [item.title]
        for words, minor in (
            (_("list {price}"), item.price_minor),
            (_("floor {price}"), item.floor_minor),
            (_("you keep {price}"), keep_minor),
        ):
            if minor is not None:
                facts.append(words.format(price=Money(minor, offer.currency)))
        self.column.addWidget(PlainLabel(" · ".join(facts), style="soft", wrap=True))
        accept = PrimaryButton(_("Accept {price}").format(price=price))
        accept.clicked.connect(lambda: self.accepted.emit(offer))
        decline = GhostButton(_("Decline kindly"))
        decline.clicked.connect(lambda: self.declined.emit(offer))
        self._buttons = FlowLayout(gap_px=8)
        self._buttons.addWidget(accept)
        if counter is not None:
            self._buttons.addWidget(self._counter_button(*counter))
        self._buttons.addWidget(decline)
        self.column.addSpacing(4)
        self.column.addLayout(self._buttons)

    def _counter_button(self, price_minor: int, keep_minor: int | None) -> QuietButton:
        words = _("Counter {price}").format(price=Money(price_minor, self._offer.currency))
        if keep_minor is not None:
            words += " · " + _("keep {price}").format(price=Money(keep_minor, self._offer.currency))
        button = QuietButton(words)
        button.clicked.connect(lambda: self.countered.emit(self._offer, price_minor))
        return button
