"""The real embedded marketplace in a process of its own, and the catalog of a seller who is connected to it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from studio.base.clock import Clock
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.account import Account
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
    """Run a marketplace while the test runs."""
    command = [sys.executable, "-m", "studio.demo_market", "--data", str(folder), "--port", "0", "--with-parent"]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process,
        requests.Session() as session,
    ):
        assert process.stdout
        session.trust_env = False
        try:
            yield Market(url=json.loads(process.stdout.readline())["url"], folder=folder, session=session)
        finally:
            process.kill()


@dataclass
class Shop:
    """A seller's catalog with one Account at the marketplace."""

    catalog: Catalog
    profile: Profile
    clock: Clock
    market: Market
    account_id: AccountId
    tokens: Tokens = field(default_factory=Tokens)

    def __post_init__(self) -> None:
        account = Account(id=self.account_id, connector="closet_fair", name="Closet Fair", address=self.market.url)
        registry.sign_in(account, self.tokens, OwnerKey(self.market.owner_key))
        with self.catalog.operation(Op.CONNECT) as unit:
            unit.save(account)
        self.connector: Connector = registry.open_connector(account, self.tokens)

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
    from dataclasses import replace

    with shop.catalog.operation(Op.EDIT_ITEM, title="edit") as unit:
        item = unit.load(Item, item_id)
        assert item
        unit.save(replace(item, **fields))
