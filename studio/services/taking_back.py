"""Lets a row follow what the seller decides about its Change in the outbox: not to send it, or to try again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.base.texts import _
from studio.domain.change import Change, ChangeKind
from studio.domain.conversation import Message, MessageState
from studio.domain.interest import Offer, OfferState
from studio.domain.listing import Listing, ListingState
from studio.domain.order import Order, OrderState

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork

_ANSWERS: Mapping[ChangeKind, str] = {
    ChangeKind.OFFER_ACCEPT: "accept",
    ChangeKind.OFFER_DECLINE: "decline",
    ChangeKind.OFFER_COUNTER: "counter {price_minor}",
}
_NOT_OUT = frozenset({ListingState.QUEUED, ListingState.REFUSED})


def take_back(unit: UnitOfWork, change: Change) -> None:
    """Show the row as it is without the Change, which is not sent after all."""
    match change.kind:
        case ChangeKind.LISTING_CREATE:
            _list_as(unit, change, ListingState.DRAFT)
        case ChangeKind.LISTING_RELIST:
            _list_as(unit, change, ListingState.ENDED)
        case ChangeKind.MESSAGE_SEND:
            _send_as(unit, change, MessageState.REFUSED, _("You decided not to send it."))
        case ChangeKind.ORDER_SHIP:
            _ship_as(unit, change, OrderState.SHIPPED, OrderState.PACKED)
        case kind if kind in _ANSWERS:
            _answer_as(unit, change, OfferState.ANSWERING, OfferState.OPEN, "")


def wait_again(unit: UnitOfWork, change: Change) -> None:
    """Show the row as it is with the Change, which was refused and waits for its Account once more."""
    match change.kind:
        case ChangeKind.LISTING_CREATE | ChangeKind.LISTING_RELIST:
            _list_as(unit, change, ListingState.QUEUED)
        case ChangeKind.MESSAGE_SEND:
            _send_as(unit, change, MessageState.QUEUED, "")
        case ChangeKind.ORDER_SHIP:
            _ship_as(unit, change, OrderState.PACKED, OrderState.SHIPPED)
        case kind if kind in _ANSWERS:
            answer = _ANSWERS[kind].format_map(change.payload)
            _answer_as(unit, change, OfferState.OPEN, OfferState.ANSWERING, answer)


def _list_as(unit: UnitOfWork, change: Change, state: ListingState) -> None:
    listing = unit.load(Listing, change.entity_id)
    if listing is not None and listing.state in _NOT_OUT:
        unit.save(replace(listing, state=state, reason=""))


def _send_as(unit: UnitOfWork, change: Change, state: MessageState, reason: str) -> None:
    message = unit.load(Message, change.payload["message_id"])
    if message is not None and message.state is not MessageState.SENT:
        unit.save(replace(message, state=state, reason=reason))


def _ship_as(unit: UnitOfWork, change: Change, now: OrderState, then: OrderState) -> None:
    order = unit.load(Order, change.entity_id)
    if order is not None and order.state is now:
        unit.save(replace(order, state=then))


def _answer_as(unit: UnitOfWork, change: Change, now: OfferState, then: OfferState, answer: str) -> None:
    offer = unit.load(Offer, change.entity_id)
    if offer is not None and offer.state is now:
        unit.save(replace(offer, state=then, answer=answer))
