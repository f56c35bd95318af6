"""What is let in, and the sentence for what is not."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.imaging.probing import probe


def _png_claiming(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    Pillow.new("RGB", (9, 7)).save(path, format="PNG")
    assert probe(path).format == "PNG"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"<!DOCTYPE html><html></html>", "This is a web page"),
        (b"  <html>", "This is a web page"),
        (b"<svg xmlns='x'/>", "This is a web page or drawing"),
        (b"GIF89a", "damaged"),
        (b"some notes about a dress that is for sale", "not a picture in a format"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41", "This is a film"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "damaged"),
        (b"%PDF-1.7 and so on and so on and so on", "not a picture"),
    ],
)
def test_what_is_no_photo_is_refused_in_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    with pytest.raises(UserError, match=sentence):
        probe(path)


@pytest.mark.parametrize(("width", "height"), [(15_000, 15_000), (60_000, 60_000), (100, 40_000), (40_000, 100)])
def test_claims_of_a_huge_size_are_refused_before_decoding(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_claiming(width, height) + b"\x00\x00\x00\x00IDAT")
    with pytest.raises(UserError, match="megapixels"):
        probe(path)


def test_a_200_megapixel_photo_is_not_too_large(tmp_path: Path) -> None:
    path = tmp_path / "phone.png"
    path.write_bytes(_png_claiming(12_240, 16_320) + struct.pack(">I", 0) + b"IDAT\x35\xaf\x06\x1e")
    assert probe(path).height_px == 16_320


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened: No such file"):
        probe(tmp_path / "gone.jpg")


def test_a_folder_is_not_a_photo(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        probe(tmp_path)
