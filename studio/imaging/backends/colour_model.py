"""Tells subject from background by colour: a soft mask, found without a model and without anybody's help.

Starting from nothing but the place (what is near the border is rather background), subject and background each get a
colour histogram, and the background a running mean of its surroundings, which follows shadows, vignettes and two-tone
walls. The evidence is smoothed along the picture's edges and taken as the start of the next round.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Pixels

Plane = NDArray[Any]  # float32

_ROUNDS = 6
_AGREEING_ROUNDS = 4
_BELIEF_WEIGHT = 1.0
_MOST_BELIEF = 6.0
_BINS = 16  # for each of L, a and b
_BORDER = 0.03  # relative to the shorter side: the start takes this for background
_PLACE_WEIGHT = 1.2
_LOCAL_WEIGHT = 0.15
_LOCAL_RADII = (0.06, 0.15, 0.4)  # relative to the long edge
_SMOOTH_RADIUS_PX = 4
_SMOOTH_EPSILON = 2e-3
_FEATURE_SCALE = np.array([0.005, 0.015, 0.015], np.float32)  # light says less than colour: shadows are light only
_FLOOR = 2e-6
_BIN_STEPS = np.abs(np.subtract.outer(np.arange(_BINS), np.arange(_BINS)))
_BIN_BLUR = np.where(_BIN_STEPS <= 2, np.exp(-((_BIN_STEPS / 0.8) ** 2) / 2), 0).astype(np.float32)
_MIN_PROBABILITY = 0.01


def likelihood(pixels: Pixels) -> Plane:
    """Return for each of `pixels` (a few hundred a side) how likely it is subject, 0.01 to 0.99."""
    distance = border_distance(*pixels.shape[:2])
    place = _PLACE_WEIGHT * (np.clip((distance - _BORDER) / 0.12, 0, 1) * 2 - 1.3)
    start = np.where(distance < _BORDER, _MIN_PROBABILITY, np.clip(distance / 0.25, 0, 1) * 0.6 + 0.1)
    return _settled(pixels, start.astype(np.float32), place, rounds=_ROUNDS, ground=distance < _BORDER / 2)


def agreed(pixels: Pixels, belief: Plane) -> Plane:
    """Return how likely each of `pixels` is subject where somebody who knows clothes has said what it believes.

    `belief` is in log-odds, of the same height and width. The colours correct it where they speak clearly, and it
    decides where they do not: white on white.
    """
    belief = np.asarray(belief, np.float32)
    start = (1 / (1 + np.exp(-belief))).clip(_MIN_PROBABILITY, 1 - _MIN_PROBABILITY)
    weighed = _BELIEF_WEIGHT * belief.clip(-_MOST_BELIEF, _MOST_BELIEF)
    return _settled(pixels, np.asarray(start), weighed, rounds=_AGREEING_ROUNDS)


def _settled(
    pixels: Pixels, start: Plane, prior: Plane, *, rounds: int, ground: NDArray[np.bool_] | None = None
) -> Plane:
    """Let colours and `prior` (log-odds) talk for some rounds, beginning with `start`; `ground` is no subject."""
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    lab = cv2.medianBlur(lab, 3)
    features = np.asarray(lab * _FEATURE_SCALE, np.float32)
    bins = _bins(lab)
    smoother, subject = _Smoother(features), start
    for _round in range(rounds):
        evidence = _global_evidence(bins, subject) + _LOCAL_WEIGHT * _local_evidence(features, subject) + prior
        subject = np.asarray(smoother(1 / (1 + np.exp(-evidence))), np.float32)
        subject = subject.clip(_MIN_PROBABILITY, 1 - _MIN_PROBABILITY)
        if ground is not None:
            subject[ground] = _MIN_PROBABILITY
    return subject


def border_distance(height: int, width: int) -> Plane:
    """Return how far each pixel is from the nearest border, relative to the shorter side: 0 to 0.5."""
    rows = np.minimum(np.arange(height) + 0.5, height - 0.5 - np.arange(height))
    columns = np.minimum(np.arange(width) + 0.5, width - 0.5 - np.arange(width))
    return np.asarray(np.minimum(rows[:, None], columns[None, :]) / min(height, width), np.float32)


def _bins(lab: Plane) -> NDArray[np.intp]:
    scaled = np.stack((lab[..., 0] / 100, (lab[..., 1] + 64) / 128, (lab[..., 2] + 64) / 128), axis=-1)
    three = np.clip((scaled * _BINS).astype(np.intp), 0, _BINS - 1)
    return np.asarray(three @ np.array([_BINS * _BINS, _BINS, 1], np.intp))


def _global_evidence(bins: NDArray[np.intp], subject: Plane) -> Plane:
    """Return the log ratio of the two histograms at each pixel's colour."""
    inside, outside = _histogram(bins, subject), _histogram(bins, 1 - subject)
    ratio = np.log(inside + _FLOOR) - np.log(outside + _FLOOR)
    return np.asarray(ratio.clip(-4, 4)[bins], np.float32)


def _histogram(bins: NDArray[np.intp], weight: Plane) -> Plane:
    counts = np.bincount(bins.ravel(), weights=weight.ravel(), minlength=_BINS**3).astype(np.float32)
    cube = counts.reshape(_BINS, _BINS, _BINS)
    for _axis in range(3):  # blur along the last axis and bring the next one there; after three they are in order
        cube = np.moveaxis(cube @ _BIN_BLUR, -1, 0)
    return np.asarray(cube.ravel() / max(float(cube.sum()), _FLOOR))


def _local_evidence(features: Plane, subject: Plane) -> Plane:
    """Return how far each pixel is from the background around it, in variances; near and far surroundings count."""
    weight = np.clip(1 - 2 * subject, 0, 1) ** 2 + 1e-4
    weighted = features * weight[..., None]
    squares = (features * features).sum(axis=-1) * weight
    mean, variance, total = np.zeros_like(features), np.zeros_like(weight), np.zeros_like(weight)
    for share in _LOCAL_RADII:
        radius = max(1, int(max(weight.shape) * share))
        amount = _blurred(weight, radius)
        near = _blurred(weighted, radius) / amount[..., None]
        spread = _blurred(squares, radius) / amount - (near * near).sum(axis=-1)
        trust = amount / (amount + 0.05) / radius
        mean += near * trust[..., None]
        variance += np.maximum(spread, 0) * trust
        total += trust
    distance = ((features - mean / total[..., None]) ** 2).sum(axis=-1) / (variance / total + 4e-4)
    return np.asarray((distance / 2 - 2).clip(-2, 5))


class _Smoother:
    """A guided filter with a picture of three colours as its guide; what depends on the guide alone is kept."""

    def __init__(self, guide: Plane) -> None:
        self._guide = guide
        self._mean = _blurred(guide, _SMOOTH_RADIUS_PX)
        products = guide[..., :, None] * guide[..., None, :]
        flat = products.reshape(*guide.shape[:2], 9)
        second = np.concatenate([_blurred(flat[..., n : n + 3], _SMOOTH_RADIUS_PX) for n in (0, 3, 6)], axis=-1)
        covariance = second.reshape(products.shape) - self._mean[..., :, None] * self._mean[..., None, :]
        self._inverse = np.linalg.inv(covariance + _SMOOTH_EPSILON * np.eye(3, dtype=np.float32))

    def __call__(self, plane: Plane) -> Plane:
        mean = _blurred(plane, _SMOOTH_RADIUS_PX)
        joint = _blurred(self._guide * plane[..., None], _SMOOTH_RADIUS_PX) - self._mean * mean[..., None]
        slope = np.einsum("hwij,hwj->hwi", self._inverse, joint)
        offset = mean - (slope * self._mean).sum(axis=-1)
        blurred = (_blurred(slope, _SMOOTH_RADIUS_PX) * self._guide).sum(axis=-1)
        return np.asarray(blurred + _blurred(offset, _SMOOTH_RADIUS_PX))


def _blurred(plane: Plane, radius: int) -> Plane:
    size = (2 * radius + 1, 2 * radius + 1)
    return np.asarray(cv2.boxFilter(plane, cv2.CV_32F, size, borderType=cv2.BORDER_REFLECT))
