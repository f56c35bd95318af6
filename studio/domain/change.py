"""Change: one thing still to be told to an Account; durable until the Account has it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from studio.domain.ids import AccountId


class ChangeKind(enum.StrEnum):
    """What an Account can be told."""

    LISTING_CREATE = "listing.create"
    LISTING_UPDATE = "listing.update"
    LISTING_END = "listing.end"
    LISTING_RELIST = "listing.relist"
    OFFER_TO_LIKERS = "offer.to_likers"
    OFFER_ACCEPT = "offer.accept"
    OFFER_DECLINE = "offer.decline"
    OFFER_COUNTER = "offer.counter"
    MESSAGE_SEND = "message.send"
    CONVERSATION_READ = "conversation.mark"
    ORDER_SHIP = "order.ship"

    @property
    def is_state(self) -> bool:
        """Whether it says "make it look like this": it coalesces and is computed when sent. Else it is an act."""
        return self in (ChangeKind.LISTING_CREATE, ChangeKind.LISTING_UPDATE)


class ChangeState(enum.StrEnum):
    """Where a Change is; one that the Account took is no longer there."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    """Perhaps sent, never answered: asked after before it is sent again."""
    BLOCKED = "blocked"
    """Refused, or in conflict: waits for the seller."""


TRANSITIONS: Mapping[ChangeState, frozenset[ChangeState]] = {
    ChangeState.PENDING: frozenset({ChangeState.SENDING, ChangeState.BLOCKED}),
    ChangeState.SENDING: frozenset({ChangeState.PENDING, ChangeState.UNKNOWN, ChangeState.BLOCKED}),
    ChangeState.UNKNOWN: frozenset({ChangeState.SENDING, ChangeState.PENDING, ChangeState.BLOCKED}),
    ChangeState.BLOCKED: frozenset({ChangeState.PENDING}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry of the outbox. `key` is born with it, never changes and makes a repeated sending harmless."""

    seq: int
    key: str
    account_id: AccountId
    kind: ChangeKind
    entity_id: str
    """The Listing, Offer, Conversation or Order it is about: one Change in flight for each."""
    created_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    state: ChangeState = ChangeState.PENDING
    attempts: int = 0
    next_try: datetime | None = None
    reason: str = ""
    title: str = ""
    """What it is, for the Outbox page: "Publish Linen shirt"."""
