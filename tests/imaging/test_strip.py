"""Metadata goes segment by segment, and the pixels stay bit by bit what they were."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from studio.base.jobs import Quiet
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import Recipe
from studio.imaging.strip import stripped, untouched
from tests.imaging.drawing import shirt

SECRET = b"canary-7f3a"


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    exif = Pillow.Exif()
    exif[0x010E] = SECRET.decode()
    Pillow.fromarray(shirt(240, 320)[0]).convert(mode).save(
        buffer, "JPEG", exif=exif, comment=SECRET, xmp=SECRET, **options
    )
    return buffer.getvalue()


def pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Pillow.open(io.BytesIO(data)) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0}])
def test_the_pixels_stay_and_everything_else_goes(mode: str, options: dict[str, object]) -> None:
    data = jpeg(mode, **options)
    assert data.count(SECRET) == 3
    clean = stripped(data)
    assert clean is not None
    assert SECRET not in clean
    assert np.array_equal(pixels(clean), pixels(data))
    with Pillow.open(io.BytesIO(clean)) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile", "progressive", "progression",
            "adobe", "adobe_transform",
        }  # fmt: skip
    assert stripped(clean) == clean


def test_what_is_behind_the_end_of_the_picture_is_left_behind() -> None:
    data = jpeg()
    for tail in (SECRET, jpeg(), b"\xff\xd9" + SECRET, b"\0" * 100 + jpeg()):
        assert stripped(data + tail) == stripped(data)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 50, 500, 2000, -2, -1])
def test_a_file_that_is_not_whole_is_not_stripped(length: int) -> None:
    assert stripped(jpeg()[:length]) is None


def test_what_is_no_jpeg_is_not_stripped() -> None:
    assert stripped(b"\x89PNG\r\n\x1a\n" + bytes(100)) is None
    assert stripped(b"\xff\xd8" + b"\xff\xcb\0\x04\0\0" + bytes(40)) is None


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "photo.jpg"
    path.write_bytes(data)
    return path


def test_only_what_may_leave_as_it_is_leaves_untouched(tmp_path: Path) -> None:
    turned = Pillow.Exif()
    turned[0x0112] = 6
    buffer = io.BytesIO()
    Pillow.new("RGB", (40, 30)).save(buffer, "JPEG", exif=turned)
    assert untouched(_file(tmp_path, buffer.getvalue()), 4000) is None
    assert untouched(_file(tmp_path, jpeg()), 4000) is not None
    assert untouched(_file(tmp_path, jpeg()), 300) is None
    assert untouched(_file(tmp_path, jpeg("CMYK")), 4000) is None
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    other = other.replace("sRGB".encode("utf-16-be"), "oRGB".encode("utf-16-be"))
    assert untouched(_file(tmp_path, jpeg(icc_profile=other)), 4000) is None


def test_a_photo_as_it_was_shot_keeps_its_pixels(room: Darkroom, tmp_path: Path) -> None:
    source = _file(tmp_path, jpeg())
    room.develop(source, Recipe(), [Output(path=tmp_path / "out.jpg")], Quiet())
    written = (tmp_path / "out.jpg").read_bytes()
    assert SECRET not in written
    assert np.array_equal(pixels(written), pixels(source.read_bytes()))
    room.develop(source, Recipe(), [Output(path=tmp_path / "small.jpg")], Quiet(), long_edge_px=160)
    assert pixels((tmp_path / "small.jpg").read_bytes()).shape == (160, 120, 3)
