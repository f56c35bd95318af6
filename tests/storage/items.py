"""Small things to store."""

from __future__ import annotations

from typing import Any

from studio.base.ids import new_id
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.storage.catalog import Catalog
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()


def an_item(**fields: Any) -> Item:
    id_ = fields.pop("id", None) or new_id()
    return Item(**{"id": ItemId(id_), "sku": f"SKU-{id_}", "created_at": NOW, **fields})


def a_photo(item: Item, sha256: str, position: int = 0) -> Photo:
    return Photo(
        id=PhotoId(new_id()),
        item_id=item.id,
        sha256=sha256,
        file_name="IMG_0001.JPG",
        format="JPEG",
        width=3000,
        height=4000,
        byte_count=1_000,
        imported_at=NOW,
        position=position,
    )


def add(catalog: Catalog, *items: Item) -> None:
    with catalog.operation(Op.ADD_ITEM) as unit:
        for item in items:
            unit.save(item)


def ids(catalog: Catalog) -> set[str]:
    return {row["id"] for row in catalog.rows("SELECT id FROM item")}
