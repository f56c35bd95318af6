"""Sync with the real marketplace process: up, down, killed in between, signed out, and decided over in the outbox."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.account import AccountState
from studio.domain.change import ChangeKind, ChangeState
from studio.domain.conversation import MessageState
from studio.domain.ids import ItemId, ListingId
from studio.domain.interest import OfferState
from studio.domain.item import ItemState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.order import OrderState
from studio.services import inbox, items, listings, orders, syncing
from studio.services.context import Studio
from studio.services.syncing import SyncReport
from studio.services.tokens import market_tokens
from studio.settings import schema
from studio.storage import outbox
from studio.storage.queries import people as query
from tests.fakes.clock import FakeClock
from tests.services.closets import Beside, OwnMarket, imported, written
from tests.services.dealings import bought, connected, listed, met, offered, receive, wrote


def sync(studio: Studio) -> SyncReport:
    return syncing.sync(studio, Quiet())


def published(studio: Studio, tmp_path: Path, **other: Any) -> ItemId:
    """Queue a piece for the marketplace."""
    (item_id,) = imported(studio, tmp_path / "shoot", 1)
    written(studio, item_id, **other)
    account = syncing.connect_market(studio)
    assert len(listings.publish(studio, [item_id], account.id, Quiet()).queued) == 1
    return item_id


def listing_of(studio: Studio, item_id: ItemId) -> Listing:
    (listing,) = listings.of_item(studio, item_id)
    return listing


def test_connecting_signs_in_once_and_the_same_account_is_there_afterwards(online: Studio) -> None:
    account = syncing.connect_market(online)
    assert (account.name, account.state, bool(account.seller_name)) == ("Closet Fair", AccountState.CONNECTED, True)
    token = market_tokens(online).get(account.id)
    assert syncing.connect_market(online) == listings.accounts(online)[0]
    assert syncing.first_account(online).id == account.id
    assert market_tokens(online).get(account.id) == token
    if os.name == "posix":
        assert (online.profile.market / "token.json").stat().st_mode & 0o077 == 0


def test_a_market_that_has_moved_is_found_without_signing_in_again(online: Studio, market: OwnMarket) -> None:
    account = syncing.connect_market(online)
    receive(online, replace(account, address="http://127.0.0.1:9"))
    token = market_tokens(online).get(account.id)
    assert syncing.connect_market(online).address == market.start().url
    assert market_tokens(online).get(account.id) == token
    assert [one.id for one in listings.accounts(online)] == [account.id]


def test_the_first_account_is_connected_where_there_is_none(online: Studio) -> None:
    assert syncing.status(online).state == "none"
    assert syncing.first_account(online).connector == "closet_fair"
    assert syncing.status(online).sentence == "Not in step with Closet Fair yet"


def test_what_was_published_is_there_and_what_buyers_do_comes_back(
    online: Studio, beside: Beside, tmp_path: Path
) -> None:
    item_id = published(online, tmp_path)
    sku = items.load(online, item_id).sku
    report = sync(online)
    assert (report.sent, report.sentence) == (1, "1 change sent; nothing new")
    assert items.load(online, item_id).state is ItemState.LIVE
    (there,) = beside.listings()
    assert (there["sku"], there["status"], there["price_minor"], len(there["photos"])) == (sku, "active", 6800, 1)
    beside.demo("like", buyer="Marisol R.", listing=sku)
    beside.demo("like", buyer="Dee K.", listing=sku)
    beside.demo("message", buyer="Marisol R.", listing=sku, text="Is it warm?")
    beside.demo("offer", buyer="Marisol R.", listing=sku, price_minor=5000)
    news = sync(online)
    assert news.sentence == "0 changes sent; new: 1 offer, 1 message, 2 likes"
    assert (news.received["like"], news.unreachable, news.sold_twice) == (2, (), frozenset())
    assert syncing.status(online).sentence == "In step with Closet Fair, just now"


def test_an_answered_thread_stays_read(online: Studio, beside: Beside, tmp_path: Path) -> None:
    sku = items.load(online, published(online, tmp_path)).sku
    sync(online)
    beside.demo("message", buyer="Marisol R.", listing=sku, text="Is it warm?")
    sync(online)
    (person,) = inbox.people(online)
    assert (person.unread_count, person.conversation is not None) == (1, True)
    assert person.conversation
    inbox.reply(online, person.conversation.id, "Very warm.")
    assert sync(online).sent == 2
    assert inbox.unread_count(online) == 0
    (thread,) = beside.ask("/v1/conversations")["conversations"]
    assert (thread["read"], thread["last_message"]) == (True, "Very warm.")
    assert [message.state for message in inbox.messages(online, person.conversation.id)] == [
        MessageState.RECEIVED,
        MessageState.SENT,
    ]


def test_offline_is_a_normal_answer_and_nothing_is_lost(
    online: Studio, market: OwnMarket, beside: Beside, tmp_path: Path
) -> None:
    syncing.connect_market(online)
    sync(online)
    market.go_down()
    item_id = _queued_offline(online, tmp_path)
    report = sync(online)
    assert (report.sent, report.sentence) == (0, "Closet Fair could not start. See market.log.")
    status = syncing.status(online)
    assert (status.state, status.waiting) == ("offline", 1)
    assert status.sentence.startswith("Offline since ")
    assert status.sentence.endswith(" · 1 change waiting")
    market.come_up()
    assert sync(online).sent == 1
    assert [there["status"] for there in beside.listings()] == ["active"]
    assert listing_of(online, item_id).state is ListingState.ACTIVE
    assert syncing.status(online).state == "in_step"


def _queued_offline(studio: Studio, tmp_path: Path) -> ItemId:
    (item_id,) = imported(studio, tmp_path / "shoot", 1)
    written(studio, item_id)
    account = syncing.first_account(studio)
    assert len(listings.publish(studio, [item_id], account.id, Quiet()).queued) == 1
    return item_id


def test_a_server_killed_in_between_is_started_again(online: Studio, beside: Beside, tmp_path: Path) -> None:
    published(online, tmp_path)
    sync(online)
    process = online.market._process._process  # type: ignore[attr-defined]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert sync(online).unreachable == ()
    assert [there["status"] for there in beside.listings()] == ["active"]


def test_without_an_account_and_a_market_the_reason_is_raised(studio: Studio) -> None:
    with pytest.raises(UserError, match="could not start"):
        sync(studio)
    assert syncing.status(studio).sentence == "No marketplace connected yet"


@pytest.mark.parametrize("content", [None, "{}", '{"x": "not a token"}', "broken"])
def test_a_lost_token_is_got_anew_without_asking(
    online: Studio, tmp_path: Path, content: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    published(online, tmp_path)
    file = online.profile.market / "token.json"
    account = listings.accounts(online)[0]
    if content is None:
        file.unlink()
    else:
        file.write_text(content.replace('"x"', f'"{account.id}"'))
    report = sync(online)
    assert (report.sent, report.unreachable) == (1, ())
    assert listings.accounts(online)[0].id == account.id
    caplog.clear()


def test_a_token_that_is_refused_is_got_anew_within_the_same_sync(online: Studio, tmp_path: Path) -> None:
    published(online, tmp_path)
    account = listings.accounts(online)[0]
    token = market_tokens(online).get(account.id)
    assert token
    market_tokens(online).set(account.id, {**token, "access_token": "no", "refresh_token": "no"})
    report = sync(online)
    assert (report.sent, report.unreachable) == (1, ())
    assert syncing.status(online).state == "in_step"


def test_an_account_that_was_signed_out_signs_in_again(online: Studio) -> None:
    account = syncing.connect_market(online)
    receive(online, replace(account, state=AccountState.SIGNED_OUT, reason="The token was refused."))
    assert syncing.status(online).sentence == "Sign in at Closet Fair again"
    assert sync(online).unreachable == ()
    assert syncing.status(online).state == "in_step"


def test_a_marketplace_that_takes_no_key_is_left_alone(
    online: Studio, market: OwnMarket, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = syncing.connect_market(online)
    receive(online, replace(account, state=AccountState.SIGNED_OUT))
    place = market.start()
    monkeypatch.setattr(market, "start", lambda: replace(place, owner_key="another"))
    assert sync(online).unreachable == (
        "The marketplace on this machine does not take its key. Restart Closet Studio.",
    )
    assert syncing.status(online).state == "signed_out"


def test_working_offline_sends_nothing_and_says_so(online: Studio, beside: Beside, tmp_path: Path) -> None:
    published(online, tmp_path)
    online.settings.set(schema.WORK_OFFLINE, True)
    report = sync(online)
    assert report.sent == 0
    assert report.sentence.startswith("You work offline")
    assert syncing.status(online).sentence == "Working offline · 1 change waiting"
    assert beside.listings() == []
    online.settings.set(schema.WORK_OFFLINE, False)
    assert sync(online).sent == 1


def test_a_refused_change_waits_for_the_seller(online: Studio, beside: Beside, tmp_path: Path) -> None:
    item_id = published(online, tmp_path)
    sync(online)
    items.edit(online, [item_id], {"price_minor": 100})
    report = sync(online)
    assert (report.sent, report.blocked) == (0, 1)
    assert syncing.status(online).sentence.endswith(" · 1 needs you")
    (change,) = syncing.outbox(online)
    assert (change.kind, change.state, bool(change.reason)) == (
        ChangeKind.LISTING_UPDATE,
        ChangeState.BLOCKED,
        True,
    )
    items.edit(online, [item_id], {"price_minor": 5500})
    sync(online)
    assert [there["price_minor"] for there in beside.listings()] == [5500]


def test_both_sides_of_a_conflict_are_kept_until_the_seller_chooses(
    online: Studio, beside: Beside, tmp_path: Path
) -> None:
    item_id = published(online, tmp_path)
    sku = items.load(online, item_id).sku
    sync(online)
    beside.demo("edit-from-phone", listing=sku, changes={"title": "From the phone", "description": "There"})
    items.edit(online, [item_id], {"title": "From here", "description": "Here"})
    sync(online)
    (listing,) = syncing.conflicts(online)
    assert listing.conflict["title"] == {"mine": "From here", "theirs": "From the phone"}
    syncing.resolve(online, listing.id, "title", "mine")
    syncing.resolve(online, listing.id, "description", "other", "Both")
    sync(online)
    (there,) = beside.listings()
    assert (there["title"], there["description"]) == ("From here", "Both")
    assert syncing.conflicts(online) == []
    with pytest.raises(UserError, match="no longer in conflict"):
        syncing.resolve(online, listing.id, "title", "theirs")
    with pytest.raises(UserError, match="not there any more"):
        syncing.resolve(online, ListingId("gone"), "title", "theirs")


def test_ages_are_told_in_words(studio: Studio, clock: FakeClock) -> None:
    connected(studio, in_step_at=clock.now())
    said = []
    for minutes in (0, 5, 115):
        clock.advance(minutes=minutes)
        said.append(syncing.status(studio).sentence)
    assert said == [f"In step with Closet Fair, {age}" for age in ("just now", "5 min ago", "2 h ago")]


def test_the_day_is_named_where_offline_began_on_another(studio: Studio, clock: FakeClock) -> None:
    since = clock.now() - timedelta(minutes=1)
    connected(studio, unreachable_since=since)
    assert syncing.status(studio).sentence == f"Offline since {since.astimezone():%H:%M}"
    clock.advance(days=2)
    assert syncing.status(studio).sentence == f"Offline since {since.astimezone():%a %H:%M}"


def test_a_discarded_publish_leaves_a_draft_that_can_be_published(online: Studio, tmp_path: Path) -> None:
    item_id = published(online, tmp_path)
    syncing.discard(online, syncing.outbox(online)[0].key)
    assert (listing_of(online, item_id).state, items.load(online, item_id).state) == (
        ListingState.DRAFT,
        ItemState.DRAFT,
    )
    with pytest.raises(UserError, match="no longer in the outbox"):
        syncing.discard(online, "gone")
    account = syncing.first_account(online)
    assert len(listings.publish(online, [item_id], account.id, Quiet()).queued) == 1


def blocked(studio: Studio, reason: str = "No.") -> str:
    """Refuse the last Change of the outbox as its Account would, and return its key."""
    change = syncing.outbox(studio)[-1]
    with studio.catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, change, reason)
    return change.key


def test_a_discarded_relisting_leaves_the_listing_ended_and_another_try_queues_it(
    studio: Studio, tmp_path: Path
) -> None:
    account = connected(studio)
    (item_id,) = imported(studio, tmp_path / "shoot", 1)
    item = written(studio, item_id)
    listed(studio, item, state=ListingState.ENDED)
    listings.publish(studio, [item_id], account.id, Quiet())
    receive(studio, replace(listing_of(studio, item_id), state=ListingState.REFUSED, reason="No."))
    syncing.try_again(studio, blocked(studio))
    assert (listing_of(studio, item_id).state, listing_of(studio, item_id).reason) == (ListingState.QUEUED, "")
    syncing.discard(studio, syncing.outbox(studio)[-1].key)
    assert listing_of(studio, item_id).state is ListingState.ENDED
    assert syncing.outbox(studio) == []


def test_an_answer_that_is_not_sent_leaves_the_offer_open(studio: Studio) -> None:
    connected(studio)
    listing = listed(studio, items.add(studio, title="Coat", price_minor=6000))
    offer = offered(studio, met(studio), listing, 5000)
    inbox.counter(studio, offer.id, 5500)
    key = blocked(studio)
    receive(studio, replace(offer, state=OfferState.OPEN))
    syncing.try_again(studio, key)
    now = query.offer(studio.catalog, offer.id)
    assert now is not None
    assert (now.state, now.answer) == (OfferState.ANSWERING, "counter 5500")
    syncing.discard(studio, syncing.outbox(studio)[-1].key)
    assert [one.id for one in inbox.open_offers(studio)] == [offer.id]
    inbox.accept(studio, offer.id)


def test_a_message_that_is_not_sent_says_so(studio: Studio) -> None:
    connected(studio)
    thread = wrote(studio, met(studio), "Hello")
    inbox.mark_read(studio, thread.id)
    syncing.discard(studio, syncing.outbox(studio)[-1].key)
    message = inbox.reply(studio, thread.id, "Good morning")
    key = blocked(studio)
    receive(studio, replace(message, state=MessageState.REFUSED, reason="No."))
    syncing.try_again(studio, key)
    assert inbox.messages(studio, thread.id)[-1].state is MessageState.QUEUED
    syncing.discard(studio, syncing.outbox(studio)[-1].key)
    last = inbox.messages(studio, thread.id)[-1]
    assert (last.state, last.reason) == (MessageState.REFUSED, "You decided not to send it.")


def test_a_parcel_that_was_not_told_of_is_packed_again(studio: Studio) -> None:
    connected(studio)
    order = bought(studio, met(studio), items.add(studio, title="Coat"))
    orders.ship(studio, order.id)
    key = blocked(studio)
    receive(studio, replace(orders.load(studio, order.id), state=OrderState.PACKED))
    syncing.try_again(studio, key)
    assert orders.load(studio, order.id).state is OrderState.SHIPPED
    syncing.discard(studio, syncing.outbox(studio)[-1].key)
    assert orders.load(studio, order.id).state is OrderState.PACKED
    assert [one.id for one in orders.to_pack(studio)] == [order.id]


def test_what_may_have_been_heard_is_not_discarded(studio: Studio) -> None:
    connected(studio)
    thread = wrote(studio, met(studio), "Hello")
    inbox.reply(studio, thread.id, "Good morning")
    change = syncing.outbox(studio)[-1]
    with studio.catalog.operation(Op.SETTLE) as unit:
        outbox.mark_sending(unit, change, change.payload)
    with pytest.raises(UserError, match="may have reached the marketplace"):
        syncing.discard(studio, change.key)
    assert inbox.messages(studio, thread.id)[-1].state is MessageState.QUEUED


def test_a_change_that_waits_for_its_time_is_due_at_once_when_the_seller_asks(studio: Studio, clock: FakeClock) -> None:
    connected(studio)
    listing = listed(studio, items.add(studio, title="Coat"))
    listings.end(studio, listing.id)
    (change,) = syncing.outbox(studio)
    with studio.catalog.operation(Op.SETTLE) as unit:
        outbox.postpone(unit, change, until=clock.now() + timedelta(hours=1), reason="Busy.")
    syncing.try_again(studio, change.key)
    assert [(one.next_try, one.reason) for one in syncing.outbox(studio)] == [(None, "")]
