"""Writes the catalog that is kept for the present schema: `python -m tests.data.catalogs.keep` from the root.

Run once before a release whose schema is new, and never again for that schema: the kept file has to be what that
release really wrote.
"""

from __future__ import annotations

import gzip
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.base.paths import Profile
from studio.domain.account import Account
from studio.domain.conversation import Conversation, Message
from studio.domain.ids import AccountId, ConversationId, ItemId, ListingId, MessageId, PersonId, PhotoId
from studio.domain.interest import Direction, Person
from studio.domain.item import Condition, Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.storage import schema
from studio.storage.backup import copy_catalog
from studio.storage.catalog import Catalog
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()


def main() -> int:
    """Write the file, unless this schema has one."""
    target = Path(__file__).parent / f"v{schema.VERSION:04}.db.gz"
    if target.exists():
        sys.stdout.write(f"{target.name} is kept already.\n")
        return 1
    with TemporaryDirectory() as folder:
        profile = Profile(Path(folder))
        catalog = open_catalog(profile, FakeClock())
        _fill(catalog)
        catalog.close()
        copy_catalog(profile.catalog, Path(folder, "kept.db"))
        target.write_bytes(gzip.compress(Path(folder, "kept.db").read_bytes(), mtime=0))
    return 0


def _fill(catalog: Catalog) -> None:
    account = Account(id=AccountId("fair"), connector="closet_fair", name="Closet Fair", address="http://127.0.0.1")
    person = Person(id=PersonId("robin"), account_id=account.id, remote_id="p1", name="Robin", first_seen=NOW)
    coat = Item(
        id=ItemId("coat"),
        sku="COAT-1",
        created_at=NOW,
        title="Wool coat",
        description="Warm, lined, with a belt.",
        brand="Levi's",
        colours=("Camel",),
        condition=Condition.GOOD,
        measurements_mm={"pit to pit": 520},
        price_minor=6_400,
        weight_g=1_450,
        bin="A3",
    )
    shirt, empty = replace(coat, id=ItemId("shirt"), sku="SHIRT-1", title="Linen shirt"), ItemId("empty")
    with catalog.operation(Op.CONNECT) as unit:
        for row in (account, person, coat, shirt, Item(id=empty, sku="E-1", created_at=NOW)):
            unit.save(row)
        for number in range(4):
            unit.save(_photo(number, coat.id if number < 3 else shirt.id))
        for item, state in ((coat, ListingState.ACTIVE), (shirt, ListingState.DRAFT)):
            unit.save(_listing(item, account, state))
        unit.save(_conversation(account, person))
        for number, direction in enumerate(Direction):
            unit.save(_message(number, direction))
    with catalog.operation(Op.EDIT_ITEM, title="edit price") as unit:
        unit.save(replace(coat, price_minor=5_900))


def _photo(number: int, item_id: ItemId) -> Photo:
    return Photo(
        id=PhotoId(f"photo-{number}"),
        item_id=item_id,
        sha256=f"{number:064x}",
        file_name=f"IMG_{number:04}.JPG",
        format="JPEG",
        width=3_000,
        height=4_000,
        byte_count=2_000_000,
        imported_at=NOW,
        taken_at=NOW,
        position=number,
        flag=(Flag.PICK, Flag.REJECT, Flag.NONE)[number % 3],
        rating=number,
        phash=f"{number:016x}",
        sharpness=0.5,
        brightness=0.25,
    )


def _listing(item: Item, account: Account, state: ListingState) -> Listing:
    return Listing(
        id=ListingId(f"listing-{item.id}"),
        item_id=item.id,
        account_id=account.id,
        created_at=NOW,
        state=state,
        photos=("ab" * 32,),
        remote_id=f"r-{item.id}",
        base={"title": item.title},
    )


def _conversation(account: Account, person: Person) -> Conversation:
    return Conversation(
        id=ConversationId("talk"), account_id=account.id, person_id=person.id, remote_id="t1", last_at=NOW
    )


def _message(number: int, direction: Direction) -> Message:
    return Message(
        id=MessageId(f"message-{number}"),
        conversation_id=ConversationId("talk"),
        direction=direction,
        body="Is it still there? 🧥",
        sent_at=NOW,
    )


if __name__ == "__main__":
    sys.exit(main())
