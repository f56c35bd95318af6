"""When the next Round of an Account is due: a pure function of how things stand and of the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from studio.domain.account import Account, AccountState
from studio.sync.throttle import Noise, back_off_s

POLL_S = 60.0
POLL_NEAR_S = 10.0
"""The embedded marketplace is on this machine: asking it costs nothing."""
NOISE_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand with one Account."""

    account: Account
    last_round: datetime | None
    """When the last Round of this session ended; None before the first."""
    failures: int = 0
    """How many Rounds in a row did not get through."""
    waits_until: datetime | None = None
    """When the first Change in its outbox may be sent; None where nothing waits."""
    asked_to_wait_until: datetime | None = None
    """Until when the marketplace asked us to stay away."""


def next_round(standing: Standing, now: datetime, noise: Noise) -> datetime | None:
    """Return when the next Round is due, `now` for at once; None while the seller has to sign in first."""
    if standing.account.state is AccountState.SIGNED_OUT:
        return None
    if standing.last_round is None:
        due = now
    elif standing.failures:
        due = standing.last_round + timedelta(seconds=back_off_s(standing.failures + 1, noise))
    else:
        poll = standing.last_round + timedelta(seconds=_poll_s(standing.account) * (1 + NOISE_SHARE * noise()))
        due = min(poll, max(standing.waits_until, standing.last_round)) if standing.waits_until else poll
    return max(now, due, standing.asked_to_wait_until or due)


def _poll_s(account: Account) -> float:
    near = account.address.startswith(("http://127.0.0.1", "http://[::1]", "http://localhost"))
    return POLL_NEAR_S if near else POLL_S
