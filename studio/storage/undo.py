"""The history of Operations: kept in the catalog, so that it outlives the program and the command line shares it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from studio.base.errors import UserError
from studio.domain.operation import Kind, Op, RowChange, merged
from studio.storage.failures import damaged
from studio.storage.rows import to_cell
from studio.storage.tables import step as table
from studio.storage.unit_of_work import UnitOfWork

LIMIT = 100
MERGE_WINDOW = timedelta(seconds=2)


class Stale(UserError):
    """Something that came from outside since then changed the same fields."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history; `changes` are those of its last doing, undoing or redoing."""

    seq: int
    op: Op
    title: str
    merge_key: str
    done_at: datetime
    stale: bool
    changes: tuple[RowChange, ...]


def remember(unit: UnitOfWork, *, title: str, merge_key: str) -> None:
    """Add what `unit` did to the history, or mark what it made stale."""
    if not unit.changes:
        return
    if unit.op.from_outside:
        _mark_stale(unit)
    elif unit.op.undoable:
        _append(unit, title, merge_key)


def latest(unit: UnitOfWork, *, undone: bool) -> Step | None:
    """Return the step that comes next: to be undone, or (of those undone) to be redone."""
    order = table.c.seq if undone else table.c.seq.desc()
    query = sa.select(table).where(table.c.undone == int(undone)).order_by(order).limit(1)
    row = unit.connection.execute(query).one_or_none()
    return None if row is None else _step(row)


def revert(unit: UnitOfWork, step: Step) -> None:
    """Write the before-images of `step` in reverse order, only in the fields that it changed."""
    # merged Operations may have put an early row under a later one: what must stand is the end, not each write
    unit.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for change in reversed(merged((), step.changes)):
        if change.before is None:
            unit.drop(change.kind, change.id)
        elif (now := unit.get(change.kind, change.id)) is None:
            unit.put(change.kind, change.before)
        else:
            fields = change.before.keys() if change.fields is None else change.fields & change.before.keys()
            unit.put(change.kind, now | {name: change.before[name] for name in fields})


def turn(unit: UnitOfWork, step: Step, *, undone: bool) -> None:
    """Note that `step` was undone or redone by `unit`: undoing that is undoing what `unit` did."""
    values = {"undone": int(undone), "changes": _text(unit.changes)}
    unit.connection.execute(sa.update(table).where(table.c.seq == step.seq).values(**values))


def forget(unit: UnitOfWork, step: Step) -> None:
    """Take one step out of the history."""
    unit.connection.execute(sa.delete(table).where(table.c.seq == step.seq))


def _append(unit: UnitOfWork, title: str, merge_key: str) -> None:
    unit.connection.execute(sa.delete(table).where(table.c.undone == 1))
    last = latest(unit, undone=False) if merge_key else None
    if last and _continues(last, merge_key, unit.now):
        values = {"changes": _text(merged(last.changes, unit.changes)), "done_at": to_cell(unit.now), "title": title}
        unit.connection.execute(sa.update(table).where(table.c.seq == last.seq).values(**values))
        return
    done_at = to_cell(unit.now)
    added = unit.connection.execute(
        sa.insert(table).values(
            op=unit.op.value, title=title, merge_key=merge_key, done_at=done_at, changes=_text(unit.changes)
        )
    )
    oldest = added.inserted_primary_key[0] - LIMIT  # type: ignore[index]
    unit.connection.execute(sa.delete(table).where(table.c.seq <= oldest))


def _continues(last: Step, merge_key: str, now: datetime) -> bool:
    in_one_go = last.op is Op.IMPORT_PHOTOS or now - last.done_at <= MERGE_WINDOW
    return last.merge_key == merge_key and not last.stale and in_one_go


def _mark_stale(unit: UnitOfWork) -> None:
    for row in unit.connection.execute(sa.select(table).where(table.c.stale == 0)).all():
        if any(old.overlaps(new) for old in _step(row).changes for new in unit.changes):
            unit.connection.execute(sa.update(table).where(table.c.seq == row.seq).values(stale=1))


def _step(row: Any) -> Step:
    try:
        changes = tuple(RowChange(Kind(kind), id_, old, new) for kind, id_, old, new in json.loads(row.changes))
        done_at = datetime.fromisoformat(row.done_at)
        return Step(row.seq, Op(row.op), row.title, row.merge_key, done_at, bool(row.stale), changes)
    except ValueError as error:
        raise damaged(error) from error


def _text(changes: Iterable[RowChange]) -> str:
    return json.dumps([(c.kind.value, c.id, c.before, c.after) for c in changes], ensure_ascii=False)
