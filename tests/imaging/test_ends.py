"""A picture that is still being written is told from a whole one by its end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from studio.imaging.ends import has_end
from tests.imaging.drawing import shirt


@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "webp", "bmp", "avif"])
def test_a_file_that_lacks_its_end_is_known_by_it(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    Image.fromarray(shirt(1200, 1600)[0]).save(file)
    whole = file.read_bytes()
    assert has_end(file)
    for part in (40, len(whole) // 2, len(whole) - 20):
        file.write_bytes(whole[:part])
        assert not has_end(file), part


def test_a_copy_whose_room_was_reserved_first_lacks_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    Image.fromarray(shirt(1200, 1600)[0]).save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) - len(whole) // 3 + 100_000))
    assert not has_end(file)


def test_what_a_phone_puts_behind_the_end_does_not_hide_it(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    Image.fromarray(shirt(300, 400)[0]).save(file)
    file.write_bytes(file.read_bytes() + b"\0" * 30_000)
    assert has_end(file)


def test_a_real_heic_has_its_end_and_half_of_it_has_none(tmp_path: Path, shared: Path) -> None:
    source = shared / "data/photos/heic_iphone8_gps.heic"
    assert has_end(source)
    half = tmp_path / "half.heic"
    half.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    assert not has_end(half)


def test_every_real_photo_has_its_end(shared: Path) -> None:
    files = [file for file in (shared / "data/photos").iterdir() if file.suffix.lower() in (".jpg", ".jpeg", ".heic")]
    assert files
    assert [file.name for file in files if not has_end(file)] == []


@pytest.mark.parametrize(("content", "ended"), [(b"", False), (b"notes", True), (b"II*\0 a tiff", True)])
def test_what_cannot_be_told_counts_as_whole_but_for_an_empty_file(tmp_path: Path, content: bytes, ended: bool) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(content)
    assert has_end(file) is ended


def test_an_iso_box_may_be_longer_than_four_bytes_can_say_or_reach_to_the_end(tmp_path: Path) -> None:
    head = (16).to_bytes(4) + b"ftypheic\0\0\0\0"
    long_box = (1).to_bytes(4) + b"mdat" + (40).to_bytes(8) + bytes(24)
    for rest, ended in (
        (long_box, True),
        (long_box[:-1], False),
        ((0).to_bytes(4) + b"mdat123", True),
        (b"abc", False),
    ):
        file = tmp_path / "a.heic"
        file.write_bytes(head + rest)
        assert has_end(file) is ended
