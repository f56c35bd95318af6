"""How long to wait before the next attempt: a pure function of what happened, the time and a little noise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

SHORTEST_S = 1.0
LONGEST_S = 15 * 60.0
RETRY_AFTER_MAX_S = 24 * 3600.0

Noise = Callable[[], float]
"""Returns a number from 0 up to 1."""


def back_off_s(attempts: int, noise: Noise) -> float:
    """Return the wait after so many attempts in a row: full jitter below a ceiling that doubles, 1 s to 15 min.

    Full jitter spreads those who failed together better than any other (AWS Architecture Blog, "Exponential Backoff
    And Jitter", 2015).
    """
    ceiling_s = min(LONGEST_S, SHORTEST_S * 2.0 ** min(max(attempts, 1), 20))
    return SHORTEST_S + (ceiling_s - SHORTEST_S) * noise()


def next_try(now: datetime, attempts: int, noise: Noise, *, after_s: float | None = None) -> datetime:
    """Return when to try again: when the marketplace said so, else after the back-off."""
    wait_s = back_off_s(attempts, noise) if after_s is None else min(max(after_s, SHORTEST_S), RETRY_AFTER_MAX_S)
    return now + timedelta(seconds=wait_s)
