"""Soft edges: a guided filter that lets a coarse mask follow the picture's own edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels

Plane = NDArray[Any]  # float32
Places = tuple[NDArray[Any], ...]  # rows and columns

_EPSILON = 5e-4  # variance of luminance (0 to 1) below which an area counts as flat
_HAZE = 0.2  # what the filter leaves on both sides of the edge
_WORK_RADIUS_PX = 4  # what varies slowly is computed on a copy so small that the radius has this many pixels
_ROW = 1024  # cv2.remap takes tables of less than 32,768 columns


def refined(image: Image, radius_px: int) -> Image:
    """Return `image` with its mask refined in the band around the coarse edge, and the old background out of it.

    Far from the edge the mask is 0 or 255 and the pixels stay as they are.
    """
    if image.mask is None:
        raise ValueError("a mask is needed")
    coarse = _at_size(image.mask, image, radius_px / 2)
    mask = np.asarray(cv2.threshold(coarse, 127, 255, cv2.THRESH_BINARY)[1], np.uint8)
    band = _band(mask, radius_px)
    if len(band[0]):
        grey = np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        alpha = (_guided(grey, coarse, radius_px, band) - _HAZE) / (1 - 2 * _HAZE)
        mask[band] = np.rint(alpha.clip(0, 1) * 255)
    return replace(image, pixels=_decontaminated(image.pixels, mask, radius_px), mask=mask)


def _guided(guide: Pixels, source: Pixels, radius_px: int, places: Places) -> Plane:
    """Return, at `places`, `source` (as 0 to 1) filtered along the edges of `guide`.

    He, Sun and Tang, Guided Image Filtering (2010), with its coefficients found on a smaller copy (He and Sun, Fast
    Guided Filter, 2015).
    """
    shrink, radius = _work_scale(radius_px)
    small_guide, small_source = _shrunk(guide, shrink) / 255, _shrunk(source, shrink) / 255
    mean_guide, mean_source = _mean(small_guide, radius), _mean(small_source, radius)
    covariance = _mean(small_guide * small_source, radius) - mean_guide * mean_source
    variance = _mean(small_guide * small_guide, radius) - mean_guide * mean_guide
    slope = covariance / (variance + _EPSILON)
    offset = mean_source - slope * mean_guide
    lines = np.dstack((_mean(slope, radius), _mean(offset, radius)))
    slopes, offsets = _sampled(lines, places, guide.shape).T
    return np.asarray(slopes * (guide[places] / 255) + offsets)


def _decontaminated(pixels: Pixels, mask: Pixels, radius_px: int) -> Pixels:
    """Replace the colour of half-covered pixels by that of the subject beside them, so that no rim of floor stays.

    The colour is the mean of what is surely subject within reach (the first half of Forte: Approximate Fast Foreground
    Colour Estimation, 2021).
    """
    places = np.nonzero((mask > 0) & (mask <= 240))
    if not len(places[0]):
        return pixels
    shrink, radius = _work_scale(radius_px)
    sure = _shrunk(np.asarray(cv2.threshold(mask, 240, 255, cv2.THRESH_BINARY)[1], np.uint8), shrink) / 255
    weight = _mean(sure, 2 * radius)
    colours = _mean(_shrunk(pixels, shrink) * sure[:, :, None], 2 * radius) / (weight[:, :, None] + 1e-6)
    near = _sampled(np.dstack((colours, weight)), places, mask.shape)
    share = np.where(near[:, 3] > 1e-3, mask[places] / 255, 1)[:, None]
    result = pixels.copy()
    result[places] = np.rint(pixels[places] * share + near[:, :3] * (1 - share)).clip(0, 255)
    return result


def _at_size(mask: Pixels, image: Image, blur_px: float) -> Pixels:
    """Enlarge the mask, and blur it so that the stairs of its few pixels do not show."""
    if mask.shape != (image.height_px, image.width_px):
        size = (image.width_px, image.height_px)
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), blur_px), np.uint8)


def _band(hard: Pixels, radius_px: int) -> Places:
    """Return where the edge may run: `radius_px` to both sides of it."""
    kernel = np.ones((2 * radius_px + 1,) * 2, np.uint8)
    return np.nonzero(cv2.dilate(hard, kernel) != cv2.erode(hard, kernel))


def _work_scale(radius_px: int) -> tuple[int, int]:
    """Return how much smaller the copy is on which slow changes are computed, and the radius there."""
    shrink = max(1, radius_px // _WORK_RADIUS_PX)
    return shrink, max(1, radius_px // shrink)


def _shrunk(plane: Pixels, factor: int) -> Plane:
    size = (max(1, plane.shape[1] // factor), max(1, plane.shape[0] // factor))
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


def _mean(plane: Plane, radius: int) -> Plane:
    return np.asarray(cv2.boxFilter(plane, cv2.CV_32F, (2 * radius + 1, 2 * radius + 1)))


def _sampled(plane: Plane, places: Places, shape: tuple[int, ...]) -> Plane:
    """Return the small `plane` enlarged to `shape`, linearly, at `places` only: one row of its layers for each."""
    rows, columns = ((p + 0.5) * s / f - 0.5 for p, s, f in zip(places, plane.shape, shape, strict=False))
    count = len(rows)
    padding = -count % _ROW
    maps = [np.pad(line.astype(np.float32), (0, padding)).reshape(-1, _ROW) for line in (columns, rows)]
    values = cv2.remap(plane, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(values.reshape(count + padding, -1)[:count])
