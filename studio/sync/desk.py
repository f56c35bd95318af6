"""What one Round works with, and what came of it so far."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from studio.base.clock import Clock
from studio.base.jobs import Context
from studio.domain.account import Account
from studio.domain.ids import PersonId
from studio.domain.operation import Kind
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.sync.connector import Connector
from studio.sync.throttle import Noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The profile's folders that a Round reads pictures from and puts documents into."""

    outgoing: MediaStore
    documents: MediaStore


@dataclass(slots=True, kw_only=True)
class Course:
    """What happened in a Round so far."""

    pushed: int = 0
    blocked: int = 0
    unanswered: int = 0
    """How many Changes in a row got no answer."""
    received: Counter[Kind] = field(default_factory=Counter)
    new_people: set[PersonId] = field(default_factory=set)
    aside: int = 0
    unreachable: bool = False
    signed_out: bool = False
    asked_to_wait_until: datetime | None = None
    reason: str = ""

    @property
    def stopped(self) -> bool:
        """Whether going on makes no sense: nobody there, signed out, or asked to stay away for a while."""
        return self.unreachable or self.signed_out or self.asked_to_wait_until is not None

    def stop(self, reason: str, *, unreachable: bool = False, asked_to_wait_until: datetime | None = None) -> None:
        """Note why going on makes no sense."""
        self.reason, self.unreachable, self.asked_to_wait_until = reason, unreachable, asked_to_wait_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One Account, the way to it, and the catalog."""

    catalog: Catalog
    connector: Connector
    account: Account
    files: Files
    clock: Clock
    context: Context
    course: Course = field(default_factory=Course)
    noise: Noise = random.random
