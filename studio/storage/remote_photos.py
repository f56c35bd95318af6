"""Which pictures an Account has already, by their content, and what it calls them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from studio.domain.ids import AccountId
from studio.storage.tables import remote_photo as table
from studio.storage.unit_of_work import UnitOfWork


def names(unit: UnitOfWork, account_id: AccountId, sha256s: Collection[str]) -> dict[str, str]:
    """Return {SHA-256: the Account's name} for those of the pictures that it has."""
    query = sa.select(table.c.sha256, table.c.remote_id).where(
        table.c.account_id == account_id, table.c.sha256.in_(sha256s)
    )
    return {row.sha256: row.remote_id for row in unit.connection.execute(query)}


def contents(unit: UnitOfWork, account_id: AccountId, remote_ids: Collection[str]) -> dict[str, str]:
    """Return {the Account's name: SHA-256} for those of the pictures that are known here."""
    query = sa.select(table.c.sha256, table.c.remote_id).where(
        table.c.account_id == account_id, table.c.remote_id.in_(remote_ids)
    )
    return {row.remote_id: row.sha256 for row in unit.connection.execute(query)}


def keep(unit: UnitOfWork, account_id: AccountId, sha256: str, remote_id: str) -> None:
    """Note what the Account calls a picture."""
    forget(unit, account_id, [sha256])
    unit.connection.execute(sa.insert(table).values(account_id=account_id, sha256=sha256, remote_id=remote_id))


def forget(unit: UnitOfWork, account_id: AccountId, sha256s: Collection[str]) -> None:
    """Let pictures be uploaded again, because the Account says that it has them not."""
    unit.connection.execute(sa.delete(table).where(table.c.account_id == account_id, table.c.sha256.in_(sha256s)))
