"""Soft edges: a guided filter that lets a coarse mask follow the picture's own edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels

Plane = NDArray[Any]  # float32, 0 to 1

_EPSILON = 5e-4  # variance of luminance below which an area counts as flat
_HAZE = 0.2  # what the filter leaves on both sides of the edge
_WORK_RADIUS_PX = 4  # what varies slowly is computed on a copy so small that the radius has this many pixels


def refined(image: Image, radius_px: int) -> Image:
    """Return `image` with its mask refined in the band around the coarse edge, and the old background out of it.

    Far from the edge the mask is 0 or 255 and the pixels stay as they are.
    """
    if image.mask is None:
        raise ValueError("a mask is needed")
    coarse = _at_size(image.mask, image, radius_px / 2)
    band = _band(coarse, radius_px)
    mask = np.where(coarse > 127, 255, 0).astype(np.uint8)
    if band.any():
        grey = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
        alpha = (guided(grey, coarse.astype(np.float32) / 255, radius_px) - _HAZE) / (1 - 2 * _HAZE)
        mask[band] = np.rint(alpha[band].clip(0, 1) * 255).astype(np.uint8)
    return replace(image, pixels=_decontaminated(image.pixels, mask, radius_px), mask=mask)


def guided(guide: Plane, source: Plane, radius_px: int, epsilon: float = _EPSILON) -> Plane:
    """Filter `source` along the edges of `guide`.

    He, Sun and Tang, Guided Image Filtering (2010), with its coefficients found on a smaller copy (He and Sun, Fast
    Guided Filter, 2015).
    """
    shrink = max(1, radius_px // _WORK_RADIUS_PX)
    small_guide, small_source = _shrunk(guide, shrink), _shrunk(source, shrink)
    radius = max(1, radius_px // shrink)
    mean_guide, mean_source = _mean(small_guide, radius), _mean(small_source, radius)
    covariance = _mean(small_guide * small_source, radius) - mean_guide * mean_source
    variance = _mean(small_guide * small_guide, radius) - mean_guide * mean_guide
    slope = covariance / (variance + epsilon)
    offset = mean_source - slope * mean_guide
    size = (guide.shape[1], guide.shape[0])
    return np.asarray(_enlarged(_mean(slope, radius), size) * guide + _enlarged(_mean(offset, radius), size))


def _decontaminated(pixels: Pixels, mask: Pixels, radius_px: int) -> Pixels:
    """Replace the colour of half-covered pixels by that of the subject beside them, so that no rim of floor stays.

    The colour is the mean of what is surely subject within reach (the first half of Forte: Approximate Fast Foreground
    Colour Estimation, 2021).
    """
    edge = (mask > 0) & (mask <= 240)
    if not edge.any():
        return pixels
    shrink = max(1, radius_px // _WORK_RADIUS_PX)
    sure = _shrunk((mask > 240).astype(np.float32), shrink)
    colours = _shrunk(pixels, shrink).astype(np.float32)
    reach = 2 * max(1, radius_px // shrink)
    weight = _mean(sure, reach) + 1e-6
    near = _mean(colours * sure[:, :, None], reach) / weight[:, :, None]
    size = (pixels.shape[1], pixels.shape[0])
    edge &= _enlarged(weight, size) > 1e-3
    share = (mask[edge] / 255)[:, None]
    result = pixels.copy()
    result[edge] = np.rint(pixels[edge] * share + _enlarged(near, size)[edge] * (1 - share)).clip(0, 255)
    return result


def _at_size(mask: Pixels, image: Image, blur_px: float) -> Pixels:
    """Enlarge the mask, and blur it so that the stairs of its few pixels do not show."""
    if mask.shape != (image.height_px, image.width_px):
        size = (image.width_px, image.height_px)
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), blur_px), np.uint8)


def _band(mask: Pixels, radius_px: int) -> NDArray[np.bool_]:
    """Return where the edge may run: `radius_px` to both sides of it."""
    hard = (mask > 127).astype(np.uint8)
    kernel = np.ones((2 * radius_px + 1,) * 2, np.uint8)
    return np.asarray(cv2.dilate(hard, kernel) != cv2.erode(hard, kernel))


def _mean(plane: Plane, radius: int) -> Plane:
    return np.asarray(cv2.boxFilter(plane, cv2.CV_32F, (2 * radius + 1, 2 * radius + 1)))


def _shrunk(plane: NDArray[Any], factor: int) -> NDArray[Any]:
    size = (max(1, plane.shape[1] // factor), max(1, plane.shape[0] // factor))
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA)) if factor > 1 else plane


def _enlarged(plane: Plane, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR))
