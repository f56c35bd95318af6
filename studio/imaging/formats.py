"""Which picture formats are let in: told by the first bytes of the file, never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from studio.base.errors import UserError
from studio.base.texts import _

MAX_PIXELS = 210_000_000  # phones make 200-megapixel photos
MAX_SIDE_PX = 32_000  # OpenCV addresses pixels with 16 signed bits
MAX_BYTES = 400_000_000
SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".gif")
)

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))


def check_size(width_px: int, height_px: int) -> None:
    """Raise UserError where a picture of this size is not decoded."""
    if width_px < 1 or height_px < 1:
        raise UserError(_("The picture has no pixels."))
    if max(width_px, height_px) > MAX_SIDE_PX or width_px * height_px > MAX_PIXELS:
        raise UserError(
            _(
                "The picture says it has {width} x {height} pixels; the limit is {limit} megapixels and {side} a side."
            ).format(width=width_px, height=height_px, limit=MAX_PIXELS // 1_000_000, side=f"{MAX_SIDE_PX:,}")
        )


def recognise(file: BinaryIO) -> str:
    """Return the format of an open file, left at its start; raise UserError for anything that is not let in."""
    head = file.read(32)
    file.seek(0)
    if not head:
        raise UserError(_("The file is empty. Copy it from the camera or phone again."))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<svg", b"<?xml")):
        raise UserError(_("This is a web page or drawing under a photo's name. Save the photo itself."))
    raise UserError(_("This is not a picture in a format the studio reads (JPEG, PNG, WebP, HEIC, AVIF, TIFF)."))


def check_length(path: Path) -> int:
    """Return how many bytes the file has; raise UserError where it is too long or cannot be read."""
    try:
        byte_count = path.stat().st_size
    except OSError as error:
        raise UserError(_("The file cannot be opened: {why}.").format(why=error.strerror or error)) from error
    if byte_count > MAX_BYTES:
        raise UserError(_("The file is larger than {limit} MB.").format(limit=MAX_BYTES // 1_000_000))
    return byte_count


def _iso_media(head: bytes) -> str:
    """Tell HEIF from AVIF by the brands of ISO/IEC 14496-12: the major one, then the first compatible ones."""
    for brand in (head[8:12], head[16:20], head[20:24], head[24:28]):
        if brand in _AVIF_BRANDS:
            return "AVIF"
        if brand in _HEIF_BRANDS and brand not in (b"mif1", b"msf1"):
            return "HEIF"
    if head[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise UserError(_("This is a film, not a picture. Export a still photo from it."))
