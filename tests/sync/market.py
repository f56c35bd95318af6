"""The real embedded marketplace in a process of its own, and the catalog of a seller who is connected to it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.account import Account, AccountState
from studio.domain.change import ChangeKind
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.item import Condition, Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.storage import outbox
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.sync import registry
from studio.sync.connector import Connector, OwnerKey
from studio.sync.round import Files, RoundReport, run_round
from tests.fakes.clock import FakeClock
from tests.storage.children import FORK_SERVER

# There is one fork server a test run, and it imports what the last caller names: so name what the others need too.
FORK_SERVER.set_forkserver_preload(
    [
        "alembic.command",
        "tests.storage.children",
        "studio.demo_market.server",
        "studio.sync.connectors.closet_fair.connect",
        "studio.sync.connectors.closet_fair.connector",
        "studio.sync.pull",
        "studio.sync.push",
        "studio.sync.verify",
        "tests.sync.trader",
    ]
)


class Tokens(dict[str, dict[str, Any]]):
    """A TokenStore in memory."""

    def set(self, account_id: str, token: dict[str, Any]) -> None:
        self[account_id] = token

    def delete(self, account_id: str) -> None:
        self.pop(account_id, None)


@dataclass(frozen=True)
class Market:
    """A running marketplace, asked behind the back of what is tested."""

    url: str
    folder: Path
    session: requests.Session

    @property
    def owner_key(self) -> str:
        return (self.folder / "owner.key").read_text().strip()

    def demo(self, verb: str, **said: Any) -> Any:
        reply = self.session.post(f"{self.url}/demo/{verb}", json=said, timeout=10)
        assert reply.ok, reply.text
        return reply.json()

    def get(self, path: str, token: Mapping[str, Any]) -> Any:
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        reply = self.session.get(f"{self.url}/v1/{path}", headers=headers, timeout=10)
        assert reply.ok, reply.text
        return reply.json()


@contextmanager
def serve(folder: Path) -> Iterator[Market]:
    """Run a marketplace while the test runs; it is gone when this process is, however that ends."""
    there, here = FORK_SERVER.Pipe(duplex=False)
    process = FORK_SERVER.Process(target=_serve, args=(there, folder), daemon=True)
    process.start()
    there.close()
    with requests.Session() as session:
        session.trust_env = False
        try:
            yield Market(url=_address(folder), folder=folder, session=session)
        finally:
            process.kill()
            process.join()
            here.close()


def _serve(parent: Connection, folder: Path) -> None:
    from studio.demo_market.server import serve as serve_market

    os.dup2(parent.fileno(), 0)
    with Path(os.devnull).open("w") as sys.stdout:
        serve_market(folder, with_parent=True)


def _address(folder: Path) -> str:
    for _ in range(1000):
        if (folder / "market.json").exists():
            return str(json.loads((folder / "market.json").read_text())["url"])
        threading.Event().wait(0.02)
    raise AssertionError("the marketplace did not start")


@dataclass
class Shop:
    """A seller's catalog with one Account at the marketplace."""

    catalog: Catalog
    profile: Profile
    clock: FakeClock
    market: Market
    account_id: AccountId
    tokens: Tokens = field(default_factory=Tokens)

    def __post_init__(self) -> None:
        if self.account_id in self.tokens:
            self.connector: Connector = registry.open_connector(self.account, self.tokens)
            return
        account = Account(id=self.account_id, connector="closet_fair", name="Closet Fair", address=self.market.url)
        with self.catalog.operation(Op.CONNECT) as unit:
            unit.save(account)
        self.sign_in()

    def sign_in(self) -> None:
        """Connect the Account, for the first time or again."""
        registry.sign_in(self.account, self.tokens, OwnerKey(self.market.owner_key))
        with self.catalog.operation(Op.CONNECT) as unit:
            unit.save(replace(self.account, state=AccountState.CONNECTED, reason=""))
        self.connector = registry.open_connector(self.account, self.tokens)

    @property
    def account(self) -> Account:
        found = self.catalog.one(Account, "SELECT * FROM account WHERE id = ?", (self.account_id,))
        assert found
        return found

    @property
    def files(self) -> Files:
        return Files(outgoing=MediaStore(self.profile.outgoing), documents=MediaStore(self.profile.documents))

    def round(self) -> RoundReport:
        return run_round(self.catalog, self.connector, self.account, self.files, self.clock, Quiet())

    def listed_there(self) -> list[dict[str, Any]]:
        token = self.tokens[self.account_id]
        found: list[dict[str, Any]] = self.market.get("listings?limit=500", token)["listings"]
        return found

    def listing(self, item_id: str) -> Listing:
        found = self.catalog.one(
            Listing, "SELECT * FROM listing WHERE item_id = ? AND account_id = ?", (item_id, self.account_id)
        )
        assert found
        return found

    def item(self, item_id: str) -> Item:
        found = self.catalog.one(Item, "SELECT * FROM item WHERE id = ?", (item_id,))
        assert found
        return found

    def waiting(self) -> int:
        return int(self.catalog.value("SELECT count(*) FROM change"))


def picture(number: int) -> bytes:
    """Return a small JPEG that no other number gives."""
    digest = hashlib.sha256(str(number).encode()).digest()
    content = io.BytesIO()
    Image.frombytes("RGB", (2, 2), digest[:12]).resize((24, 32)).save(content, "JPEG")
    return content.getvalue()


def publish(shop: Shop, item_id: str, *, photos: int = 1, **fields: Any) -> ListingId:
    """Add an Item and queue it for the Account, as the services do."""
    said = {"title": f"Coat {item_id}", "price_minor": 4800, "condition": Condition.GOOD, **fields}
    pictures = [picture(hash((item_id, number))) for number in range(photos)]
    shas = tuple(shop.files.outgoing.add_bytes(content, ".jpg") for content in pictures)
    listing_id = ListingId(f"l-{item_id}")
    with shop.catalog.operation(Op.PUBLISH) as unit:
        unit.save(Item(id=ItemId(item_id), sku=f"SKU-{item_id}", created_at=unit.now, **said))
        unit.save(
            Listing(
                id=listing_id,
                item_id=ItemId(item_id),
                account_id=shop.account_id,
                created_at=unit.now,
                state=ListingState.QUEUED,
                photos=shas,
            )
        )
        outbox.queue(unit, ChangeKind.LISTING_CREATE, account_id=shop.account_id, entity_id=listing_id)
    return listing_id


def edit(shop: Shop, item_id: str, **fields: Any) -> None:
    """Edit an Item as the window does."""
    with shop.catalog.operation(Op.EDIT_ITEM, title="edit") as unit:
        item = unit.load(Item, item_id)
        assert item
        unit.save(replace(item, **fields))
