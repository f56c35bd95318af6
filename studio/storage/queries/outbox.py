"""Reads what waits to be told, and what could not be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio.domain.change import Change, ChangeKind, ChangeState
from studio.domain.ids import AccountId
from studio.storage.catalog import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much of an Account's outbox waits for the Account, how much for the seller, and since when."""

    count: int
    needs_you: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A row that an Account sent and that could not be taken in."""

    account_id: AccountId
    feed: str
    row: str
    reason: str
    met_at: datetime


def changes(catalog: Catalog, account_id: AccountId | None = None) -> list[Change]:
    """Return every Change that is not through, of one Account or of all, the oldest first."""
    where, values = ("WHERE account_id = ?", (account_id,)) if account_id else ("", ())
    return catalog.all(Change, f"SELECT * FROM change {where} ORDER BY seq", values)


def change(catalog: Catalog, key: str) -> Change | None:
    """Return one Change, or None where the Account has it."""
    return catalog.one(Change, "SELECT * FROM change WHERE key = ?", (key,))


def of_entity(catalog: Catalog, entity_id: str) -> list[Change]:
    """Return the Changes about one Listing, Offer, Conversation or Order."""
    return catalog.all(Change, "SELECT * FROM change WHERE entity_id = ? ORDER BY seq", (entity_id,))


def waiting(catalog: Catalog, account_id: AccountId | None = None) -> Waiting:
    """Return the sums that the status bar shows."""
    where, values = ("WHERE account_id = ?", (account_id,)) if account_id else ("", ())
    row = catalog.rows(
        f"SELECT count(*) - total(state = 'blocked') AS unsent, total(state = 'blocked') AS blocked, "
        f"min(CASE WHEN state <> 'blocked' THEN created_at END) AS since FROM change {where}",
        values,
    )[0]
    since = datetime.fromisoformat(row["since"]) if row["since"] else None
    return Waiting(count=int(row["unsent"]), needs_you=int(row["blocked"]), since=since)


def heads(catalog: Catalog, account_id: AccountId) -> list[Change]:
    """Return the Changes that may go next: for every entity the first one that is not parked.

    Nothing about a Listing goes before it is there: behind a parked `listing.create` all of it waits. A piece that has
    sold goes off the other marketplaces before anything else is said.
    """
    first: dict[str, Change] = {}
    held: set[str] = set()
    for found in changes(catalog, account_id):
        if found.state is not ChangeState.BLOCKED:
            first.setdefault(found.entity_id, found)
        elif found.kind is ChangeKind.LISTING_CREATE:
            held.add(found.entity_id)
    free = [found for entity, found in first.items() if entity not in held]
    return sorted(free, key=lambda found: "sold_elsewhere" not in found.payload)


def next_try(catalog: Catalog, account_id: AccountId) -> datetime | None:
    """Return when the first of the Changes that may go next is due; None where none waits for the Account."""
    return min((found.next_try or found.created_at for found in heads(catalog, account_id)), default=None)


def asides(catalog: Catalog) -> list[Aside]:
    """Return the rows that were set aside, the latest first."""
    return catalog.all(Aside, "SELECT * FROM aside ORDER BY met_at DESC, seq DESC")
