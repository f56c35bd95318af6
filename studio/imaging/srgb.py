"""Brings pictures of other colour spaces into sRGB, and says what sRGB is to those who read ours."""

from __future__ import annotations

import io
import struct
from functools import cache, lru_cache

from PIL import Image as Pillow
from PIL import ImageCms

from studio.imaging.header import DECODE_ERRORS

_MAX_ICC_BYTES = 4_000_000


def converted(picture: Pillow.Image, icc: bytes) -> Pillow.Image:
    """Return `picture` in RGB, its colours taken from the profile `icc` to sRGB.

    A profile that is broken, or of another kind of picture, says nothing.
    """
    change = change_of(icc, picture.mode)
    if change is None:
        return picture.convert("RGB")
    try:
        return ImageCms.applyTransform(picture, change) or picture.convert("RGB")
    except (ImageCms.PyCMSError, *DECODE_ERRORS):
        return picture.convert("RGB")


@lru_cache(maxsize=8)  # the photos of one phone have one profile
def change_of(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return what brings pixels of `mode` from the profile to sRGB; None where they are there, or nobody knows."""
    if not 128 <= len(icc) <= _MAX_ICC_BYTES:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return None
        return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, *DECODE_ERRORS):
        return None


@cache
def profile_bytes() -> bytes:
    """Return littlecms' own sRGB profile without its date: 588 bytes that are the same for everybody."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]


def segment() -> bytes:
    """Return the JPEG segment that holds the profile, as ICC.1:2022 annex B.4 has it: one APP2, part 1 of 1."""
    body = b"ICC_PROFILE\0\x01\x01" + profile_bytes()
    return struct.pack(">HH", 0xFFE2, len(body) + 2) + body
