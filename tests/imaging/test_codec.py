"""Decoding upright into sRGB, and files that hold nothing but pixels."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from studio.base.errors import UserError
from studio.imaging import codec
from studio.imaging.image import Image, Pixels

QUARTERS = np.zeros((120, 80, 3), np.uint8)  # a colour in each quarter tells how the picture was turned
QUARTERS[:60, :40], QUARTERS[:60, 40:], QUARTERS[60:, :40] = (250, 10, 10), (10, 250, 10), (10, 10, 250)
TURNED_AS_STORED = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.transpose(1, 0, 2),
    6: lambda p: np.rot90(p),
    7: lambda p: p[::-1, ::-1].transpose(1, 0, 2),
    8: lambda p: np.rot90(p, -1),
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
def test_every_orientation_comes_out_upright(tmp_path: Path, orientation: int, suffix: str) -> None:
    path = tmp_path / f"turned{suffix}"
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    stored = Pillow.fromarray(np.ascontiguousarray(TURNED_AS_STORED[orientation](QUARTERS)))
    stored.save(path, exif=exif, **({"quality": 95} if suffix != ".tif" else {}))
    pixels = codec.decode(path, 500).pixels
    assert pixels.shape == QUARTERS.shape
    for row, column in ((30, 20), (30, 60), (90, 20), (90, 60)):
        assert np.abs(pixels[row, column].astype(int) - QUARTERS[row, column]).max() < 25


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_large_pictures_are_shrunk_while_decoding(save: Callable[[Pixels, str], Path], suffix: str) -> None:
    path = save(np.full((1500, 2100, 3), 90, np.uint8), f"large{suffix}")
    assert codec.decode(path, 300).pixels.shape == (214, 300, 3)


def test_small_pictures_are_never_enlarged(save: Callable[[Pixels, str], Path]) -> None:
    assert codec.decode(save(QUARTERS, "small.png"), 4000).pixels.shape == QUARTERS.shape


def test_a_very_long_strip_keeps_at_least_one_pixel(save: Callable[[Pixels, str], Path]) -> None:
    assert codec.decode(save(np.full((1, 3000, 3), 7, np.uint8), "strip.png"), 100).pixels.shape == (1, 100, 3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I;16", "I", "YCbCr", "LAB"])
def test_every_kind_of_pixels_becomes_eight_bit_rgb(tmp_path: Path, mode: str) -> None:
    suffix = {"CMYK": ".jpg", "YCbCr": ".jpg", "LAB": ".tif", "PA": ".tif", "I": ".tif"}.get(mode, ".png")
    picture = Pillow.new("RGB", (40, 30), (200, 200, 200))
    if mode == "I;16":
        picture = Pillow.fromarray(np.full((30, 40), 200 << 8, np.uint16))
    elif mode == "I":
        picture = Pillow.fromarray(np.full((30, 40), 200 << 8, np.int32))
    elif mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        picture = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), lab, outputMode="LAB")
    elif mode == "PA":
        picture = Pillow.new("RGB", (40, 30), (204, 204, 204)).convert("P", dither=Pillow.Dither.NONE).convert("PA")
    elif mode == "P":
        picture = picture.quantize(2)
    else:
        picture = picture.convert(mode, dither=Pillow.Dither.NONE)
    path = tmp_path / f"picture{suffix}"
    picture.save(path)
    pixels = codec.decode(path, 100).pixels
    assert pixels.shape == (30, 40, 3)
    assert pixels.dtype == np.uint8
    expected = 255 if mode == "1" else 200
    assert np.abs(pixels.astype(int) - expected).max() <= 12


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    Pillow.new("RGBA", (20, 20), (200, 0, 0, 0)).save(path)
    assert (codec.decode(path, 50).pixels == 255).all()


def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    """A profile with swapped primaries must swap the colours; without conversion red would stay red."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    swapped = swapped.replace(b"rXYZ", b"tmp_").replace(b"bXYZ", b"rXYZ").replace(b"tmp_", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "oRGB".encode("utf-16-be"))
    path = tmp_path / "swapped.png"
    Pillow.new("RGB", (8, 8), (250, 0, 0)).save(path, icc_profile=bytes(swapped))
    red, green, blue = codec.decode(path, 50).pixels[4, 4].tolist()
    assert blue > 200
    assert red < 60
    assert green < 60


def test_a_broken_profile_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "odd.jpg"
    Pillow.new("RGB", (8, 8), (90, 90, 90)).save(path, icc_profile=b"x" * 400)
    assert np.abs(codec.decode(path, 50).pixels.astype(int) - 90).max() < 4


def test_floating_point_pictures_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    Pillow.fromarray(np.zeros((4, 4), np.float32)).save(path)
    with pytest.raises(UserError, match="Save it as JPEG or PNG"):
        codec.decode(path, 50)


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_written_files_hold_pixels_and_the_word_srgb_only(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    codec.save(Image(pixels=QUARTERS), path)
    with Pillow.open(path) as written:
        assert written.size == (80, 120)
        assert not written.getexif()
        if suffix == ".jpg":
            assert set(written.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile"}
            profile = ImageCms.ImageCmsProfile(io.BytesIO(written.info["icc_profile"]))
            assert "sRGB" in ImageCms.getProfileDescription(profile)
            assert written.info["icc_profile"][24:36] == bytes(12)  # not even the time of writing
        else:
            assert written.info == {"srgb": 0}


def test_the_same_pixels_give_the_same_bytes() -> None:
    assert codec.encode(Image(pixels=QUARTERS), "JPEG") == codec.encode(Image(pixels=QUARTERS.copy()), "JPEG")


def test_transparency_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    mask = np.zeros(QUARTERS.shape[:2], np.uint8)
    mask[40:80] = 200
    for see_through, mode in ((True, "RGBA"), (False, "RGB")):
        codec.save(Image(pixels=QUARTERS, mask=mask, see_through=see_through), tmp_path / "out.png")
        with Pillow.open(tmp_path / "out.png") as written:
            assert written.mode == mode
            if see_through:
                assert np.array_equal(np.asarray(written)[:, :, 3], mask)


def test_a_mask_survives_its_file(tmp_path: Path) -> None:
    mask = np.arange(60 * 50, dtype=np.uint32).reshape(60, 50).astype(np.uint8)
    codec.keep_mask(mask, tmp_path / "mask.png")
    assert np.array_equal(codec.load_mask(tmp_path / "mask.png"), mask)


def test_a_damaged_mask_is_told(tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_bytes(b"no picture")
    with pytest.raises(UserError, match="Cut it out again"):
        codec.load_mask(tmp_path / "mask.png")
