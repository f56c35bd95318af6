"""Copies of a live catalog that can be opened again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from studio.base.errors import UserError


def copy_catalog(source: Path, target: Path) -> None:
    """Copy a catalog, even while it is written to, by SQLite's own backup: a copy of the file would lack the WAL."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def check_catalog(path: Path) -> list[str]:
    """Return what is wrong inside a catalog file, in SQLite's words; empty where it is sound."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            return found + [
                f"a row of {table} names a row of {parent} that is missing" for table, _, parent, _ in orphans
            ]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # damage can surface as broken text too
        return [str(error)]


def refuse_damaged(path: Path) -> None:
    """Raise UserError where the catalog is damaged; the file is left as it is."""
    if problems := check_catalog(path):
        raise UserError(f"The catalog {path.name} is damaged ({problems[0]}). It was left untouched; restore a backup.")
