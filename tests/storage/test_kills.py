"""Whatever was told as saved is there after the program has been killed; what was not is whole or absent."""

from __future__ import annotations

import hashlib
import random
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from studio.base.paths import Profile
from studio.storage.backup import check_catalog
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.children import child, heard, write_until_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
KILLS = 60
SEED = 20261123


def test_nothing_that_was_acknowledged_is_lost_by_a_kill(profile: Profile) -> None:
    moments = random.Random(SEED)
    added: set[str] = set()
    priced: set[str] = set()
    for _ in range(KILLS):
        with child(write_until_killed, profile.root) as (process, pipe):
            heard_before = [heard(pipe)]
            time_to_die = time.monotonic() + moments.uniform(0, 0.08)
            while time.monotonic() < time_to_die:
                if pipe.poll(max(0.0, time_to_die - time.monotonic())):
                    heard_before.append(pipe.recv())
            process.kill()
            heard_before += _rest(pipe)
        added |= {id_ for what, id_ in heard_before if what == "added"}
        priced |= {id_ for what, id_ in heard_before if what == "priced"}
        assert check_catalog(profile.catalog) == []
    catalog = open_catalog(profile, FakeClock())
    assert len(added) >= KILLS
    _all_there(catalog, profile, added, priced)
    catalog.close()


def _rest(pipe: Connection) -> list[tuple[str, str]]:
    """Return what the child had told before it died; its last word may be torn."""
    rest: list[tuple[str, str]] = []
    try:
        while pipe.poll(1.0):
            rest.append(pipe.recv())
    except (EOFError, OSError):
        return rest
    return rest


def _all_there(catalog: Catalog, profile: Profile, added: set[str], priced: set[str]) -> None:
    rows = catalog.rows("SELECT id, price_minor FROM item")
    assert added <= {row["id"] for row in rows}
    assert priced <= {row["id"] for row in rows if row["price_minor"] is not None}
    photos = catalog.rows("SELECT item_id, sha256 FROM photo")
    assert {row["id"] for row in rows} == {row["item_id"] for row in photos}
    assert len(photos) == 2 * len(rows)
    media = MediaStore(profile.originals)
    for row in photos:
        file = media.find(row["sha256"])
        assert isinstance(file, Path)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == row["sha256"]
    media.sweep()
    assert not list(profile.originals.rglob("*.part"))
