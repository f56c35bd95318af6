"""A buyer's Offer as a card, and the seller's answer to it: each is asked about, for none can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.interest import Direction, Offer, OfferState
from studio.domain.item import Item
from studio.domain.money import Money
from studio.services import inbox, listings
from studio.ui import confirm
from studio.ui.page import Page
from studio.ui.pages.people import wording
from studio.ui.pages.people.offer_card import BuyersOfferCard
from studio.ui.widgets import PlainLabel


class OfferAnswers:
    """Makes what stands in a conversation for an Offer, and does what its buttons say."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def widget(self, offer: Offer, item: Item) -> QWidget:
        """Return a card with answers for a buyer's open Offer, a line of words for any other."""
        if offer.direction is Direction.OUT or offer.state is OfferState.ANSWERING:
            return PlainLabel(wording.standing(offer, item), style="soft", wrap=True)
        studio = self._page.context.studio
        counter = listings.counter_suggestion(studio, offer)
        card = BuyersOfferCard(
            offer,
            item,
            keep_minor=self._kept(item, offer.price_minor),
            counter=None if counter is None else (counter, self._kept(item, counter)),
            clock=studio.clock,
        )
        card.accepted.connect(self._ask_to_accept)
        card.declined.connect(self._ask_to_decline)
        card.countered.connect(self._ask_to_counter)
        return card

    def _kept(self, item: Item, price_minor: int) -> int | None:
        studio = self._page.context.studio
        sums = listings.keep(studio, item, listings.rules_of(studio, None), price_minor=price_minor)
        return sums.keep_minor if sums else None

    def _ask_to_accept(self, offer: Offer) -> None:
        price = Money(offer.price_minor, offer.currency)
        confirm.ask(
            self._page,
            title=_("Accept {price}?").format(price=price),
            text=_("This sells the piece. It cannot be taken back."),
            act=_("Accept {price}").format(price=price),
            on_act=lambda: self._answer(lambda: inbox.accept(self._page.context.studio, offer.id)),
        )

    def _ask_to_decline(self, offer: Offer) -> None:
        confirm.ask(
            self._page,
            title=_("Decline this offer?"),
            text=_("The buyer is told. You can still make an offer of your own."),
            act=_("Decline the offer"),
            on_act=lambda: self._answer(lambda: inbox.decline(self._page.context.studio, offer.id)),
        )

    def _ask_to_counter(self, offer: Offer, price_minor: int) -> None:
        price = Money(price_minor, offer.currency)
        confirm.ask(
            self._page,
            title=_("Counter with {price}?").format(price=price),
            text=_("If the buyer accepts, the piece is sold at that price."),
            act=_("Offer {price}").format(price=price),
            on_act=lambda: self._answer(lambda: inbox.counter(self._page.context.studio, offer.id, price_minor)),
        )

    def _answer(self, act: Callable[[], None]) -> None:
        self._page.submit(_("Answering"), Lane.WRITE, lambda _job: act(), quiet=True)
