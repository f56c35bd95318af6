"""A backup of a catalog that is being written to can be opened, and holds everything saved before it began."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from studio.base.paths import Profile
from studio.storage import backup
from studio.storage.backup import check_catalog, copy_catalog
from studio.storage.catalog import Catalog
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.children import child, heard, write_until_killed
from tests.storage.items import add, an_item, ids

BACKUPS = 50


def restored(copy: Path, folder: Path) -> set[str]:
    """Return the Items of a backup, opened as a profile of its own and written to."""
    profile = Profile(folder)
    profile.root.mkdir()
    shutil.copy(copy, profile.catalog)
    catalog = open_catalog(profile, FakeClock())
    found = ids(catalog)
    add(catalog, an_item())
    catalog.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server")
def test_backups_of_a_catalog_under_a_writer_are_sound_and_complete(profile: Profile, tmp_path: Path) -> None:
    saved: set[str] = set()
    with child(write_until_killed, profile.root) as (_, pipe):
        for number in range(BACKUPS):
            saved.add(heard(pipe)[1])
            while pipe.poll():
                saved.add(pipe.recv()[1])
            copy = tmp_path / f"backup-{number}.db"
            copy_catalog(profile.catalog, copy)
            assert check_catalog(copy) == []
            if number % 10 == 9:
                assert saved <= restored(copy, tmp_path / f"restored-{number}")


def test_a_backup_is_one_file_and_the_source_is_only_read(catalog: Catalog, tmp_path: Path) -> None:
    add(catalog, an_item(id="a"))
    before = catalog.path.read_bytes()
    target = tmp_path / "backups" / "one.db"
    copy_catalog(catalog.path, target)
    assert catalog.path.read_bytes() == before
    assert [file.name for file in target.parent.iterdir()] == ["one.db"]
    assert restored(target, tmp_path / "restored") == {"a"}


def test_a_backup_that_fails_leaves_the_one_before(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "one.db"
    copy_catalog(catalog.path, target)
    before = target.read_bytes()
    add(catalog, an_item())

    def fail(_file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", fail)
    with pytest.raises(OSError, match="No space"):
        copy_catalog(catalog.path, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_there_is_no_backup_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        copy_catalog(tmp_path / "none.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_the_file_alone_would_lack_what_is_in_the_log(catalog: Catalog, tmp_path: Path) -> None:
    add(catalog, an_item(id="a"))
    shutil.copy(catalog.path, tmp_path / "naive.db")
    assert restored(tmp_path / "naive.db", tmp_path / "restored") == set()
