"""A fast copy is measured on the seller's own photos, and on those of the sample closet where they are too few."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.base.jobs import Context, Quiet
from studio.imaging import fast_copy
from studio.imaging.fast_copy import Measured
from studio.services import fast_copies, models
from studio.services.context import Studio
from tests.imaging import networks
from tests.services.closets import imported, size_of


@pytest.fixture
def measured_on(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The sizes of the pictures that a copy is measured on, without making one."""
    sizes: list[tuple[int, int]] = []

    def make(_backend: str, _folder: Path, pictures: list[Path], _context: Context) -> Measured:
        sizes.extend(size_of(picture) for picture in pictures)
        return Measured(iou=0.99, iou_worst=0.98, speedup=2.5, picture_count=20)

    monkeypatch.setattr(fast_copy, "make", make)
    return sizes


def test_the_sellers_photos_come_first_and_the_sample_closets_fill_up(
    studio: Studio, tmp_path: Path, measured_on: list[tuple[int, int]]
) -> None:
    imported(studio, tmp_path / "shoot", 2, 1)
    assert fast_copies.make(studio, "rembg:u2netp", Quiet()).iou == 0.99
    assert measured_on[:3] == [(240, 320)] * 3
    assert len(measured_on) == 30


def test_a_photo_that_is_missing_is_passed_over(
    studio: Studio, tmp_path: Path, measured_on: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_copies, "_PICTURES", 3)
    imported(studio, tmp_path / "shoot", 2)
    first, second = [file for file in studio.profile.originals.rglob("*") if file.is_file()]
    for file in (first, second):
        file.chmod(0o600)
    first.unlink()
    second.write_bytes(b"damaged since")
    fast_copies.make(studio, "rembg:u2netp", Quiet())
    assert len(measured_on) == 3
    assert (240, 320) not in measured_on


def test_the_real_thing_is_offered_and_chosen_like_any_other(studio: Studio, tmp_path: Path) -> None:
    imported(studio, tmp_path / "shoot", 3)
    backend = models.adopt(studio, networks.deep_network(tmp_path / "deep.onnx"), Quiet())
    fast_copies.make(studio, backend, Quiet())
    models.choose(studio, f"{backend}+int8")
    assert models.meant(studio) == f"{backend}+int8"
    _in_the_box, original, copy = models.kept(studio)
    assert fast_copies.possible(original.size_bytes, original.backend)
    assert not fast_copies.possible(copy.size_bytes, copy.backend)
    assert not fast_copies.possible(973_000_000, "rembg:birefnet-general")
    assert not fast_copies.possible(1_000_000, "garment")
