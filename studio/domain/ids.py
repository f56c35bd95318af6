"""Identifiers: one type for each thing, so that no function takes one for the other."""

from __future__ import annotations

from typing import NewType

ItemId = NewType("ItemId", str)
PhotoId = NewType("PhotoId", str)
AccountId = NewType("AccountId", str)
ListingId = NewType("ListingId", str)
PersonId = NewType("PersonId", str)
LikeId = NewType("LikeId", str)
OfferId = NewType("OfferId", str)
ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
OrderId = NewType("OrderId", str)
OrderLineId = NewType("OrderLineId", str)
