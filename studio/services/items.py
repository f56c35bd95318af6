"""What a seller does with Items: add, edit, remove, look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.texts import _, plural
from studio.domain.ids import ItemId
from studio.domain.item import Item, ItemCover, ItemState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.domain.query import ItemQuery as ItemQuery
from studio.selling.sku import make_sku
from studio.services.context import Studio
from studio.settings import schema
from studio.storage.queries import items as query
from studio.storage.queries.items import Facet

EDITABLE = frozenset(f.name for f in fields(Item)) - {"id", "created_at", "state", "revision"}

_PLAIN = {"price_minor": "price", "original_price_minor": "original price", "cost_minor": "cost",
          "floor_minor": "floor", "weight_g": "weight", "measurements_mm": "measurements", "sku": "SKU"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facets:
    """How many Items there are of each sort."""

    states: Mapping[ItemState, int]
    bins: Sequence[Facet]
    brands: Sequence[Facet]
    categories: Sequence[Facet]
    sizes: Sequence[Facet]
    colours: Sequence[Facet]

    @property
    def total(self) -> int:
        """How many Items the closet holds."""
        return sum(self.states.values())


def ids(studio: Studio, wanted: ItemQuery) -> list[ItemId]:
    """Return the ids of the Items that a query asks for, in its order."""
    return query.ids(studio.catalog, wanted)


def covers(studio: Studio, wanted: Sequence[ItemId]) -> list[ItemCover]:
    """Return what the grid shows of these Items."""
    return query.covers(studio.catalog, wanted)


def facets(studio: Studio) -> Facets:
    """Return the counts beside the grid."""
    catalog = studio.catalog
    return Facets(
        states=query.states(catalog),
        bins=query.facets(catalog, "bin"),
        brands=query.facets(catalog, "brand"),
        categories=query.facets(catalog, "category"),
        sizes=query.facets(catalog, "size"),
        colours=query.facets(catalog, "colours"),
    )


def count(studio: Studio) -> int:
    """Return how many Items the closet holds."""
    return sum(query.states(studio.catalog).values())


def get(studio: Studio, name: str) -> Item | None:
    """Return the Item with this id or SKU, or None."""
    return query.find(studio.catalog, name)


def load(studio: Studio, name: str) -> Item:
    """Return the Item with this id or SKU; raise UserError where there is none."""
    item = get(studio, name)
    if item is None:
        raise UserError(_("There is no item {name}. See the items for what there is.").format(name=name))
    return item


def load_all(studio: Studio, wanted: Iterable[ItemId]) -> list[Item]:
    """Return these Items, in the order of the ids; those that are gone are left out."""
    return query.load(studio.catalog, wanted)


def add(studio: Studio, **values: Any) -> Item:
    """Add an Item with what is known of it; without a SKU it gets one."""
    _refuse_unknown(values)
    with studio.catalog.operation(Op.ADD_ITEM, title=_("add item")) as unit:
        sku = values.get("sku") or make_sku(
            brand=values.get("brand", ""), category=values.get("category", ""), known=query.skus(studio.catalog)
        )
        known = {"currency": studio.settings.get(schema.CURRENCY), **values, "sku": sku.strip()}
        item = Item(id=ItemId(new_id()), created_at=unit.now, **known)
        _refuse_taken_sku(studio, item.sku, but=item.id)
        unit.save(item)
    return item


def edit(studio: Studio, wanted: Sequence[ItemId], values: Mapping[str, Any], *, editor: str = "") -> None:
    """Give every one of these Items the same values; keystrokes in one `editor` become one step of the history."""
    _refuse_unknown(values)
    if "sku" in values:
        if len(wanted) != 1:
            raise UserError(_("A SKU belongs to one item. Choose one item to change it."))
        values = {**values, "sku": values["sku"].strip()}
        _refuse_taken_sku(studio, values["sku"], but=wanted[0])
    merge_key = f"{editor}:{','.join(sorted(values))}:{','.join(sorted(wanted))}" if editor else ""
    with studio.catalog.operation(Op.EDIT_ITEM, title=_edit_title(values, len(wanted)), merge_key=merge_key) as unit:
        for item_id in wanted:
            item = unit.load(Item, item_id)
            if item is not None:
                unit.save(replace(item, **values))


def remove(studio: Studio, wanted: Sequence[ItemId]) -> None:
    """Remove Items and their Photos; originals stay on disk until the history has forgotten them.

    Raise UserError where one of them is known to a marketplace: its sales and messages would lose what they are about.
    """
    title = plural("remove {n} item", "remove {n} items", len(wanted))
    with studio.catalog.operation(Op.DELETE_ITEMS, title=title) as unit:
        for item_id in wanted:
            item = unit.load(Item, item_id)
            if item is None:
                continue
            for listing in unit.find(Listing, item_id=item_id):
                if listing.state is not ListingState.DRAFT or listing.remote_id:
                    raise UserError(
                        _("“{title}” is or was listed, so it stays in the closet. End the listing instead.").format(
                            title=item.title or item.sku
                        )
                    )
                unit.remove(Listing, listing.id)
            for photo in unit.find(Photo, item_id=item_id):
                unit.remove(Photo, photo.id)
            unit.remove(Item, item_id)


def _refuse_unknown(values: Mapping[str, Any]) -> None:
    for name in values:
        if name not in EDITABLE:
            known = ", ".join(sorted(EDITABLE))
            raise UserError(_("An item has no “{name}”. It has: {known}.").format(name=name, known=known))


def _refuse_taken_sku(studio: Studio, sku: str, *, but: ItemId) -> None:
    if not sku:
        raise UserError(_("An item needs a SKU. Type one, or leave it as it was."))
    other = query.find(studio.catalog, sku)
    if other is not None and other.id != but:
        raise UserError(
            _("SKU {sku} belongs to “{title}” already. Choose another.").format(sku=sku, title=other.title or other.sku)
        )


def _edit_title(values: Mapping[str, Any], how_many: int) -> str:
    names = ", ".join(_PLAIN.get(name, name) for name in values)
    return plural("edit {names} of {n} item", "edit {names} of {n} items", how_many, names=names)
