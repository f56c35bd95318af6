"""A marketplace in memory whose every answer a test can script; it shows what the engine said to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.account import Account
from studio.domain.change import ChangeKind
from studio.domain.feed import BadRow, Counts, Feed, Page, Remote, RemoteListing, RemoteMessage, Removed, Seller
from studio.domain.ids import AccountId
from studio.domain.interest import Direction
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Kind, Op
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.sync.connector import Applied, Capability, Limits, Outcome, Outgoing, StepDone, Unknown
from studio.sync.round import Files, RoundReport, run_round
from tests.fakes.clock import FakeClock

ACCOUNT = AccountId("fake")
Entity = TypeVar("Entity")
STRONG = Capability.IDEMPOTENT | Capability.NATURAL_KEY
LIMITS = Limits(
    title_max=80,
    description_max=500,
    photos_max=8,
    photo_bytes_max=1_000_000,
    message_max=500,
    currency="USD",
    key_kept=timedelta(days=30),
)
Line = Remote | Removed | BadRow


class FakeMarket:
    """Does what it is told, unless `ends` says otherwise for the next Changes: an Outcome, or "lost" after doing it."""

    name = "Fake Fair"
    limits = LIMITS
    feeds: tuple[Feed, ...] = (Feed.JOURNAL,)

    def __init__(self, clock: FakeClock, capabilities: Capability = STRONG) -> None:
        self.capabilities = capabilities
        self.ends: deque[Outcome | str | None] = deque()
        self.uploads: deque[Outcome] = deque()
        self.pages: dict[str, Page] = {}
        self.rows: dict[str, Remote] = {}
        self.told: list[Outgoing] = []
        self.looked_up: list[Outgoing] = []
        self.listings: dict[str, RemoteListing] = {}
        self.messages: list[str] = []
        self.silent: Exception | None = None
        self._clock = clock

    def whoami(self) -> Seller:
        return Seller(id="me", name="Me")

    def _look(self) -> None:
        if self.silent:
            raise self.silent

    def pull(self, feed: Feed, cursor: str) -> Page:
        self._look()
        return self.pages.get(cursor, Page(rows=(), cursor=cursor))

    def get(self, kind: Kind, remote_id: str) -> Remote | None:
        self._look()
        return self.rows.get(remote_id) or self.listings.get(remote_id)

    def counts(self) -> Counts:
        return {}

    def find_by_natural_key(self, change: Outgoing) -> Remote | None:
        self.looked_up.append(change)
        self._look()
        sku = change.fields.get("sku")
        return next((row for row in self.listings.values() if row.fields["sku"] == sku), None)

    def push(self, change: Outgoing, step_done: StepDone) -> Outcome:
        self.told.append(change)
        end = self.ends.popleft() if self.ends else None
        if isinstance(end, Outcome):
            return end
        remote = self._do(change)
        return Unknown("the answer was lost") if end == "lost" else Applied(remote)

    def upload_photo(self, file: Path, key: str) -> str | Outcome:
        return self.uploads.popleft() if self.uploads else f"p-{file.stem[:8]}"

    def fetch_photo(self, remote_id: str) -> bytes | None:
        return None

    def fetch_label(self, order_id: str) -> bytes | None:
        return None

    def close(self) -> None:
        """There is nothing to close."""

    def _do(self, change: Outgoing) -> Remote | None:
        if change.kind is ChangeKind.MESSAGE_SEND:
            self.messages.append(change.payload["body"])
            return RemoteMessage(
                id=f"m{len(self.messages)}",
                conversation_id=change.remote_id,
                direction=Direction.OUT,
                body=change.payload["body"],
                sent_at=self._clock.now(),
                client_ref=change.payload["client_ref"],
            )
        if change.kind.value.startswith("listing."):
            return self._list(change)
        return None

    def _list(self, change: Outgoing) -> RemoteListing:
        remote_id = change.remote_id or f"r{len(self.listings) + 1}"
        old = self.listings.get(remote_id)
        fields = dict(change.fields)
        photos = tuple(fields.pop("photos", old.photos if old else ()))
        ended = change.kind is ChangeKind.LISTING_END
        self.listings[remote_id] = RemoteListing(
            id=remote_id,
            version=str(int(old.version) + 1 if old else 1),
            state=ListingState.ENDED if ended else ListingState.ACTIVE,
            fields={**(old.fields if old else {}), **fields},
            photos=photos,
        )
        return self.listings[remote_id]


class FakeShop:
    """A catalog with one Account at a FakeMarket; quacks like `market.Shop` where a test publishes or edits."""

    def __init__(self, catalog: Catalog, profile: Profile, clock: FakeClock, market: FakeMarket) -> None:
        self.catalog, self.profile, self.clock, self.market = catalog, profile, clock, market
        self.account_id = ACCOUNT
        self.files = Files(outgoing=MediaStore(profile.outgoing), documents=MediaStore(profile.documents))
        with catalog.operation(Op.CONNECT) as unit:
            unit.save(Account(id=ACCOUNT, connector="fake", name="Fake Fair", address="http://127.0.0.1"))

    def round(self) -> RoundReport:
        account = self.catalog.one(Account, "SELECT * FROM account WHERE id = ?", (ACCOUNT,))
        assert account
        return run_round(self.catalog, self.market, account, self.files, self.clock, Quiet())

    def tell(self, *rows: Line) -> None:
        """Let the next Round read these rows as one page."""
        mark = self.catalog.rows("SELECT mark FROM cursor")
        cursor = mark[0]["mark"] if mark else ""
        self.market.pages[cursor] = Page(rows=rows, cursor=f"{len(self.market.pages) + 1}")

    def rewind(self) -> None:
        """Let the next Round read everything from the beginning."""
        with self.catalog.operation(Op.RECEIVE) as unit:
            unit.connection.exec_driver_sql("DELETE FROM cursor")

    def item(self, item_id: str) -> Item:
        """Return an Item."""
        return self._one(Item, "SELECT * FROM item WHERE id = ?", (item_id,))

    def listing(self, item_id: str = "coat") -> Listing:
        """Return the Listing of an Item in this Account."""
        sql = "SELECT * FROM listing WHERE item_id = ? AND account_id = ?"
        return self._one(Listing, sql, (item_id, self.account_id))

    def listing_named(self, listing_id: str) -> Listing:
        """Return a Listing by its id."""
        return self._one(Listing, "SELECT * FROM listing WHERE id = ?", (listing_id,))

    def listing_of(self, sku: str) -> Listing:
        """Return the Listing of the Item with this SKU."""
        return self._one(Listing, "SELECT listing.* FROM listing JOIN item ON item.id = item_id WHERE sku = ?", (sku,))

    def _one(self, entity: type[Entity], sql: str, values: Sequence[str]) -> Entity:
        found = self.catalog.one(entity, sql, values)
        assert found
        return found
