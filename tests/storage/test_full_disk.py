"""A full disk is told in one sentence; what was saved is safe, and work goes on when there is room again."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.storage.backup import check_catalog
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.children import child, heard
from tests.storage.items import add, an_item, ids

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
LONG = "Soft, worn twice, no holes. " * 400


def fill(catalog: Catalog) -> tuple[set[str], str]:
    """Add Items until there is no more room; return those that were told as saved, and what the last was told."""
    saved: set[str] = set()
    try:
        for number in range(10_000):
            add(catalog, an_item(id=f"i{number}", description=f"{number} {LONG}"))
            saved.add(f"i{number}")
    except UserError as error:
        return saved, str(error)
    return saved, "there was room for all"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB; skipped where this user may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False, capture_output=True)
    if mount.returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@posix
def test_a_small_disk_that_fills_up_refuses_the_operation_and_keeps_the_others(small_disk: Path) -> None:
    profile = Profile(small_disk / "profile")
    catalog = open_catalog(profile, FakeClock())
    ballast = small_disk / "film.mov"
    ballast.write_bytes(bytes(2_000_000))
    saved, told = fill(catalog)
    assert saved
    assert told.startswith("The disk is full. Free some space")
    with pytest.raises(UserError, match=r"cannot be written \(No space left on device\)"):
        MediaStore(profile.originals).add_bytes(LONG.encode() * 100, ".jpg")
    assert not [file for file in profile.originals.rglob("*") if file.is_file()]
    ballast.unlink()
    add(catalog, an_item(id="after"))
    assert ids(catalog) == saved | {"after"}
    catalog.close()
    assert check_catalog(profile.catalog) == []


def test_a_full_database_refuses_the_operation_and_keeps_the_others(catalog: Catalog) -> None:
    add(catalog, an_item(id="first"))
    with catalog.writer()._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 40}")
    saved, told = fill(catalog)
    assert saved
    assert told.startswith("The disk is full. Free some space")
    assert ids(catalog) == saved | {"first"}
    assert len(catalog.history()) == len(saved) + 1
    with catalog.writer()._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    add(catalog, an_item(id="after"))
    catalog.undo()
    catalog.undo()
    assert len(ids(catalog)) == len(saved)
    catalog.close()
    assert check_catalog(catalog.path) == []


@posix
def test_a_full_disk_under_the_log_refuses_the_operation_and_keeps_the_others(profile: Profile) -> None:
    with child(fill_within, profile.root, 1_000_000) as (process, pipe):
        saved, told = heard(pipe)
        process.join(20)
    assert "The disk failed" in told  # a limit of the process is not a full disk to SQLite
    assert saved
    catalog = open_catalog(profile, FakeClock())
    assert ids(catalog) == saved | {"first"}
    add(catalog, an_item(id="after"))
    catalog.close()
    assert check_catalog(profile.catalog) == []


def fill_within(pipe: Connection, root: Path, room: int) -> None:
    """Add Items where no file can become longer than `room`, and tell which were saved."""
    catalog = open_catalog(Profile(root), FakeClock())
    add(catalog, an_item(id="first"))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    pipe.send(fill(catalog))


@posix
def test_a_disk_with_no_room_for_a_new_catalog_is_told(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "new")
    with child(begin_within, profile.root, 50_000) as (_, pipe):
        assert "could not be made ready" in heard(pipe)
    assert not profile.catalog.exists()
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a"))
    assert ids(catalog) == {"a"}
    catalog.close()


def begin_within(pipe: Connection, root: Path, room: int) -> None:
    """Open a new profile where no file can become longer than `room`, and tell what that came to."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        open_catalog(Profile(root), FakeClock())
    except UserError as error:
        pipe.send(str(error))
