"""New identifiers: made on this machine, unique everywhere, sorted by the time they were made."""

from __future__ import annotations

import itertools
import secrets
import time

_ticks = itertools.count()


def new_id() -> str:
    """Return 32 hexadecimal digits: 48 bits of Unix milliseconds, 16 of a counter, 64 at random (like RFC 9562, v7)."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{milliseconds & (1 << 48) - 1:012x}{next(_ticks) & 0xFFFF:04x}{secrets.randbits(64):016x}"
