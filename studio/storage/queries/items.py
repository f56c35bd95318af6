"""Reads the closet: which Items, what the grid shows of them, how many of each sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studio.domain.ids import ItemId
from studio.domain.item import Item, ItemCover, ItemState
from studio.domain.photo import look_of
from studio.domain.query import ItemQuery, Sort
from studio.storage.catalog import Catalog
from studio.storage.search import match_text

_ORDER = {
    Sort.NEWEST: "created_at DESC, number DESC",
    Sort.OLDEST: "created_at, number",
    Sort.PRICE_UP: "price_minor IS NULL, price_minor, number",
    Sort.PRICE_DOWN: "price_minor DESC, number",
    Sort.TITLE: "title = '', title COLLATE NOCASE, number",
    Sort.LIKES: "(SELECT COALESCE(SUM(like_count), 0) FROM listing WHERE item_id = item.id) DESC, number DESC",
}

_COVERS = """
SELECT item.id, sku, title, brand, size, bin, price_minor, currency, state, created_at,
  (SELECT sha256 || ':' || recipe FROM photo WHERE item_id = item.id ORDER BY position, id LIMIT 1) AS cover,
  (SELECT COUNT(*) FROM photo WHERE item_id = item.id) AS photo_count,
  (SELECT COALESCE(SUM(like_count), 0) FROM listing WHERE item_id = item.id) AS like_count
FROM item WHERE id IN ({marks})"""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that Items share, and how many have it."""

    value: str
    count: int


def ids(catalog: Catalog, query: ItemQuery) -> list[ItemId]:
    """Return the ids of the Items that `query` asks for, in its order."""
    where, parameters = _where(query)
    sql = f"SELECT id FROM item {where} ORDER BY {_ORDER[query.sort]}"
    return [row[0] for row in catalog.rows(sql, parameters)]


def covers(catalog: Catalog, wanted: Sequence[ItemId]) -> list[ItemCover]:
    """Return what the grid shows of these Items, in the order of the ids; those that are gone are left out."""
    sql = _COVERS.format(marks=",".join("?" * len(wanted)))
    found = {row["id"]: _cover(row) for row in catalog.rows(sql, wanted)}
    return [found[id_] for id_ in wanted if id_ in found]


def find(catalog: Catalog, name: str) -> Item | None:
    """Return the Item with this id or SKU."""
    return catalog.one(Item, "SELECT * FROM item WHERE id = ? OR sku = ? COLLATE NOCASE", (name, name))


def load(catalog: Catalog, wanted: Iterable[ItemId]) -> list[Item]:
    """Return these Items, in the order of the ids."""
    wanted = list(wanted)
    marks = ",".join("?" * len(wanted))
    found = {item.id: item for item in catalog.all(Item, f"SELECT * FROM item WHERE id IN ({marks})", wanted)}
    return [found[id_] for id_ in wanted if id_ in found]


def skus(catalog: Catalog) -> frozenset[str]:
    """Return every SKU in use."""
    return frozenset(row[0] for row in catalog.rows("SELECT sku FROM item"))


def states(catalog: Catalog) -> dict[ItemState, int]:
    """Return how many Items are in each state."""
    return {ItemState(row[0]): row[1] for row in catalog.rows("SELECT state, COUNT(*) FROM item GROUP BY state")}


def facets(catalog: Catalog, column: str, *, most: int = 12) -> list[Facet]:
    """Return the most common values of "bin", "brand", "category", "size" or "colours", with their counts."""
    source = "item, json_each(item.colours)" if column == "colours" else "item"
    value = "json_each.value" if column == "colours" else _column(column)
    where = "colours <> ''" if column == "colours" else f"{value} <> ''"
    sql = f"SELECT {value}, COUNT(*) AS n FROM {source} WHERE {where} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?"
    return [Facet(row[0], row[1]) for row in catalog.rows(sql, (most,))]


def _column(name: str) -> str:
    if name not in ("bin", "brand", "category", "size"):
        raise ValueError(name)
    return name


def _where(query: ItemQuery) -> tuple[str, list[Any]]:
    parts: list[str] = []
    parameters: list[Any] = []

    def narrow(condition: str, value: Any) -> None:
        parts.append(condition)
        parameters.append(value)

    if words := match_text(query.text):
        narrow("number IN (SELECT rowid FROM item_text WHERE item_text MATCH ?)", words)
    elif query.text.strip():
        parts.append("0")  # signs only: no text has them as words
    if query.state:
        narrow("state = ?", query.state.value)
    for column in ("brand", "category", "size", "bin", "sku"):
        if value := getattr(query, column):
            narrow(f"{column} LIKE ? ESCAPE '\\'", _pattern(value))
    if query.colour:
        narrow("colours LIKE ? ESCAPE '\\'", f'%"{_literal(query.colour)}"%')
    if query.price_min_minor is not None:
        narrow("price_minor >= ?", query.price_min_minor)
    if query.price_max_minor is not None:
        narrow("price_minor <= ?", query.price_max_minor)
    return ("WHERE " + " AND ".join(parts) if parts else ""), parameters


def _pattern(value: str) -> str:
    return _literal(value[1:]) if value.startswith("=") else f"%{_literal(value)}%"


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _cover(row: Any) -> ItemCover:
    sha256, _, recipe = (row["cover"] or "").partition(":")
    return ItemCover(
        id=row["id"],
        sku=row["sku"],
        title=row["title"],
        brand=row["brand"],
        size=row["size"],
        bin=row["bin"],
        price_minor=row["price_minor"],
        currency=row["currency"],
        state=ItemState(row["state"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        look=look_of(sha256, recipe) if sha256 else "",
        photo_count=row["photo_count"],
        like_count=row["like_count"],
    )
