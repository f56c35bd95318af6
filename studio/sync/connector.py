"""Connector: what the engine asks of a marketplace, and every way in which that can end."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from studio.base.errors import StudioError, TransientError
from studio.base.jobs import Context
from studio.domain.change import ChangeKind
from studio.domain.feed import Counts, Feed, Page, Remote, RemoteListing, Seller
from studio.domain.operation import Kind


class Capability(enum.Flag):
    """What a marketplace can do; the engine falls back where it cannot."""

    LISTINGS_READ = enum.auto()
    LISTINGS_WRITE = enum.auto()
    PHOTO_UPLOAD = enum.auto()
    LIKE_COUNTS = enum.auto()
    LIKE_EVENTS = enum.auto()
    OFFERS_IN = enum.auto()
    OFFERS_OUT = enum.auto()
    MESSAGES_READ = enum.auto()
    MESSAGES_SEND = enum.auto()
    ORDERS = enum.auto()
    SHIPMENTS = enum.auto()
    IDEMPOTENT = enum.auto()
    """The same key again is harmless: an unanswered Change is simply sent again."""
    CONDITIONAL_WRITE = enum.auto()
    CHANGE_FEED = enum.auto()
    TOMBSTONES = enum.auto()
    NATURAL_KEY = enum.auto()
    """What we made can be found by a name of our own: SKU, `client_ref`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much fits in."""

    title_max: int
    description_max: int
    photos_max: int
    photo_bytes_max: int
    message_max: int
    currency: str
    key_kept: timedelta
    """For how long a key proves anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal: the marketplace's own sentence or ours, and the fields it named."""

    sentence: str
    status: int = 0
    fields: frozenset[str] = frozenset()

    @property
    def gone(self) -> bool:
        """Whether the thing was deleted there."""
        return self.status == 410


@dataclass(frozen=True, slots=True)
class Applied:
    """It is done; `remote` is the row as it stands now, where the marketplace answered with it."""

    remote: Remote | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """It was done before; the answer is the one from then, so the row has to be looked at again."""

    remote: Remote | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Not done: the row is no longer what it was when we last looked."""

    current: Remote | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not done, and sending it again would not help."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Retry:
    """Certainly not done. `unreachable`: not a byte arrived; else the marketplace asked us to wait."""

    reason: str
    after_s: float | None = None
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left this machine and no usable answer came."""

    reason: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class AuthNeeded:
    """The marketplace no longer takes our token."""

    reason: str


Outcome = Applied | Replayed | Conflict | Rejected | Retry | Unknown | AuthNeeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One Change as it is told: everything in it is frozen, so that a second sending says the same."""

    kind: ChangeKind
    key: str
    remote_id: str
    """What it is about, as the marketplace calls it; empty for a Listing that it does not have yet."""
    version: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Of a Listing: the fields to be set, in the words of `domain.listing.contents`, photos by their remote names."""
    payload: Mapping[str, Any] = field(default_factory=dict)
    """Of an act: what it says."""


StepDone = Callable[[RemoteListing], None]
"""Called as soon as one step of a Change of several calls is through, so that a restart resumes behind it."""


class Unreachable(TransientError):
    """No answer, or none that could be used; offline is the normal case and not an error."""


class SignedOut(StudioError):
    """The marketplace no longer takes our token; the seller has to sign in again."""


class CursorTooOld(StudioError):
    """The Feed has to be read from its beginning."""


class TokenStore(Protocol):
    """Keeps the tokens of Accounts: in the key store of the system, or where the caller decides."""

    def get(self, account_id: str) -> dict[str, Any] | None:
        """Return the token of an Account."""
        ...

    def set(self, account_id: str, token: dict[str, Any]) -> None:
        """Keep the token of an Account."""
        ...

    def delete(self, account_id: str) -> None:
        """Forget the token of an Account."""
        ...


@dataclass(frozen=True, slots=True)
class Browser:
    """The seller says yes in their own browser; `open_page` shows it an address."""

    open_page: Callable[[str], object]
    context: Context


@dataclass(frozen=True, slots=True)
class OwnerKey:
    """Who can read the folder of a marketplace on this machine is its owner: nobody has to be asked."""

    key: str


Approval = Browser | OwnerKey


class Connector(Protocol):
    """The adapter to one marketplace, for one Account.

    Reading raises Unreachable, SignedOut or CursorTooOld; `push` and `upload_photo` put every end into their answer.
    """

    name: str
    capabilities: Capability
    limits: Limits
    feeds: tuple[Feed, ...]
    """The Feeds to read, in their order."""

    def whoami(self) -> Seller:
        """Return who the seller is there."""
        ...

    def pull(self, feed: Feed, cursor: str) -> Page:
        """Return the next page of a Feed; one bad row never raises."""
        ...

    def get(self, kind: Kind, remote_id: str) -> Remote | None:
        """Return one row as it stands, or None where it is not there."""
        ...

    def counts(self) -> Counts:
        """Return how many rows live there, for the kinds of which it can say so."""
        ...

    def find_by_natural_key(self, change: Outgoing) -> Remote | None:
        """Return what this Change may have made already, or None where it certainly has not."""
        ...

    def push(self, change: Outgoing, step_done: StepDone) -> Outcome:
        """Tell one Change."""
        ...

    def upload_photo(self, file: Path, key: str) -> str | Outcome:
        """Upload a picture and return the marketplace's name of it; the same picture twice is the same name."""
        ...

    def fetch_photo(self, remote_id: str) -> bytes | None:
        """Return a picture, or None where it is not there."""
        ...

    def fetch_label(self, order_id: str) -> bytes | None:
        """Return the shipping label of an Order as a PDF, or None where there is none."""
        ...

    def close(self) -> None:
        """Let the connection go."""
        ...
