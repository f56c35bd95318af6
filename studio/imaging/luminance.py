"""Luminance: taken from a picture, worked on by itself, and given back without a loss to what did not change."""

from __future__ import annotations

import cv2
import numpy as np

from studio.imaging.image import Pixels


def of(pixels: Pixels) -> Pixels:
    """Return the luminance of each pixel (Rec. 601, as JPEG has it)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def relit(pixels: Pixels, before: Pixels, after: Pixels, weight: Pixels | None = None) -> Pixels:
    """Return `pixels` with the luminance `before` changed towards `after`, by so much as `weight` (0 to 255) says.

    The difference is added to all three colours: their distances, and every pixel without a difference, stay.
    """
    up, down = cv2.subtract(after, before), cv2.subtract(before, after)
    if weight is not None:
        up, down = cv2.multiply(up, weight, scale=1 / 255), cv2.multiply(down, weight, scale=1 / 255)
    brighter = cv2.add(pixels, cv2.merge((up, up, up)))
    return np.asarray(cv2.subtract(brighter, cv2.merge((down, down, down))), np.uint8)
