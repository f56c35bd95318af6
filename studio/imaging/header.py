"""Opens a picture file as far as its header: nothing is decoded until its size has been judged."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pi_heif
from PIL import Image as Pillow
from PIL import PngImagePlugin

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging import formats

# What Pillow, libheif and littlecms raise for a broken file (20,000 mutated pictures were tried).
DECODE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    RuntimeError,
    EOFError,
    struct.error,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    Pillow.DecompressionBombError,
)
_ORIENTATION = 0x0112

Pillow.MAX_IMAGE_PIXELS = formats.MAX_PIXELS
PngImagePlugin.MAX_TEXT_CHUNK = 1 << 20
PngImagePlugin.MAX_TEXT_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Header:
    """What is known of a picture before it is decoded."""

    format: str
    mode: str  # Pillow's name for the kind of pixels
    width_px: int  # as it is stored
    height_px: int
    orientation: int  # EXIF: how to turn what the decoder gives, 1 to 8
    exif: Pillow.Exif
    icc: bytes
    source: Pillow.Image | pi_heif.HeifImage


@contextmanager
def open_header(path: Path) -> Iterator[Header]:
    """Open the picture at `path`; raise UserError with the reason where it cannot be a photo of ours."""
    formats.check_length(path)
    with translated_errors(), path.open("rb") as file:
        name = formats.recognise(file)
        header = _heif_header(path) if name == "HEIF" else _pillow_header(Pillow.open(file, formats=[name]), name)
        formats.check_size(header.width_px, header.height_px)
        yield header


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what decoders raise into a UserError, and keep their warnings quiet: broken EXIF is no news."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UserError:
        raise
    except PermissionError as error:
        raise UserError(_("The file may not be read. Change its permissions.")) from error
    except MemoryError as error:
        raise UserError(_("The picture needs more memory than decoding is allowed to take.")) from error
    except Pillow.DecompressionBombError as error:
        raise UserError(
            _("The picture is larger than {limit} megapixels.").format(limit=formats.MAX_PIXELS // 1_000_000)
        ) from error
    except DECODE_ERRORS as error:
        raise UserError(_damage(error)) from error


def _damage(error: Exception) -> str:
    reason = str(error).casefold()
    if "memory" in reason or "allocat" in reason:
        return _("The picture needs more memory than decoding is allowed to take.")
    if "truncated" in reason or "end of file" in reason or "not processed" in reason:
        return _("The picture is incomplete: its end is missing. Copy it from the camera or phone again.")
    if "text chunk" in reason or "max_text" in reason or "decompressed data too large" in reason:
        return _("The picture carries far more text than a photo has; it is not opened.")
    return _("The picture is damaged and cannot be decoded. Copy it from the camera or phone again.")


def _pillow_header(picture: Pillow.Image, name: str) -> Header:
    exif = _exif(picture)
    return Header(
        format=name,
        mode=picture.mode,
        width_px=picture.width,
        height_px=picture.height,
        # Pillow turns TIFF by itself, and has swapped its width and height by now
        orientation=1 if name == "TIFF" else _legal_orientation(exif.get(_ORIENTATION)),
        exif=exif,
        icc=_bytes(picture.info.get("icc_profile")),
        source=picture,
    )


def _heif_header(path: Path) -> Header:
    pi_heif.options.DECODE_THREADS = 2  # more need more memory, and 200 megapixels just fit
    picture = pi_heif.open_heif(path, thumbnails=False, depth_images=False, aux_images=False)[0]
    exif = Pillow.Exif()
    try:
        exif.load(_bytes(picture.info.get("exif")))
    except DECODE_ERRORS:
        exif = Pillow.Exif()
    return Header(
        format="HEIF",
        mode=picture.mode,
        width_px=picture.size[0],
        height_px=picture.size[1],
        orientation=1,  # the container says how to turn, libheif does it, and the EXIF copy must not count twice
        exif=exif,
        icc=_bytes(picture.info.get("icc_profile")),
        source=picture,
    )


def _exif(picture: Pillow.Image) -> Pillow.Exif:
    try:
        return picture.getexif()
    except DECODE_ERRORS:
        return Pillow.Exif()


def _legal_orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
