"""Soft edges: a guided filter that lets a coarse mask follow the picture's own edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels

_EPSILON = 1e-4  # variance (of 0..1 luminance) below which an area counts as flat
Plane = NDArray[Any]  # float32, 0..1


def refined(image: Image, radius_px: int) -> Image:
    """Return `image` with its mask refined in the band around the coarse edge, and the old background out of it.

    Far from the edge the mask is 0 or 255 and the pixels stay as they are.
    """
    if image.mask is None:
        raise ValueError("a mask is needed")
    coarse = _at_size(image.mask, image)
    band = _band(coarse, radius_px)
    if not band.any():
        return replace(image, mask=coarse)
    grey = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    alpha = guided(grey, coarse.astype(np.float32) / 255, radius_px)
    alpha = np.clip((alpha - 0.1) / 0.8, 0, 1)  # the filter leaves a haze of some per cent on both sides
    mask = np.where(band, np.rint(alpha * 255).astype(np.uint8), np.where(coarse > 127, 255, 0).astype(np.uint8))
    return replace(image, pixels=_decontaminated(image.pixels, mask, radius_px), mask=mask)


def guided(guide: Plane, source: Plane, radius_px: int, epsilon: float = _EPSILON) -> Plane:
    """Filter `source` along the edges of `guide` (He, Sun and Tang: Guided Image Filtering, 2010), both 0..1."""
    size = (2 * radius_px + 1, 2 * radius_px + 1)

    def mean(plane: Plane) -> Plane:
        return np.asarray(cv2.boxFilter(plane, cv2.CV_32F, size), np.float32)

    mean_guide, mean_source = mean(guide), mean(source)
    covariance = mean(guide * source) - mean_guide * mean_source
    variance = mean(guide * guide) - mean_guide * mean_guide
    slope = covariance / (variance + epsilon)
    offset = mean_source - slope * mean_guide
    return np.asarray(mean(slope) * guide + mean(offset), np.float32)


def _at_size(mask: Pixels, image: Image) -> Pixels:
    size = (image.width_px, image.height_px)
    if mask.shape == (image.height_px, image.width_px):
        return mask
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _band(mask: Pixels, radius_px: int) -> NDArray[np.bool_]:
    """Return where the edge may run: `radius_px` to both sides of it."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius_px + 1, 2 * radius_px + 1))
    hard = (mask > 127).astype(np.uint8)
    return np.asarray(cv2.dilate(hard, kernel) != cv2.erode(hard, kernel))


def _decontaminated(pixels: Pixels, mask: Pixels, radius_px: int) -> Pixels:
    """Replace the colour of half-covered pixels by that of the subject beside them, so that no rim of floor stays.

    The colour is the mean of what is surely subject within reach (the first half of Forte: Approximate Fast Foreground
    Colour Estimation, 2021).
    """
    size = (4 * radius_px + 1, 4 * radius_px + 1)
    sure = (mask > 240).astype(np.float32)
    weight = cv2.boxFilter(sure, cv2.CV_32F, size, normalize=False)
    colour = cv2.boxFilter(pixels * sure[:, :, None], cv2.CV_32F, size, normalize=False)
    edge = (mask > 0) & (mask <= 240) & (weight > 0.5)
    result = pixels.copy()
    share = (mask[edge] / 255)[:, None]
    mean = colour[edge] / weight[edge][:, None]
    result[edge] = np.rint(pixels[edge] * share + mean * (1 - share)).astype(np.uint8)
    return result
