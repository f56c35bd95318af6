"""New identifiers: made on this machine, unique everywhere, sorted by the order in which they were made."""

from __future__ import annotations

import os
import threading
import time

_turn = threading.Lock()
_last = 0


def new_id() -> str:
    """Return 32 hexadecimal digits: 48 bits of Unix milliseconds, 16 of a counter, 64 at random (like RFC 9562, v7).

    Milliseconds and counter only ever go up, even where the counter runs over or the machine's clock is set back.
    """
    global _last
    with _turn:
        _last = max(time.time_ns() // 1_000_000 << 16, _last + 1)
        return f"{_last:016x}{os.urandom(8).hex()}"
