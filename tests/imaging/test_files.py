"""Files appear whole or not at all, and the cache forgets the oldest."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.imaging.cache import Cache
from studio.imaging.files import whole_file, write_atomically
from studio.imaging.hashing import sha256_of


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "photo.jpg"
    write_atomically(target, b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_failure_leaves_the_old_file_and_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "photo.jpg"
    target.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(target) as file:
        file.writelines([b"ne", "w"])  # type: ignore[list-item]
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match=r"disk is full: photo\.jpg was not written"),
        whole_file(tmp_path / "photo.jpg"),
    ):
        Path("/dev/full").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"folder for photo\.jpg is gone"):
        write_atomically(tmp_path / "gone" / "photo.jpg", b"x")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told_in_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="may not be written there"):
            write_atomically(tmp_path / "photo.jpg", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_a_file_is_named_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"pixels" * 100_000)
    assert sha256_of(path) == hashlib.sha256(b"pixels" * 100_000).hexdigest()


def test_the_oldest_results_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", limit_bytes=1000)
    for age, name in enumerate(("old", "middle", "new")):
        path = cache.path(name, ".npy")
        path.write_bytes(b"x" * 400)
        os.utime(path, (age, age))
    cache.trim()
    assert sorted(path.stem for path in (tmp_path / "cache").iterdir()) == ["new"]


def test_a_cache_below_its_limit_keeps_everything(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit_bytes=1000)
    cache.path("a", ".npy").write_bytes(b"x" * 999)
    cache.trim()
    assert cache.path("a", ".npy").exists()
