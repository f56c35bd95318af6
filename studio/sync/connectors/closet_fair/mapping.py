"""What Closet Fair says, in the words of the domain, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from studio.domain.feed import (
    BadRow,
    Remote,
    RemoteConversation,
    RemoteLike,
    RemoteListing,
    RemoteMessage,
    RemoteOffer,
    RemoteOrder,
    RemoteOrderLine,
    RemotePerson,
    Removed,
    Tally,
)
from studio.domain.interest import Direction, OfferState
from studio.domain.item import Condition
from studio.domain.listing import ListingState
from studio.domain.operation import Kind
from studio.domain.order import OrderState
from studio.sync.shapes import (
    BadShape,
    as_object,
    maybe_moment,
    maybe_whole,
    moment,
    object_,
    objects,
    one_of,
    text,
    texts,
    whole,
)

Row = Mapping[str, Any]

_CONDITIONS = {
    "new_with_tags": Condition.NEW_WITH_TAGS,
    "like_new": Condition.LIKE_NEW,
    "good": Condition.GOOD,
    "fair": Condition.FAIR,
}
_CONDITION_NAMES: Mapping[str, str | None] = {"": None, **{ours.value: name for name, ours in _CONDITIONS.items()}}
_LISTING_STATES = {
    "draft": ListingState.DRAFT,
    "active": ListingState.ACTIVE,
    "sold": ListingState.SOLD,
    "ended": ListingState.ENDED,
}
_OFFER_STATES = {
    "open": OfferState.OPEN,
    "accepted": OfferState.ACCEPTED,
    "declined": OfferState.DECLINED,
    "countered": OfferState.COUNTERED,
    "expired": OfferState.EXPIRED,
    "withdrawn": OfferState.EXPIRED,  # it no longer stands; who let it go makes no difference to the seller
}
_ORDER_STATES = {
    "to_ship": OrderState.PAID,
    "shipped": OrderState.SHIPPED,
    "delivered": OrderState.DELIVERED,
    "cancelled": OrderState.CANCELLED,
}
_DIRECTIONS = {"buyer": Direction.IN, "seller": Direction.OUT}
_TEXTS = ("sku", "title", "description", "brand", "category", "size", "currency")
_NUMBERS = ("price_minor", "original_price_minor", "weight_g")


def listing(row: Row) -> RemoteListing:
    """Return a listing."""
    condition = text(row, "condition", default="")
    fields: dict[str, Any] = {name: text(row, name) for name in _TEXTS}
    fields |= {name: maybe_whole(row, name) for name in _NUMBERS}
    fields["colours"] = texts(row, "colours")
    fields["condition"] = one_of(row, "condition", _CONDITIONS).value if condition else ""
    return RemoteListing(
        id=text(row, "id"),
        version=str(whole(row, "version")),
        state=one_of(row, "status", _LISTING_STATES),
        fields=fields,
        photos=tuple(texts(row, "photos")),
        url=text(row, "url"),
        like_count=whole(object_(row, "counts"), "likes"),
        published_at=maybe_moment(row, "published_at"),
        sold_at=maybe_moment(row, "sold_at"),
    )


def listing_body(fields: Row) -> dict[str, Any]:
    """Return what Closet Fair is told about a listing."""
    body = dict(fields)
    if "condition" in body:
        body["condition"] = _CONDITION_NAMES[body["condition"]]
    return body


def person(row: Row) -> RemotePerson:
    """Return a buyer."""
    return RemotePerson(id=text(row, "id"), name=text(row, "name"), first_name=text(row, "first_name"))


def like(row: Row) -> RemoteLike:
    """Return a like."""
    return RemoteLike(
        id=text(row, "id"),
        listing_id=text(row, "listing_id"),
        person=person(object_(row, "buyer")),
        liked_at=moment(row, "created_at"),
    )


def offer(row: Row) -> RemoteOffer:
    """Return an offer."""
    return RemoteOffer(
        id=text(row, "id"),
        listing_id=text(row, "listing_id"),
        person=person(object_(row, "buyer")),
        direction=one_of(row, "sender", _DIRECTIONS),
        price_minor=whole(row, "price_minor"),
        currency=text(row, "currency"),
        state=one_of(row, "status", _OFFER_STATES),
        made_at=moment(row, "created_at"),
        expires_at=maybe_moment(row, "expires_at"),
    )


def conversation(row: Row) -> RemoteConversation:
    """Return a thread."""
    return RemoteConversation(
        id=text(row, "id"),
        person=person(object_(row, "buyer")),
        version=str(whole(row, "version")),
        listing_id=text(row, "listing_id", default=""),
        unread_count=whole(row, "unread_count"),
        message_count=whole(row, "message_count"),
        last_at=maybe_moment(row, "last_message_at") or moment(row, "created_at"),
    )


def message(row: Row) -> RemoteMessage:
    """Return a message."""
    return RemoteMessage(
        id=text(row, "id"),
        conversation_id=text(row, "conversation_id"),
        direction=one_of(row, "sender", _DIRECTIONS),
        body=text(row, "text"),
        sent_at=moment(row, "sent_at"),
        client_ref=text(row, "client_ref", default=""),
    )


def order(row: Row) -> RemoteOrder:
    """Return an order; carrier, tracking and weight are those of its shipment once it has one."""
    shipment = as_object(row.get("shipment") or {}, "shipment")
    return RemoteOrder(
        id=text(row, "id"),
        number=text(row, "number"),
        person=person(object_(row, "buyer")),
        state=one_of(row, "status", _ORDER_STATES),
        address=_address(object_(row, "ship_to")),
        lines=[_line(line) for line in objects(row, "lines")],
        total_minor=whole(row, "items_minor"),
        fee_minor=whole(row, "fee_minor"),
        currency=text(row, "currency"),
        ordered_at=moment(row, "ordered_at"),
        ship_by=maybe_moment(row, "ship_by"),
        carrier=text(shipment, "carrier", default=""),
        tracking=text(shipment, "tracking", default="") or text(row, "tracking"),
        weight_g=maybe_whole(shipment, "weight_g") or maybe_whole(row, "weight_g"),
    )


def _line(row: Row) -> RemoteOrderLine:
    return RemoteOrderLine(
        listing_id=text(row, "listing_id"),
        sku=text(row, "sku"),
        title=text(row, "title"),
        price_minor=whole(row, "price_minor"),
    )


def _address(row: Row) -> tuple[str, ...]:
    city = f"{text(row, 'city')}, {text(row, 'region')} {text(row, 'postal_code')}"
    country = text(row, "country")
    lines = [text(row, "name"), text(row, "street"), text(row, "street2", default=""), city]
    return tuple(line for line in (*lines, "" if country == "US" else country) if line)


_KINDS: Mapping[str, tuple[Kind, Callable[[Row], Remote]]] = {
    "listing": (Kind.LISTING, listing),
    "like": (Kind.LIKE, like),
    "offer": (Kind.OFFER, offer),
    "conversation": (Kind.CONVERSATION, conversation),
    "message": (Kind.MESSAGE, message),
    "order": (Kind.ORDER, order),
}
PATHS: Mapping[Kind, str] = {
    Kind.LISTING: "/v1/listings",
    Kind.OFFER: "/v1/offers",
    Kind.CONVERSATION: "/v1/conversations",
    Kind.ORDER: "/v1/orders",
}


def read(kind: Kind, row: object) -> Remote:
    """Return a row of this kind; raise BadShape where it is none."""
    return next(read for found, read in _KINDS.values() if found is kind)(as_object(row))


def change(row: object) -> Remote | Removed | BadRow:
    """Return one entry of the feed; one that makes no sense is a BadRow with its reason."""
    try:
        entry = as_object(row, "the entry")
        kind, read_row = _KINDS[one_of(entry, "kind", {name: name for name in _KINDS})]
        if text(entry, "op") == "delete":
            return Removed(kind, text(entry, "id"))
        return read_row(object_(entry, "data"))
    except BadShape as error:
        return BadRow(json.dumps(row, sort_keys=True), str(error))


def counts(row: Row) -> dict[Kind, Tally]:
    """Return how many rows of each kind live there."""
    found = {kind: object_(row, name) for name, (kind, _read) in _KINDS.items()}
    return {kind: Tally(whole(tally, "count"), text(tally, "hash")) for kind, tally in found.items()}
