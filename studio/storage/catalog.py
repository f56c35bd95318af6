"""The open catalog: pages to read at once, and one way to change it.

Reading needs sqlite3 alone, so that the first page of the closet is on screen before SQLAlchemy has been imported
(0.3 s of CPU time, measured); the writing half is imported by the first Operation. See docs/adr/0002.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studio.base.clock import Clock
from studio.base.events import Events
from studio.domain.operation import Op, Touched
from studio.storage.failures import damaged, told
from studio.storage.lock import WriteLock
from studio.storage.rows import from_rows

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork
    from studio.storage.writer import Writer

Entity = TypeVar("Entity")
Parameters = Sequence[Any] | Mapping[str, Any]


class Catalog:
    """One catalog file. Read from any thread; Operations wait for each other."""

    def __init__(self, path: Path, clock: Clock, lock: WriteLock) -> None:
        self.path = path
        self.events: Events[Touched] = Events()
        self._clock = clock
        self._lock = lock
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._opening = threading.Lock()
        self._writer: Writer | None = None

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Return the rows of a query; raise UserError where the file is damaged."""
        try:
            return self._reader().execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if known := told(error):
                raise known from error
            raise

    def all(self, entity: type[Entity], sql: str, parameters: Parameters = ()) -> list[Entity]:
        """Return the rows of a query as domain objects."""
        rows = self.rows(sql, parameters)
        try:
            return from_rows(entity, rows)  # type: ignore[arg-type]  # sqlite3.Row reads like a mapping
        except (ValueError, TypeError, IndexError) as error:  # a cell that means nothing, a column that is not there
            raise damaged(error) from error

    def one(self, entity: type[Entity], sql: str, parameters: Parameters = ()) -> Entity | None:
        """Return the first row of a query as a domain object, or None."""
        found = self.all(entity, sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first value of the first row."""
        return self.rows(sql, parameters)[0][0]

    @contextmanager
    def operation(self, op: Op, *, title: str = "", merge_key: str = "") -> Iterator[UnitOfWork]:
        """Run one Operation: a transaction, a step of the history, the outbox entries it needs, one Touched.

        Operations with the same `merge_key` within 2 s become one step, and those of an import however long it takes.
        """
        with self.writer().operation(op, title=title, merge_key=merge_key) as unit:
            yield unit
        self._publish(unit.touched(title if op.undoable else ""))

    def undo(self) -> Touched:
        """Take back the last step; raise UserError where there is none, or where it cannot be taken back any more."""
        return self._publish(self.writer().turn_back(Op.UNDO))

    def redo(self) -> Touched:
        """Do again what was undone last."""
        return self._publish(self.writer().turn_back(Op.REDO))

    def history(self, *, undone: bool = False, limit: int = 100) -> list[str]:
        """Return the titles of the steps that can be undone (or redone), the next one first."""
        order = "ASC" if undone else "DESC"
        sql = f"SELECT title FROM step WHERE undone = ? ORDER BY seq {order} LIMIT ?"
        return [row["title"] for row in self.rows(sql, (int(undone), limit))]

    def writer(self) -> Writer:
        """Return the writing half, opened at the first call.

        Raise UserError where another process has it, or where the file is damaged: damage must not be built on.
        """
        with self._opening:
            if self._writer is None:
                from studio.storage.backup import refuse_damaged
                from studio.storage.writer import Writer  # SQLAlchemy comes with it: see the module's docstring

                self._lock.take()
                refuse_damaged(self.path)
                self._writer = Writer(self.path, self._clock)
            return self._writer

    def close(self) -> None:
        """Close every connection and let another process write."""
        with self._opening:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._local = threading.local()
            self._lock.give_back()

    def _publish(self, touched: Touched) -> Touched:
        if touched:
            self.events.publish(touched)
        return touched

    def _reader(self) -> sqlite3.Connection:
        reader: sqlite3.Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            reader.row_factory = sqlite3.Row
            reader.execute("PRAGMA query_only = ON")
            reader.execute("PRAGMA busy_timeout = 5000")
            self._local.reader = reader
            with self._opening:
                self._readers.append(reader)
        return reader
