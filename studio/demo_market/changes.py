"""The change feed: the last state of every row in the order of its commit, with tombstones."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence

from pydantic import BaseModel

from studio.demo_market import rules
from studio.demo_market.answers import Change, Changes, Kind, KindCount
from studio.demo_market.problems import Problem, refused_field
from studio.demo_market.store import Row, Transaction, later

KINDS: tuple[Kind, ...] = ("listing", "like", "offer", "conversation", "message", "order")


def record(tx: Transaction, kind: Kind, row_id: str, answer: BaseModel, version: int = 1) -> None:
    """Put a row's new state at the end of the feed; its earlier state leaves the feed."""
    _append(tx, kind, row_id, "put", version, answer.model_dump_json())


def bury(tx: Transaction, kind: Kind, row_id: str, version: int = 1) -> None:
    """Leave a tombstone."""
    _append(tx, kind, row_id, "delete", version, None)


def _append(tx: Transaction, kind: Kind, row_id: str, op: str, version: int, body: str | None) -> None:
    tx.run(
        "INSERT OR REPLACE INTO changes (kind, id, seq, op, version, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        kind,
        row_id,
        tx.count_up("seq"),
        op,
        version,
        body,
        tx.now,
    )
    tx.feed_moved = True


def prune(tx: Transaction) -> None:
    """Forget tombstones past their time; cursors from before then are too old."""
    horizon = later(tx.now, days=-rules.TOMBSTONES_KEPT_D)
    newest = tx.number("SELECT max(seq) FROM changes WHERE op = 'delete' AND at < ?", horizon)
    if newest:
        tx.run("DELETE FROM changes WHERE op = 'delete' AND at < ?", horizon)
        tx.set_meta("pruned_seq", max(newest, int(tx.meta("pruned_seq", "0"))))


def page(tx: Transaction, cursor: str | None, kinds: Sequence[Kind], limit: int) -> Changes:
    """One page after `cursor`, or from the start. Reading a page twice gives the same rows or newer ones."""
    market_id, pruned = tx.meta("market_id", ""), int(tx.meta("pruned_seq", "0"))
    seq, floor = _read_cursor(cursor, market_id) if cursor else (0, pruned)
    if pruned > max(seq, floor):
        raise Problem(410, "cursor-too-old", "This cursor is too old; read everything again without a cursor.")
    marks = ", ".join("?" * len(kinds))
    rows = tx.all(
        f"SELECT * FROM changes WHERE seq > ? AND kind IN ({marks}) ORDER BY seq LIMIT ?", seq, *kinds, limit + 1
    )
    has_more = len(rows) > limit
    changes = [_change(row) for row in rows[:limit]]
    end = changes[-1].seq if has_more else max(seq, int(tx.meta("seq", "0")))
    return Changes(changes=changes, cursor=_write_cursor(market_id, end, floor), has_more=has_more, server_time=tx.now)


def _change(row: Row) -> Change:
    body = json.loads(row["body"]) if row["body"] else None
    return Change(seq=row["seq"], op=row["op"], kind=row["kind"], id=row["id"], version=row["version"], data=body)


def _write_cursor(market_id: str, seq: int, floor: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([market_id, seq, floor]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, market_id: str) -> tuple[int, int]:
    try:
        origin, seq, floor = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        position = (int(seq), int(floor))
    except (binascii.Error, ValueError, TypeError) as error:
        raise refused_field("cursor", "This cursor was not made by this market; leave it out to start over.") from error
    if origin != market_id:
        raise Problem(410, "cursor-too-old", "This cursor is of another market; read everything without a cursor.")
    return position


def counts(tx: Transaction) -> dict[Kind, KindCount]:
    """What lives, per kind, for a client to compare with what it holds."""
    found: dict[Kind, KindCount] = {}
    for kind in KINDS:
        rows = tx.all("SELECT id, version FROM changes WHERE kind = ? AND op = 'put' ORDER BY id", kind)
        digest = hashlib.sha256("".join(f"{row['id']}:{row['version']}\n" for row in rows).encode())
        found[kind] = KindCount(count=len(rows), hash=digest.hexdigest())
    return found
