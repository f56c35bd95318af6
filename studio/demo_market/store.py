"""The marketplace's SQLite file: one connection, one lock, and transactions that know the market's time."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studio.demo_market.tables import SCHEMA

Row = sqlite3.Row
Value = str | int | bytes | None


class AlreadyRunning(Exception):
    """Another process holds this marketplace's file."""


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC with a fixed width, so that stamps sort as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def later(moment: str, **span: float) -> str:
    """The stamp that lies `timedelta(**span)` after `moment`."""
    return stamp(datetime.fromisoformat(moment) + timedelta(**span))


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(8)}"


class Transaction:
    """What rules see of the file while they run: statements, the market's time, and whether the feed moved."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.feed_moved = False
        offset_s = float(self.meta("clock_offset_s", "0"))
        self.now = stamp(datetime.now(UTC) + timedelta(seconds=offset_s))

    def one(self, sql: str, *values: Value) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Value) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def number(self, sql: str, *values: Value) -> int:
        row = self.one(sql, *values)
        return int(row[0] or 0) if row else 0

    def run(self, sql: str, *values: Value) -> None:
        self._connection.execute(sql, values)

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

    def update(self, table: str, row_id: str, changes: Mapping[str, Value]) -> None:
        settings = ", ".join(f"{column} = ?" for column in changes)
        self._connection.execute(f"UPDATE {table} SET {settings} WHERE id = ?", (*changes.values(), row_id))

    def meta(self, key: str, default: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set_meta(self, key: str, value: str | int | float) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(value)))

    def count_up(self, key: str, start: int = 0) -> int:
        """Take the next number of a counter inside this transaction; numbers therefore follow the commit order."""
        number = int(self.meta(key, str(start))) + 1
        self.set_meta(key, number)
        return number


class Store:
    """Opens the file for this process alone.

    Every access takes one lock: SQLite runs one writer at a time anyway, and its exclusive mode both refuses a second
    server on the same folder and keeps clear of the WAL fault that two writing connections meet before SQLite 3.51.3.
    """

    def __init__(self, path: Path, after_change: Callable[[], None]) -> None:
        self._lock = threading.Lock()
        self._after_change = after_change
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = Row
        try:
            for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript("BEGIN IMMEDIATE;" + SCHEMA + "COMMIT;")
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" in str(error):
                raise AlreadyRunning from error
            raise

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Look only; nobody else writes meanwhile."""
        with self._lock:
            yield Transaction(self._connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """All or nothing; listeners are poked after a commit that moved the feed."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                transaction = Transaction(self._connection)
                yield transaction
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
        if transaction.feed_moved:
            self._after_change()

    def close(self) -> None:
        with self._lock:
            self._connection.close()
