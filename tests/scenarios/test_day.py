"""A seller's whole day through the services: from a folder of photos to two parcels on their way.

The marketplace is the real process; what it saw of the day is asked there, by a sign-in of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.base.clock import SystemClock
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.ids import ItemId
from studio.domain.interest import OfferState
from studio.domain.item import ItemState
from studio.domain.order import Order, OrderState
from studio.imaging.pipeline import Darkroom
from studio.printing.display_list import Text
from studio.services import (
    history,
    importing,
    inbox,
    items,
    listings,
    maintenance,
    orders,
    photos,
    printing,
    syncing,
    today,
)
from studio.services.context import Studio
from studio.services.today import Urge
from studio.storage.queries import people as people_query
from tests.cli.commands import program
from tests.cli.reading import codes, words
from tests.services.closets import Beside, OwnMarket, copy_catalog, open_closet, size_of, snap_pieces, written


@dataclass
class Day:
    """The closet, its market, and what the seller remembers of the day."""

    studio: Studio
    market: OwnMarket
    beside: Beside
    pieces: list[ItemId] = field(default_factory=list)
    agreed_minor: int = 0
    orders: dict[str, Order] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)

    def sku(self, piece: int) -> str:
        return items.load(self.studio, self.pieces[piece]).sku

    def sync(self) -> syncing.SyncReport:
        report = syncing.sync(self.studio, Quiet())
        assert report.blocked == 0
        return report


@pytest.fixture(scope="module")
def day(fresh_catalog: Path, room: Darkroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Live the day once; the tests look at what came of it."""
    folder = tmp_path_factory.mktemp("day")
    root = copy_catalog(fresh_catalog, folder / "closet")
    market = OwnMarket(Profile(root))
    studio = open_closet(root, room, SystemClock(), market)
    day = Day(studio, market, Beside(market, studio.profile.market))
    try:
        _photograph_and_clean(day, folder / "shoot")
        _draft(day)
        _publish_offline(day)
        _go_online(day)
        _answer_people(day)
        _sell(day)
        _pack(day)
        yield day
    finally:
        day.beside.session.close()
        studio.close()


def _photograph_and_clean(day: Day, folder: Path) -> None:
    snap_pieces(folder, 2, 1, 1)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff but no more than that")
    report = importing.import_photos(day.studio, [folder], Quiet())
    day.pieces = list(report.items)
    again = importing.import_photos(day.studio, [folder], Quiet())
    day.seen["import"] = (len(report.photos), len(report.items), len(report.refused), again.known, len(again.photos))
    wanted = [photo.id for photo in photos.of_item(day.studio, day.pieces[0])]
    day.seen["cleaned"] = photos.clean(day.studio, wanted, Quiet(), backend="classic")


def _draft(day: Day) -> None:
    facts = {"brand": "Harbour & Pine", "category": "Women > Dresses", "size": "6", "colours": ("Blue",)}
    items.edit(day.studio, [day.pieces[0]], facts)
    rules = listings.rules_of(day.studio, None)
    title, description = listings.propose(day.studio, items.load(day.studio, day.pieces[0]), rules)
    written(day.studio, day.pieces[0], title=title, description=description, bin="B2", sku="HP-0001")
    written(day.studio, day.pieces[1], title="Linen shirt", price_minor=3000, bin="A1", sku="HP-0002")
    items.edit(day.studio, [day.pieces[2]], {"title": "Scarf"})
    day.seen["drafts"] = [line.title for line in today.lines(day.studio) if line.urge is Urge.DRAFTS]


def _publish_offline(day: Day) -> None:
    account = syncing.connect_market(day.studio)
    day.market.go_down()
    report = listings.publish(day.studio, day.pieces, account.id, Quiet())
    day.seen["published"] = (len(report.queued), [sentence for _item, sentence in report.refused])
    items.edit(day.studio, [day.pieces[1]], {"price_minor": 2800})
    day.seen["offline"] = (day.sync().sent, syncing.status(day.studio))
    day.seen["waiting"] = [items.load(day.studio, piece).state for piece in day.pieces]


def _go_online(day: Day) -> None:
    day.market.come_up()
    day.seen["sent"] = day.sync().sent
    day.seen["there"] = {there["sku"]: there for there in day.beside.listings()}
    items.edit(day.studio, [day.pieces[0]], {"price_minor": 9900})
    day.sync()
    day.seen["dearer"] = _price_there(day, 0)
    history.undo(day.studio)
    day.sync()
    day.seen["as before"] = _price_there(day, 0)


def _answer_people(day: Day) -> None:
    act = day.beside.demo
    act("like", buyer="Dee K.", listing=day.sku(0))
    act("like", buyer="Ana P.", listing=day.sku(0))
    act("message", buyer="Dee K.", listing=day.sku(1), text="Does it crease?")
    act("offer", buyer="Marisol R.", listing=day.sku(0), price_minor=5000, message="Would you?")
    day.sync()
    day.seen["urges"] = [line.urge for line in today.lines(day.studio)]
    for line in inbox.people(day.studio):
        if line.conversation and line.person.name == "Dee K.":
            inbox.reply(day.studio, line.conversation.id, "A little, it is linen.")
    (offer,) = inbox.open_offers(day.studio)
    suggested = listings.counter_suggestion(day.studio, offer)
    assert suggested is not None
    day.agreed_minor = suggested
    inbox.counter(day.studio, offer.id, suggested)
    (listing,) = listings.of_item(day.studio, day.pieces[0])
    plan = listings.plan_offer(day.studio, listing)
    inbox.offer_to_likers(day.studio, listing.id, plan.price_minor)
    day.seen["plan"] = plan
    day.sync()


def _sell(day: Day) -> None:
    day.beside.demo("counter-answer", buyer="Marisol R.", listing=day.sku(0), accept=True)
    day.beside.demo("buy", buyer="Dee K.", listing=day.sku(1), note="Thank you")
    day.sync()
    day.orders = {order.buyer_first_name: order for order in orders.to_pack(day.studio)}


def _pack(day: Day) -> None:
    for order in day.orders.values():
        scanned = [orders.scan(day.studio, order.id, piece.line.sku) for piece in orders.pieces(day.studio, order.id)]
        assert len(scanned) == 1
        orders.weigh(day.studio, order.id, 455)
        orders.mark_packed(day.studio, order.id)
    day.seen["pick list"] = printing.pick_list(day.studio, orders.to_pack(day.studio))
    for order in day.orders.values():
        orders.ship(day.studio, order.id)
    day.seen["last sync"] = day.sync()


def _price_there(day: Day, piece: int) -> int:
    (price,) = [there["price_minor"] for there in day.beside.listings() if there["sku"] == day.sku(piece)]
    return int(price)


def test_photos_came_in_once_and_the_broken_one_was_named(day: Day) -> None:
    assert day.seen["import"] == (4, 3, 1, 4, 0)


def test_the_cleaned_photos_are_what_the_marketplace_shows(day: Day) -> None:
    assert (len(day.seen["cleaned"].done), day.seen["cleaned"].refused) == (2, ())
    there = day.seen["there"][day.sku(0)]
    assert len(there["photos"]) == 2
    seller = day.beside.seller()
    content = seller.call("GET", f"/v1/photos/{there['photos'][0]}").content
    seller.session.close()
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.size == (1080, 1440)
        assert not shown.getexif()
        assert np.asarray(shown)[:10, :10].min() >= 250


def test_drafts_were_said_to_be_ready_and_what_was_not_was_refused(day: Day) -> None:
    assert day.seen["drafts"] == ["2 drafts are ready to publish"]
    queued, ((sentence),) = day.seen["published"]
    assert (queued, "price" in sentence) == (2, True)


def test_publishing_offline_waited_and_went_out_with_the_last_edit(day: Day) -> None:
    sent, status = day.seen["offline"]
    assert (sent, status.state, status.waiting) == (0, "offline", 2)
    assert day.seen["waiting"] == [ItemState.WAITING, ItemState.WAITING, ItemState.DRAFT]
    assert day.seen["sent"] == 2
    assert {there["status"] for there in day.seen["there"].values()} == {"active"}
    assert day.seen["there"][day.sku(1)]["price_minor"] == 2800


def test_an_edit_and_its_undo_were_both_told(day: Day) -> None:
    assert (day.seen["dearer"], day.seen["as before"]) == (9900, 6800)


def test_what_people_did_was_the_first_thing_to_see(day: Day) -> None:
    assert day.seen["urges"][:3] == [Urge.OFFERS, Urge.MESSAGES, Urge.LIKES]


def test_the_thread_is_the_same_on_both_sides(day: Day) -> None:
    threads = day.beside.ask("/v1/conversations")["conversations"]
    (dee,) = [thread for thread in threads if thread["buyer"]["name"] == "Dee K."]
    told = day.beside.ask(f"/v1/conversations/{dee['id']}/messages")["messages"]
    assert [message["text"] for message in told][:2] == ["Does it crease?", "A little, it is linen."]
    assert (told[-1]["text"], dee["unread_count"]) == ("Thank you", 1)  # what came with the sale is new again
    (line,) = [line for line in inbox.people(day.studio) if line.person.name == "Dee K."]
    assert line.conversation
    assert [m.body for m in inbox.messages(day.studio, line.conversation.id)] == [m["text"] for m in told]
    assert line.unread_count == 1


def test_the_haggled_price_is_what_was_paid(day: Day) -> None:
    assert 5000 < day.agreed_minor < 6800
    order = day.orders["Marisol"]
    assert (order.total_minor, order.fee_minor) == (day.agreed_minor, (day.agreed_minor + 5) // 10)
    (there,) = [o for o in day.beside.ask("/v1/orders")["orders"] if o["number"] == order.number]
    assert (there["items_minor"], there["buyer"]["first_name"]) == (day.agreed_minor, "Marisol")
    states = {offer.state for offer in people_query.offers(day.studio.catalog)}
    assert OfferState.OPEN not in states
    assert OfferState.ANSWERING not in states


def test_likers_were_offered_once_at_the_planned_price(day: Day) -> None:
    plan = day.seen["plan"]
    offers = day.beside.ask("/v1/offers")["offers"]
    to_likers = [offer for offer in offers if offer["kind"] == "to_likers"]
    assert len(to_likers) == plan.reaches == 2
    assert {offer["price_minor"] for offer in to_likers} == {plan.price_minor}


def test_everything_that_sold_is_sold_on_both_sides_and_exactly_once(day: Day) -> None:
    there = day.beside.listings()
    assert sorted((one["sku"], one["status"]) for one in there) == [("HP-0001", "sold"), ("HP-0002", "sold")]
    states = [items.load(day.studio, piece).state for piece in day.pieces]
    assert states == [ItemState.SOLD, ItemState.SOLD, ItemState.DRAFT]
    assert len(day.beside.ask("/v1/orders")["orders"]) == len(orders.orders(day.studio)) == 2


def test_the_parcels_are_on_their_way_with_what_they_weigh(day: Day) -> None:
    for there in day.beside.ask("/v1/orders")["orders"]:
        assert (there["status"], there["shipment"]["weight_g"]) == ("shipped", 455)
    assert {order.state for order in orders.orders(day.studio)} == {OrderState.SHIPPED}
    assert orders.to_pack(day.studio) == []
    assert today.week(day.studio).sales == 2


def test_at_the_end_of_the_day_nothing_waits_and_all_is_whole(day: Day) -> None:
    assert syncing.outbox(day.studio) == []
    assert syncing.status(day.studio).sentence == "In step with Closet Fair, just now"
    report = maintenance.check(day.studio)
    assert (report.items, report.photos, report.problems) == (3, 4, ())
    assert size_of(photos.rendition(day.studio, photos.of_item(day.studio, day.pieces[0])[0], "1x1")) == (1600, 1600)


def test_what_was_printed_reads_back(day: Day, tmp_path: Path) -> None:
    pytest.importorskip("PySide6", reason="printing paints with Qt")
    listed = [
        mark.text
        for page in day.seen["pick list"].pages
        for placed in page.placed
        for mark in placed.content.marks
        if isinstance(mark, Text)
    ]
    assert listed.index("HP-0002") < listed.index("HP-0001")
    number, root = day.orders["Marisol"].number, day.studio.profile.root
    for what, chosen in (("card", number), ("label", number), ("sku", "HP-0001")):
        option = "--item" if what == "sku" else "--order"
        said = program("print", what, option, chosen, "--pdf", tmp_path / f"{what}.pdf", "--profile", root)
        assert (said.code, said.err) == (0, "")
    assert "Marisol" in words(tmp_path / "card.pdf")
    assert codes(tmp_path / "sku.pdf") == {"HP-0001"}
    order = orders.load(day.studio, number)
    assert any(order.tracking in code for code in codes(tmp_path / "label.pdf") if order.tracking)
    for line in order.address[:2]:
        assert line.upper() in words(orders.shipping_label(day.studio, order)).upper()
