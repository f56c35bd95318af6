"""Where reading each Feed of an Account resumes, and the rows that could not be taken in on the way."""

from __future__ import annotations

import sqlalchemy as sa

from studio.domain.feed import BadRow
from studio.domain.ids import AccountId
from studio.storage.rows import to_cell
from studio.storage.tables import aside
from studio.storage.tables import cursor as table
from studio.storage.unit_of_work import UnitOfWork


def find(unit: UnitOfWork, account_id: AccountId, name: str) -> str:
    """Return the Cursor of one Feed; empty where it has never been read."""
    query = sa.select(table.c.mark).where(table.c.account_id == account_id, table.c.feed == name)
    return unit.connection.execute(query).scalar_one_or_none() or ""


def keep(unit: UnitOfWork, account_id: AccountId, name: str, mark: str) -> None:
    """Keep a Cursor, in the transaction of the rows that it brought."""
    forget(unit, account_id, name)
    unit.connection.execute(sa.insert(table).values(account_id=account_id, feed=name, mark=mark))


def forget(unit: UnitOfWork, account_id: AccountId, name: str) -> None:
    """Let the next Round read this Feed from its beginning; nothing is deleted by that."""
    unit.connection.execute(sa.delete(table).where(table.c.account_id == account_id, table.c.feed == name))


def set_aside(unit: UnitOfWork, account_id: AccountId, name: str, bad: BadRow) -> None:
    """Keep a row that could not be taken in, once, with its reason; the page goes on without it."""
    same = (aside.c.account_id == account_id, aside.c.feed == name, aside.c.row == bad.row)
    unit.connection.execute(sa.delete(aside).where(*same))
    values = {"account_id": account_id, "feed": name, "row": bad.row, "reason": bad.reason}
    unit.connection.execute(sa.insert(aside).values(**values, met_at=to_cell(unit.now)))
