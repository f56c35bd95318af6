"""Conversation: a thread with one buyer; Message: one entry in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from studio.domain.ids import AccountId, ConversationId, ListingId, MessageId, PersonId
from studio.domain.interest import Direction


class MessageState(enum.StrEnum):
    """What became of a Message."""

    RECEIVED = "received"
    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A thread with one buyer, perhaps about one Listing."""

    id: ConversationId
    account_id: AccountId
    person_id: PersonId
    remote_id: str
    last_at: datetime
    listing_id: ListingId | None = None
    unread_count: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One entry; `client_ref` is made here and finds our own Message again after an unknown outcome."""

    id: MessageId
    conversation_id: ConversationId
    direction: Direction
    body: str
    sent_at: datetime
    state: MessageState = MessageState.RECEIVED
    remote_id: str = ""
    client_ref: str = ""
    reason: str = ""
    revision: int = 0
