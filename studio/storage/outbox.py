"""The outbox: what Accounts still have to hear, written in the transaction that made it necessary."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
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
_LOOKS = frozenset({ChangeKind.LISTING_CREATE, ChangeKind.LISTING_UPDATE, ChangeKind.LISTING_RELIST})
"""Kinds that say "make it look like this": what they say is computed when they are sent."""


def queue(
    unit: UnitOfWork,
    kind: ChangeKind,
    *,
    account_id: AccountId,
    entity_id: str,
    payload: Mapping[str, Any] | None = None,
    title: str = "",
) -> str:
    """Add a Change and return its key; one that says how a Listing looks takes the place of a refused one."""
    if kind in _LOOKS:
        outdated = {ChangeKind.LISTING_UPDATE} if kind is ChangeKind.LISTING_UPDATE else _LOOKS
        drop(unit, entity_id, kinds=outdated, states=(ChangeState.BLOCKED,))
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
        queue_update(unit, listing)


def queue_update(unit: UnitOfWork, listing: Listing) -> None:
    """Queue a `listing.update` for a told Listing, unless one waits already that will say how it looks when sent."""
    if listing.state in TOLD and not _waits(unit, listing.id):
        item = unit.load(Item, listing.item_id)
        title = contents(listing, item)["title"] if item else ""
        queue(unit, ChangeKind.LISTING_UPDATE, account_id=listing.account_id, entity_id=listing.id, title=title)


def load(unit: UnitOfWork, key: str) -> Change | None:
    """Return the Change with this key as it is inside this Operation."""
    row = unit.connection.execute(sa.select(table).where(table.c.key == key)).one_or_none()
    return None if row is None else from_row(Change, dict(row._mapping))


def of_entity(unit: UnitOfWork, entity_id: str) -> list[Change]:
    """Return the Changes about one Listing, Offer, Conversation or Order, in their order."""
    rows = unit.connection.execute(sa.select(table).where(table.c.entity_id == entity_id).order_by(table.c.seq))
    return [from_row(Change, dict(row._mapping)) for row in rows]


def drop(
    unit: UnitOfWork,
    entity_id: str,
    *,
    kinds: Collection[ChangeKind],
    states: Collection[ChangeState] = (ChangeState.PENDING, ChangeState.BLOCKED),
) -> None:
    """Take out Changes about an entity that have become pointless, as long as none of them can have been heard."""
    for change in of_entity(unit, entity_id):
        if change.kind in kinds and change.state in states:
            settle(unit, change)


def renew(unit: UnitOfWork, change: Change) -> str:
    """Put a new Change in the place of one that was certainly not carried out; return its key.

    What it says is computed anew, and another payload under the old key would be refused.
    """
    settle(unit, change)
    return queue(unit, change.kind, account_id=change.account_id, entity_id=change.entity_id, title=change.title)


def mark_sending(unit: UnitOfWork, change: Change, payload: Mapping[str, Any]) -> None:
    """Freeze what will be sent, before the first byte of it leaves."""
    _set(unit, change, state=ChangeState.SENDING, attempts=change.attempts + 1, payload=payload)


def settle(unit: UnitOfWork, change: Change) -> None:
    """Remove a Change that the Account has."""
    unit.connection.execute(sa.delete(table).where(table.c.seq == change.seq))
    unit.queued(change.key)


def postpone(unit: UnitOfWork, change: Change, *, until: datetime | None, reason: str) -> None:
    """Let a Change wait as it was before this attempt (`change`), of which nothing has been carried out.

    One that was never sent says again how things look when it goes; one that was UNKNOWN before is so still.
    """
    before = {"state": change.state, "payload": change.payload, "attempts": change.attempts}
    _set(unit, change, **before, next_try=until, reason=reason)


def leave_unknown(unit: UnitOfWork, change: Change, *, until: datetime, reason: str) -> None:
    """Note that the Account may have it or not."""
    _set(unit, change, state=ChangeState.UNKNOWN, next_try=until, reason=reason)


def block(unit: UnitOfWork, change: Change, reason: str) -> None:
    """Park a Change until the seller looks at it."""
    _set(unit, change, state=ChangeState.BLOCKED, reason=reason)


def try_again(unit: UnitOfWork, key: str) -> str:
    """Put a parked or waiting Change back in line and return its key, a new one where what it says is computed anew."""
    change = _by_key(unit, key)
    if change.state is ChangeState.BLOCKED and change.kind in _LOOKS:
        return renew(unit, change)
    if change.state in (ChangeState.BLOCKED, ChangeState.PENDING):
        _set(unit, change, state=ChangeState.PENDING, next_try=None, reason="")
    return key


def discard(unit: UnitOfWork, key: str) -> Change:
    """Take out a Change that has certainly not been heard, and return it."""
    change = _by_key(unit, key)
    if change.state not in (ChangeState.BLOCKED, ChangeState.PENDING):
        raise UserError("This may have reached the marketplace already; it can be discarded once that is known.")
    settle(unit, change)
    return change


def recover(unit: UnitOfWork, account_id: AccountId) -> int:
    """Mark what was being sent to an Account when the program ended as UNKNOWN; return how many."""
    mine = sa.select(table).where(table.c.account_id == account_id, table.c.state == ChangeState.SENDING.value)
    found = [from_row(Change, dict(row._mapping)) for row in unit.connection.execute(mine)]
    for change in found:
        _set(unit, change, state=ChangeState.UNKNOWN, next_try=None)
    return len(found)


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
    return any(_will_say(change) for change in of_entity(unit, listing_id))


def _will_say(change: Change) -> bool:
    if change.state is ChangeState.BLOCKED:
        return change.kind in _LOOKS - {ChangeKind.LISTING_UPDATE}
    return change.kind in _LOOKS and change.state is ChangeState.PENDING and not change.attempts


def _by_key(unit: UnitOfWork, key: str) -> Change:
    change = load(unit, key)
    if change is None:
        raise UserError("This is no longer in the outbox.")
    return change


def _set(unit: UnitOfWork, change: Change, **values: Any) -> None:
    cells: Row = {name: to_cell(value) for name, value in values.items()}
    unit.connection.execute(sa.update(table).where(table.c.seq == change.seq).values(**cells))
    unit.queued(change.key)
