"""Listing: an Item's appearance in one Account; a Draft is a Listing in state DRAFT."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.item import Item


class ListingState(enum.StrEnum):
    """Where a Listing is in its life."""

    DRAFT = "draft"
    QUEUED = "queued"
    ACTIVE = "active"
    RESERVED = "reserved"
    SOLD = "sold"
    ENDED = "ended"
    REFUSED = "refused"


TRANSITIONS: Mapping[ListingState, frozenset[ListingState]] = {
    ListingState.DRAFT: frozenset({ListingState.QUEUED}),
    ListingState.QUEUED: frozenset({ListingState.ACTIVE, ListingState.REFUSED, ListingState.DRAFT, ListingState.ENDED}),
    ListingState.ACTIVE: frozenset(
        {ListingState.RESERVED, ListingState.SOLD, ListingState.ENDED, ListingState.REFUSED}
    ),
    ListingState.RESERVED: frozenset({ListingState.ACTIVE, ListingState.SOLD, ListingState.ENDED}),
    ListingState.SOLD: frozenset({ListingState.ACTIVE, ListingState.ENDED}),  # a cancelled sale
    ListingState.ENDED: frozenset({ListingState.QUEUED, ListingState.ACTIVE}),
    ListingState.REFUSED: frozenset({ListingState.QUEUED, ListingState.DRAFT, ListingState.ACTIVE, ListingState.ENDED}),
}

TOLD = frozenset({ListingState.QUEUED, ListingState.ACTIVE, ListingState.RESERVED})
"""States in which the Account has to hear of an edit."""


def may_become(now: ListingState, then: ListingState) -> bool:
    """Return whether a Listing in state `now` can get into state `then` (staying is always possible)."""
    return now is then or then in TRANSITIONS[now]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Text and price are the Item's where they are None here."""

    id: ListingId
    item_id: ItemId
    account_id: AccountId
    created_at: datetime
    state: ListingState = ListingState.DRAFT
    title: str | None = None
    description: str | None = None
    price_minor: int | None = None
    photos: tuple[str, ...] = ()
    """SHA-256 of the Renditions promised to this Account, the cover first."""
    remote_id: str = ""
    remote_version: str = ""
    url: str = ""
    base: Mapping[str, Any] = field(default_factory=dict)
    """The last known remote state: the common ancestor of a three-way merge."""
    conflict: Mapping[str, Any] = field(default_factory=dict)
    """Fields changed here and there since Base: {field: {"mine": …, "theirs": …}}; blocks the push until answered."""
    reason: str = ""
    like_count: int = 0
    published_at: datetime | None = None
    sold_at: datetime | None = None
    revision: int = 0


def contents(listing: Listing, item: Item) -> dict[str, Any]:
    """Return what a marketplace is told about an Item: the fields that a three-way merge compares, but for photos."""
    return {
        "sku": item.sku,
        "title": item.title if listing.title is None else listing.title,
        "description": item.description if listing.description is None else listing.description,
        "brand": item.brand,
        "category": item.category,
        "size": item.size,
        "colours": list(item.colours),
        "condition": item.condition.value if item.condition else "",
        "price_minor": item.price_minor if listing.price_minor is None else listing.price_minor,
        "original_price_minor": item.original_price_minor,
        "currency": item.currency,
        "weight_g": item.weight_g,
    }
