"""Turns files into upright sRGB pixels, shrunk while decoding, and pixels into files that hold nothing else."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.files import whole_file, write_atomically
from studio.imaging.header import DECODE_ERRORS, Header, open_header
from studio.imaging.image import Image, Pixels

JPEG_QUALITY = 92
_MAX_ICC_BYTES = 4_000_000
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def decode(path: Path, long_edge_px: int) -> Image:
    """Return the picture at `path`, upright, in sRGB, with a long edge of at most `long_edge_px`.

    Raises UserError, with a sentence that names the reason, where the file cannot be decoded within its limits.
    """
    with open_header(path) as header:
        shrunk = _shrunk_heif(header, long_edge_px) if header.format == "HEIF" else _shrunk(header, long_edge_px)
        upright = shrunk.transpose(_TURNS[header.orientation]) if header.orientation in _TURNS else shrunk
        return Image(pixels=np.asarray(_in_srgb(upright, header.icc)))


def encode(image: Image, format_name: str, *, quality: int = JPEG_QUALITY) -> bytes:
    """Return the file ("JPEG" or "PNG") of the pixels alone, tagged as sRGB; transparency only in PNG."""
    if format_name == "JPEG":
        options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
        return _tagged_jpeg(_coded(".jpg", cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR), options))
    if image.see_through and image.mask is not None:
        layers = cv2.cvtColor(np.dstack((image.pixels, image.mask)), cv2.COLOR_RGBA2BGRA)
        return _tagged_png(_coded(".png", layers, []))
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


def fitted(pixels: Pixels, long_edge_px: int) -> Pixels:
    """Return `pixels` shrunk so that the long edge has at most `long_edge_px`; small ones stay as they are."""
    height, width = pixels.shape[:2]
    scale = long_edge_px / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _shrunk(header: Header, long_edge_px: int) -> Pillow.Image:
    picture: Any = header.source
    scale = long_edge_px / max(picture.size)
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    if scale < 1 and header.format == "JPEG":
        picture.draft(None, size)
    picture.load()
    plain = _eight_bits(picture)
    return plain if scale >= 1 else Pillow.fromarray(fitted(np.asarray(plain), long_edge_px), plain.mode)


def _shrunk_heif(header: Header, long_edge_px: int) -> Pillow.Image:
    picture: Any = header.source
    pixels = fitted(np.asarray(picture), long_edge_px)
    return _eight_bits(Pillow.fromarray(np.ascontiguousarray(pixels)))


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


def _in_srgb(picture: Pillow.Image, icc: bytes) -> Pillow.Image:
    if not 128 <= len(icc) <= _MAX_ICC_BYTES:
        return picture.convert("RGB")
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return picture.convert("RGB")
        converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *DECODE_ERRORS):
        return picture.convert("RGB")  # a profile that is broken, or of another kind of picture, says nothing
    return converted if converted is not None else picture.convert("RGB")


def _coded(suffix: str, pixels: NDArray[Any], options: list[int]) -> bytes:
    good, buffer = cv2.imencode(suffix, pixels, options)
    if not good:
        raise UserError(_("The picture could not be written as {suffix}.").format(suffix=suffix))
    return bytes(buffer)


@cache
def _srgb_profile() -> bytes:
    """Return littlecms' own sRGB profile without its date: 588 bytes that are the same for everybody."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]


def _tagged_jpeg(data: bytes) -> bytes:
    """Put the profile behind the JFIF segment, as ICC.1:2022 annex B.4 has it: one APP2 segment, part 1 of 1."""
    body = b"ICC_PROFILE\0\x01\x01" + _srgb_profile()
    behind_jfif = 4 + int.from_bytes(data[4:6])
    return data[:behind_jfif] + struct.pack(">HH", 0xFFE2, len(body) + 2) + body + data[behind_jfif:]


def _tagged_png(data: bytes) -> bytes:
    """Put an sRGB chunk (perceptual) behind the header chunk."""
    body = b"sRGB\0"
    chunk = struct.pack(">I", 1) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]
