"""The fields of a Listing as a merge sees them: read from Listing and Item together, and written back to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.domain.item import Condition, Item
from studio.domain.listing import TOLD, Listing, contents
from studio.storage import outbox
from studio.storage.unit_of_work import UnitOfWork

_OF_LISTING = frozenset({"title", "description", "price_minor"})
"""What a Listing may say differently from its Item."""


def read_fields(listing: Listing, item: Item) -> dict[str, Any]:
    """Return everything that an Account is told about a Listing; photos by SHA-256."""
    return {**contents(listing, item), "photos": list(listing.photos)}


def write_fields(unit: UnitOfWork, listing: Listing, values: Mapping[str, Any]) -> Listing:
    """Write values that were chosen for one Account where they belong, and return the Listing, which is not saved yet.

    Title, description and price go to the Listing where it has its own, or where the Item is for sale elsewhere too:
    a price that was chosen at one marketplace was not chosen for another. All else goes to the Item. What another
    Account is told through the Item is queued for it.
    """
    item = unit.load(Item, listing.item_id)
    assert item is not None  # a foreign key
    others = [x for x in unit.find(Listing, item_id=item.id) if x.id != listing.id and x.state in TOLD]
    own = {"photos"} | {name for name in _OF_LISTING if others or getattr(listing, name) is not None}
    for_listing = {name: _typed(name, value) for name, value in values.items() if name in own}
    for_item = {name: _typed(name, value) for name, value in values.items() if name not in own}
    if for_item:
        unit.save(replace(item, **for_item))
        for other in others:
            outbox.queue_update(unit, other)
    return replace(listing, **for_listing)


def _typed(name: str, value: Any) -> Any:
    if name in ("colours", "photos"):
        return tuple(value)
    if name == "condition":
        return Condition(value) if value else None
    return value
