"""Homographies as 3 x 3 matrices: made of plain movements, and carried out on an Image with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from studio.imaging.image import Image, Matrix, Pixels

_HALF = 0.5  # a pixel's middle, which is where cv2 has its whole numbers


def shift(x: float, y: float) -> Matrix:
    """Return the matrix that moves by so much."""
    return np.array(((1, 0, x), (0, 1, y), (0, 0, 1)), np.float64)


def scale(x: float, y: float) -> Matrix:
    """Return the matrix that enlarges by so much."""
    return np.array(((x, 0, 0), (0, y, 0), (0, 0, 1)), np.float64)


def turn(angle_deg: float, x: float, y: float) -> Matrix:
    """Return the matrix that turns clockwise, as one sees it, around a point."""
    angle = np.radians(angle_deg)
    cosine, sine = np.cos(angle), np.sin(angle)
    turned: Matrix = np.array(((cosine, -sine, 0), (sine, cosine, 0), (0, 0, 1)), np.float64)
    return shift(x, y) @ turned @ shift(-x, -y)


def with_whole_mask(image: Image) -> Image:
    """Return `image` with its mask as large as its pixels."""
    if image.mask is None or image.mask.shape == image.pixels.shape[:2]:
        return image
    size = (image.width_px, image.height_px)
    return replace(image, mask=np.asarray(cv2.resize(image.mask, size, interpolation=cv2.INTER_LINEAR), np.uint8))


def warped(image: Image, matrix: Matrix, width_px: int, height_px: int) -> Image:
    """Return what `matrix` makes of `image` in a picture of the given size; beyond its edge the edge goes on."""
    image = with_whole_mask(image)
    middles = shift(-_HALF, -_HALF) @ matrix @ shift(_HALF, _HALF)
    size = (width_px, height_px)

    def moved(plane: Pixels, way: int, border: int) -> Pixels:
        return np.asarray(cv2.warpPerspective(plane, middles, size, flags=way, borderMode=border), np.uint8)

    return replace(
        image,
        pixels=moved(image.pixels, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE),
        mask=None if image.mask is None else moved(image.mask, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT),
        locked=None if image.locked is None else moved(image.locked, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT),
        placement=matrix @ image.placement,
    )
