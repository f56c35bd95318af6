"""A row that has moved on, or is gone, is left alone by what the seller decides in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from studio.base.ids import new_id
from studio.domain.change import Change, ChangeKind
from studio.domain.conversation import MessageState
from studio.domain.interest import OfferState
from studio.domain.listing import ListingState
from studio.domain.operation import Op
from studio.domain.order import OrderState
from studio.services import inbox, items
from studio.services.context import Studio
from studio.services.taking_back import take_back, wait_again
from studio.storage.unit_of_work import UnitOfWork
from tests.services.dealings import ACCOUNT, bought, connected, listed, met, offered, receive, wrote

Decide = Callable[[UnitOfWork, Change], None]
DECISIONS: tuple[Decide, ...] = (take_back, wait_again)


def change(studio: Studio, kind: ChangeKind, entity_id: str, **payload: Any) -> Change:
    return Change(
        seq=1,
        key=new_id(),
        account_id=ACCOUNT,
        kind=kind,
        entity_id=entity_id,
        created_at=studio.clock.now(),
        payload=payload,
    )


def decided(studio: Studio, decide: Decide, about: Change) -> int:
    """Let the seller decide, and return how many rows that changed."""
    with studio.catalog.operation(Op.SETTLE) as unit:
        decide(unit, about)
        return len(unit.changes)


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("kind", list(ChangeKind))
def test_what_is_not_there_any_more_is_left_alone(studio: Studio, decide: Decide, kind: ChangeKind) -> None:
    about = change(studio, kind, "gone", message_id="gone", price_minor=5500)
    assert decided(studio, decide, about) == 0


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("kind", [ChangeKind.LISTING_CREATE, ChangeKind.LISTING_RELIST, ChangeKind.LISTING_UPDATE])
@pytest.mark.parametrize("state", [ListingState.ACTIVE, ListingState.SOLD])
def test_a_listing_that_is_up_or_sold_stays_so(
    studio: Studio, decide: Decide, kind: ChangeKind, state: ListingState
) -> None:
    connected(studio)
    listing = listed(studio, items.add(studio, title="Coat"), state=state)
    assert decided(studio, decide, change(studio, kind, listing.id)) == 0


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_message_that_was_sent_stays_so(studio: Studio, decide: Decide) -> None:
    connected(studio)
    thread = wrote(studio, met(studio), "Hello")
    message = inbox.reply(studio, thread.id, "Good morning")
    receive(studio, replace(message, state=MessageState.SENT))
    about = change(studio, ChangeKind.MESSAGE_SEND, thread.id, message_id=message.id)
    assert decided(studio, decide, about) == 0


@pytest.mark.parametrize("decide", DECISIONS)
def test_an_offer_that_was_accepted_and_a_parcel_that_arrived_stay_so(studio: Studio, decide: Decide) -> None:
    connected(studio)
    item, person = items.add(studio, title="Coat", price_minor=6000), met(studio)
    offer = offered(studio, person, listed(studio, item), state=OfferState.ACCEPTED)
    order = bought(studio, person, item, state=OrderState.DELIVERED)
    assert decided(studio, decide, change(studio, ChangeKind.OFFER_DECLINE, offer.id)) == 0
    assert decided(studio, decide, change(studio, ChangeKind.ORDER_SHIP, order.id)) == 0
