"""People: what they wrote and offered, and every answer, kept to its rules and sent later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studio.base.errors import UserError
from studio.domain.change import ChangeKind
from studio.domain.conversation import MessageState
from studio.domain.ids import ConversationId, ListingId, OfferId, PersonId
from studio.domain.interest import Direction, OfferState, Person
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.services import history, inbox, items, replies, syncing
from studio.services.context import Studio
from studio.storage.queries import people as query
from tests.fakes.clock import FakeClock
from tests.services.dealings import bought, connected, liked, listed, met, offered, wrote


@pytest.fixture
def coat(studio: Studio) -> Item:
    connected(studio)
    return items.add(studio, title="Wool coat", price_minor=6000, brand="Harbour")


@pytest.fixture
def listing(studio: Studio, coat: Item) -> Listing:
    return listed(studio, coat)


@pytest.fixture
def marisol(studio: Studio, listing: Listing) -> Person:
    return met(studio, "Marisol R.")


def told(studio: Studio) -> list[tuple[ChangeKind, dict[str, object]]]:
    return [(change.kind, dict(change.payload)) for change in syncing.outbox(studio)]


def test_everybody_who_was_heard_of_is_there_the_latest_first(
    studio: Studio, listing: Listing, marisol: Person, clock: FakeClock
) -> None:
    wrote(studio, marisol, "Is it warm?", "And how long?", listing=listing)
    clock.advance(hours=1)
    dee = met(studio, "Dee K.")
    liked(studio, dee, listing)
    clock.advance(hours=1)
    ana = met(studio, "Ana P.")
    lines = inbox.people(studio)
    assert [line.person.name for line in lines] == ["Ana P.", "Dee K.", "Marisol R."]
    assert (lines[2].last_text, lines[2].unread_count, lines[1].like_count) == ("And how long?", 2, 1)
    assert lines[0].conversation is None
    assert inbox.unread_count(studio) == 2
    offered(studio, marisol, listing, made_at=clock.now() - timedelta(days=1))
    assert inbox.people(studio)[0].person.id == marisol.id
    assert ana.id == inbox.people(studio)[1].person.id


def test_all_that_is_known_of_a_person_is_on_their_card(
    studio: Studio, coat: Item, listing: Listing, marisol: Person
) -> None:
    liked(studio, marisol, listing)
    offer = offered(studio, marisol, listing)
    thread = wrote(studio, marisol, "Hello")
    order = bought(studio, marisol, coat)
    card = inbox.person(studio, marisol.id)
    assert card is not None
    assert (len(card.likes), [o.id for o in card.offers]) == (1, [offer.id])
    assert ([o.number for o in card.orders], [t.id for t in card.conversations]) == ([order.number], [thread.id])
    assert inbox.person(studio, PersonId("nobody")) is None


def test_a_reply_waits_to_be_sent_and_counts_as_having_read(studio: Studio, listing: Listing, marisol: Person) -> None:
    thread = wrote(studio, marisol, "Is it warm?")
    message = inbox.reply(studio, thread.id, "  Very warm.  ")
    assert [(m.body, m.direction, m.state) for m in inbox.messages(studio, thread.id)] == [
        ("Is it warm?", Direction.IN, MessageState.RECEIVED),
        ("Very warm.", Direction.OUT, MessageState.QUEUED),
    ]
    assert told(studio) == [
        (ChangeKind.CONVERSATION_READ, {}),
        (
            ChangeKind.MESSAGE_SEND,
            {"message_id": message.id, "body": "Very warm.", "client_ref": message.client_ref},
        ),
    ]
    assert inbox.unread_count(studio) == 0
    found = inbox.conversation(studio, thread.id)
    assert found is not None
    assert found.last_at == studio.clock.now()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("", "Write something"), (" \n ", "Write something"), ("x" * 2001, "has 2,001 characters; 2,000 is the most")],
)
def test_an_empty_or_endless_reply_is_not_sent(
    studio: Studio, listing: Listing, marisol: Person, body: str, sentence: str
) -> None:
    thread = wrote(studio, marisol, "Hello")
    with pytest.raises(UserError, match=sentence):
        inbox.reply(studio, thread.id, body)
    assert told(studio) == []


def test_a_reply_of_just_the_most_characters_goes(studio: Studio, listing: Listing, marisol: Person) -> None:
    thread = wrote(studio, marisol, "Hello")
    assert len(inbox.reply(studio, thread.id, "x" * 2000).body) == 2000


def test_there_is_no_reply_in_a_conversation_that_has_gone(studio: Studio, listing: Listing) -> None:
    with pytest.raises(UserError, match="not there any more"):
        inbox.reply(studio, ConversationId("gone"), "Hello")


def test_a_conversation_is_marked_as_read_once(studio: Studio, listing: Listing, marisol: Person) -> None:
    thread = wrote(studio, marisol, "Hello")
    for _time in range(2):
        inbox.mark_read(studio, thread.id)
    inbox.mark_read(studio, ConversationId("gone"))
    assert inbox.unread_count(studio) == 0
    assert told(studio) == [(ChangeKind.CONVERSATION_READ, {})]


@pytest.mark.parametrize(
    ("answer", "kind", "payload", "noted"),
    [
        ("accept", ChangeKind.OFFER_ACCEPT, {}, "accept"),
        ("decline", ChangeKind.OFFER_DECLINE, {}, "decline"),
        ("counter", ChangeKind.OFFER_COUNTER, {"price_minor": 5500}, "counter 5500"),
    ],
)
def test_an_answer_is_noted_and_waits_to_be_sent(
    studio: Studio,
    listing: Listing,
    marisol: Person,
    answer: str,
    kind: ChangeKind,
    payload: dict[str, object],
    noted: str,
) -> None:
    offer = offered(studio, marisol, listing, 5000)
    prices = [5500] if answer == "counter" else []
    getattr(inbox, answer)(studio, offer.id, *prices)
    now = query.offer(studio.catalog, offer.id)
    assert now is not None
    assert (now.state, now.answer) == (OfferState.ANSWERING, noted)
    assert told(studio) == [(kind, payload)]
    assert syncing.outbox(studio)[0].title == f"{answer.capitalize()} the offer of $50.00"
    assert inbox.open_offers(studio) == []
    with pytest.raises(UserError, match="answered already"):
        inbox.accept(studio, offer.id)


@pytest.mark.parametrize(
    ("price_minor", "sentence"),
    [
        (5000, r"\$50.00 is offered: accept it or ask more"),
        (4999, r"\$50.00 is offered"),
        (-1, r"\$50.00 is offered"),
        (6001, r"The price is \$60.00: ask no more"),
    ],
)
def test_a_counter_offer_lies_between_the_offer_and_the_price(
    studio: Studio, listing: Listing, marisol: Person, price_minor: int, sentence: str
) -> None:
    offer = offered(studio, marisol, listing, 5000)
    with pytest.raises(UserError, match=sentence):
        inbox.counter(studio, offer.id, price_minor)
    assert told(studio) == []
    inbox.counter(studio, offer.id, 6000)


def test_what_has_no_price_any_more_is_not_countered(studio: Studio, listing: Listing, marisol: Person) -> None:
    offer = offered(studio, marisol, listing, 5000)
    items.edit(studio, [listing.item_id], {"price_minor": None})
    with pytest.raises(UserError, match="not listed any more"):
        inbox.counter(studio, offer.id, 5500)


def test_an_offer_that_has_run_out_is_not_answered(
    studio: Studio, listing: Listing, marisol: Person, clock: FakeClock
) -> None:
    offer = offered(studio, marisol, listing)
    clock.advance(hours=24)
    for answer in (inbox.accept, inbox.decline):
        with pytest.raises(UserError, match="has run out"):
            answer(studio, offer.id)
    assert told(studio) == []


@pytest.mark.parametrize("state", [state for state in OfferState if state is not OfferState.OPEN])
def test_an_offer_is_answered_once(studio: Studio, listing: Listing, marisol: Person, state: OfferState) -> None:
    offer = offered(studio, marisol, listing, state=state)
    with pytest.raises(UserError, match="answered already"):
        inbox.decline(studio, offer.id)


def test_our_own_offers_and_those_that_are_gone_are_not_ours_to_answer(
    studio: Studio, listing: Listing, marisol: Person
) -> None:
    own = offered(studio, marisol, listing, direction=Direction.OUT)
    with pytest.raises(UserError, match="answered already"):
        inbox.accept(studio, own.id)
    with pytest.raises(UserError, match="no such offer"):
        inbox.accept(studio, OfferId("gone"))
    assert inbox.open_offers(studio) == []


def test_offers_that_run_out_first_are_at_the_front(studio: Studio, listing: Listing, marisol: Person) -> None:
    late = offered(studio, marisol, listing, expires_at=studio.clock.now() + timedelta(hours=9))
    soon = offered(studio, marisol, listing, expires_at=studio.clock.now() + timedelta(hours=2))
    assert [offer.id for offer in inbox.open_offers(studio)] == [soon.id, late.id]


def test_an_offer_to_likers_is_sent_once_and_below_the_price(studio: Studio, listing: Listing) -> None:
    for price_minor in (6000, 0, -5):
        with pytest.raises(UserError, match="not less than the listed price"):
            inbox.offer_to_likers(studio, listing.id, price_minor)
    inbox.offer_to_likers(studio, listing.id, 5400)
    assert told(studio) == [(ChangeKind.OFFER_TO_LIKERS, {"price_minor": 5400})]
    with pytest.raises(UserError, match="“Wool coat” waits to go out already"):
        inbox.offer_to_likers(studio, listing.id, 5300)


def test_only_a_live_listing_is_offered_to_its_likers(studio: Studio, coat: Item) -> None:
    ended = listed(studio, coat, state=ListingState.ENDED)
    for listing_id in (ended.id, ListingId("gone")):
        with pytest.raises(UserError, match="Only a live listing"):
            inbox.offer_to_likers(studio, listing_id, 5000)


def test_a_note_is_kept_here_and_can_be_taken_back(
    studio: Studio, listing: Listing, marisol: Person, clock: FakeClock
) -> None:
    inbox.note(studio, marisol.id, "Likes wo")
    inbox.note(studio, marisol.id, "Likes wool")
    inbox.note(studio, PersonId("nobody"), "x")
    card = inbox.person(studio, marisol.id)
    assert card is not None
    assert card.person.notes == "Likes wool"
    assert told(studio) == []
    history.undo(studio)
    card = inbox.person(studio, marisol.id)
    assert card is not None
    assert card.person.notes == ""


def test_the_item_that_a_listing_is_about_is_found(studio: Studio, coat: Item, listing: Listing) -> None:
    found = inbox.item_of(studio, listing.id)
    assert found is not None
    assert found.id == coat.id
    assert inbox.item_of(studio, ListingId("gone")) is None


def test_replies_are_filled_with_facts_and_with_nothing_invented(studio: Studio, coat: Item) -> None:
    found = replies.replies(studio, "Marisol R.", coat)
    usable = [reply.text for reply in found if reply.usable]
    assert usable
    assert any("Marisol" in text for text in usable)
    assert not any("{" in text for text in usable)
    assert all(reply.sentence for reply in replies.replies(studio, "Marisol R.", None) if not reply.usable)
