"""Copies of a live catalog that can be opened again."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from studio.storage.failures import damaged
from studio.storage.media import sync_folder


def copy_catalog(source: Path, target: Path) -> None:
    """Copy a catalog, even while it is written to, by SQLite's own backup: a copy of the file would lack the WAL.

    `target` is there whole or not at all; `source` is only read.
    """
    part = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    try:
        with closing(_open_to_read(source)) as live, closing(sqlite3.connect(part)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        _sync(part)
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def check_catalog(path: Path) -> list[str]:
    """Return what is wrong inside a catalog file, in SQLite's words; empty where it is sound."""
    try:
        with closing(_open_to_read(path)) as connection:
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
        raise damaged(problems[0])


def _open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _sync(file: Path) -> None:
    with file.open("rb+") as content:
        os.fsync(content.fileno())
