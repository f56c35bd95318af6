"""A damaged catalog is noticed before anything is written to it, told in one sentence, and left as it is."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from studio.base.errors import StudioError, UserError
from studio.base.paths import Profile
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.storage.backup import check_catalog
from studio.storage.catalog import Catalog
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.items import a_photo, add, an_item

SEED = 20261123
COPIES = 300


@pytest.fixture(scope="module")
def sound(template_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The content of a catalog that is mostly texts and indexes, not empty pages."""
    profile = Profile(tmp_path_factory.mktemp("sound"))
    profile.catalog.write_bytes(template_catalog.read_bytes())
    catalog = open_catalog(profile, FakeClock())
    items = [an_item(title=f"Linen shirt {n}", description="Soft, worn twice. " * 9, brand="Hem") for n in range(200)]
    add(catalog, *items)
    with catalog.operation(Op.IMPORT_PHOTOS) as unit:
        for number, item in enumerate(items):
            unit.save(a_photo(item, f"{number:064x}"))
    catalog.close()
    return profile.catalog.read_bytes()


def use(profile: Profile) -> str:
    """Open the catalog, read all of it and write to it; return "used", or what refused it."""
    try:
        catalog = open_catalog(profile, FakeClock())
    except UserError:
        return "refused at the door"
    try:
        catalog.all(Item, "SELECT * FROM item ORDER BY created_at")
        catalog.rows("SELECT rowid FROM item_text WHERE item_text MATCH 'linen'")
        add(catalog, an_item())
    except StudioError:
        return "refused"
    finally:
        catalog.close()
    return "used"


def damaged(profile: Profile, content: bytes) -> str:
    """Put `content` in the place of the catalog and use it; refused, not a byte of it may change."""
    profile.catalog.write_bytes(content)
    outcome = use(profile)
    if outcome != "used":
        assert profile.catalog.read_bytes() == content
    return outcome


def test_what_is_sound_is_used(profile: Profile, sound: bytes) -> None:
    assert damaged(profile, sound) == "used"


def test_no_damage_is_written_to_or_ends_in_a_crash(profile: Profile, sound: bytes) -> None:
    chance = random.Random(SEED)
    outcomes: Counter[str] = Counter()
    for _ in range(COPIES):
        content = bytearray(sound)
        for place in chance.sample(range(len(content)), 16):
            content[place] ^= 1 << chance.randrange(8)
        for side in ("-wal", "-shm"):
            profile.catalog.with_name(profile.catalog.name + side).unlink(missing_ok=True)
        profile.catalog.write_bytes(content)
        problems = check_catalog(profile.catalog)
        outcome = damaged(profile, bytes(content))
        assert (outcome == "used") <= (problems == []), problems
        outcomes[outcome] += 1
    assert outcomes["refused"] > COPIES * 0.9, outcomes


@pytest.mark.parametrize("kept", [1, 50, 100, 1_024, 4_096, 10_000, 0.5, 0.9, -4_096])
def test_a_catalog_that_was_cut_off_is_refused(profile: Profile, sound: bytes, kept: float) -> None:
    length = int(len(sound) * kept) if isinstance(kept, float) else kept
    assert damaged(profile, sound[:length]).startswith("refused")


@pytest.mark.parametrize("zeroed", [16, 100, 4_096])
def test_a_catalog_with_a_zeroed_beginning_is_refused_at_the_door(profile: Profile, sound: bytes, zeroed: int) -> None:
    assert damaged(profile, bytes(zeroed) + sound[zeroed:]) == "refused at the door"


def test_the_log_of_another_catalog_is_noticed_or_passed_over(profile: Profile, sound: bytes, tmp_path: Path) -> None:
    other = Profile(tmp_path / "other")
    catalog = open_catalog(other, FakeClock())
    add(catalog, *(an_item(title="stranger") for _ in range(50)))
    log = other.catalog.with_name("catalog.db-wal").read_bytes()
    catalog.close()
    profile.catalog.write_bytes(sound)
    profile.catalog.with_name("catalog.db-wal").write_bytes(log)
    assert use(profile) == "refused"


def test_the_words_name_the_damage_and_what_to_do(profile: Profile, sound: bytes) -> None:
    profile.catalog.write_bytes(sound[: len(sound) // 2])
    catalog = open_catalog(profile, FakeClock())
    with pytest.raises(UserError, match=r"damaged \(.+\)\. Nothing more is written to it; .* restore a backup"):
        add(catalog, an_item())
    catalog.close()


def test_a_cell_that_no_longer_means_anything_is_damage_too(profile: Profile) -> None:
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a"))
    catalog.close()
    with closing(sqlite3.connect(profile.catalog)) as vandal:
        vandal.execute("UPDATE item SET state = 'dr?ft', measurements_mm = '{'")
        vandal.commit()
    catalog = open_catalog(profile, FakeClock())
    with pytest.raises(UserError, match="damaged"):
        catalog.all(Item, "SELECT * FROM item")
    catalog.close()


def test_a_row_whose_parent_is_missing_is_found(profile: Profile) -> None:
    with closing(sqlite3.connect(profile.catalog)) as vandal:
        vandal.execute("INSERT INTO cursor (account_id, feed, mark) VALUES ('nobody', 'likes', '')")
        vandal.commit()
    assert check_catalog(profile.catalog) == ["a row of cursor names a row of account that is missing"]


def test_a_catalog_that_is_not_there_is_found_wanting_and_not_made(tmp_path: Path) -> None:
    assert check_catalog(tmp_path / "none.db") == ["unable to open database file"]
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_query_is_our_fault_and_not_called_damage(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        catalog.rows("SELEC * FROM item")
