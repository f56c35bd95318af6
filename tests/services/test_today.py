"""What to do next: a line a reason, the most pressing first, and the week behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Kind, Op
from studio.domain.order import OrderState
from studio.services import items, listings, photos, syncing, today
from studio.services.context import Studio
from studio.services.today import Line, Urge
from studio.storage import outbox
from tests.fakes.clock import FakeClock
from tests.services.closets import doubted, imported, written
from tests.services.dealings import ACCOUNT, bought, connected, liked, listed, met, offered, receive, wrote


@pytest.fixture
def coat(studio: Studio) -> Item:
    connected(studio)
    return items.add(studio, title="Wool coat", price_minor=6000)


@pytest.fixture
def listing(studio: Studio, coat: Item) -> Listing:
    return listed(studio, coat)


def line(studio: Studio) -> Line:
    (only,) = today.lines(studio)
    return only


def test_in_an_empty_closet_all_is_done(studio: Studio) -> None:
    assert today.lines(studio) == []
    week = today.week(studio)
    assert (week.sales, week.total_minor, len(week.days), week.currency) == (0, 0, 7, "USD")


def test_an_offer_that_runs_out_first_is_named(studio: Studio, listing: Listing, clock: FakeClock) -> None:
    marisol = met(studio, "Marisol R.")
    offered(studio, met(studio, "Dee K."), listing, 5500)
    offered(studio, marisol, listing, 5000, expires_at=clock.now() + timedelta(hours=3, minutes=30))
    found = line(studio)
    assert (found.urge, found.title, found.button) == (Urge.OFFERS, "2 offers wait for you", "Answer")
    assert found.detail == "the first runs out in 3 h · Marisol R. offers $50.00 for Wool coat"
    assert (found.page, found.kind, found.entity_id) == ("people", Kind.PERSON, marisol.id)
    clock.advance(hours=30)
    assert today.lines(studio) == []


def test_an_offer_without_an_end_has_no_hours(studio: Studio, listing: Listing) -> None:
    offered(studio, met(studio), listing, expires_at=None)
    assert line(studio).detail == "Marisol R. offers $50.00 for Wool coat"


def test_messages_that_were_not_read_are_counted(studio: Studio, listing: Listing) -> None:
    wrote(studio, met(studio), "Is it warm?", "x" * 200)
    found = line(studio)
    assert (found.urge, found.title) == (Urge.MESSAGES, "2 messages")
    assert found.detail == f"Marisol R.: {'x' * 80}"


def test_a_parcel_says_when_it_must_leave(studio: Studio, coat: Item, clock: FakeClock) -> None:
    order = bought(studio, met(studio), coat, ship_by=clock.now() + timedelta(days=1))
    found = line(studio)
    assert (found.urge, found.title, found.entity_id) == (Urge.PARCELS, "1 parcel to pack", order.id)
    assert found.detail.startswith("the first must leave by Tuesday ")
    receive(studio, replace(order, ship_by=None))
    assert line(studio).detail == "Marisol"


def test_likers_can_be_made_an_offer(studio: Studio, coat: Item, listing: Listing) -> None:
    liked(studio, met(studio), listing)
    found = line(studio)
    assert (found.urge, found.title, found.entity_id) == (Urge.LIKES, "1 person likes Wool coat", coat.id)
    assert found.detail == "an offer of $54.00 reaches 1 of 1, you keep $48.60"


@pytest.mark.parametrize("fields", [{"price_minor": None}, {"currency": "EUR"}, {"floor_minor": 5900}])
def test_what_cannot_be_offered_to_likers_is_no_line(
    studio: Studio, coat: Item, listing: Listing, fields: dict[str, object]
) -> None:
    liked(studio, met(studio), listing)
    with studio.catalog.operation(Op.SETTLE) as unit:
        now = unit.load(Item, coat.id)
        assert now is not None
        unit.save(replace(now, **fields))  # type: ignore[arg-type]
    assert today.lines(studio) == []


def test_a_refused_change_is_to_be_mended(studio: Studio, coat: Item, listing: Listing) -> None:
    items.edit(studio, [coat.id], {"price_minor": 1})
    (change,) = syncing.outbox(studio)
    with studio.catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, change, "The price is too low.")
    found = line(studio)
    assert (found.urge, found.title, found.page) == (Urge.REFUSED, "1 change was refused", "outbox")
    assert found.detail == "Wool coat: The price is too low."


def test_a_conflict_is_to_be_settled(studio: Studio, listing: Listing) -> None:
    receive(studio, replace(listing, conflict={"title": {"mine": "a", "theirs": "b"}}))
    found = line(studio)
    assert (found.title, found.entity_id) == ("1 listing was changed on both sides", listing.id)
    assert [one.id for one in syncing.conflicts(studio)] == [listing.id]


def test_drafts_are_ready_or_nearly_so(studio: Studio, tmp_path: Path) -> None:
    connected(studio)
    ready, near = imported(studio, tmp_path / "shoot", 1, 1)
    written(studio, ready, title="Ready coat")
    written(studio, near, title="Nearly coat", price_minor=None)
    items.add(studio, title="Far from it")
    first, second = today.lines(studio)
    assert (first.title, first.detail, first.entity_id) == ("1 draft is ready to publish", "Ready coat", ready)
    assert (second.title, second.entity_id) == ("1 draft is nearly ready", near)
    assert second.detail.startswith("Nearly coat misses a price")
    listings.publish(studio, [ready], ACCOUNT, Quiet())
    assert [found.title for found in today.lines(studio)] == ["1 draft is nearly ready"]


def test_loose_photos_want_an_item(studio: Studio, tmp_path: Path) -> None:
    (item_id,) = imported(studio, tmp_path / "shoot", 2)
    loose = photos.of_item(studio, ItemId(item_id))
    photos.arrange(studio, [photo.id for photo in loose], None)
    found = line(studio)
    assert (found.title, found.detail, found.page) == ("2 photos have no item yet", "IMG_0001.jpg", "photos")


def test_cut_outs_in_doubt_lead_to_the_review_list(studio: Studio, tmp_path: Path) -> None:
    shoot = [photo for one in imported(studio, tmp_path / "shoot", 1, 2) for photo in photos.of_item(studio, one)]
    for photo in shoot:
        doubted(studio, photo.id)
    found = line(studio)
    assert (found.title, found.button, found.page) == ("3 cut-outs need a look", "Look", "photos")
    assert (found.kind, found.entity_id) == (Kind.PHOTO, photos.REVIEW_LIST)
    assert found.detail.endswith(": The edge is uncertain.")
    photos.approve(studio, [photo.id for photo in shoot])
    assert today.lines(studio) == []


def test_the_most_pressing_is_first(studio: Studio, coat: Item, listing: Listing) -> None:
    person = met(studio)
    liked(studio, person, listing)
    wrote(studio, person, "Hello")
    bought(studio, person, coat)
    offered(studio, person, listing)
    assert [found.urge for found in today.lines(studio)] == [Urge.OFFERS, Urge.MESSAGES, Urge.PARCELS, Urge.LIKES]


def test_the_week_counts_what_was_kept_of_each_days_sales(studio: Studio, coat: Item, clock: FakeClock) -> None:
    person, now = met(studio), clock.now()
    bought(studio, person, coat, number="1", total_minor=6000, fee_minor=600)
    bought(studio, person, coat, number="2", total_minor=2000, fee_minor=200, ordered_at=now - timedelta(days=2))
    bought(studio, person, coat, number="3", ordered_at=now - timedelta(days=8))
    bought(studio, person, coat, number="4", total_minor=9000, state=OrderState.CANCELLED)
    week = today.week(studio)
    assert week.kept_minor == (0, 0, 0, 0, 1800, 0, 5400)
    assert (week.sales, week.total_minor) == (2, 7200)
    assert [day.weekday() for day in week.days] == [1, 2, 3, 4, 5, 6, 0]
