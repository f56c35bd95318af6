"""Fills an empty catalog with the sample closet, so that everything can be tried at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.base import resources
from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.ids import ItemId
from studio.domain.item import Condition, Item
from studio.domain.operation import Op
from studio.selling.sku import make_sku
from studio.services import importing, items, listings, photos, syncing
from studio.services.context import Studio

_LISTED = 12
_TAKEN_AS_THEY_ARE = (
    "title",
    "description",
    "brand",
    "category",
    "size",
    "flaws",
    "measurements_mm",
    "price_minor",
    "original_price_minor",
    "cost_minor",
    "floor_minor",
    "weight_g",
    "bin",
)


def fill(studio: Studio, context: Context) -> list[ItemId]:
    """Import the sample's photos and write down what is known of each piece; return the Items ready to publish.

    Raise UserError where the catalog has anything in it already: the sample never mixes with a closet.
    """
    if items.count(studio) or photos.count(studio):
        raise UserError(_("The sample closet goes into an empty catalog only. Open it with: studio --sample."))
    importing.import_photos(studio, [resources.path("sample/photos")], context)
    return describe(studio)


def open_shop(studio: Studio, context: Context) -> None:
    """Fill the sample closet and list half of it at the embedded marketplace, where its buyers find it at once."""
    ready = fill(studio, context)
    account = syncing.connect_market(studio)
    listings.publish(studio, ready[:_LISTED], account.id, context)


def describe(studio: Studio) -> list[ItemId]:
    """Write down what is known of each piece of the sample, by its photos; return the Items ready to publish."""
    described = resources.load_json("sample/closet.json")["items"]
    by_file = {photo["file"]: entry for entry in described for photo in entry["photos"]}
    ready: list[ItemId] = []
    taken: set[str] = set()
    with studio.catalog.operation(Op.EDIT_ITEM, title=_("describe the sample closet")) as unit:
        found = [(group.item, group.photos[0].file_name) for group in photos.contact_sheet(studio) if group.item]
        for item, cover in found:
            entry = by_file[cover]
            described_item = _described(item, entry, make_sku(brand=entry["brand"], known=taken))
            taken.add(described_item.sku)
            unit.save(described_item)
            if entry["sample_state"] == "ready":
                ready.append(item.id)
    return ready


def _described(item: Item, entry: Mapping[str, Any], sku: str) -> Item:
    known = {name: entry[name] for name in _TAKEN_AS_THEY_ARE if entry.get(name) is not None}
    condition = Condition(entry["condition"]) if entry.get("condition") else None
    return replace(item, sku=sku, colours=tuple(entry["colours"]), condition=condition, **known)
