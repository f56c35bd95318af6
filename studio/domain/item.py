"""Item: one physical thing the seller owns; it exists once, whatever is listed where."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from studio.domain.ids import ItemId


class Condition(enum.StrEnum):
    """How worn an Item is; flaws are told in words (codes as Poshmark's listing form has them)."""

    NEW_WITH_TAGS = "nwt"
    LIKE_NEW = "uln"
    GOOD = "ug"
    FAIR = "uf"

    @property
    def wording(self) -> str:
        """What a person calls it."""
        return {"nwt": "New with tags", "uln": "Like new", "ug": "Good", "uf": "Fair"}[self.value]


class ItemState(enum.StrEnum):
    """What the closet shows of an Item; follows from its Listings and is never set by hand."""

    DRAFT = "draft"
    WAITING = "waiting"
    LIVE = "live"
    SOLD = "sold"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece with everything the seller knows of it; empty text and None mean "not said yet"."""

    id: ItemId
    sku: str
    created_at: datetime
    title: str = ""
    description: str = ""
    brand: str = ""
    category: str = ""
    size: str = ""
    colours: tuple[str, ...] = ()
    condition: Condition | None = None
    flaws: str = ""
    measurements_mm: Mapping[str, int] = field(default_factory=dict)
    price_minor: int | None = None
    original_price_minor: int | None = None
    cost_minor: int | None = None
    floor_minor: int | None = None
    currency: str = "USD"
    weight_g: int | None = None
    bin: str = ""
    notes: str = ""
    state: ItemState = ItemState.DRAFT
    revision: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written about it since it was made."""
        made = Item(id=self.id, sku=self.sku, created_at=self.created_at, currency=self.currency)
        return replace(self, state=made.state, revision=made.revision) == made


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCover:
    """What the grid shows of an Item."""

    id: ItemId
    sku: str
    title: str
    brand: str
    size: str
    bin: str
    price_minor: int | None
    currency: str
    state: ItemState
    created_at: datetime
    look: str
    """Names the rendition of the first photo; empty where there is none."""
    photo_count: int
    like_count: int
