"""The rate limit: a bucket of requests for each caller that refills with time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from studio.demo_market import rules


@dataclass(slots=True)
class Rate:
    """`take` gives 0 where the caller may go on, else the seconds to wait."""

    per_s: float = rules.REQUESTS_PER_S
    burst: float = rules.REQUESTS_BURST
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, caller: str) -> float:
        now = self.clock()
        level, since = self._buckets.get(caller, (self.burst, now))
        level = min(self.burst, level + (now - since) * self.per_s)
        allowed = level >= 1
        self._buckets[caller] = (level - 1 if allowed else level, now)
        if len(self._buckets) > 1000:
            self._buckets.clear()
        return 0.0 if allowed else (1 - level) / self.per_s
