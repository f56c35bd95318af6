"""One Operation while it runs: every write goes through `save` and `drop`, and is remembered with its before-image."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from studio.domain.account import Account
from studio.domain.conversation import Conversation, Message
from studio.domain.interest import Like, Offer, Person
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Kind, Op, Row, RowChange, Touched
from studio.domain.order import Order, OrderLine
from studio.domain.photo import Photo
from studio.storage.rows import from_row, from_rows, to_cell, to_row
from studio.storage.tables import KINDS

Entity = TypeVar("Entity")

KIND_OF: Mapping[type, Kind] = {
    Item: Kind.ITEM,
    Photo: Kind.PHOTO,
    Account: Kind.ACCOUNT,
    Listing: Kind.LISTING,
    Person: Kind.PERSON,
    Like: Kind.LIKE,
    Offer: Kind.OFFER,
    Conversation: Kind.CONVERSATION,
    Message: Kind.MESSAGE,
    Order: Kind.ORDER,
    OrderLine: Kind.ORDER_LINE,
}

_SHOWN_WITH = {
    Kind.PHOTO: (("item_id", Kind.ITEM),),
    Kind.LISTING: (("item_id", Kind.ITEM),),
    Kind.LIKE: (("listing_id", Kind.LISTING), ("person_id", Kind.PERSON)),
    Kind.OFFER: (("listing_id", Kind.LISTING), ("person_id", Kind.PERSON)),
    Kind.CONVERSATION: (("person_id", Kind.PERSON),),
    Kind.MESSAGE: (("conversation_id", Kind.CONVERSATION),),
    Kind.ORDER_LINE: (("order_id", Kind.ORDER),),
}
"""Whose views show a row besides its own: a column of the row, and the kind that it names."""


class UnitOfWork:
    """Open while one Operation runs; `changes` is what it did so far, one entry a write."""

    def __init__(self, connection: sa.Connection, op: Op, now: datetime) -> None:
        self.connection = connection
        self.op = op
        self.now = now
        self.changes: list[RowChange] = []
        self._queued: set[str] = set()

    def load(self, entity: type[Entity], id_: str) -> Entity | None:
        """Return the domain object with this id as it is inside this Operation."""
        row = self.get(KIND_OF[entity], id_)
        return None if row is None else from_row(entity, row)

    def find(self, entity: type[Entity], **equal: Any) -> list[Entity]:
        """Return the domain objects whose columns equal these values, oldest first."""
        table = KINDS[KIND_OF[entity]]
        where = [table.c[name] == to_cell(value) for name, value in equal.items()]
        rows = self.connection.execute(sa.select(table).where(*where).order_by(table.c.id)).mappings()
        return from_rows(entity, rows)  # type: ignore[arg-type]  # RowMapping is a Mapping of another key type

    def save(self, entity: object) -> None:
        """Write the domain object, new or changed."""
        self.put(KIND_OF[type(entity)], to_row(entity))

    def remove(self, entity: type, id_: str) -> None:
        """Remove the row of a domain object; its children have to be gone already."""
        self.drop(KIND_OF[entity], id_)

    def get(self, kind: Kind, id_: str) -> Row | None:
        """Return the row as it is inside this Operation."""
        table = KINDS[kind]
        found = self.connection.execute(sa.select(table).where(table.c.id == id_)).one_or_none()
        return None if found is None else dict(found._mapping)

    def put(self, kind: Kind, row: Row) -> None:
        """Insert or update a row by its id; a row that would not change is not written."""
        table = KINDS[kind]
        before = self.get(kind, row["id"])
        if before is None:
            after = {**row, "revision": 1}
            self.connection.execute(sa.insert(table).values(**after))
            self._record(RowChange(kind, row["id"], None, self.get(kind, row["id"])))
            return
        after = {**before, **row, "revision": before["revision"] + 1}
        if kind is Kind.ITEM:
            after["state"] = before["state"]  # follows from the Listings by trigger; no writer sets it
        change = RowChange(kind, row["id"], before, after)
        if change.fields:
            self.connection.execute(sa.update(table).where(table.c.id == row["id"]).values(**after))
            self._record(change)

    def drop(self, kind: Kind, id_: str) -> None:
        """Remove a row, if it is there."""
        before = self.get(kind, id_)
        if before is not None:
            table = KINDS[kind]
            self.connection.execute(sa.delete(table).where(table.c.id == id_))
            self._record(RowChange(kind, id_, before, None))

    def queued(self, key: str) -> None:
        """Note that the outbox has changed, so that its views refresh."""
        self._queued.add(key)

    def touched(self, title: str = "") -> Touched:
        """Return which ids this Operation changed, with those whose views show them."""
        ids: dict[Kind, set[str]] = {Kind.CHANGE: set(self._queued)}
        for change in self.changes:
            ids.setdefault(change.kind, set()).add(change.id)
            for column, kind in _SHOWN_WITH.get(change.kind, ()):
                names = {row[column] for row in (change.before, change.after) if row and row[column]}
                ids.setdefault(kind, set()).update(names)
        return Touched(self.op, {kind: frozenset(found) for kind, found in ids.items() if found}, title)

    def _record(self, change: RowChange) -> None:
        self.changes.append(change)
