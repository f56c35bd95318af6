"""The People page: everybody at the left, the conversation in the middle, the person at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ConversationId, ListingId, PersonId
from studio.domain.interest import OfferState
from studio.domain.item import Item
from studio.domain.operation import Kind, Touched
from studio.services import inbox, listings, replies
from studio.services.context import Studio
from studio.services.inbox import PersonCard, PersonLine
from studio.ui.page import Page, PageContext
from studio.ui.pages.people import wording
from studio.ui.pages.people.answers import OfferAnswers
from studio.ui.pages.people.composer import Composer
from studio.ui.pages.people.person_column import PersonColumn
from studio.ui.reading import Reading
from studio.ui.widgets import BubbleList, EmptyState, PlainLabel, Row, RowList, column
from studio.ui.widgets.countdown import time_left

_LIST_PX = 300
_LIST_LEAST_PX = 200
_THREAD, _NOBODY, _NO_MATCH = 1, 2, 3
_DRAFTS = "people.drafts"


class PeoplePage(Page):
    """What is written here waits in the outbox while the seller is offline."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._answers = OfferAnswers(self)
        self._current = ""
        self._awaited = ""
        self._wanted = ""
        self._lines: Sequence[PersonLine] = ()
        self._thread: object = None
        self._drafts: dict[str, str] = dict(context.state.get(_DRAFTS) or {})
        self._reading = Reading(self, _("Looking for people"), self._read, self._loaded)
        self._list = RowList(_("People"))
        self._list.setMinimumWidth(_LIST_LEAST_PX)
        self._list.current_changed.connect(self._choose)
        self._bubbles = BubbleList()
        self._composer = Composer()
        self._composer.sent.connect(self._send)
        self._composer.written.connect(self._keep_draft)
        self._person = PersonColumn(context)
        self._person.noted.connect(self._note)
        self._lay_out()

    def title(self) -> str:
        """Return the page's name."""
        return _("People")

    def search_hint(self) -> str:
        """Return what can be looked for."""
        return _("Search people and messages")

    def search(self, text: str) -> None:
        """Narrow to people whose name or last words hold `text`."""
        self._wanted = text.strip().casefold()
        self._show_list()

    def inspector(self) -> QWidget:
        """Return what is known of the person."""
        return self._person

    def shown(self) -> None:
        """Show everybody."""
        self._load()

    def hidden(self) -> None:
        """Save what was noted."""
        self._person.flush()

    def refresh(self, touched: Touched) -> None:
        """Show what changed."""
        kinds = (Kind.PERSON, Kind.CONVERSATION, Kind.OFFER, Kind.LIKE, Kind.MESSAGE, Kind.ORDER)
        if any(touched.of(kind) for kind in kinds):
            self._load()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Take a person in hand, or the one whose Conversation or Offer this is."""
        studio = self.context.studio
        thread = inbox.conversation(studio, ConversationId(entity_id)) if kind is Kind.CONVERSATION else None
        offers = (offer for offer in inbox.open_offers(studio) if kind is Kind.OFFER and offer.id == entity_id)
        about = thread or next(offers, None)
        self._awaited = about.person_id if about else entity_id
        self._wanted = ""
        self._load()

    def _lay_out(self) -> None:
        thread = QWidget()
        below = column(self._composer)
        below.setContentsMargins(24, 0, 24, 18)
        inside = column(self._bubbles, gap_px=0)
        inside.addLayout(below)
        thread.setLayout(inside)
        to_listings = (_("Go to the listings"), lambda: self.context.navigator.go("listings"))
        self._stack = QStackedWidget()
        for widget in (
            QWidget(),
            thread,
            EmptyState(
                "people",
                _("Nobody yet"),
                _("Likes, offers and messages arrive here once a piece is live."),
                to_listings,
            ),
            EmptyState("search", _("Nobody matches"), _("No name and no last message is like that.")),
        ):
            self._stack.addWidget(widget)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setHandleWidth(1)
        whole.setChildrenCollapsible(False)
        whole.addWidget(self._list)
        whole.addWidget(self._stack)
        whole.setStretchFactor(1, 1)
        whole.setSizes([_LIST_PX, 2 * _LIST_PX])
        self.context.state.keep(whole, "people.splitter")
        self.setLayout(column(whole))

    def _load(self) -> None:
        self._reading.start()

    def _read(self) -> Callable[[], Sequence[PersonLine]]:
        studio = self.context.studio
        return lambda: inbox.people(studio)

    def _loaded(self, lines: Sequence[PersonLine]) -> None:
        self._lines = lines
        self._show_list()

    def _show_list(self) -> None:
        found = [line for line in self._lines if self._matches(line)]
        known = [line.person.id for line in found]
        self._list.set_rows([self._row(line) for line in found])
        self._list.setVisible(bool(self._lines))
        current = next((one for one in (self._awaited, self._current, *known[:1]) if one in known), "")
        self._awaited = ""
        self._choose(current)
        self._list.set_current(current)
        self._stack.setCurrentIndex(_THREAD if found else _NO_MATCH if self._lines else _NOBODY)
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
            self._person.flush()
            self._current = person_id
            self._composer.write_to(self._first_name(), self._drafts.get(person_id, ""))
            self._show()

    def _first_name(self) -> str:
        names = (line.person.name for line in self._lines if line.person.id == self._current)
        return next(names, "").partition(" ")[0]

    def _show(self) -> None:
        studio = self.context.studio
        card = inbox.person(studio, PersonId(self._current)) if self._current else None
        if card is None:
            return
        self._person.show_person(card, ", ".join(account.name for account in listings.accounts(studio)))
        self._show_thread(card)
        self._composer.setVisible(bool(card.conversations))
        self._composer.offer_replies(replies.replies(studio, self._first_name(), self._item_spoken_of(card)))
        for thread in card.conversations:
            if thread.unread_count and self.isVisible():
                self.submit(_("Reading"), Lane.WRITE, partial(_mark_read, studio, thread.id), quiet=True)

    def _show_thread(self, card: PersonCard) -> None:
        """Show what was said in every Conversation, by time; a seller who reads further up is left there."""
        studio = self.context.studio
        said = [message for thread in card.conversations for message in inbox.messages(studio, thread.id)]
        said.sort(key=lambda message: (message.sent_at, message.id))
        bubbles = [wording.bubble(message, studio.clock.now()) for message in said]
        waiting = [offer for offer in card.offers if offer.state in (OfferState.OPEN, OfferState.ANSWERING)]
        about = [(offer, inbox.item_of(studio, offer.listing_id)) for offer in waiting]
        thread = (card.person.id, bubbles, about)
        if thread == self._thread:
            return
        self._thread = thread
        self._bubbles.set_bubbles(bubbles)
        for offer, item in about:
            if item is not None:
                self._bubbles.add_card(self._answers.widget(offer, item))
        if not bubbles and not waiting:
            words = _("{name} has not written yet.").format(name=card.person.name)
            self._bubbles.add(PlainLabel(words, style="soft", wrap=True))

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
        self._keep_draft("")
        self._composer.write_to(self._first_name(), "")
        self.submit(
            _("Sending"),
            Lane.WRITE,
            lambda _job: inbox.reply(studio, thread.id, text),
            on_error=partial(self._not_sent, self._current, text),
            quiet=True,
        )

    def _not_sent(self, person_id: str, text: str, error: Exception) -> None:
        """Give the words back: nothing that was written is lost."""
        self.context.notices.toast(str(error), state="refused")
        self._drafts[person_id] = text
        if person_id == self._current:
            self._composer.write_to(self._first_name(), text)

    def _note(self, person_id: str, text: str) -> None:
        studio = self.context.studio
        self.submit(_("Saving"), Lane.WRITE, lambda _job: inbox.note(studio, PersonId(person_id), text), quiet=True)

    def _keep_draft(self, text: str) -> None:
        self._drafts.pop(self._current, None)
        if text.strip():
            self._drafts[self._current] = text
        self.context.state.set(_DRAFTS, dict(self._drafts))


def _mark_read(studio: Studio, conversation_id: ConversationId, _job: object) -> None:
    inbox.mark_read(studio, conversation_id)
