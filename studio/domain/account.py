"""Account: one seller account at one marketplace."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from studio.domain.ids import AccountId


class AccountState(enum.StrEnum):
    """Whether Rounds may run."""

    CONNECTED = "connected"
    SIGNED_OUT = "signed_out"
    """The marketplace no longer takes our token; everything waits until the seller signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where it is, who the seller is there, and when we last were in step."""

    id: AccountId
    connector: str
    name: str
    address: str
    seller_name: str = ""
    currency: str = "USD"
    state: AccountState = AccountState.CONNECTED
    in_step_at: datetime | None = None
    """When the last Round ended well."""
    unreachable_since: datetime | None = None
    reason: str = ""
    revision: int = 0
