"""A catalog is opened where it can be used, and else refused in one sentence with not a byte of it changed."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.storage import schema
from studio.storage.backup import check_catalog
from studio.storage.lock import WriteLock
from studio.storage.opening import open_catalog, refuse_network_drive
from tests.fakes.clock import FakeClock
from tests.storage.items import add, an_item, ids

ROOT = Path(__file__).parents[2]


def snapshot(folder: Path) -> dict[str, str]:
    """Return every file below `folder` with the hash of its content."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def refused(profile: Profile) -> str:
    """Return the sentence with which the catalog is refused; nothing in the folder may change meanwhile."""
    before = snapshot(profile.root)
    with pytest.raises(UserError) as caught:
        open_catalog(profile, FakeClock())
    after = snapshot(profile.root)
    after.pop("catalog.lock", None)
    assert after == {name: hash_ for name, hash_ in before.items() if name != "catalog.lock"}
    return str(caught.value)


def test_a_new_profile_gets_an_empty_sound_catalog(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "deep" / "down" / "profile")
    catalog = open_catalog(profile, FakeClock())
    assert ids(catalog) == set()
    assert catalog.value("PRAGMA user_version") == schema.VERSION
    assert catalog.value("PRAGMA application_id") == schema.APPLICATION_ID
    assert catalog.value("PRAGMA journal_mode") == "wal"
    catalog.close()
    assert check_catalog(profile.catalog) == []


def test_an_empty_file_is_a_new_catalog(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.catalog.touch()
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a"))
    assert ids(catalog) == {"a"}
    catalog.close()


def test_what_was_saved_is_there_when_it_is_opened_again(profile: Profile) -> None:
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a"), an_item(id="b"))
    catalog.close()
    again = open_catalog(profile, FakeClock())
    assert ids(again) == {"a", "b"}
    again.close()


def test_a_closed_catalog_is_one_file(profile: Profile) -> None:
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item())
    catalog.close()
    assert {file.name for file in profile.root.iterdir()} <= {"catalog.db", "catalog.lock"}


@pytest.mark.parametrize("name", ["a b", "a?b", "a#b", "a%20b", "a&mode=ro", "Schränke", "衣", "'quoted'", "100%"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    profile = Profile(tmp_path / name)
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a"))
    catalog.close()
    again = open_catalog(profile, FakeClock())
    assert ids(again) == {"a"}
    assert check_catalog(profile.catalog) == []
    again.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("later", [1, 7, 1_000])
def test_a_newer_catalog_is_refused(profile: Profile, later: int) -> None:
    with closing(sqlite3.connect(profile.catalog)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + later}")
    assert "newer Closet Studio" in refused(profile)


def test_the_database_of_another_program_is_refused(profile: Profile) -> None:
    profile.catalog.unlink()
    with closing(sqlite3.connect(profile.catalog)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    assert "not a closet" in refused(profile)


@pytest.mark.parametrize(
    "content", [b"not a database\n", b"SQLite format 3\0", b"\0" * 4096, b"\x89PNG\r\n\x1a\n" + b"x" * 200]
)
def test_a_file_that_is_no_database_is_refused(profile: Profile, content: bytes) -> None:
    profile.catalog.write_bytes(content)
    assert "cannot be read as a catalog" in refused(profile)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", "utf-8")
    assert "Choose another --profile" in refused(Profile(tmp_path / "taken"))
    assert "Choose another --profile" in refused(Profile(tmp_path / "taken" / "below"))


def test_a_folder_where_a_file_should_be_is_told(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.catalog.mkdir()
    assert "Choose another --profile" in refused(profile)
    profile.catalog.rmdir()
    profile.lock.mkdir()
    assert "catalog.lock cannot be written" in refused(profile)


def test_a_folder_that_may_not_be_used_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(self: Path, *_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", deny)
    with pytest.raises(UserError, match=r"cannot be used for a closet \(Permission denied\)"):
        open_catalog(Profile(tmp_path / "secret"), FakeClock())


MOUNTS = """\
/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
server:/home /mnt/remote {kind} rw 0 0
/dev/vdb /mnt/remote/local ext4 rw 0 0
//nas/photos /mnt/my\\040photos {kind} rw 0 0
"""


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ncpfs", "davfs", "ceph"],
)
def test_a_network_drive_is_refused_with_a_way_out(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.format(kind=kind), "utf-8")
    for place in ("/mnt/remote/closet/catalog.db", "/mnt/my photos/catalog.db"):
        with pytest.raises(UserError, match=rf"network drive \({kind}\).*--profile"):
            refuse_network_drive(Path(place), mounts)
    for place in ("/mnt/remote/local/catalog.db", "/mnt/remoter/catalog.db", "/home/anna/catalog.db"):
        refuse_network_drive(Path(place), mounts)


def test_a_link_to_a_network_drive_is_a_network_drive(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path.resolve()}/far nfs rw 0 0\n", "utf-8")
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    with pytest.raises(UserError, match="network drive"):
        refuse_network_drive(tmp_path / "near" / "catalog.db", mounts)


def test_a_windows_share_is_a_network_drive(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="network drive"):
        refuse_network_drive(Path("\\\\nas\\closet\\catalog.db"), tmp_path / "no mounts here")
    refuse_network_drive(Path("C:/closet/catalog.db"), tmp_path / "no mounts here")


def test_a_second_start_on_a_new_profile_does_not_replace_what_the_first_made(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    lock = WriteLock(profile.lock)
    lock.take()  # the first start is about to make the catalog …

    def second_start() -> set[str]:
        catalog = open_catalog(profile, FakeClock())
        seen = ids(catalog)
        catalog.close()
        return seen

    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(second_start)
        made = Profile(tmp_path / "elsewhere")
        catalog = open_catalog(made, FakeClock())
        add(catalog, an_item(id="first"))
        catalog.close()
        made.catalog.replace(profile.catalog)  # … and has made it, with an Item, before the second gets its turn
        lock.give_back()
        assert second.result(20) == {"first"}


def test_reading_does_without_sqlalchemy(profile: Profile) -> None:
    program = f"""
import sys
from pathlib import Path
from studio.base.clock import SystemClock
from studio.base.paths import Profile
from studio.storage.opening import open_catalog
catalog = open_catalog(Profile(Path({str(profile.root)!r})), SystemClock())
print(catalog.value("SELECT count(*) FROM item"), "sqlalchemy" in sys.modules, "alembic" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "False", "False"]
