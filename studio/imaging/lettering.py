"""Writes on pictures: text by the fonts of the program, plates, and how they are laid on."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from studio.base import resources
from studio.imaging.image import Image, Pixels

Colour = tuple[int, int, int]

INK: Colour = (36, 32, 29)
PAPER: Colour = (255, 255, 255)
BERRY: Colour = (138, 42, 78)


def text_plane(text: str, size_px: int, font: str = "inter/Inter-SemiBold.ttf") -> Pixels:
    """Return `text`, on one line, as how much of each pixel it covers; as high as the font's lines are."""
    face = _face(font, max(4, size_px))
    left, _top, right, _bottom = face.getbbox(text)
    ascent, descent = face.getmetrics()
    plane = Pillow.new("L", (max(1, round(right - left)), max(1, ascent + descent)), 0)
    ImageDraw.Draw(plane).text((-left, 0), text, fill=255, font=face)
    return np.asarray(plane)


def plate(width_px: int, height_px: int, radius_px: float) -> Pixels:
    """Return a rectangle with round corners and smooth edges."""
    rows, columns = np.ogrid[0:height_px, 0:width_px]
    across = np.abs(columns + 0.5 - width_px / 2) - (width_px / 2 - radius_px)
    down = np.abs(rows + 0.5 - height_px / 2) - (height_px / 2 - radius_px)
    outside = np.hypot(across.clip(0, None), down.clip(0, None)) + np.minimum(np.maximum(across, down), 0) - radius_px
    return np.asarray(np.rint((0.5 - outside).clip(0, 1) * 255), np.uint8)


def lay(pixels: Pixels, mask: Pixels | None, plane: Pixels, colour: Colour, left: int, top: int) -> None:
    """Lay `plane` in one colour on `pixels`, in place; what lies beyond the edge is not seen.

    A mask, where there is one, covers what was laid on, so that it is seen on a transparent ground too.
    """
    height, width = pixels.shape[:2]
    first_row, first_column = max(0, -top), max(0, -left)
    seen = plane[first_row : max(0, height - top), first_column : max(0, width - left)]
    if not seen.size:
        return
    rows = slice(top + first_row, top + first_row + seen.shape[0])
    columns = slice(left + first_column, left + first_column + seen.shape[1])
    window = pixels[rows, columns]
    weight = cv2.merge((seen, seen, seen))
    table = np.rint(np.arange(256)[:, None] / 255 * colour).astype(np.uint8)[None]
    pixels[rows, columns] = cv2.add(cv2.multiply(window, 255 - weight, scale=1 / 255), cv2.LUT(weight, table))
    if mask is not None:
        mask[rows, columns] = np.maximum(mask[rows, columns], seen)


def softened(plane: Pixels, radius_px: float) -> Pixels:
    """Return `plane` blurred, with room for it on every side."""
    room = int(np.ceil(3 * radius_px))
    wide = cv2.copyMakeBorder(plane, room, room, room, room, cv2.BORDER_CONSTANT)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), max(0.3, radius_px)), np.uint8)


def canvas(image: Image) -> tuple[Pixels, Pixels | None]:
    """Return copies of pixels and mask to be drawn on; the mask only where it will be written as transparency."""
    return image.pixels.copy(), image.mask.copy() if image.see_through and image.mask is not None else None


@cache
def _face(font: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resources.path(f"fonts/{font}"), size_px, layout_engine=ImageFont.Layout.BASIC)
