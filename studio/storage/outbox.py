"""The outbox: what Accounts still have to hear, written in the transaction that made it necessary."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studio.base.errors import UserError
from studio.domain.change import Change, ChangeKind, ChangeState
from studio.domain.ids import AccountId
from studio.domain.item import Item
from studio.domain.listing import TOLD, Listing, contents
from studio.domain.operation import Kind, Row, RowChange
from studio.storage.rows import from_row, to_cell
from studio.storage.tables import change as table
from studio.storage.unit_of_work import UnitOfWork

_LISTED_BY_ITEM = frozenset(
    {
        "sku",
        "title",
        "description",
        "brand",
        "category",
        "size",
        "colours",
        "condition",
        "price_minor",
        "original_price_minor",
        "currency",
        "weight_g",
    }
)
_LISTED_BY_LISTING = frozenset({"title", "description", "price_minor", "photos"})


def queue(
    unit: UnitOfWork,
    kind: ChangeKind,
    *,
    account_id: AccountId,
    entity_id: str,
    payload: Mapping[str, Any] | None = None,
    title: str = "",
) -> str:
    """Add a Change and return its key."""
    key = str(uuid.uuid4())
    values = {
        "key": key,
        "account_id": account_id,
        "kind": kind.value,
        "entity_id": entity_id,
        "created_at": to_cell(unit.now),
        "payload": to_cell(payload or {}),
        "state": ChangeState.PENDING.value,
        "title": title,
    }
    unit.connection.execute(sa.insert(table).values(**values))
    unit.queued(key)
    return key


def queue_edits(unit: UnitOfWork) -> None:
    """Queue a `listing.update` for every told Listing whose contents `unit` changed; one that waits already serves."""
    if unit.op.from_outside:
        return
    listings: dict[str, Listing] = {}
    for change in unit.changes:
        listings.update((found.id, found) for found in _listings_of(unit, change))
    for listing in listings.values():
        if listing.state in TOLD and not _waits(unit, listing.id):
            item = unit.load(Item, listing.item_id)
            title = contents(listing, item)["title"] if item else ""
            queue(unit, ChangeKind.LISTING_UPDATE, account_id=listing.account_id, entity_id=listing.id, title=title)


def mark_sending(unit: UnitOfWork, change: Change, payload: Mapping[str, Any]) -> None:
    """Freeze what will be sent, before the first byte of it leaves."""
    _set(unit, change, state=ChangeState.SENDING, attempts=change.attempts + 1, payload=payload)


def settle(unit: UnitOfWork, change: Change) -> None:
    """Remove a Change that the Account has."""
    unit.connection.execute(sa.delete(table).where(table.c.seq == change.seq))
    unit.queued(change.key)


def postpone(unit: UnitOfWork, change: Change, *, until: datetime, reason: str) -> None:
    """Let a Change wait: nothing of it has reached the Account."""
    _set(unit, change, state=ChangeState.PENDING, next_try=until, reason=reason)


def leave_unknown(unit: UnitOfWork, change: Change, *, until: datetime, reason: str) -> None:
    """Note that the Account may have it or not."""
    _set(unit, change, state=ChangeState.UNKNOWN, next_try=until, reason=reason)


def block(unit: UnitOfWork, change: Change, reason: str) -> None:
    """Park a Change until the seller looks at it."""
    _set(unit, change, state=ChangeState.BLOCKED, reason=reason)


def try_again(unit: UnitOfWork, key: str) -> None:
    """Put a parked or waiting Change back in line, as a new attempt with the same key."""
    change = _by_key(unit, key)
    if change.state in (ChangeState.BLOCKED, ChangeState.PENDING):
        _set(unit, change, state=ChangeState.PENDING, next_try=None, reason="")


def discard(unit: UnitOfWork, key: str) -> Change:
    """Take out a Change that has certainly not been heard, and return it."""
    change = _by_key(unit, key)
    if change.state not in (ChangeState.BLOCKED, ChangeState.PENDING):
        raise UserError("This may have reached the marketplace already; it can be discarded once that is known.")
    settle(unit, change)
    return change


def recover(unit: UnitOfWork) -> int:
    """Mark what was being sent when the program ended as UNKNOWN; return how many."""
    values = {"state": ChangeState.UNKNOWN.value, "next_try": None}
    found = unit.connection.execute(sa.select(table.c.key).where(table.c.state == ChangeState.SENDING.value)).scalars()
    for key in (keys := list(found)):
        unit.connection.execute(sa.update(table).where(table.c.key == key).values(**values))
        unit.queued(key)
    return len(keys)


def _listings_of(unit: UnitOfWork, change: RowChange) -> list[Listing]:
    fields = change.fields
    if change.after is None or fields is None:
        return []
    if change.kind is Kind.ITEM and fields & _LISTED_BY_ITEM:
        return unit.find(Listing, item_id=change.id)
    if change.kind is Kind.LISTING and fields & _LISTED_BY_LISTING:
        return unit.find(Listing, id=change.id)
    return []


def _waits(unit: UnitOfWork, listing_id: str) -> bool:
    kinds = (ChangeKind.LISTING_CREATE.value, ChangeKind.LISTING_UPDATE.value)
    unsent = sa.and_(table.c.state == ChangeState.PENDING.value, table.c.attempts == 0)
    query = sa.select(table.c.seq).where(table.c.entity_id == listing_id, table.c.kind.in_(kinds), unsent)
    return unit.connection.execute(query).first() is not None


def _by_key(unit: UnitOfWork, key: str) -> Change:
    row = unit.connection.execute(sa.select(table).where(table.c.key == key)).one_or_none()
    if row is None:
        raise UserError("This is no longer in the outbox.")
    return from_row(Change, dict(row._mapping))


def _set(unit: UnitOfWork, change: Change, **values: Any) -> None:
    cells: Row = {name: to_cell(value) for name, value in values.items()}
    unit.connection.execute(sa.update(table).where(table.c.seq == change.seq).values(**cells))
    unit.queued(change.key)
