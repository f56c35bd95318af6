"""Originals are there whole or not at all, whatever goes wrong while they are copied."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.storage import media
from studio.storage.media import MediaStore
from tests.storage.children import child, heard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and kills as POSIX has them")
PHOTO = random.Random(1).randbytes(300_000)  # the same in the children
SHA256 = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "IMG 0001.JPG"
    file.write_bytes(PHOTO)
    return file


def files(store: MediaStore) -> list[str]:
    return sorted(file.name for file in store.root.rglob("*") if file.is_file())


def test_a_file_is_kept_under_its_content_and_the_source_stays(store: MediaStore, photo: Path) -> None:
    kept = store.add_file(photo, SHA256, ".JPG")
    assert kept == store.root / SHA256[:2] / f"{SHA256}.jpg"
    assert kept.read_bytes() == photo.read_bytes() == PHOTO
    assert store.find(SHA256) == kept
    assert store.names() == {SHA256}


def test_the_same_content_is_kept_once(store: MediaStore, photo: Path) -> None:
    first = store.add_file(photo, SHA256, ".jpg")
    assert store.add_file(photo, SHA256, ".jpeg") == first
    assert store.add_bytes(PHOTO, ".jpg") == SHA256
    assert files(store) == [f"{SHA256}.jpg"]


def test_what_is_not_there_is_not_found(store: MediaStore) -> None:
    assert store.find(SHA256) is None
    assert store.names() == set()
    assert store.sweep() == 0


def test_a_file_that_is_not_what_was_announced_is_not_kept(store: MediaStore, photo: Path) -> None:
    photo.write_bytes(PHOTO[:-1])
    with pytest.raises(UserError, match="changed while it was copied"):
        store.add_file(photo, SHA256, ".jpg")
    assert files(store) == []


def test_a_source_that_went_away_is_named(store: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.jpg cannot be read \(No such file or directory\)"):
        store.add_file(tmp_path / "gone.jpg", SHA256, ".jpg")
    with pytest.raises(UserError, match="cannot be read"):
        store.add_file(tmp_path, SHA256, ".jpg")
    assert files(store) == []


def test_a_file_in_the_way_of_the_folder_is_told(store: MediaStore, photo: Path) -> None:
    store.root.write_text("in the way", "utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        store.add_file(photo, SHA256, ".jpg")
    assert store.root.read_text("utf-8") == "in the way"


@pytest.mark.parametrize("room", [0, 1, 100_000, 299_999])
def test_a_full_disk_is_told_and_leaves_nothing_half(store: MediaStore, photo: Path, room: int) -> None:
    with child(add_with_room_for, store.root, photo, room) as (_, pipe):
        assert "cannot be written (File too large)" in heard(pipe)
    assert files(store) == []


def add_with_room_for(pipe: Connection, root: Path, photo: Path, room: int) -> None:
    """Add the photo where no file can become longer than `room`, and tell what that came to."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        MediaStore(root).add_file(photo, SHA256, ".jpg")
        pipe.send("kept")
    except UserError as error:
        pipe.send(str(error))


@pytest.mark.parametrize("step", ["os.fsync", "_sha256", "Path.replace", "sync_folder"])
def test_a_kill_at_any_step_leaves_the_file_whole_or_absent(store: MediaStore, photo: Path, step: str) -> None:
    with child(add_and_die, store.root, photo, step) as (process, _):
        process.join(20)
        assert process.exitcode == -signal.SIGKILL
    kept = store.find(SHA256)
    assert kept is None or kept.read_bytes() == PHOTO
    assert (kept is not None) is (step == "sync_folder")
    assert store.sweep() == (kept is None)
    assert store.add_file(photo, SHA256, ".jpg").read_bytes() == PHOTO
    assert files(store) == [f"{SHA256}.jpg"]


def add_and_die(pipe: Connection, root: Path, photo: Path, step: str) -> None:
    """Add the photo and die when `step` is about to be called."""

    def die(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    name, _, method = step.partition(".")
    setattr(getattr(media, name) if method else media, method or name, die)
    MediaStore(root).add_file(photo, SHA256, ".jpg")
    pipe.send("survived")
