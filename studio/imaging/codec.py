"""Turns files into upright sRGB pixels, shrunk while decoding, and pixels into files that hold nothing else."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging import jpeg, srgb
from studio.imaging.files import whole_file, write_atomically
from studio.imaging.header import Header, open_header
from studio.imaging.image import Image, Pixels
from studio.imaging.scaling import fitted

JPEG_QUALITY = 92
_TURNS: dict[int, Callable[[Pixels], Any]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: cv2.transpose,
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.flip(cv2.transpose(pixels), -1),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
"""What to do with the stored pixels, by their EXIF orientation."""

_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def decode(path: Path, long_edge_px: int) -> Image:
    """Return the picture at `path`, upright, in sRGB, with a long edge of at most `long_edge_px`.

    Raises UserError, with a sentence that names the reason, where the file cannot be decoded within its limits.
    """
    with open_header(path) as header:
        pixels = jpeg.decoded(path, header, long_edge_px)
        if pixels is None:
            picture = _by_libheif(header, long_edge_px) if header.format == "HEIF" else _by_pillow(header, long_edge_px)
            pixels = np.asarray(srgb.converted(picture, header.icc))
        else:
            pixels = fitted(pixels, long_edge_px)
            if srgb.change_of(header.icc, "RGB") is not None:
                pixels = np.asarray(srgb.converted(Pillow.fromarray(pixels), header.icc))
        turn = _TURNS.get(header.orientation)
        return Image(pixels=np.asarray(turn(pixels), np.uint8) if turn else pixels)


def encode(image: Image, format_name: str, *, quality: int = JPEG_QUALITY) -> bytes:
    """Return the file ("JPEG" or "PNG") of the pixels alone, tagged as sRGB; transparency only in PNG."""
    if format_name == "JPEG":
        options = [cv2.IMWRITE_JPEG_QUALITY, quality]  # without optimising: half the time for 6 % more bytes
        return _tagged_jpeg(_coded(".jpg", cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR), options))
    if image.see_through and image.mask is not None:
        return _tagged_png(_coded(".png", _layers(image.pixels, image.mask), []))
    return _tagged_png(_coded(".png", cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR), []))


def save(image: Image, target: Path) -> None:
    """Write `image` to `target` (.jpg, .jpeg or .png), whole or not at all, so that a power cut does not undo it."""
    write_atomically(target, encode(image, "PNG" if target.suffix.lower() == ".png" else "JPEG"))


def keep(image: Image, target: Path) -> None:
    """Write `image` as JPEG to a cache: whole or not at all, without waiting for the disk."""
    with whole_file(target) as file:
        file.write(encode(image, "JPEG"))


def keep_mask(mask: Pixels, target: Path) -> None:
    """Write `mask` as an 8-bit grey PNG to a cache: whole or not at all, without waiting for the disk."""
    with whole_file(target) as file:
        file.write(_coded(".png", mask, [cv2.IMWRITE_PNG_COMPRESSION, 1]))


def load_mask(path: Path) -> Pixels:
    """Return a mask that `keep_mask` wrote."""
    mask = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise UserError(_("The mask of this photo is damaged. Cut it out again."))
    return np.asarray(mask, np.uint8)


def _by_pillow(header: Header, long_edge_px: int) -> Pillow.Image:
    picture: Any = header.source
    scale = long_edge_px / max(picture.size)
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    if scale < 1 and header.format == "JPEG":
        picture.draft(None, size)
    picture.load()
    plain = _eight_bits(picture)
    return plain if scale >= 1 else Pillow.fromarray(fitted(np.asarray(plain), long_edge_px), plain.mode)


def _by_libheif(header: Header, long_edge_px: int) -> Pillow.Image:
    picture: Any = header.source
    pixels = fitted(np.asarray(picture), long_edge_px)
    return _eight_bits(Pillow.fromarray(np.ascontiguousarray(pixels)))


def _layers(pixels: Pixels, mask: Pixels) -> NDArray[Any]:
    """Return blue, green, red and alpha; what cannot be seen has no colour, so that nobody finds the floor there."""
    layers = cv2.insertChannel(mask, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA), 3)
    return np.asarray(cv2.copyTo(layers, mask))


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    """Return the picture as L, RGB or CMYK with 8 bits; what is transparent becomes white."""
    if picture.mode in _SIXTEEN_BITS:
        return Pillow.fromarray((np.asarray(picture, np.uint32).clip(0, 65535) >> 8).astype(np.uint8), "L")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    if picture.mode == "F":
        raise UserError(_("The picture has floating-point pixels. Save it as JPEG or PNG."))
    if "transparency" in picture.info or picture.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        layers = picture.convert("RGBA")
        white = Pillow.new("RGBA", layers.size, "white")
        return Pillow.alpha_composite(white, layers).convert("RGB")
    return picture.convert("RGB")


def _coded(suffix: str, pixels: NDArray[Any], options: list[int]) -> bytes:
    good, buffer = cv2.imencode(suffix, pixels, options)
    if not good:
        raise UserError(_("The picture could not be written as {suffix}.").format(suffix=suffix))
    return buffer.tobytes()


def _tagged_jpeg(data: bytes) -> bytes:
    """Put the profile behind the JFIF segment."""
    behind_jfif = 4 + int.from_bytes(data[4:6])
    return data[:behind_jfif] + srgb.segment() + data[behind_jfif:]


def _tagged_png(data: bytes) -> bytes:
    """Put an sRGB chunk (perceptual) behind the header chunk."""
    body = b"sRGB\0"
    chunk = struct.pack(">I", 1) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]
