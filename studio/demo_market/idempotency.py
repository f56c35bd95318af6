"""Idempotency keys: a write sent twice happens once, and answers the same both times."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from studio.demo_market import rules
from studio.demo_market.problems import Problem
from studio.demo_market.store import Transaction, later

KEY_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReply:
    """An answer in the bytes in which it first went out."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def fingerprint(method: str, path: str, payload: object) -> str:
    """What makes two writes the same: where they go and what they say, whatever the spacing of their JSON."""
    said = json.dumps([method, path, payload], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def find(tx: Transaction, key: str, wanted: str) -> StoredReply | None:
    """The stored answer to this key. Raises 422 where the key was used for something else."""
    row = tx.one("SELECT * FROM idempotency_keys WHERE key = ?", key)
    if row is None:
        return None
    if row["fingerprint"] != wanted:
        raise Problem(422, "key-reused", "This Idempotency-Key was used for another request; make a new one.")
    return StoredReply(status=row["status"], headers=json.loads(row["headers"]), body=row["body"])


def keep(tx: Transaction, key: str, wanted: str, reply: StoredReply) -> None:
    """Store the answer in the write's own transaction. Refusals are not stored: they changed nothing."""
    tx.insert(
        "idempotency_keys",
        {
            "key": key,
            "fingerprint": wanted,
            "status": reply.status,
            "headers": json.dumps(dict(reply.headers)),
            "body": reply.body,
            "at": tx.now,
        },
    )


def prune(tx: Transaction) -> None:
    tx.run("DELETE FROM idempotency_keys WHERE at < ?", later(tx.now, days=-rules.KEYS_KEPT_D))


class KeysAtWork:
    """Keys whose first request still runs; in memory, because a killed server runs nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        with self._lock:
            if key in self._keys:
                raise Problem(
                    409,
                    "key-at-work",
                    "The first request with this Idempotency-Key still runs; ask again in a second.",
                    headers={"Retry-After": "1"},
                )
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)
