"""Keeps the books after a sending: the Change and the rows it was about move in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.domain.change import Change, ChangeKind
from studio.domain.conversation import Message, MessageState
from studio.domain.feed import Remote, RemoteConversation, RemoteListing, RemoteMessage, RemoteOffer, RemoteOrder
from studio.domain.interest import Offer, OfferState
from studio.domain.listing import Listing, ListingState
from studio.domain.order import Order, OrderState
from studio.storage import outbox, remote_photos
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.connector import Conflict, Problem
from studio.sync.listings import remove_listing, take_in
from studio.sync.orders import receive_order
from studio.sync.people import receive_conversation, receive_message, receive_offer

BRING_UP = frozenset({ChangeKind.LISTING_CREATE, ChangeKind.LISTING_RELIST})
LOOKS = BRING_UP | {ChangeKind.LISTING_UPDATE}
_ANSWERS = {
    ChangeKind.OFFER_ACCEPT: OfferState.ACCEPTED,
    ChangeKind.OFFER_DECLINE: OfferState.DECLINED,
    ChangeKind.OFFER_COUNTER: OfferState.COUNTERED,
}
_LEFT = frozenset({OrderState.SHIPPED, OrderState.DELIVERED})


def settle_applied(unit: UnitOfWork, change: Change, payload: Mapping[str, Any], remote: Remote | None) -> None:
    """The Account has it: take out the Change and take in the row as it stands there now."""
    outbox.settle(unit, change)
    if change.kind in _ANSWERS:
        _set_offer(unit, change, _ANSWERS[change.kind])
    _take_in(unit, change, remote, ancestor=_agreed(unit, change, payload))
    if change.kind is ChangeKind.LISTING_END:
        _set_ended(unit, change)


def _agreed(unit: UnitOfWork, change: Change, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields in which both sides agree since this Change.

    Of a listing that was found there while its publication had no answer, nobody knows who wrote them: then none.
    """
    listing = unit.load(Listing, change.entity_id)
    if change.kind not in LOOKS or listing is None:
        return {}
    found = change.kind in BRING_UP and listing.base and not payload["version"]
    return {} if found else payload["fields"]


def settle_pointless(unit: UnitOfWork, change: Change) -> None:
    """There is nothing to tell any more."""
    outbox.settle(unit, change)
    if change.kind is ChangeKind.LISTING_END:
        _set_ended(unit, change)


def keep_step(unit: UnitOfWork, change: Change, payload: Mapping[str, Any], remote: RemoteListing) -> None:
    """One step of a Change of several calls is through: a restart goes on behind it."""
    _take_in(unit, change, remote, ancestor=payload["fields"])


def settle_conflict(unit: UnitOfWork, change: Change, conflict: Conflict) -> bool:
    """The row has moved on there: take it in, then tell the rest anew or leave it to the seller.

    Returns whether the seller has to look at it.
    """
    _take_in(unit, change, conflict.current, ancestor={})
    if _is_over(change, conflict.current):
        settle_pointless(unit, change)
    elif change.kind in LOOKS and isinstance(conflict.current, RemoteListing):
        outbox.renew(unit, change)
    else:
        _hand_back(unit, change, conflict.sentence)
        outbox.block(unit, change, conflict.sentence)
        return True
    return False


def settle_rejected(unit: UnitOfWork, change: Change, problem: Problem) -> bool:
    """The Account will not have it: leave it to the seller, unless it has become pointless.

    Returns whether the seller has to look at it.
    """
    listing = unit.load(Listing, change.entity_id)
    if listing is not None:
        if problem.gone:
            _settle_gone(unit, change, listing, problem.sentence)
            return False
        if "photos" in problem.fields:
            remote_photos.forget(unit, listing.account_id, listing.photos)
    _hand_back(unit, change, problem.sentence)
    outbox.block(unit, change, problem.sentence)
    return True


def _settle_gone(unit: UnitOfWork, change: Change, listing: Listing, reason: str) -> None:
    """It was deleted there. Who asks for an old listing to be put up again gets a new one; all else ends."""
    if change.kind in BRING_UP and listing.remote_id and not change.attempts:
        remove_listing(unit, listing, reason)
        outbox.renew(unit, change)
    else:
        outbox.settle(unit, change)
        remove_listing(unit, listing, reason)


def _take_in(unit: UnitOfWork, change: Change, remote: Remote | None, *, ancestor: Mapping[str, Any]) -> None:
    match remote:
        case RemoteListing():
            listing = unit.load(Listing, change.entity_id)
            if listing is not None:
                take_in(unit, listing, remote, ancestor=ancestor)
        case RemoteOffer():
            receive_offer(unit, change.account_id, remote)
        case RemoteMessage():
            receive_message(unit, change.account_id, remote)
        case RemoteConversation():
            receive_conversation(unit, change.account_id, remote)
        case RemoteOrder():
            receive_order(unit, change.account_id, remote)


def _is_over(change: Change, current: Remote | None) -> bool:
    """Return whether the row got there without us, or can never get there again and the seller knows why."""
    match current:
        case RemoteListing():
            if change.kind is ChangeKind.LISTING_END:
                return current.state is not ListingState.ACTIVE
            return current.state is ListingState.SOLD
        case RemoteOffer():
            return current.state is _ANSWERS.get(change.kind)
        case RemoteOrder():
            return current.state in _LEFT
        case RemoteConversation():
            return True
    return False


def _hand_back(unit: UnitOfWork, change: Change, reason: str) -> None:
    """Show at the row itself that what was asked for did not happen."""
    match change.kind:
        case ChangeKind.LISTING_CREATE | ChangeKind.LISTING_RELIST:
            listing = unit.load(Listing, change.entity_id)
            if listing is not None:
                unit.save(replace(listing, state=ListingState.REFUSED, reason=reason))
        case ChangeKind.MESSAGE_SEND:
            message = unit.load(Message, change.payload["message_id"])
            if message is not None:
                unit.save(replace(message, state=MessageState.REFUSED, reason=reason))
        case ChangeKind.ORDER_SHIP:
            order = unit.load(Order, change.entity_id)
            if order is not None and order.state is OrderState.SHIPPED:
                unit.save(replace(order, state=OrderState.PACKED))
        case kind if kind in _ANSWERS:
            offer = unit.load(Offer, change.entity_id)
            if offer is not None and offer.state is OfferState.ANSWERING:
                unit.save(replace(offer, state=OfferState.OPEN, answer=""))


def _set_offer(unit: UnitOfWork, change: Change, state: OfferState) -> None:
    offer = unit.load(Offer, change.entity_id)
    if offer is not None:
        unit.save(replace(offer, state=state))


def _set_ended(unit: UnitOfWork, change: Change) -> None:
    listing = unit.load(Listing, change.entity_id)
    if listing is None or listing.state is ListingState.SOLD:
        return
    reason = "Sold elsewhere." if change.payload.get("sold_elsewhere") else ""
    unit.save(replace(listing, state=ListingState.ENDED, reason=reason))
