"""Order: a sale as the marketplace sees it; OrderLine: one Item in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from studio.domain.ids import AccountId, ItemId, ListingId, OrderId, OrderLineId, PersonId


class OrderState(enum.StrEnum):
    """Where an Order is between sale and doorstep."""

    PAID = "paid"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


TO_PACK = frozenset({OrderState.PAID, OrderState.PACKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A sale with the address it goes to, one line of the address an entry."""

    id: OrderId
    account_id: AccountId
    person_id: PersonId
    remote_id: str
    number: str
    ordered_at: datetime
    total_minor: int
    fee_minor: int = 0
    currency: str = "USD"
    state: OrderState = OrderState.PAID
    ship_by: datetime | None = None
    buyer_first_name: str = ""
    address: tuple[str, ...] = ()
    carrier: str = ""
    tracking: str = ""
    label_sha256: str = ""
    """The shipping label's PDF in `documents`; empty until it has been fetched."""
    weight_g: int | None = None
    packed_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One piece of an Order; title and SKU as they were when it sold."""

    id: OrderLineId
    order_id: OrderId
    title: str
    sku: str
    price_minor: int
    listing_id: ListingId | None = None
    item_id: ItemId | None = None
    revision: int = 0
