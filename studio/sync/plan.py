"""Decides what a Change says, at the moment when it is sent, and freezes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.domain.change import Change, ChangeKind
from studio.domain.conversation import Conversation, Message
from studio.domain.interest import Offer
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.merge import difference
from studio.domain.order import Order
from studio.storage import remote_photos
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.connector import Outgoing
from studio.sync.fields import read_fields
from studio.sync.people import known_messages


@dataclass(frozen=True, slots=True)
class Send:
    """Send this; `payload` is what the outbox keeps of it."""

    outgoing: Outgoing
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """First upload these pictures."""

    sha256s: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointless:
    """There is nothing left to tell."""


@dataclass(frozen=True, slots=True)
class Park:
    """The seller has to look at it first."""

    reason: str


Plan = Send | Upload | Pointless | Park


def plan(unit: UnitOfWork, change: Change) -> Plan:
    """Return what to do about a Change, by how things stand in this Operation.

    What may have been heard before is said again word for word; all else is said as things stand now.
    """
    return _PLANS[change.kind](unit, change)


def _look(unit: UnitOfWork, change: Change) -> Plan:
    """Plan a Change that says how a Listing looks: all of it where it is new there, else what differs from Base."""
    listing = unit.load(Listing, change.entity_id)
    item = unit.load(Item, listing.item_id) if listing else None
    if listing is None or item is None or listing.state is ListingState.SOLD:
        return Pointless()
    if change.attempts:
        return _send_look(unit, change, listing, change.payload)
    if listing.conflict:
        names = ", ".join(sorted(listing.conflict))
        return Park(f"Changed here and at the marketplace: {names}. Choose what it should say.")
    fields = read_fields(listing, item)
    if change.kind is not ChangeKind.LISTING_CREATE and not listing.remote_id:
        if change.kind is ChangeKind.LISTING_UPDATE:
            return Pointless()
    elif listing.base:
        fields = difference(fields, listing.base)
    if change.kind is ChangeKind.LISTING_UPDATE and not fields:
        return Pointless()
    return _send_look(unit, change, listing, {"fields": fields, "version": listing.remote_version})


def _send_look(unit: UnitOfWork, change: Change, listing: Listing, payload: Mapping[str, Any]) -> Plan:
    fields: dict[str, Any] = dict(payload["fields"])
    if "photos" in fields:
        names = remote_photos.names(unit, listing.account_id, fields["photos"])
        missing = tuple(sha256 for sha256 in fields["photos"] if sha256 not in names)
        if missing:
            return Upload(missing)
        fields["photos"] = [names[sha256] for sha256 in fields["photos"]]
    outgoing = Outgoing(
        kind=change.kind,
        key=change.key,
        remote_id=listing.remote_id,
        version=payload["version"],
        fields=fields,
    )
    return Send(outgoing, payload)


def _end(unit: UnitOfWork, change: Change) -> Plan:
    listing = unit.load(Listing, change.entity_id)
    if listing is None or not listing.remote_id or listing.state is ListingState.SOLD:
        return Pointless()
    return _act(change, listing.remote_id)


def _offer_to_likers(unit: UnitOfWork, change: Change) -> Plan:
    listing = unit.load(Listing, change.entity_id)
    if listing is None or listing.state is ListingState.SOLD:
        return Pointless()
    if not listing.remote_id:
        return Park("This listing is not at the marketplace, so nobody can be offered it.")
    return _act(change, listing.remote_id)


def _answer(unit: UnitOfWork, change: Change) -> Plan:
    offer = unit.load(Offer, change.entity_id)
    return Pointless() if offer is None else _act(change, offer.remote_id)


def _message(unit: UnitOfWork, change: Change) -> Plan:
    thread = unit.load(Conversation, change.entity_id)
    message = unit.load(Message, change.payload["message_id"])
    if thread is None or message is None or message.remote_id:
        return Pointless()
    return _act(change, thread.remote_id, body=message.body, client_ref=message.client_ref)


def _mark(unit: UnitOfWork, change: Change) -> Plan:
    thread = unit.load(Conversation, change.entity_id)
    if thread is None:
        return Pointless()
    return _act(change, thread.remote_id, known=known_messages(unit, thread.id))


def _ship(unit: UnitOfWork, change: Change) -> Plan:
    order = unit.load(Order, change.entity_id)
    if order is None:
        return Pointless()
    weight_g = change.payload.get("weight_g") or order.weight_g
    if not weight_g:
        return Park("Weigh the parcel first; the marketplace asks for its weight.")
    return _act(change, order.remote_id, weight_g=weight_g)


def _act(change: Change, remote_id: str, **more: Any) -> Send:
    payload = change.payload if change.attempts else {**change.payload, **more}
    return Send(Outgoing(kind=change.kind, key=change.key, remote_id=remote_id, payload=payload), payload)


_PLANS: Mapping[ChangeKind, Callable[[UnitOfWork, Change], Plan]] = {
    ChangeKind.LISTING_CREATE: _look,
    ChangeKind.LISTING_UPDATE: _look,
    ChangeKind.LISTING_RELIST: _look,
    ChangeKind.LISTING_END: _end,
    ChangeKind.OFFER_TO_LIKERS: _offer_to_likers,
    ChangeKind.OFFER_ACCEPT: _answer,
    ChangeKind.OFFER_DECLINE: _answer,
    ChangeKind.OFFER_COUNTER: _answer,
    ChangeKind.MESSAGE_SEND: _message,
    ChangeKind.CONVERSATION_READ: _mark,
    ChangeKind.ORDER_SHIP: _ship,
}
