"""Soft edges: a guided filter that lets a coarse mask follow the picture's own edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels
from studio.imaging.scaling import resized

Plane = NDArray[Any]  # float32

_EPSILON = 5e-4  # variance of luminance (0 to 1) below which an area counts as flat
_HAZE = 0.2  # what the filter leaves on both sides of the edge
_WORK_RADIUS_PX = 3  # what varies slowly is computed on a copy so small that the radius has at least this many pixels
_SURE = 240  # a mask above it has no floor in its colour
_LEAST_WEIGHT = 1e-3  # with less of the subject in reach, its colour is not known
_ROW = 1024  # cv2.remap takes tables of less than 32,768 columns


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    """Places in the flattened picture, and where they lie in its small copy."""

    places: NDArray[np.intp]
    columns: Plane
    rows: Plane

    def where(self, condition: NDArray[np.bool_]) -> _Band:
        """Return the places of which `condition` holds."""
        return _Band(self.places[condition], self.columns[condition], self.rows[condition])

    def sampled(self, plane: Plane) -> Plane:
        """Return the small `plane`, enlarged linearly, at the places: one row of its layers for each."""
        padding = -len(self.places) % _ROW
        maps = [np.pad(line, (0, padding)).reshape(-1, _ROW) for line in (self.columns, self.rows)]
        values = cv2.remap(plane, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(values.reshape(len(self.places) + padding, -1)[: len(self.places)])


def refined(image: Image, radius_px: int) -> Image:
    """Return `image` with its mask refined in the band around the coarse edge, and the old background out of it.

    Far from the edge the mask is 0 or 255 and the pixels stay as they are. Only the band is computed at full size.
    """
    if image.mask is None:
        raise ValueError("a mask is needed")
    shrink = max(1, radius_px // _WORK_RADIUS_PX)
    radius = max(1, round(radius_px / shrink))
    small = resized(image.pixels, max(1, image.width_px // shrink), max(1, image.height_px // shrink))
    coarse = resized(image.mask, small.shape[1], small.shape[0])
    coarse = np.asarray(cv2.GaussianBlur(coarse, (0, 0), radius_px / 2 / shrink), np.uint8)
    mask = _hard(np.asarray(cv2.resize(coarse, (image.width_px, image.height_px)), np.uint8), 127)
    band = _band(_hard(coarse, 127), radius + 1, image)
    if not len(band.places):
        return replace(image, mask=mask)
    grey = np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    slope, offset = band.sampled(_lines(small, coarse, radius)).T
    alpha = (slope * grey.reshape(-1)[band.places] + offset - _HAZE) / (1 - 2 * _HAZE)
    levels = np.rint(alpha.clip(0, 1) * 255).astype(np.uint8)
    mask.reshape(-1)[band.places] = levels
    half = band.where((levels > 0) & (levels <= _SURE))
    if not len(half.places):
        return replace(image, mask=mask)
    return replace(image, pixels=_decontaminated(image.pixels, mask, small, half, 2 * radius), mask=mask)


def _lines(small: Pixels, coarse: Pixels, radius: int) -> Plane:
    """Return slope and offset of the lines that lead from luminance (0 to 255) to the mask (0 to 1).

    He, Sun and Tang, Guided Image Filtering (2010), with its coefficients found on a smaller copy (He and Sun, Fast
    Guided Filter, 2015).
    """
    guide = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32) / 255
    source = np.asarray(coarse, np.float32) / 255
    means = _mean(cv2.merge((guide, source, guide * source, guide * guide)), radius)
    mean_guide, mean_source, mean_product, mean_square = cv2.split(means)
    slope = (mean_product - mean_guide * mean_source) / (mean_square - mean_guide * mean_guide + _EPSILON)
    offset = mean_source - slope * mean_guide
    return _mean(cv2.merge((slope / 255, offset)), radius)


def _decontaminated(pixels: Pixels, mask: Pixels, small: Pixels, half: _Band, reach: int) -> Pixels:
    """Replace the colour of half-covered pixels by that of the subject beside them, so that no rim of floor stays.

    The colour is the mean of what is surely subject within reach (the first half of Forte: Approximate Fast Foreground
    Colour Estimation, 2021).
    """
    sure = resized(_hard(mask, _SURE), small.shape[1], small.shape[0])
    weighted = cv2.merge((*cv2.split(cv2.multiply(small, cv2.merge((sure, sure, sure)), scale=1 / 255)), sure))
    near = half.sampled(_mean(weighted, reach))
    weight = near[:, 3:] / 255
    floor = (255 - mask.reshape(-1)[half.places][:, None].astype(np.float32)) / 255
    floor[weight < _LEAST_WEIGHT] = 0
    shot = np.take(pixels.reshape(-1, 3), half.places, axis=0)
    mixed = shot + (near[:, :3] / np.maximum(weight, _LEAST_WEIGHT) - shot) * floor
    result = pixels.copy()
    result.reshape(-1, 3)[half.places] = np.rint(mixed.clip(0, 255))
    return result


def _band(hard: Pixels, radius: int, image: Image) -> _Band:
    """Return where the edge may run: `radius` small pixels to both sides of it."""
    kernel = np.ones((2 * radius + 1,) * 2, np.uint8)
    near = np.asarray(cv2.subtract(cv2.dilate(hard, kernel), cv2.erode(hard, kernel)), np.uint8)
    width, height = image.width_px, image.height_px
    places = np.flatnonzero(cv2.resize(near, (width, height), interpolation=cv2.INTER_NEAREST))
    where = places.astype(np.int32)
    rows = where // width
    columns = where - rows * width
    return _Band(
        places=places,
        columns=(columns.astype(np.float32) + 0.5) * np.float32(hard.shape[1] / width) - 0.5,
        rows=(rows.astype(np.float32) + 0.5) * np.float32(hard.shape[0] / height) - 0.5,
    )


def _hard(mask: Pixels, level: int) -> Pixels:
    return np.asarray(cv2.threshold(mask, level, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _mean(plane: Plane, radius: int) -> Plane:
    return np.asarray(cv2.boxFilter(plane, cv2.CV_32F, (2 * radius + 1, 2 * radius + 1)))
