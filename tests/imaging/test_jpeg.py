"""The quick way to decode a JPEG gives what Pillow gives, and leaves everything that is not plain and whole to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.imaging import jpeg
from studio.imaging.header import open_header
from studio.imaging.image import Pixels
from tests.imaging.drawing import shirt


def _decoded(path: Path, long_edge_px: int = 4000) -> Pixels | None:
    with open_header(path) as header:
        return jpeg.decoded(path, header, long_edge_px)


@pytest.mark.parametrize("long_edge_px", [4000, 320, 160, 80])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 1}])
def test_the_pixels_are_those_of_pillow(tmp_path: Path, options: dict[str, int], long_edge_px: int) -> None:
    path = tmp_path / "shirt.jpg"
    Pillow.fromarray(shirt(480, 640)[0]).save(path, quality=90, **options)
    pixels = _decoded(path, long_edge_px)
    assert pixels is not None
    with Pillow.open(path) as picture:
        picture.draft(None, (pixels.shape[1], pixels.shape[0]))
        assert np.array_equal(np.asarray(picture), pixels)
    assert max(pixels.shape[:2]) == max(min(640, long_edge_px), 80)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_kinds_of_pixels_are_left_to_pillow(tmp_path: Path, mode: str) -> None:
    Pillow.new(mode, (64, 48)).save(tmp_path / "other.jpg")
    assert _decoded(tmp_path / "other.jpg") is None


def test_another_format_is_left_to_pillow(save: Callable[[Pixels, str], Path]) -> None:
    assert _decoded(save(shirt()[0], "shirt.png")) is None


@pytest.mark.parametrize("length", [700, 3000, -2])
def test_a_file_that_is_not_whole_is_left_to_pillow(photo: Path, length: int) -> None:
    photo.write_bytes(photo.read_bytes()[:length])
    assert _decoded(photo) is None


def test_noise_among_the_pixels_is_left_to_pillow(photo: Path) -> None:
    data = bytearray(photo.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff\xd9" * 20
    photo.write_bytes(data)
    assert _decoded(photo) is None


def test_a_second_header_of_another_size_is_left_to_pillow(tmp_path: Path) -> None:
    """Pillow takes the last frame header for the size, so what libjpeg says must agree with what was judged."""
    buffers = [io.BytesIO(), io.BytesIO()]
    for buffer, size in zip(buffers, ((64, 48), (640, 480)), strict=True):
        Pillow.new("RGB", size, "navy").save(buffer, "JPEG")
    small, large = (buffer.getvalue() for buffer in buffers)
    start = large.index(b"\xff\xc0")
    frame = large[start : start + 2 + int.from_bytes(large[start + 2 : start + 4])]
    place = small.index(b"\xff\xc0")
    (tmp_path / "two.jpg").write_bytes(small[:place] + frame + small[place:])
    assert _decoded(tmp_path / "two.jpg") is None
