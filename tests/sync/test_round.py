"""Whole Rounds against the real embedded marketplace: a seller's dealings, and both sides in step after each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.account import AccountState
from studio.domain.change import ChangeKind, ChangeState
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.interest import Direction, Like, Offer, OfferState, Person
from studio.domain.item import Condition, Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Kind, Op
from studio.domain.order import Order, OrderLine, OrderState
from studio.storage import outbox
from studio.storage.queries import outbox as query
from studio.sync.conflict import Keep, resolve
from studio.sync.round import run_round
from tests.sync.market import Market, Shop, edit, picture, publish
from tests.sync.trader import say


def all_of(shop: Shop, entity: type[Any]) -> list[Any]:
    table = {Like: "like_mark", Order: "sale_order", OrderLine: "order_line"}.get(entity, entity.__name__.lower())
    return shop.catalog.all(entity, f"SELECT * FROM {table} ORDER BY rowid")


def queue(shop: Shop, kind: ChangeKind, entity_id: str, **payload: Any) -> str:
    with shop.catalog.operation(Op.SEND_OFFER) as unit:
        return outbox.queue(unit, kind, account_id=shop.account_id, entity_id=entity_id, payload=payload)


def answer(shop: Shop, kind: ChangeKind, **payload: Any) -> None:
    """Answer the only open offer."""
    with shop.catalog.operation(Op.ANSWER_OFFER) as unit:
        offer = unit.find(Offer, state=OfferState.OPEN)[0]
        unit.save(replace(offer, state=OfferState.ANSWERING))
        outbox.queue(unit, kind, account_id=shop.account_id, entity_id=offer.id, payload=payload)


def only_change(shop: Shop) -> Any:
    (change,) = query.changes(shop.catalog)
    return change


def test_a_piece_is_published_with_its_photos_and_everything_said_about_it(shop: Shop) -> None:
    facts = {"brand": "Levi's", "colours": ("Blue", "Tan"), "condition": Condition.NEW_WITH_TAGS, "weight_g": 640}
    publish(shop, "coat", photos=3, description="Warm.", original_price_minor=9900, **facts)
    report = shop.round()
    assert (report.pushed, report.blocked, report.unreachable) == (1, 0, False)
    (there,) = shop.listed_there()
    assert there["status"] == "active"
    assert (there["sku"], there["title"], there["description"]) == ("SKU-coat", "Coat coat", "Warm.")
    assert (there["brand"], there["colours"], there["condition"]) == ("Levi's", ["Blue", "Tan"], "new_with_tags")
    assert (there["price_minor"], there["original_price_minor"], there["weight_g"]) == (4800, 9900, 640)
    assert len(set(there["photos"])) == 3
    here = shop.listing("coat")
    assert (here.state, here.remote_id) == (ListingState.ACTIVE, there["id"])
    assert here.published_at is not None
    assert shop.waiting() == 0
    assert shop.account.in_step_at is not None


def test_a_round_without_news_sends_and_takes_nothing(shop: Shop) -> None:
    publish(shop, "coat")
    shop.round()
    before = shop.listing("coat")
    report = shop.round()
    assert (report.pushed, report.received) == (0, {})
    assert shop.listing("coat") == before


def test_an_edit_tells_only_what_differs(shop: Shop, market: Market) -> None:
    publish(shop, "coat", photos=2)
    shop.round()
    market.demo("edit-from-phone", listing="SKU-coat", changes={"tags": ["winter"]})
    edit(shop, "coat", price_minor=4100, notes="not for others")
    shop.round()
    shop.round()
    (there,) = shop.listed_there()
    assert (there["price_minor"], there["tags"]) == (4100, ["winter"])
    assert shop.waiting() == 0


def test_an_edit_from_the_phone_is_taken_and_does_not_go_back(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("edit-from-phone", listing="SKU-coat", changes={"title": "Wool coat", "size": "M", "colours": ["Red"]})
    version = shop.listed_there()[0]["version"]
    shop.round()
    item = shop.item("coat")
    assert (item.title, item.size, item.colours) == ("Wool coat", "M", ("Red",))
    assert shop.listed_there()[0]["version"] == version
    assert shop.waiting() == 0


def test_edits_of_different_fields_here_and_there_both_stand(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("edit-from-phone", listing="SKU-coat", changes={"title": "Wool coat"})
    edit(shop, "coat", price_minor=4100)
    shop.round()
    assert (shop.item("coat").title, shop.item("coat").price_minor) == ("Wool coat", 4100)
    (there,) = shop.listed_there()
    assert (there["title"], there["price_minor"]) == ("Wool coat", 4100)
    assert shop.waiting() == 0


@pytest.mark.parametrize(
    ("keep", "value", "result"), [(Keep.MINE, None, 4100), (Keep.THEIRS, None, 4500), (Keep.OTHER, 4300, 4300)]
)
def test_a_price_changed_on_both_sides_waits_for_the_seller(
    shop: Shop, market: Market, keep: Keep, value: int | None, result: int
) -> None:
    publish(shop, "coat")
    publish(shop, "hat")
    shop.round()
    market.demo("edit-from-phone", listing="SKU-coat", changes={"price_minor": 4500})
    edit(shop, "coat", price_minor=4100)
    edit(shop, "hat", price_minor=2000)
    report = shop.round()
    assert (report.pushed, report.blocked) == (1, 1)
    assert shop.listing("coat").conflict == {"price_minor": {"mine": 4100, "theirs": 4500}}
    assert {x["sku"]: x["price_minor"] for x in shop.listed_there()} == {"SKU-coat": 4500, "SKU-hat": 2000}
    shop.round()
    assert shop.listing("coat").conflict
    with shop.catalog.operation(Op.EDIT_LISTING, title="choose price") as unit:
        listing = unit.load(Listing, "l-coat")
        assert listing
        resolve(unit, listing, "price_minor", keep, value)
    shop.round()
    assert shop.item("coat").price_minor == result
    assert {x["sku"]: x["price_minor"] for x in shop.listed_there()}["SKU-coat"] == result
    assert shop.waiting() == 0


def test_an_answered_conflict_is_told_even_if_nothing_waited(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    with shop.catalog.operation(Op.EDIT_LISTING, title="own words") as unit:
        listing = unit.load(Listing, "l-coat")
        assert listing
        conflict = {name: {"mine": "Coat coat", "theirs": "Their coat"} for name in ("title", "description")}
        unit.save(replace(listing, conflict=conflict, base={**listing.base, "title": "Their coat"}))
    with shop.catalog.operation(Op.EDIT_LISTING, title="choose") as unit:
        listing = resolve(unit, shop.listing("coat"), "description", Keep.MINE)
        assert outbox.of_entity(unit, listing.id) == []
        listing = resolve(unit, listing, "title", Keep.MINE)
        assert len(outbox.of_entity(unit, listing.id)) == 1
        with pytest.raises(UserError, match="no longer in conflict"):
            resolve(unit, listing, "title", Keep.THEIRS)


def test_a_refused_publication_says_why_and_the_rest_goes_on(shop: Shop) -> None:
    publish(shop, "coat", title="x" * 81)
    publish(shop, "hat")
    report = shop.round()
    assert (report.pushed, report.blocked) == (1, 1)
    refused = shop.listing("coat")
    assert refused.state is ListingState.REFUSED
    assert "80 characters" in refused.reason
    edit(shop, "coat", title="Coat")
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(refused, state=ListingState.QUEUED, reason=""))
        outbox.try_again(unit, only_change(shop).key)
    shop.round()
    assert shop.listing("coat").state is ListingState.ACTIVE
    assert sorted(x["sku"] for x in shop.listed_there()) == ["SKU-coat", "SKU-hat"]


def test_a_publication_refused_in_its_last_step_goes_on_from_there(shop: Shop) -> None:
    publish(shop, "coat", photos=0)
    assert shop.round().blocked == 1
    listing = shop.listing("coat")
    assert listing.state is ListingState.REFUSED
    assert listing.remote_id
    (photo,) = (shop.files.outgoing.add_bytes(content, ".jpg") for content in [picture(1)])
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(listing, state=ListingState.QUEUED, photos=(photo,)))
        outbox.try_again(unit, only_change(shop).key)
    shop.round()
    (there,) = shop.listed_there()
    assert (there["id"], there["status"], len(there["photos"])) == (listing.remote_id, "active", 1)


def test_ending_and_putting_up_again_with_what_changed_in_between(shop: Shop) -> None:
    publish(shop, "coat")
    shop.round()
    queue(shop, ChangeKind.LISTING_END, "l-coat")
    shop.round()
    assert shop.listing("coat").state is ListingState.ENDED
    assert shop.listed_there()[0]["status"] == "ended"
    edit(shop, "coat", price_minor=3900)
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(shop.listing("coat"), state=ListingState.QUEUED))
    queue(shop, ChangeKind.LISTING_RELIST, "l-coat")
    shop.round()
    (there,) = shop.listed_there()
    assert (there["status"], there["price_minor"]) == ("active", 3900)
    assert shop.listing("coat").state is ListingState.ACTIVE
    assert shop.waiting() == 0


def test_likes_come_with_people_and_go(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("like", buyer="Dee K.", listing="SKU-coat")
    market.demo("like", buyer="Ana P.", listing="SKU-coat")
    report = shop.round()
    assert report.received[Kind.LIKE] == 2
    assert {person.id for person in all_of(shop, Person)} == report.new_people
    market.demo("unlike", buyer="Dee K.", listing="SKU-coat")
    market.demo("like", buyer="Dee K.", listing="SKU-coat")
    market.demo("unlike", buyer="Ana P.", listing="SKU-coat")
    shop.round()
    names = {person.id: person.name for person in all_of(shop, Person)}
    assert [names[like.person_id] for like in all_of(shop, Like)] == ["Dee K."]
    assert shop.listing("coat").like_count == 1


def test_messages_arrive_and_the_answer_goes_out_once(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("message", buyer="Dee K.", listing="SKU-coat", text="Is it warm?")
    assert shop.round().received[Kind.MESSAGE] == 1
    (thread,) = all_of(shop, Conversation)
    assert (thread.unread_count, thread.listing_id) == (1, "l-coat")
    message_id = say(shop, "Very.")
    queue(shop, ChangeKind.CONVERSATION_READ, thread.id)
    assert shop.round().received.get(Kind.MESSAGE, 0) == 0
    sent = next(m for m in all_of(shop, Message) if m.id == message_id)
    assert (sent.state, bool(sent.remote_id)) == (MessageState.SENT, True)
    assert [m.body for m in all_of(shop, Message)] == ["Is it warm?", "Very."]
    there = market.get(f"conversations/{thread.remote_id}", shop.tokens["fair"])
    assert (there["message_count"], there["unread_count"]) == (2, 0)
    assert all_of(shop, Conversation)[0].unread_count == 0


def test_what_has_not_been_seen_is_not_marked_as_read(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.demo("message", buyer="Dee K.", text="Hello?")
    shop.round()
    (thread,) = all_of(shop, Conversation)
    queue(shop, ChangeKind.CONVERSATION_READ, thread.id)
    market.demo("message", buyer="Dee K.", text="Are you there?")
    shop.round()
    assert all_of(shop, Conversation)[0].unread_count == 2
    assert shop.waiting() == 0


def test_a_refused_message_says_why_and_the_next_one_goes(shop: Shop, market: Market) -> None:
    market.demo("message", buyer="Dee K.", text="Hello?")
    shop.round()
    too_long = say(shop, "x" * 2001)
    fine = say(shop, "Hello.")
    assert shop.round().blocked == 1
    shop.round()
    states = {m.id: (m.state, m.reason) for m in all_of(shop, Message)}
    assert states[fine] == (MessageState.SENT, "")
    assert states[too_long][0] is MessageState.REFUSED
    assert "2000 characters" in states[too_long][1]


@pytest.mark.parametrize(
    ("kind", "payload", "here", "there"),
    [
        (ChangeKind.OFFER_ACCEPT, {}, OfferState.ACCEPTED, "accepted"),
        (ChangeKind.OFFER_DECLINE, {}, OfferState.DECLINED, "declined"),
        (ChangeKind.OFFER_COUNTER, {"price_minor": 4000}, OfferState.COUNTERED, "countered"),
    ],
)
def test_an_offer_is_answered(
    shop: Shop, market: Market, kind: ChangeKind, payload: dict[str, Any], here: OfferState, there: str
) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("offer", buyer="Jo T.", listing="SKU-coat", price_minor=3500)
    assert shop.round().received[Kind.OFFER] == 1
    answer(shop, kind, **payload)
    shop.round()
    offers = all_of(shop, Offer)
    assert offers[0].state is here
    asked = market.get(f"offers/{offers[0].remote_id}", shop.tokens["fair"])
    assert asked["status"] == there
    assert len(offers) == (2 if kind is ChangeKind.OFFER_COUNTER else 1)
    assert (len(all_of(shop, Order)), shop.listing("coat").state) == (
        (1, ListingState.SOLD) if kind is ChangeKind.OFFER_ACCEPT else (0, ListingState.ACTIVE)
    )
    assert shop.waiting() == 0


def test_an_answer_that_came_too_late_tells_the_seller(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("offer", buyer="Jo T.", listing="SKU-coat", price_minor=3500)
    shop.round()
    answer(shop, ChangeKind.OFFER_ACCEPT)
    market.demo("clock", advance_s=25 * 3600)
    assert shop.round().blocked == 1
    assert all_of(shop, Offer)[0].state is OfferState.EXPIRED
    assert "expired" in only_change(shop).reason


def test_an_offer_goes_to_everyone_who_likes_the_piece(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    for buyer in ("Dee K.", "Ana P."):
        market.demo("like", buyer=buyer, listing="SKU-coat")
    shop.round()
    queue(shop, ChangeKind.OFFER_TO_LIKERS, "l-coat", price_minor=4000)
    shop.round()
    offers = all_of(shop, Offer)
    assert [(o.direction, o.price_minor, o.state) for o in offers] == [(Direction.OUT, 4000, OfferState.OPEN)] * 2


def test_a_sale_brings_the_order_with_its_label_once(shop: Shop, market: Market) -> None:
    publish(shop, "coat", weight_g=640)
    publish(shop, "hat")
    shop.round()
    market.demo("buy", buyer="Marisol R.", listing="SKU-coat", also=["SKU-hat"])
    assert shop.round().received[Kind.ORDER] == 1
    (order,) = all_of(shop, Order)
    assert order.state is OrderState.PAID
    assert order.address == ("Marisol Reyes", "1200 Example Ave", "Apt 4B", "Portland, OR 97201")
    assert (order.buyer_first_name, order.total_minor, order.fee_minor) == ("Marisol", 9600, 960)
    assert [line.item_id for line in all_of(shop, OrderLine)] == ["coat", "hat"]
    assert {shop.listing(name).state for name in ("coat", "hat")} == {ListingState.SOLD}
    label = shop.files.documents.find(order.label_sha256)
    assert label
    assert label.read_bytes().startswith(b"%PDF")
    shop.round()
    assert len(shop.files.documents.names()) == 1
    assert len(all_of(shop, OrderLine)) == 2


def test_a_parcel_is_told_as_shipped(shop: Shop, market: Market) -> None:
    publish(shop, "coat", weight_g=640)
    shop.round()
    market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    shop.round()
    (order,) = all_of(shop, Order)
    with shop.catalog.operation(Op.SHIP_ORDER) as unit:
        unit.save(replace(order, state=OrderState.SHIPPED))
    queue(shop, ChangeKind.ORDER_SHIP, order.id, weight_g=None, tracking="", carrier="")
    shop.round()
    there = market.get(f"orders/{order.remote_id}", shop.tokens["fair"])
    assert (there["status"], there["shipment"]["weight_g"]) == ("shipped", order.weight_g)
    (shipped,) = all_of(shop, Order)
    assert (shipped.state, shipped.carrier) == (OrderState.SHIPPED, "Closet Post")
    assert shipped.tracking == there["shipment"]["tracking"]
    market.demo("clock", advance_s=4 * 86_400)
    shop.round()
    assert all_of(shop, Order)[0].state is OrderState.DELIVERED


def test_an_order_cancelled_before_it_shipped_is_not_sent(shop: Shop, market: Market) -> None:
    publish(shop, "coat", weight_g=640)
    shop.round()
    market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    shop.round()
    (order,) = all_of(shop, Order)
    queue(shop, ChangeKind.ORDER_SHIP, order.id)
    market.demo("cancel", buyer="Dee K.", listing="SKU-coat")
    assert shop.round().blocked == 1
    assert all_of(shop, Order)[0].state is OrderState.CANCELLED
    assert "cancelled" in only_change(shop).reason
    assert shop.listing("coat").state is ListingState.ENDED


def test_sold_beats_every_edit_that_waits(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    shop.round()
    market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    edit(shop, "coat", price_minor=3000)
    report = shop.round()
    assert report.blocked == 0
    assert shop.listing("coat").state is ListingState.SOLD
    assert shop.waiting() == 0
    assert shop.item("coat").price_minor == 3000


def test_a_listing_deleted_there_ends_here_and_keeps_every_word(shop: Shop, market: Market) -> None:
    publish(shop, "coat", description="Warm.")
    shop.round()
    edit(shop, "coat", price_minor=3000)
    market.demo("edit-from-phone", listing="SKU-coat", act="delete")
    shop.round()
    gone = shop.listing("coat")
    assert (gone.state, gone.remote_id) == (ListingState.ENDED, "")
    assert shop.waiting() == 0
    assert (shop.item("coat").description, shop.item("coat").price_minor) == ("Warm.", 3000)
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(replace(gone, state=ListingState.QUEUED))
    queue(shop, ChangeKind.LISTING_CREATE, "l-coat")
    shop.round()
    assert [(x["status"], x["price_minor"]) for x in shop.listed_there()] == [("active", 3000)]


def test_what_was_put_up_elsewhere_comes_in_with_its_pictures(shop: Shop, market: Market) -> None:
    market.demo("seed", seed=7, listings=3)
    shop.round()
    there = {x["sku"]: x for x in shop.listed_there() if x["status"] == "active"}
    items = {item.sku: item for item in all_of(shop, Item)}
    assert there.keys() == items.keys()
    assert all(items[sku].title == row["title"] for sku, row in there.items())
    listings = all_of(shop, Listing)
    assert all(shop.files.outgoing.find(sha) for listing in listings for sha in listing.photos)
    assert [len(x.photos) for x in listings] == [len(there[shop.item(x.item_id).sku]["photos"]) for x in listings]
    before = all_of(shop, Listing)
    with shop.catalog.operation(Op.RECEIVE) as unit:
        unit.connection.exec_driver_sql("DELETE FROM cursor")
    shop.round()
    assert all_of(shop, Listing) == before
    assert shop.waiting() == 0


def test_a_cursor_that_is_too_old_reads_everything_again_and_deletes_nothing(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    publish(shop, "hat")
    shop.round()
    market.demo("like", buyer="Dee K.", listing="SKU-hat")
    market.demo("message", buyer="Dee K.", text="Hi")
    shop.round()
    market.demo("edit-from-phone", listing="SKU-coat", act="delete")
    market.demo("clock", advance_s=40 * 86_400)
    market.demo("like", buyer="Ana P.", listing="SKU-hat")
    report = shop.round()
    assert not report.unreachable
    assert report.received[Kind.LIKE] == 1
    assert shop.listing("coat").state is ListingState.ACTIVE
    assert len(all_of(shop, Message)) == 1


def test_counts_that_differ_are_read_again_once(shop: Shop, market: Market) -> None:
    market.demo("message", buyer="Dee K.", text="Hi")
    shop.round()
    with shop.catalog.operation(Op.RECEIVE) as unit:
        unit.remove(Message, unit.find(Message)[0].id)
    shop.round()
    shop.round()
    assert all_of(shop, Message) == []
    shop.round()
    assert [m.body for m in all_of(shop, Message)] == ["Hi"]


def test_offline_is_a_normal_end(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.demo("faults", rate=1, kind="drop")
    report = shop.round()
    assert report.unreachable
    assert report.reason
    since = shop.account.unreachable_since
    assert since is not None
    shop.round()
    assert shop.account.unreachable_since == since
    market.demo("faults", rate=0)
    _until_quiet(shop)
    assert shop.account.unreachable_since is None
    assert [x["sku"] for x in shop.listed_there()] == ["SKU-coat"]


def test_an_expired_token_is_renewed_without_a_word(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.demo("expire-tokens")
    before = dict(shop.tokens["fair"])
    report = shop.round()
    assert (report.pushed, report.signed_out) == (1, False)
    assert shop.tokens["fair"] != before


def test_a_refused_token_lets_everything_wait_until_the_seller_signs_in(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.session.post(f"{market.url}/oauth/revoke", data={"token": shop.tokens["fair"]["access_token"]}, timeout=5)
    report = shop.round()
    assert report.signed_out
    assert shop.account.state is AccountState.SIGNED_OUT
    assert only_change(shop).state is ChangeState.PENDING
    shop.sign_in()
    shop.round()
    assert shop.listing("coat").state is ListingState.ACTIVE


def test_the_marketplaces_wish_to_wait_ends_the_round_early(shop: Shop, market: Market) -> None:
    publish(shop, "coat")
    market.demo("faults", rate=1, kind="429", times=1)
    report = shop.round()
    assert report.asked_to_wait_until is not None
    assert only_change(shop).attempts == 0
    assert (report.pushed, report.unreachable) == (0, False)
    shop.clock.advance(seconds=2)
    assert shop.round().pushed == 1


def test_a_round_can_be_cancelled_and_loses_nothing(shop: Shop) -> None:
    for name in "abc":
        publish(shop, name)

    class After(Quiet):
        left = 5

        def check(self) -> None:
            self.left -= 1
            if not self.left:
                raise Cancelled

        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            self.check()

    with pytest.raises(Cancelled):
        run_round(shop.catalog, shop.connector, shop.account, shop.files, shop.clock, After())
    assert 0 < shop.waiting() <= 3
    _until_quiet(shop)
    assert sorted(x["sku"] for x in shop.listed_there()) == ["SKU-a", "SKU-b", "SKU-c"]


def test_a_second_round_of_the_same_account_does_nothing(shop: Shop) -> None:
    publish(shop, "coat")
    seen: list[bool] = []

    class Nested(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            seen.append(shop.round().already_running)

    report = run_round(shop.catalog, shop.connector, shop.account, shop.files, shop.clock, Nested())
    assert seen == [True]
    assert report.pushed == 1


def test_a_piece_sold_here_goes_off_the_other_marketplace_first(shop: Shop, second_shop: Shop) -> None:
    other = second_shop
    publish(shop, "coat")
    publish(shop, "hat")
    _publish_too(other, "coat")
    shop.round()
    other.round()
    edit(shop, "coat", price_minor=4000)
    shop.market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    report = shop.round()
    assert report.also_due == {other.account_id}
    (end,) = query.changes(shop.catalog, other.account_id)
    assert (end.kind, end.entity_id) == (ChangeKind.LISTING_END, "other-coat")
    other.round()
    assert [x["status"] for x in other.listed_there()] == ["ended"]
    assert other.listing("coat").state is ListingState.ENDED
    assert shop.waiting() == 0


def test_a_piece_sold_twice_raises_the_alarm_until_one_sale_is_cancelled(shop: Shop, second_shop: Shop) -> None:
    other = second_shop
    publish(shop, "coat")
    _publish_too(other, "coat")
    shop.round()
    other.round()
    shop.market.demo("buy", buyer="Dee K.", listing="SKU-coat")
    other.market.demo("buy", buyer="Ana P.", listing="SKU-coat")
    assert shop.round().sold_twice == frozenset()
    assert other.round().sold_twice == {"coat"}
    assert shop.round().sold_twice == {"coat"}
    other.market.demo("cancel", buyer="Ana P.", listing="SKU-coat")
    assert other.round().sold_twice == frozenset()


def _publish_too(other: Shop, item_id: str) -> None:
    """List an Item of the first shop in the second Account too."""
    with other.catalog.operation(Op.PUBLISH) as unit:
        first = unit.find(Listing, item_id=item_id)[0]
        listing = replace(first, id=f"other-{item_id}", account_id=other.account_id)  # type: ignore[arg-type]
        unit.save(listing)
        outbox.queue(unit, ChangeKind.LISTING_CREATE, account_id=other.account_id, entity_id=listing.id)


def _until_quiet(shop: Shop) -> None:
    for _ in range(20):
        if not shop.waiting():
            return
        shop.clock.advance(minutes=16)
        shop.round()
    raise AssertionError(query.changes(shop.catalog))
