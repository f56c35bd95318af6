"""What people show of their interest: who they are, Likes and Offers."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from studio.domain.ids import AccountId, LikeId, ListingId, OfferId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A buyer as one Account names them."""

    id: PersonId
    account_id: AccountId
    remote_id: str
    name: str
    first_seen: datetime
    notes: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """Someone marked a Listing."""

    id: LikeId
    account_id: AccountId
    listing_id: ListingId
    person_id: PersonId
    liked_at: datetime
    revision: int = 0


class OfferState(enum.StrEnum):
    """Where an Offer is in its life; the answers wait in the outbox until the Account has them."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    EXPIRED = "expired"
    ANSWERING = "answering"
    """Answered here, not yet heard there."""


class Direction(enum.StrEnum):
    """Who spoke: a buyer to us (IN) or we to a buyer (OUT)."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A price proposed for a Listing, by a buyer or by us."""

    id: OfferId
    account_id: AccountId
    listing_id: ListingId
    person_id: PersonId
    direction: Direction
    price_minor: int
    currency: str
    made_at: datetime
    expires_at: datetime | None = None
    state: OfferState = OfferState.OPEN
    remote_id: str = ""
    answer: str = ""
    """What was answered here: "accept", "decline" or "counter 5200"."""
    revision: int = 0
