"""The People page: everybody at the left, the conversation in the middle, the person at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ListingId, PersonId
from studio.domain.interest import Direction, Offer, OfferState
from studio.domain.item import Item
from studio.domain.money import Money
from studio.domain.operation import Kind, Touched
from studio.services import inbox, listings, replies
from studio.services.inbox import PersonCard, PersonLine
from studio.ui import confirm
from studio.ui.page import Page, PageContext
from studio.ui.pages.people import wording
from studio.ui.pages.people.composer import Composer
from studio.ui.pages.people.offer_card import BuyersOfferCard
from studio.ui.pages.people.person_column import PersonColumn
from studio.ui.widgets import BubbleList, EmptyState, PlainLabel, Row, RowList, column, row
from studio.ui.widgets.time_left import time_left

_LIST_PX = 300


class PeoplePage(Page):
    """What is written here waits in the outbox while the seller is offline."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._current = ""
        self._wanted = ""
        self._drafts: dict[str, str] = {}
        self._list = RowList(_("People"))
        self._list.setFixedWidth(_LIST_PX)
        self._list.current_changed.connect(self._choose)
        self._bubbles = BubbleList()
        self._composer = Composer()
        self._composer.sent.connect(self._send)
        self._person = PersonColumn(context)
        self._person.noted.connect(self._note)
        self._stack = QStackedLayout()
        thread = QWidget()
        below = column(self._composer)
        below.setContentsMargins(24, 0, 24, 18)
        inside = column(self._bubbles, gap_px=0)
        inside.addLayout(below)
        thread.setLayout(inside)
        self._stack.addWidget(thread)
        self._stack.addWidget(
            EmptyState("people", _("Nobody yet"), _("Likes, offers and messages arrive here once a piece is live."))
        )
        whole = row(self._list, gap_px=0)
        whole.addLayout(self._stack, 1)
        self.setLayout(whole)

    def title(self) -> str:
        """Return the page's name."""
        return _("People")

    def search_hint(self) -> str:
        """Return what can be looked for."""
        return _("Search people and messages")

    def search(self, text: str) -> None:
        """Narrow to people whose name or last words hold `text`."""
        self._wanted = text.casefold()
        self._load()

    def inspector(self) -> QWidget:
        """Return what is known of the person."""
        return self._person

    def shown(self) -> None:
        """Show everybody."""
        self._load()

    def hidden(self) -> None:
        """Keep what was begun."""
        self._keep_draft()
        self._person.flush()

    def refresh(self, touched: Touched) -> None:
        """Show what changed."""
        kinds = (Kind.PERSON, Kind.CONVERSATION, Kind.OFFER, Kind.LIKE, Kind.MESSAGE, Kind.ORDER)
        if any(touched.of(kind) for kind in kinds):
            self._load()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Take a person in hand."""
        self._load()
        self._list.set_current(entity_id)

    def _load(self) -> None:
        found = [line for line in inbox.people(self.context.studio) if self._matches(line)]
        self._list.set_rows([self._row(line) for line in found])
        if self._current not in {line.person.id for line in found}:
            self._current = found[0].person.id if found else ""
            self._list.set_current(self._current)
        self._stack.setCurrentIndex(0 if found else 1)
        self._person.setVisible(bool(found))
        self._show()

    def _matches(self, line: PersonLine) -> bool:
        return self._wanted in line.person.name.casefold() or self._wanted in line.last_text.casefold()

    def _row(self, line: PersonLine) -> Row:
        state, note = "", wording.day(line.last_at, self.context.studio.clock.now())
        if line.open_offer is not None and line.open_offer.expires_at is not None:
            left = line.open_offer.expires_at - self.context.studio.clock.now()
            state, note = "needs", _("offer · {left}").format(left=time_left(left))
        elif line.unread_count:
            state, note = "waiting", plural("{n} new", "{n} new", line.unread_count)
        likes = plural("liked {n} piece", "liked {n} pieces", line.like_count) if line.like_count else ""
        return Row(
            row_id=line.person.id, title=line.person.name, subtitle=line.last_text or likes, note=note, state=state
        )

    def _choose(self, person_id: str) -> None:
        if person_id != self._current:
            self._keep_draft()
            self._person.flush()
            self._current = person_id
            self._show()

    def _show(self) -> None:
        studio = self.context.studio
        card = inbox.person(studio, PersonId(self._current)) if self._current else None
        if card is None:
            return
        self._person.show_person(card, ", ".join(account.name for account in listings.accounts(studio)))
        thread = card.conversations[0] if card.conversations else None
        messages = inbox.messages(studio, thread.id) if thread else []
        self._bubbles.set_bubbles([wording.bubble(message, studio.clock.now()) for message in messages])
        for offer in card.offers:
            if offer.state in (OfferState.OPEN, OfferState.ANSWERING):
                self._add_offer(offer)
        item = self._item_spoken_of(card)
        name = card.person.name.split(" ")[0]
        self._composer.setVisible(thread is not None)
        self._composer.write_to(name, replies.replies(studio, name, item), self._draft())
        if thread and thread.unread_count and self.isVisible():
            self.submit(_("Reading"), Lane.WRITE, lambda _job: inbox.mark_read(studio, thread.id), quiet=True)

    def _add_offer(self, offer: Offer) -> None:
        studio = self.context.studio
        item = inbox.item_of(studio, offer.listing_id)
        if item is None:
            return
        if offer.direction is Direction.OUT or offer.state is OfferState.ANSWERING:
            text = (
                _("You offered {price} for {title}.")
                if offer.direction is Direction.OUT
                else _("Your answer waits: {answer}.")
            )
            price = Money(offer.price_minor, offer.currency)
            words = text.format(price=price, title=item.title, answer=wording.answer(offer))
            self._bubbles.add(PlainLabel(words, style="soft", wrap=True))
            return
        rules = listings.rules_of(studio, None)
        kept = listings.keep(studio, item, rules, price_minor=offer.price_minor)
        card = BuyersOfferCard(offer, item, keep_minor=kept.keep_minor if kept else None, clock=studio.clock)
        counter = listings.counter_suggestion(studio, offer)
        if counter is not None:
            left = listings.keep(studio, item, rules, price_minor=counter)
            card.offer_counter(counter, left.keep_minor if left else None)
        card.accepted.connect(self._ask_to_accept)
        card.declined.connect(self._decline)
        card.countered.connect(self._counter)
        self._bubbles.add_card(card)

    def _item_spoken_of(self, card: PersonCard) -> Item | None:
        about: list[ListingId] = [thread.listing_id for thread in card.conversations if thread.listing_id]
        about += [offer.listing_id for offer in card.offers[-1:]] + [like.listing_id for like in card.likes[:1]]
        return inbox.item_of(self.context.studio, about[0]) if about else None

    def _send(self, text: str) -> None:
        studio = self.context.studio
        card = inbox.person(studio, PersonId(self._current))
        if card is None or not card.conversations:
            return
        thread = card.conversations[0]
        self._drafts.pop(self._current, None)
        self._composer.clear()
        self.submit(_("Sending"), Lane.WRITE, lambda _job: inbox.reply(studio, thread.id, text), quiet=True)

    def _ask_to_accept(self, offer: Offer) -> None:
        price = Money(offer.price_minor, offer.currency)
        confirm.ask(
            self,
            title=_("Accept {price}?").format(price=price),
            text=_("This sells the piece. It cannot be taken back."),
            act=_("Accept {price}").format(price=price),
            on_act=lambda: self._answer(lambda: inbox.accept(self.context.studio, offer.id)),
        )

    def _decline(self, offer: Offer) -> None:
        confirm.ask(
            self,
            title=_("Decline this offer?"),
            text=_("The buyer is told. You can still make an offer of your own."),
            act=_("Decline the offer"),
            on_act=lambda: self._answer(lambda: inbox.decline(self.context.studio, offer.id)),
        )

    def _counter(self, offer: Offer, price_minor: int) -> None:
        price = Money(price_minor, offer.currency)
        confirm.ask(
            self,
            title=_("Counter with {price}?").format(price=price),
            text=_("If the buyer accepts, the piece is sold at that price."),
            act=_("Offer {price}").format(price=price),
            on_act=lambda: self._answer(lambda: inbox.counter(self.context.studio, offer.id, price_minor)),
        )

    def _answer(self, act: Callable[[], None]) -> None:
        self.submit(_("Answering"), Lane.WRITE, lambda _job: act(), quiet=True)

    def _note(self, person_id: str, text: str) -> None:
        studio = self.context.studio
        self.submit(_("Saving"), Lane.WRITE, lambda _job: inbox.note(studio, PersonId(person_id), text), quiet=True)

    def _keep_draft(self) -> None:
        if self._current:
            self._drafts[self._current] = self._composer.draft()

    def _draft(self) -> str:
        return self._drafts.get(self._current, "")
