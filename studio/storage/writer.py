"""The writing half of a catalog: Operations as transactions, undo and redo as Operations."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from studio.base.clock import Clock
from studio.base.errors import UserError
from studio.domain.operation import Op, Touched
from studio.storage import outbox, undo
from studio.storage.engine import open_engine
from studio.storage.failures import told
from studio.storage.unit_of_work import UnitOfWork


class Writer:
    """Owns the one writing connection."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._engine = open_engine(path)
        self._clock = clock
        self._turn = threading.RLock()

    @contextmanager
    def operation(self, op: Op, *, title: str, merge_key: str) -> Iterator[UnitOfWork]:
        """Run one Operation; nothing of it stays where it fails."""
        with self._transaction(op) as unit:
            yield unit
            outbox.queue_edits(unit)
            undo.remember(unit, title=title or op.value, merge_key=merge_key)

    def turn_back(self, op: Op) -> Touched:
        """Undo the last step or redo the last undone one; raise UserError where that cannot be."""
        undone = op is Op.REDO
        with self._transaction(op) as unit:
            step = undo.latest(unit, undone=undone)
            if step is None:
                raise UserError("There is nothing to redo." if undone else "There is nothing to undo.")
            if step.stale:
                undo.forget(unit, step)
            else:
                undo.revert(unit, step)
                undo.turn(unit, step, undone=not undone)
                outbox.queue_edits(unit)
        if step.stale:
            raise undo.Stale(f"“{step.title}” cannot be undone: the marketplace has changed the same since.")
        return unit.touched(step.title)

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._engine.dispose()

    @contextmanager
    def _transaction(self, op: Op) -> Iterator[UnitOfWork]:
        with self._turn:
            try:
                with self._engine.connect() as connection, connection.begin():
                    yield UnitOfWork(connection, op, self._clock.now())
            except (sa.exc.DBAPIError, UnicodeDecodeError) as error:
                if known := told(getattr(error, "orig", error)):
                    raise known from error
                raise
