"""Nothing of a phone's metadata is left in anything that is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from studio.base.jobs import Quiet
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe
from tests.imaging.drawing import shirt

CANARY = "canary-7f3a"


def _exif() -> Pillow.Exif:
    exif = Pillow.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):  # description, maker, model, software, artist, rights
        exif[tag] = f"{CANARY} {tag}"
    exif.get_ifd(0x8769).update({0xA431: f"{CANARY} serial", 0xA430: f"{CANARY} owner", 0x9003: "2026:05:04 10:20:30"})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 7.0), 29: CANARY})
    return exif


def _profile() -> bytes:
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain.replace("sRGB built-in".encode("utf-16-be"), f"{CANARY}  ".encode("utf-16-be"))


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    picture = Pillow.fromarray(shirt(180, 240)[0])
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    picture.save(buffer, "JPEG", exif=_exif(), comment=CANARY.encode(), icc_profile=_profile(), xmp=xmp)
    return buffer.getvalue() + CANARY.encode()


def _mpo() -> bytes:
    buffer = io.BytesIO()
    picture = Pillow.fromarray(shirt(180, 240)[0])
    second = picture.copy()
    picture.save(buffer, "MPO", save_all=True, append_images=[second], exif=_exif())
    return buffer.getvalue()


def _png() -> bytes:
    buffer = io.BytesIO()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", CANARY)
    texts.add_text("Long", CANARY * 50, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", CANARY)
    Pillow.fromarray(shirt(180, 240)[0]).save(buffer, "PNG", pnginfo=texts, exif=_exif(), icc_profile=_profile())
    return buffer.getvalue()


def _other(kind: str) -> Callable[[], bytes]:
    def write() -> bytes:
        buffer = io.BytesIO()
        Pillow.fromarray(shirt(180, 240)[0]).save(buffer, kind, exif=_exif(), icc_profile=_profile())
        return buffer.getvalue()

    return write


WRITERS = {
    "jpg": _jpeg,
    "mpo.jpg": _mpo,
    "png": _png,
    "webp": _other("WEBP"),
    "avif": _other("AVIF"),
    "tif": _other("TIFF"),
}


def _assert_clean(path: Path) -> None:
    data = path.read_bytes()
    for canary in (CANARY.encode(), CANARY.encode("utf-16-be"), CANARY.encode("utf-16-le"), b"Exif", b"http", b"MPF"):
        assert canary not in data
    with Pillow.open(path) as written:
        written.load()
        assert not written.getexif()
        assert set(written.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile", "srgb"}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_no_canary_survives(room: Darkroom, tmp_path: Path, name: str) -> None:
    source = tmp_path / f"photo.{name}"
    source.write_bytes(WRITERS[name]())
    assert CANARY.encode() in source.read_bytes()
    outputs = [
        Output(path=tmp_path / "master.png", background="transparent"),
        Output(path=tmp_path / "square.jpg", shape="1x1"),
    ]
    room.develop(source, DEFAULT_CLEAN, outputs, Quiet())
    room.develop(source, Recipe(), [Output(path=tmp_path / "as-shot.jpg", shape="3x4")], Quiet())
    room.thumbnail(source, tmp_path / "small.jpg", Quiet())
    for file in ("master.png", "square.jpg", "as-shot.jpg", "small.jpg"):
        _assert_clean(tmp_path / file)


def test_a_phones_place_is_not_in_what_is_written(room: Darkroom, shared: Path, tmp_path: Path) -> None:
    for name in ("phone_iphone6_gps.jpg", "heic_iphone8_gps.heic"):
        room.develop(shared / "data/photos" / name, Recipe(), [Output(path=tmp_path / "out.jpg", shape="1x1")], Quiet())
        _assert_clean(tmp_path / "out.jpg")
        assert b"Apple" not in (tmp_path / "out.jpg").read_bytes()
