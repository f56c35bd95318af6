"""Sizes, turns and times as the file tells them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image as Pillow

from studio.imaging.probe import Probe
from studio.imaging.probing import probe


@pytest.fixture
def zone_of_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _photo(folder: Path, tags: dict[int, object], details: dict[int, object]) -> Path:
    exif = Pillow.Exif()
    exif.update(tags)
    exif.get_ifd(0x8769).update(details)
    path = folder / "photo.jpg"
    Pillow.new("RGB", (40, 30)).save(path, exif=exif)
    return path


def test_a_turned_photo_tells_its_upright_size(tmp_path: Path) -> None:
    found = probe(_photo(tmp_path, {0x0112: 6}, {}))
    assert (found.width_px, found.height_px, found.orientation) == (30, 40, 6)
    assert found.byte_count == os.path.getsize(tmp_path / "photo.jpg")  # noqa: PTH202


def test_a_time_with_an_offset_is_exact(tmp_path: Path) -> None:
    found = probe(_photo(tmp_path, {}, {0x9003: "2026:05:04 10:20:30", 0x9011: "+05:30", 0x9291: "25"}))
    assert found.taken_at == datetime(2026, 5, 4, 4, 50, 30, 250_000, UTC)
    assert found.zone_known


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this platform cannot change its zone")
def test_a_time_without_an_offset_is_this_machines(tmp_path: Path, zone_of_new_york: None) -> None:
    found = probe(_photo(tmp_path, {}, {0x9003: "2026:05:04 10:20:30"}))
    assert found.taken_at == datetime(2026, 5, 4, 14, 20, 30, tzinfo=UTC)
    assert not found.zone_known


def test_the_original_time_wins_over_that_of_the_last_change(tmp_path: Path) -> None:
    details = {0x9003: "2026:05:04 10:20:30", 0x9011: "Z"}
    first = probe(_photo(tmp_path, {0x0132: "2027:01:01 00:00:00"}, details)).taken_at
    assert first is not None
    assert first.year == 2026
    only_changed = probe(_photo(tmp_path, {0x0132: "2027:01:01 12:00:00"}, {})).taken_at
    assert only_changed is not None
    assert only_changed.year == 2027


@pytest.mark.parametrize(
    "text", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "2026-05-04", "<script>", "9999:12:31 23:59:59"]
)
def test_a_time_that_is_none_is_left_out(tmp_path: Path, text: str) -> None:
    found = probe(_photo(tmp_path, {}, {0x9003: text, 0x9011: "-12:00"}))
    assert found.taken_at is None


@pytest.mark.parametrize("orientation", [0, 9, 4711])
def test_an_orientation_that_is_none_counts_as_upright(tmp_path: Path, orientation: int) -> None:
    assert probe(_photo(tmp_path, {0x0112: orientation}, {})).orientation == 1


def test_a_probe_survives_json(tmp_path: Path) -> None:
    found = probe(_photo(tmp_path, {}, {0x9003: "2026:05:04 10:20:30", 0x9011: "+02:00"}))
    assert Probe.from_plain(found.to_plain()) == found
    timeless = probe(_photo(tmp_path, {}, {}))
    assert Probe.from_plain(timeless.to_plain()) == timeless


def test_phones_photos_tell_when_they_were_taken(shared: Path) -> None:
    found = probe(shared / "data/photos/heic_iphone11pro_exif_at_eof.heic")
    assert (found.format, found.width_px, found.height_px) == ("HEIF", 3024, 4032)
    assert found.taken_at == datetime(2020, 5, 4, 22, 39, 11, 644_000, UTC)
