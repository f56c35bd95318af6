"""How the outbox is drained where a marketplace promises less, refuses, or does not answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.base.paths import Profile
from studio.domain.account import AccountState
from studio.domain.change import ChangeKind, ChangeState
from studio.domain.conversation import Conversation
from studio.domain.feed import (
    RemoteConversation,
    RemoteListing,
    RemoteMessage,
    RemoteOrder,
    RemoteOrderLine,
    RemotePerson,
)
from studio.domain.interest import Direction
from studio.domain.listing import ListingState
from studio.domain.operation import Op
from studio.domain.order import Order, OrderState
from studio.storage import outbox
from studio.storage.catalog import Catalog
from studio.storage.queries import outbox as query
from studio.sync.connector import (
    Applied,
    AuthNeeded,
    Capability,
    Conflict,
    Problem,
    Rejected,
    Replayed,
    Retry,
    SignedOut,
    Unknown,
    Unreachable,
)
from tests.fakes.clock import FakeClock
from tests.sync.fake import FakeMarket, FakeShop
from tests.sync.market import edit, publish
from tests.sync.trader import say

DROPPED = Unknown("no answer")


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    return FakeMarket(clock)


@pytest.fixture
def shop(catalog: Catalog, profile: Profile, clock: FakeClock, market: FakeMarket) -> FakeShop:
    return FakeShop(catalog, profile, clock, market)


def later(shop: FakeShop) -> None:
    shop.clock.advance(minutes=16)
    shop.round()


def talk(shop: FakeShop) -> None:
    person = RemotePerson(id="dee", name="Dee K.")
    shop.tell(RemoteConversation(id="thread", person=person, last_at=shop.clock.now()))
    shop.round()


@pytest.mark.parametrize("end", ["lost", DROPPED])
def test_without_keys_an_unanswered_publication_is_looked_for_before_it_is_sent_again(
    shop: FakeShop, market: FakeMarket, end: Unknown | str
) -> None:
    market.capabilities = Capability.NATURAL_KEY
    publish(shop, "coat")
    market.ends.append(end)
    shop.round()
    later(shop)
    assert len(market.looked_up) == 1
    assert len(market.told) == (1 if end == "lost" else 2)
    assert [row.fields["sku"] for row in market.listings.values()] == ["SKU-coat"]
    assert shop.listing().state is ListingState.ACTIVE


def test_with_keys_an_unanswered_publication_is_said_again_word_for_word(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat", photos=2)
    market.ends.append(DROPPED)
    shop.round()
    edit(shop, "coat", title="Another title")
    later(shop)
    first, again, update = market.told
    assert first == again
    assert (update.kind, update.fields) == (ChangeKind.LISTING_UPDATE, {"title": "Another title"})
    assert not market.looked_up


def test_a_key_that_is_too_old_proves_nothing(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append("lost")
    shop.round()
    shop.clock.advance(days=31)
    shop.round()
    assert len(market.looked_up) == 1
    assert len(market.listings) == 1


def test_where_nothing_can_be_looked_up_the_seller_is_asked(shop: FakeShop, market: FakeMarket) -> None:
    market.capabilities = Capability(0)
    publish(shop, "coat")
    market.ends.append(DROPPED)
    shop.round()
    later(shop)
    (change,) = query.changes(shop.catalog)
    assert change.state is ChangeState.BLOCKED
    assert "Look on the site" in change.reason
    assert len(market.told) == 1


def test_what_was_being_sent_when_the_program_ended_is_unknown(shop: FakeShop, market: FakeMarket) -> None:
    market.capabilities = Capability.NATURAL_KEY
    publish(shop, "coat")
    (change,) = query.changes(shop.catalog)
    with shop.catalog.operation(Op.SETTLE) as unit:
        outbox.mark_sending(unit, change, {"fields": {"sku": "SKU-coat", "title": "Coat"}, "version": ""})
    shop.round()
    assert len(market.looked_up) == 1
    assert [row.fields["title"] for row in market.listings.values()] == ["Coat"]


def test_messages_of_one_thread_keep_their_order_and_other_entities_go_on(shop: FakeShop, market: FakeMarket) -> None:
    talk(shop)
    for text in ("one", "two"):
        say(shop, text)
    publish(shop, "coat")
    market.ends.append(DROPPED)
    shop.round()
    assert market.messages == []
    assert len(market.listings) == 1
    later(shop)
    assert market.messages == ["one", "two"]
    assert shop.catalog.one(Conversation, "SELECT * FROM conversation")


def test_three_without_an_answer_end_the_round(shop: FakeShop, market: FakeMarket) -> None:
    for number in range(5):
        publish(shop, f"piece-{number}")
    market.ends.extend([DROPPED] * 5)
    report = shop.round()
    assert (report.unreachable, report.reason, len(market.told)) == (True, "no answer", 3)


def test_nobody_there_ends_the_round_and_costs_no_attempt(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    publish(shop, "hat")
    market.ends.append(Retry("cannot be reached", unreachable=True))
    report = shop.round()
    assert (report.unreachable, len(market.told)) == (True, 1)
    assert {(c.state, c.attempts, c.next_try) for c in query.changes(shop.catalog)} == {(ChangeState.PENDING, 0, None)}
    assert shop.round().pushed == 2


def test_a_wish_to_wait_is_obeyed_for_the_whole_account(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    publish(shop, "hat")
    market.ends.append(Retry("too fast", 90))
    report = shop.round()
    assert report.asked_to_wait_until is not None
    assert (report.asked_to_wait_until - shop.clock.now()).total_seconds() == 90
    assert len(market.told) == 1


def test_a_refused_token_stops_everything_and_loses_nothing(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append(AuthNeeded("sign in again"))
    assert shop.round().signed_out
    assert shop.catalog.value("SELECT state FROM account") == AccountState.SIGNED_OUT
    assert [c.state for c in query.changes(shop.catalog)] == [ChangeState.PENDING]


def test_a_picture_that_is_missing_here_is_told_and_nothing_is_sent(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    with shop.catalog.operation(Op.EDIT_LISTING) as unit:
        unit.save(replace(shop.listing(), photos=("f" * 64,)))
    assert shop.round().blocked == 1
    assert "picture of it is missing" in shop.listing().reason
    assert not market.told


def test_a_picture_without_an_answer_leaves_the_publication_unsaid(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.uploads.append(DROPPED)
    shop.round()
    (change,) = query.changes(shop.catalog)
    assert (change.state, change.attempts) == (ChangeState.PENDING, 0)
    later(shop)
    assert shop.listing().state is ListingState.ACTIVE


def test_a_refused_picture_refuses_the_publication(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.uploads.append(Rejected(Problem(status=422, sentence="Not a photo.")))
    assert shop.round().blocked == 1
    assert (shop.listing().state, shop.listing().reason) == (ListingState.REFUSED, "Not a photo.")


def test_pictures_that_the_marketplace_has_lost_are_uploaded_again(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append(Rejected(Problem(status=422, sentence="No such photo.", fields=frozenset({"photos"}))))
    shop.round()
    assert shop.catalog.rows("SELECT * FROM remote_photo") == []
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(shop.listing(), state=ListingState.QUEUED))
        outbox.try_again(unit, query.changes(shop.catalog)[0].key)
    shop.round()
    assert shop.listing().state is ListingState.ACTIVE
    assert len(shop.catalog.rows("SELECT * FROM remote_photo")) == 1


def test_a_row_that_keeps_moving_is_left_for_the_next_round(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    edit(shop, "coat", price_minor=4000)
    (there,) = market.listings.values()
    market.ends.extend([Conflict(there, "It was changed meanwhile.")] * 10)
    shop.round()
    assert len(market.told) == 1 + 4
    market.ends.clear()
    shop.round()
    assert market.listings[there.id].fields["price_minor"] == 4000


def test_an_edit_of_what_was_deleted_there_ends_it_here(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    edit(shop, "coat", price_minor=4000)
    market.ends.append(Rejected(Problem(status=410, sentence="This listing was deleted.")))
    assert shop.round().blocked == 0
    assert (shop.listing().state, shop.listing().remote_id) == (ListingState.ENDED, "")
    assert query.changes(shop.catalog) == []


def test_an_answer_from_before_is_looked_at_again(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append("lost")
    shop.round()
    (then,) = market.listings.values()
    market.listings[then.id] = replace(then, version="2", state=ListingState.SOLD, sold_at=shop.clock.now())
    market.ends.append(Replayed(then))
    later(shop)
    assert shop.listing().state is ListingState.SOLD


def test_what_was_deleted_there_after_it_was_published_is_not_published_again(
    shop: FakeShop, market: FakeMarket
) -> None:
    publish(shop, "coat")
    market.ends.append("lost")
    shop.round()
    then = market.listings.popitem()[1]
    market.ends.append(Replayed(then))
    later(shop)
    assert (shop.listing().state, market.listings) == (ListingState.ENDED, {})
    assert query.changes(shop.catalog) == []


def test_what_was_deleted_there_long_ago_is_published_anew_when_the_seller_asks(
    shop: FakeShop, market: FakeMarket
) -> None:
    publish(shop, "coat")
    shop.round()
    market.listings.clear()
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(shop.listing(), state=ListingState.QUEUED))
        outbox.queue(unit, ChangeKind.LISTING_RELIST, account_id=shop.account_id, entity_id="l-coat")
    market.ends.append(Rejected(Problem(status=410, sentence="This listing was deleted.")))
    shop.round()
    assert market.told[-1].remote_id == ""
    assert market.told[-1].fields["title"] == "Coat coat"
    assert shop.listing().state is ListingState.ACTIVE


def test_what_the_marketplace_does_not_show_is_told_once(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shown = RemoteListing(id="r1", version="1", state=ListingState.ACTIVE, fields={"sku": "SKU-coat"})
    market.ends.append(Applied(shown))
    shop.round()
    edit(shop, "coat", weight_g=900)
    market.ends.append(Applied(shown))
    shop.round()
    edit(shop, "coat", weight_g=900, notes="the same again")
    shop.round()
    assert [change.fields.get("weight_g") for change in market.told] == [None, 900]
    assert (shop.item("coat").title, shop.listing().conflict) == ("Coat coat", {})


def test_ending_what_never_got_there_ends_it_here(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    with shop.catalog.operation(Op.END_LISTING) as unit:
        outbox.discard(unit, query.changes(shop.catalog)[0].key)
        outbox.queue(unit, ChangeKind.LISTING_END, account_id=shop.account_id, entity_id="l-coat")
    shop.round()
    assert not market.told
    assert shop.listing().state is ListingState.ENDED


def test_an_offer_to_likers_of_a_draft_waits_for_the_seller(shop: FakeShop) -> None:
    publish(shop, "coat")
    with shop.catalog.operation(Op.SEND_OFFER) as unit:
        outbox.discard(unit, query.changes(shop.catalog)[0].key)
        payload = {"price_minor": 100}
        kind = ChangeKind.OFFER_TO_LIKERS
        outbox.queue(unit, kind, account_id=shop.account_id, entity_id="l-coat", payload=payload)
    assert shop.round().blocked == 1


def test_what_the_seller_discarded_while_the_round_ran_is_not_sent(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    publish(shop, "hat")
    second = query.changes(shop.catalog)[1].key
    push = market.push

    def discarding(change, step_done):  # type: ignore[no-untyped-def]
        with shop.catalog.operation(Op.SETTLE) as unit:
            outbox.discard(unit, second)
        return push(change, step_done)

    market.push = discarding  # type: ignore[method-assign]
    shop.round()
    assert len(market.told) == 1


def test_a_fresh_look_without_an_answer_leaves_the_change_unknown(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append("lost")
    shop.round()
    then = market.listings["r1"]
    market.ends.append(Replayed(then))
    market.silent = Unreachable("nobody there")
    later(shop)
    assert [c.state for c in query.changes(shop.catalog)] == [ChangeState.UNKNOWN]
    market.silent = None
    market.ends.append(Replayed(then))
    later(shop)
    assert shop.listing().state is ListingState.ACTIVE
    assert len(market.listings) == 1


@pytest.mark.parametrize(("after_s", "unreachable"), [(None, True), (60.0, False)])
def test_looking_before_telling_may_find_nobody(
    shop: FakeShop, market: FakeMarket, after_s: float | None, *, unreachable: bool
) -> None:
    market.capabilities = Capability.NATURAL_KEY
    publish(shop, "coat")
    market.ends.append(DROPPED)
    shop.round()
    market.silent = Unreachable("nobody there", retry_after_s=after_s)
    shop.clock.advance(minutes=16)
    report = shop.round()
    assert (report.unreachable, report.asked_to_wait_until is None) == (unreachable, unreachable)
    (change,) = query.changes(shop.catalog)
    assert (change.state, change.attempts) == (ChangeState.UNKNOWN, 1)


def test_a_refused_token_while_looking_signs_out(shop: FakeShop, market: FakeMarket) -> None:
    market.capabilities = Capability.NATURAL_KEY
    publish(shop, "coat")
    market.ends.append(DROPPED)
    shop.round()
    market.silent = SignedOut("sign in again")
    shop.clock.advance(minutes=16)
    assert shop.round().signed_out
    told = len(market.looked_up)
    assert shop.round().signed_out
    assert len(market.looked_up) == told


def test_a_refused_token_while_reading_signs_out(shop: FakeShop, market: FakeMarket) -> None:
    market.silent = SignedOut("sign in again")
    assert shop.round().signed_out
    assert shop.catalog.value("SELECT reason FROM account") == "sign in again"


def test_a_wish_to_wait_while_reading_is_obeyed(shop: FakeShop, market: FakeMarket) -> None:
    market.silent = Unreachable("too fast", retry_after_s=30)
    report = shop.round()
    assert not report.unreachable
    assert report.asked_to_wait_until is not None


def test_a_refused_edit_of_a_piece_that_sold_meanwhile_is_dropped(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    edit(shop, "coat", price_minor=4000)
    market.ends.append(DROPPED)
    shop.round()
    with shop.catalog.operation(Op.RECEIVE) as unit:
        unit.save(replace(shop.listing(), state=ListingState.SOLD))
    later(shop)
    assert query.changes(shop.catalog) == []


def test_ending_what_has_ended_by_itself_is_no_problem(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    with shop.catalog.operation(Op.END_LISTING) as unit:
        outbox.queue(unit, ChangeKind.LISTING_END, account_id=shop.account_id, entity_id="l-coat")
    there = replace(market.listings["r1"], state=ListingState.DRAFT)
    market.ends.append(Conflict(there, "This listing is a draft."))
    assert shop.round().blocked == 0
    assert shop.listing().state is ListingState.ENDED


def test_telling_of_what_is_not_there_any_more_is_pointless(shop: FakeShop, market: FakeMarket) -> None:
    with shop.catalog.operation(Op.SEND_OFFER) as unit:
        for kind in ChangeKind:
            payload = {"message_id": "gone"}
            outbox.queue(unit, kind, account_id=shop.account_id, entity_id=f"gone {kind}", payload=payload)
    assert shop.round().blocked == 0
    assert (market.told, query.changes(shop.catalog)) == ([], [])


def test_a_parcel_of_unknown_weight_waits_for_the_scales(shop: FakeShop, market: FakeMarket) -> None:
    line = RemoteOrderLine(listing_id="r1", sku="S", title="Coat", price_minor=1)
    shop.tell(
        RemoteOrder(
            id="d1",
            number="7",
            person=RemotePerson(id="dee", name="Dee K."),
            state=OrderState.PAID,
            address=("Dee",),
            lines=[line],
            total_minor=1,
            fee_minor=0,
            currency="USD",
            ordered_at=shop.clock.now(),
        )
    )
    shop.round()
    with shop.catalog.operation(Op.SHIP_ORDER) as unit:
        order = unit.find(Order)[0]
        unit.save(replace(order, state=OrderState.SHIPPED))
        outbox.queue(unit, ChangeKind.ORDER_SHIP, account_id=shop.account_id, entity_id=order.id)
    assert shop.round().blocked == 1
    with shop.catalog.operation(Op.PACK_ORDER) as unit:
        unit.save(replace(unit.find(Order)[0], weight_g=800))
        outbox.try_again(unit, query.changes(shop.catalog)[0].key)
    market.ends.append(Rejected(Problem(status=422, sentence="Too heavy.")))
    shop.round()
    assert market.told[-1].payload == {"weight_g": 800}
    assert shop.catalog.value("SELECT state FROM sale_order") == "packed"


def test_an_edit_of_what_is_not_published_after_all_is_pointless(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    market.ends.append(Rejected(Problem(status=422, sentence="No.")))
    shop.round()
    with shop.catalog.operation(Op.SETTLE) as unit:
        outbox.discard(unit, query.changes(shop.catalog)[0].key)
        outbox.queue(unit, ChangeKind.LISTING_UPDATE, account_id=shop.account_id, entity_id="l-coat")
    shop.round()
    assert (len(market.told), query.changes(shop.catalog)) == (1, [])


def test_a_message_that_was_sent_before_is_sent_here_too(shop: FakeShop, market: FakeMarket) -> None:
    talk(shop)
    say(shop, "Hello")
    market.ends.append("lost")
    shop.round()
    change = market.told[-1]
    said = RemoteMessage(
        id="m1",
        conversation_id="thread",
        direction=Direction.OUT,
        body="Hello",
        sent_at=shop.clock.now(),
        client_ref=change.payload["client_ref"],
    )
    market.ends.append(Replayed(said))
    later(shop)
    assert shop.catalog.value("SELECT state FROM message") == "sent"
    assert market.messages == ["Hello"]
