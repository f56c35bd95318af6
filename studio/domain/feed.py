"""Feed: one stream read from an Account, and what it brings in words that every marketplace shares."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studio.domain.interest import Direction, OfferState
from studio.domain.listing import ListingState
from studio.domain.operation import Kind
from studio.domain.order import OrderState


class Feed(enum.StrEnum):
    """The streams that marketplaces have; each Connector names those that it reads."""

    JOURNAL = "journal"
    """Everything in the order in which it happened; makes the others unnecessary."""
    LISTINGS = "listings"
    LIKES = "likes"
    OFFERS = "offers"
    MESSAGES = "messages"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemotePerson:
    """A buyer as the marketplace shows them."""

    id: str
    name: str
    first_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteListing:
    """A Listing as it stands there; `fields` in the words of `domain.listing.contents`."""

    id: str
    version: str
    state: ListingState
    """DRAFT where it was made and has not been published."""
    fields: Mapping[str, Any]
    photos: tuple[str, ...] = ()
    """The marketplace's own names of the pictures, the cover first."""
    url: str = ""
    like_count: int | None = None
    published_at: datetime | None = None
    sold_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLike:
    """Someone marked a Listing."""

    id: str
    listing_id: str
    person: RemotePerson
    liked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteOffer:
    """A price proposed by a buyer (IN) or by us (OUT)."""

    id: str
    listing_id: str
    person: RemotePerson
    direction: Direction
    price_minor: int
    currency: str
    state: OfferState
    made_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteConversation:
    """A thread with one buyer."""

    id: str
    person: RemotePerson
    last_at: datetime
    version: str = ""
    listing_id: str = ""
    unread_count: int = 0
    message_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteMessage:
    """One entry of a thread; `client_ref` is ours where we sent it."""

    id: str
    conversation_id: str
    direction: Direction
    body: str
    sent_at: datetime
    client_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteOrderLine:
    """One piece of a sale."""

    listing_id: str
    sku: str
    title: str
    price_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteOrder:
    """A sale, with the address one line an entry."""

    id: str
    number: str
    person: RemotePerson
    state: OrderState
    address: tuple[str, ...]
    lines: Sequence[RemoteOrderLine]
    total_minor: int
    fee_minor: int
    currency: str
    ordered_at: datetime
    ship_by: datetime | None = None
    carrier: str = ""
    tracking: str = ""
    weight_g: int | None = None


Remote = RemoteListing | RemoteLike | RemoteOffer | RemoteConversation | RemoteMessage | RemoteOrder


@dataclass(frozen=True, slots=True)
class Removed:
    """A Tombstone: a row that is gone there."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be understood, as text, and why."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One piece of a Feed, and the Cursor where the next begins."""

    rows: Sequence[Remote | Removed | BadRow]
    cursor: str
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a kind live there, and a digest that changes with any of them."""

    count: int
    digest: str


Counts = Mapping[Kind, Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who we are there."""

    id: str
    name: str
    closet_url: str = ""
