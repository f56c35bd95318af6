"""What an Account tells becomes rows: once, whole, and never at the cost of anything that is here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from studio.base.paths import Profile
from studio.domain.account import Account
from studio.domain.change import ChangeKind
from studio.domain.conversation import Message
from studio.domain.feed import (
    BadRow,
    Page,
    RemoteConversation,
    RemoteLike,
    RemoteListing,
    RemoteMessage,
    RemoteOffer,
    RemoteOrder,
    RemoteOrderLine,
    RemotePerson,
    Removed,
)
from studio.domain.ids import AccountId, ListingId
from studio.domain.interest import Direction, Offer, OfferState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Kind, Op
from studio.domain.order import Order, OrderState
from studio.storage import outbox
from studio.storage.catalog import Catalog
from studio.storage.queries import outbox as query
from tests.fakes.clock import FakeClock
from tests.sync.fake import FakeMarket, FakeShop
from tests.sync.market import edit, publish

NOW = FakeClock().now()
DEE = RemotePerson(id="dee", name="Dee K.", first_name="Dee")
FIELDS: dict[str, Any] = {
    "sku": "SKU-coat",
    "title": "Coat coat",
    "description": "",
    "brand": "",
    "category": "",
    "size": "",
    "colours": [],
    "condition": "ug",
    "price_minor": 4800,
    "original_price_minor": None,
    "currency": "USD",
    "weight_g": None,
}
TABLES = ("item", "listing", "person", "like_mark", "offer", "conversation", "message", "sale_order", "order_line")


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    return FakeMarket(clock)


@pytest.fixture
def shop(catalog: Catalog, profile: Profile, clock: FakeClock, market: FakeMarket) -> FakeShop:
    return FakeShop(catalog, profile, clock, market)


def a_listing(**more: Any) -> RemoteListing:
    fields = {**FIELDS, **more.pop("fields", {})}
    return RemoteListing(**{"id": "r1", "version": "1", "state": ListingState.ACTIVE, "fields": fields, **more})


def a_thread(**more: Any) -> RemoteConversation:
    return RemoteConversation(**{"id": "thread", "person": DEE, "last_at": NOW, "listing_id": "r1", **more})


def a_message(id_: str = "m1", **more: Any) -> RemoteMessage:
    said = {"conversation_id": "thread", "direction": Direction.IN, "body": "Hi", "sent_at": NOW}
    return RemoteMessage(id=id_, **{**said, **more})


def an_offer(**more: Any) -> RemoteOffer:
    said = {"direction": Direction.IN, "price_minor": 4000, "currency": "USD", "state": OfferState.OPEN}
    return RemoteOffer(**{"id": "o1", "listing_id": "r1", "person": DEE, "made_at": NOW, **said, **more})


def an_order(**more: Any) -> RemoteOrder:
    line = RemoteOrderLine(listing_id="r1", sku="SKU-coat", title="Coat", price_minor=4800)
    said = {"number": "7", "state": OrderState.PAID, "address": ("Dee", "1 Road"), "lines": [line], "currency": "USD"}
    sums = {"total_minor": 4800, "fee_minor": 480}
    return RemoteOrder(**{"id": "d1", "person": DEE, "ordered_at": NOW, **said, **sums, **more})


def a_like(id_: str = "k1", **more: Any) -> RemoteLike:
    return RemoteLike(**{"id": id_, "listing_id": "r1", "person": DEE, "liked_at": NOW, **more})


def everything(shop: FakeShop) -> dict[str, list[tuple[object, ...]]]:
    return {table: [tuple(row) for row in shop.catalog.rows(f"SELECT * FROM {table}")] for table in TABLES}


DAY = (a_message(), an_offer(), a_like(), a_thread(unread_count=1), an_order(), a_listing(state=ListingState.SOLD))


def test_the_same_page_twice_changes_nothing(shop: FakeShop) -> None:
    shop.tell(a_listing(), *DAY[:4])
    shop.round()
    shop.tell(*DAY)
    shop.round()
    before = everything(shop)
    shop.tell(*DAY)
    report = shop.round()
    assert everything(shop) == before
    assert report.received == {}
    assert all(before.values())


def test_rows_of_a_page_may_come_in_any_order(shop: FakeShop) -> None:
    shop.tell(a_message(), a_like(), an_offer(), a_thread(), a_listing())
    shop.round()
    counts = {table: len(rows) for table, rows in everything(shop).items()}
    assert counts == dict.fromkeys(TABLES, 1) | {"sale_order": 0, "order_line": 0}


def test_what_a_row_refers_to_is_fetched_where_no_page_told_of_it(shop: FakeShop, market: FakeMarket) -> None:
    market.rows = {"thread": a_thread(), "r1": a_listing()}
    shop.tell(a_message(), a_like())
    shop.round()
    assert [m.body for m in shop.catalog.all(Message, "SELECT * FROM message")] == ["Hi"]
    assert shop.listing_of("SKU-coat").state is ListingState.ACTIVE
    assert len(everything(shop)["like_mark"]) == 1


def test_one_bad_row_is_set_aside_with_its_reason_and_the_page_goes_on(shop: FakeShop) -> None:
    orphan = a_message("m9", conversation_id="nowhere")
    shop.tell(BadRow('{"kind": "listing"}', "title is missing"), orphan, a_thread(), a_message())
    report = shop.round()
    assert report.aside == 2
    assert [m.body for m in shop.catalog.all(Message, "SELECT * FROM message")] == ["Hi"]
    reasons = {aside.reason for aside in query.asides(shop.catalog)}
    assert reasons == {"title is missing", "it belongs to a conversation that the marketplace does not show"}
    shop.rewind()
    shop.round()
    assert len(query.asides(shop.catalog)) == 2


def test_likes_and_offers_for_what_is_not_ours_are_passed_over(shop: FakeShop) -> None:
    shop.tell(a_like(listing_id="other"), an_offer(listing_id="other"), a_listing(id="d", state=ListingState.DRAFT))
    report = shop.round()
    assert (report.aside, report.received) == (0, {})


def test_a_like_given_again_is_one_like(shop: FakeShop) -> None:
    shop.tell(a_listing(), a_like("k1"))
    shop.round()
    shop.tell(a_like("k2"), Removed(Kind.LIKE, "k1"))
    shop.round()
    assert len(everything(shop)["like_mark"]) == 1


def test_a_feed_that_turns_in_circles_comes_to_an_end(shop: FakeShop, market: FakeMarket) -> None:
    market.pages[""] = Page(rows=(a_thread(),), cursor="1", has_more=True)
    market.pages["1"] = Page(rows=(a_thread(),), cursor="1", has_more=True)
    assert not shop.round().unreachable
    assert len(everything(shop)["conversation"]) == 1


def test_pages_are_read_until_there_are_no_more(shop: FakeShop, market: FakeMarket) -> None:
    market.pages[""] = Page(rows=(a_thread(), a_message("m1")), cursor="1", has_more=True)
    market.pages["1"] = Page(rows=(a_message("m2"),), cursor="2")
    assert shop.round().received[Kind.MESSAGE] == 2
    assert shop.catalog.value("SELECT mark FROM cursor") == "2"


@pytest.mark.parametrize("count", [30, 6])
def test_so_many_deletions_that_a_fault_is_likelier_change_nothing(shop: FakeShop, count: int) -> None:
    shop.tell(*(a_listing(id=f"r{n}", fields={"sku": f"S{n}"}) for n in range(count)))
    shop.round()
    shop.tell(*(Removed(Kind.LISTING, f"r{n}") for n in range(count)))
    report = shop.round()
    assert f"{count} of your listings were deleted" in report.reason
    assert shop.catalog.value("SELECT count(*) FROM listing WHERE state = 'active'") == count
    assert report.aside == count


def test_a_few_deletions_are_believed(shop: FakeShop) -> None:
    shop.tell(*(a_listing(id=f"r{n}", fields={"sku": f"S{n}"}) for n in range(30)))
    shop.round()
    shop.tell(Removed(Kind.LISTING, "r1"), Removed(Kind.LISTING, "r2"), Removed(Kind.LISTING, "unknown"))
    shop.round()
    ended = shop.catalog.all(Listing, "SELECT * FROM listing WHERE state = 'ended'")
    assert len(ended) == 2
    assert {listing.reason for listing in ended} == {"Deleted at Fake Fair."}


def test_an_empty_answer_deletes_nothing(shop: FakeShop) -> None:
    shop.tell(a_listing(), a_thread(), a_message())
    shop.round()
    before = everything(shop)
    shop.rewind()
    shop.market.pages.clear()
    shop.round()
    assert everything(shop) == before


def test_a_second_listing_with_the_same_sku_is_set_aside(shop: FakeShop) -> None:
    shop.tell(a_listing())
    shop.round()
    shop.tell(a_listing(id="r2", fields={"title": "Another coat"}))
    assert shop.round().aside == 1
    assert (shop.listing_of("SKU-coat").remote_id, shop.listing_of("SKU-coat").conflict) == ("r1", {})


def test_a_listing_made_elsewhere_is_linked_to_the_item_with_its_sku(shop: FakeShop) -> None:
    publish(shop, "coat", description="Warm.")
    with shop.catalog.operation(Op.DELETE_ITEMS) as unit:
        outbox.discard(unit, query.changes(shop.catalog)[0].key)
        unit.remove(Listing, "l-coat")
    shop.tell(a_listing(fields={"size": "M"}))
    shop.round()
    assert (shop.listing().state, shop.listing().remote_id) == (ListingState.ACTIVE, "r1")
    assert (shop.item("coat").description, shop.item("coat").size) == ("Warm.", "M")


def test_a_listing_with_the_sku_of_one_that_waits_is_linked_and_asks_where_they_differ(shop: FakeShop) -> None:
    publish(shop, "coat")
    (change,) = query.changes(shop.catalog)
    with shop.catalog.operation(Op.SETTLE) as unit:
        outbox.postpone(unit, change, until=NOW.replace(year=2027), reason="later")
    shop.tell(a_listing(fields={"price_minor": 9900}))
    shop.round()
    assert shop.listing().conflict == {"price_minor": {"mine": 4800, "theirs": 9900}}
    assert shop.item("coat").price_minor == 4800


def test_a_listing_without_a_sku_gets_one_of_ours(shop: FakeShop) -> None:
    shop.tell(a_listing(fields={"sku": ""}))
    shop.round()
    assert shop.catalog.value("SELECT sku FROM item").startswith("IN-")


def test_a_price_chosen_at_one_marketplace_is_not_told_to_another(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    _list_elsewhere(shop)
    there = market.listings["r1"]
    shop.tell(replace(there, version="9", fields={**there.fields, "price_minor": 4000, "brand": "Levi's"}))
    shop.round()
    here, other = shop.listing(), shop.listing_named("elsewhere")
    assert (here.price_minor, other.price_minor, shop.item("coat").price_minor) == (4000, None, 4800)
    assert shop.item("coat").brand == "Levi's"
    assert [(c.kind, c.entity_id) for c in query.changes(shop.catalog)] == [(ChangeKind.LISTING_UPDATE, "elsewhere")]


def test_an_answer_under_way_is_not_undone_by_the_offer_as_it_stands_there(shop: FakeShop) -> None:
    shop.tell(a_listing(), an_offer())
    shop.round()
    with shop.catalog.operation(Op.ANSWER_OFFER) as unit:
        offer = unit.find(Offer)[0]
        unit.save(replace(offer, state=OfferState.ANSWERING))
        key = outbox.queue(unit, ChangeKind.OFFER_DECLINE, account_id=shop.account_id, entity_id=offer.id)
        change = outbox.load(unit, key)
        assert change
        outbox.postpone(unit, change, until=NOW.replace(year=2027), reason="later")
    shop.tell(an_offer(price_minor=4100))
    shop.round()
    assert shop.catalog.value("SELECT state FROM offer") == "answering"
    shop.tell(an_offer(state=OfferState.EXPIRED))
    shop.round()
    assert shop.catalog.value("SELECT state FROM offer") == "expired"


def test_what_the_packer_noted_stays_until_the_marketplace_is_further_on(shop: FakeShop) -> None:
    shop.tell(a_listing(), an_order(weight_g=500))
    shop.round()
    with shop.catalog.operation(Op.PACK_ORDER, title="pack") as unit:
        order = unit.find(Order)[0]
        unit.save(replace(order, state=OrderState.PACKED, weight_g=620))
    shop.tell(an_order(weight_g=500, ship_by=NOW))
    shop.round()
    assert tuple(shop.catalog.rows("SELECT state, weight_g FROM sale_order")[0]) == ("packed", 620)
    shop.tell(an_order(state=OrderState.DELIVERED))
    shop.round()
    assert shop.catalog.value("SELECT state FROM sale_order") == "delivered"


def test_a_sale_cancels_what_waits_for_the_same_piece_elsewhere(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    _list_elsewhere(shop)
    edit(shop, "coat", title="A change for both")
    shop.tell(an_order(), replace(market.listings["r1"], state=ListingState.SOLD, sold_at=NOW))
    report = shop.round()
    waiting = [(c.account_id, c.kind) for c in query.changes(shop.catalog)]
    assert waiting == [("other", ChangeKind.LISTING_END)]
    assert report.also_due == {"other"}


def test_what_never_got_to_the_other_marketplace_just_ends_there(shop: FakeShop, market: FakeMarket) -> None:
    publish(shop, "coat")
    shop.round()
    _list_elsewhere(shop, remote_id="", state=ListingState.QUEUED)
    shop.tell(replace(market.listings["r1"], state=ListingState.SOLD, sold_at=NOW))
    shop.round()
    assert query.changes(shop.catalog) == []
    assert shop.listing_named("elsewhere").state is ListingState.ENDED


def test_a_sold_piece_whose_listing_was_removed_stays_sold(shop: FakeShop) -> None:
    shop.tell(a_listing(state=ListingState.ACTIVE))
    shop.round()
    shop.tell(a_listing(state=ListingState.SOLD, sold_at=NOW))
    shop.round()
    shop.tell(Removed(Kind.LISTING, "r1"))
    shop.round()
    assert shop.listing_of("SKU-coat").state is ListingState.SOLD


def test_a_listing_that_is_to_be_put_up_again_stays_queued_while_it_is_ended_there(
    shop: FakeShop, market: FakeMarket
) -> None:
    publish(shop, "coat")
    shop.round()
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(shop.listing(), state=ListingState.QUEUED))
        key = outbox.queue(unit, ChangeKind.LISTING_RELIST, account_id=shop.account_id, entity_id="l-coat")
        change = outbox.load(unit, key)
        assert change
        outbox.postpone(unit, change, until=NOW.replace(year=2027), reason="later")
    shop.tell(replace(market.listings["r1"], state=ListingState.ENDED))
    shop.round()
    assert shop.listing().state is ListingState.QUEUED


def test_what_ended_elsewhere_does_not_come_in(shop: FakeShop) -> None:
    publish(shop, "coat")
    with shop.catalog.operation(Op.DELETE_ITEMS) as unit:
        outbox.discard(unit, query.changes(shop.catalog)[0].key)
        unit.remove(Listing, "l-coat")
    shop.tell(a_listing(state=ListingState.ENDED), a_listing(id="r2", fields={"sku": "X"}, state=ListingState.SOLD))
    shop.round()
    assert shop.catalog.value("SELECT count(*) FROM listing") == 0


def test_pictures_that_cannot_be_fetched_leave_the_others_alone(shop: FakeShop) -> None:
    shop.tell(a_listing(photos=("unknown",)))
    shop.round()
    assert shop.listing_of("SKU-coat").photos == ()


def test_a_stamp_in_the_future_does_no_harm(shop: FakeShop) -> None:
    far = datetime.fromisoformat("2038-01-19T03:14:08+00:00")
    shop.tell(a_listing(published_at=far), a_thread(last_at=far), a_message(sent_at=far))
    report = shop.round()
    assert (report.aside, report.unreachable) == (0, False)
    assert report.received[Kind.MESSAGE] == 1


def _list_elsewhere(shop: FakeShop, **more: Any) -> None:
    other = AccountId("other")
    with shop.catalog.operation(Op.CONNECT) as unit:
        unit.save(Account(id=other, connector="fake", name="Other Fair", address="http://127.0.0.1"))
        listing = replace(shop.listing(), id=ListingId("elsewhere"), account_id=other, remote_id="x1")
        unit.save(replace(listing, **more))
