"""Makes a picture's file keep to what a receiver takes: so many pixels, so many bytes, and no quality wasted."""

from __future__ import annotations

from dataclasses import dataclass

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.codec import encode
from studio.imaging.image import Image
from studio.imaging.plan import Fit
from studio.imaging.scaling import fitted

BEST, FLOOR = 95, 75
"""JPEG qualities: above, bytes grow and nothing is seen; below, cloth looks smeared."""
_SMALLER = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A file that keeps to a Fit, and what it took: the quality is that of a JPEG."""

    content: bytes
    width_px: int
    height_px: int
    quality: int


def fit(image: Image, wanted: Fit) -> Fitted:
    """Return the best file that keeps to `wanted`: of the highest quality that fits, smaller only where none does.

    Raises UserError where the picture is too small, or where none of at least the smallest size has so few bytes.
    """
    short_edge = min(image.width_px, image.height_px)
    if short_edge < wanted.short_edge_min_px:
        raise UserError(
            _("The picture has {n} pixels on its short side, and at least {least} are needed.").format(
                n=short_edge, least=wanted.short_edge_min_px
            )
        )
    long_edge = min(image.long_edge_px, wanted.long_edge_px or image.long_edge_px)
    short_share = short_edge / image.long_edge_px
    while True:
        small = _shrunk(image, long_edge)
        found = _best(small, wanted)
        if found is not None:
            return found
        long_edge = int(long_edge * _SMALLER)
        if long_edge * short_share < max(1, wanted.short_edge_min_px):
            raise UserError(
                _("No picture of at least {side} pixels fits into {bytes:,} bytes, so it is left out.").format(
                    side=max(1, wanted.short_edge_min_px), bytes=wanted.bytes_max
                )
            )


def _shrunk(image: Image, long_edge_px: int) -> Image:
    if long_edge_px >= image.long_edge_px:
        return image
    mask = None if image.mask is None else fitted(image.mask, long_edge_px)
    return Image(pixels=fitted(image.pixels, long_edge_px), mask=mask, see_through=image.see_through)


def _best(image: Image, wanted: Fit) -> Fitted | None:
    """Return the file of the highest quality within the limit; None where even the lowest is too large."""

    def made(quality: int) -> Fitted:
        content = encode(image, wanted.format, quality=quality)
        return Fitted(content=content, width_px=image.width_px, height_px=image.height_px, quality=quality)

    best = made(BEST)
    if not wanted.bytes_max or len(best.content) <= wanted.bytes_max:
        return best
    found = None
    low, high = FLOOR, BEST - 1
    while wanted.format == "JPEG" and low <= high:
        middle = (low + high) // 2
        tried = made(middle)
        if len(tried.content) <= wanted.bytes_max:
            found, low = tried, middle + 1
        else:
            high = middle - 1
    return found
