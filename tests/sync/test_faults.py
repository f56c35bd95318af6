"""The real marketplace through a bad network: whatever gets lost on the way, each thing happens there once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from studio.domain.change import ChangeKind
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.interest import Offer, OfferState
from studio.domain.listing import ListingState
from studio.domain.operation import Op
from studio.storage import outbox
from studio.storage.queries import outbox as query
from tests.sync.market import Market, Shop, edit, publish
from tests.sync.trader import say

PIECES = [f"piece-{number}" for number in range(6)]
ROUNDS_MAX = 200


def until_quiet(shop: Shop) -> None:
    for _ in range(ROUNDS_MAX):
        shop.clock.advance(minutes=16)
        report = shop.round()
        if not shop.waiting() and not report.unreachable and report.asked_to_wait_until is None:
            return
    raise AssertionError(query.changes(shop.catalog))


@pytest.mark.parametrize("seed", range(1, 5))
def test_through_a_mix_of_faults_everything_happens_once(shop: Shop, market: Market, seed: int) -> None:
    market.demo("message", buyer="Dee K.", text="Hello")
    shop.round()
    market.demo("faults", rate=0.35, kind=["drop", "reply-lost", "429", "5xx"], seed=seed)
    for name in PIECES:
        publish(shop, name, photos=2)
    for number in range(4):
        say(shop, f"message {number}")
    for name in PIECES[:3]:
        shop.round()
        edit(shop, name, price_minor=4000 + seed, title=f"{name} again")
    market.demo("buy", buyer="Ana P.", listing=_one_that_sells(shop, market))
    until_quiet(shop)
    market.demo("faults", rate=0)
    until_quiet(shop)
    there = shop.listed_there()
    assert Counter(x["sku"] for x in there) == Counter(f"SKU-{name}" for name in PIECES)
    for row in there:
        name = row["sku"].removeprefix("SKU-")
        here, item = shop.listing(name), shop.item(name)
        assert (here.remote_id, here.state.value, here.conflict) == (row["id"], row["status"], {})
        if here.state is ListingState.ACTIVE:
            assert (row["title"], row["price_minor"]) == (item.title, item.price_minor)
        assert len(row["photos"]) == len(set(row["photos"])) == 2
    (thread,) = shop.catalog.all(Conversation, "SELECT * FROM conversation")
    said = market.get(f"conversations/{thread.remote_id}/messages", shop.tokens["fair"])["messages"]
    assert [m["text"] for m in said] == ["Hello", *(f"message {number}" for number in range(4))]
    assert {m.state for m in shop.catalog.all(Message, "SELECT * FROM message WHERE direction = 'out'")} == {
        MessageState.SENT
    }
    assert shop.catalog.value("SELECT count(*) FROM sale_order") == 1


def _one_that_sells(shop: Shop, market: Market) -> str:
    """Return the SKU of a piece that is for sale by now, however long that takes."""
    for _ in range(ROUNDS_MAX):
        shop.clock.advance(minutes=16)
        shop.round()
        live = shop.catalog.rows("SELECT item_id FROM listing WHERE state = 'active' ORDER BY item_id DESC")
        if live:
            return f"SKU-{live[0]['item_id']}"
    raise AssertionError("nothing was published")


@pytest.mark.parametrize("path", ["/v1/photos", "/v1/listings", "/v1/conversations"])
def test_a_lost_answer_doubles_nothing(shop: Shop, market: Market, path: str) -> None:
    market.demo("message", buyer="Dee K.", text="Hello")
    shop.round()
    publish(shop, "coat")
    say(shop, "Hi.")
    market.demo("faults", rate=1, kind="reply-lost", path=path, method="POST", times=1)
    until_quiet(shop)
    assert market.demo("faults", rate=0)["struck_before"] == 1
    assert [(x["sku"], x["status"]) for x in shop.listed_there()] == [("SKU-coat", "active")]
    assert shop.catalog.value("SELECT count(*) FROM message") == 2
    (thread,) = market.get("conversations", shop.tokens["fair"])["conversations"]
    assert thread["message_count"] == 2


def test_a_piece_sold_while_the_answer_to_its_publication_was_lost_is_sold_here(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.demo("faults", rate=1, kind="reply-lost", path="/v1/listings/", method="POST", times=1)
    shop.round()
    market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    until_quiet(shop)
    assert shop.listing("coat").state is ListingState.SOLD


def test_an_edit_made_while_the_answer_to_the_one_before_was_lost_is_no_conflict(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    edit(shop, "coat", price_minor=4000)
    market.demo("faults", rate=1, kind="reply-lost", method="PATCH", times=1)
    shop.round()
    edit(shop, "coat", price_minor=3900)
    until_quiet(shop)
    assert shop.listing("coat").conflict == {}
    assert shop.listed_there()[0]["price_minor"] == 3900


def test_a_lost_acceptance_is_one_sale(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("offer", buyer="Jo T.", listing="SKU-coat", price_minor=4000)
    shop.round()
    with shop.catalog.operation(Op.ANSWER_OFFER) as unit:
        offer = unit.find(Offer)[0]
        unit.save(replace(offer, state=OfferState.ANSWERING))
        outbox.queue(unit, ChangeKind.OFFER_ACCEPT, account_id=shop.account_id, entity_id=offer.id)
    market.demo("faults", rate=1, kind="reply-lost", path="/v1/offers", times=1)
    until_quiet(shop)
    assert shop.catalog.value("SELECT state FROM offer") == "accepted"
    assert shop.catalog.value("SELECT count(*) FROM sale_order") == 1


def test_weeks_offline_are_normal(shop: Shop, market: Market) -> None:
    """Edits of thirty days go out in one exchange, while half of the calls are asked to wait."""
    pieces = PIECES[:3]
    for name in pieces:
        publish(shop, name)
    shop.round()
    market.demo("faults", rate=1, kind="drop")
    for day in range(30):
        shop.clock.advance(days=1)
        for name in pieces:
            edit(shop, name, price_minor=2000 + day, title=f"{name} on day {day}")
        if day % 5 == 0:
            assert shop.round().unreachable
    market.demo("faults", rate=0.5, kind="429")
    until_quiet(shop)
    market.demo("faults", rate=0)
    assert {(x["title"], x["price_minor"]) for x in shop.listed_there()} == {
        (f"{name} on day 29", 2029) for name in pieces
    }
