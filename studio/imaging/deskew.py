"""Deskew: by how much a photo should be turned so that the garment, or the room, stands straight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels
from studio.imaging.scaling import fitted

MAX_DEG = 15.0  # what is askew more than that is meant to be
SURE = 0.5  # from this confidence on, a proposal is worth showing
_MASK_PX = 144
_LEAST_PX = 20  # of the small mask: fewer have no shape
_MOST_SHARE = 0.97  # where everything is subject, it has the shape of the picture
_STEP_DEG = 1.5
_FINE_DEG = 0.5
_LEAST_SYMMETRY, _FULL_SYMMETRY = 0.80, 0.93  # overlap of a garment with its mirror image
_FULL_PROMINENCE = 0.035  # how much better the best angle is than the usual one
_LINES_PX = 512
_BIN_DEG = 0.25
_FULL_SHARE = 0.35  # of the length of all lines, in one direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """`angle_deg` is what the crop should turn by, clockwise; `confidence` is 0 to 1."""

    angle_deg: float = 0.0
    confidence: float = 0.0


def propose(image: Image) -> Tilt:
    """Return by what to straighten `image`: by its subject's symmetry, or by the room's lines if those are surer."""
    found = [of_lines(image.pixels)]
    if image.mask is not None:
        found.insert(0, of_mask(image.mask))
    return max(found, key=lambda tilt: tilt.confidence)


def of_mask(mask: Pixels) -> Tilt:
    """Return by what to turn a garment so that its axis of symmetry is upright, or level."""
    small = _centred(mask)
    if small is None:
        return Tilt()
    return max((_best(_mirrored(small, axis)) for axis in (1, 0)), key=lambda tilt: tilt.confidence)


def of_lines(pixels: Pixels) -> Tilt:
    """Return by what to turn a picture so that most of its long lines are upright or level."""
    small = cv2.cvtColor(fitted(pixels, _LINES_PX), cv2.COLOR_RGB2GRAY)
    edges = cv2.Canny(cv2.GaussianBlur(small, (0, 0), 1.2), 40, 120)
    least = max(small.shape[:2]) / 8
    lines = cv2.HoughLinesP(edges, 1, np.pi / 360, 50, minLineLength=least, maxLineGap=4)
    if lines is None:
        return Tilt()
    ends = lines.reshape(-1, 4).astype(np.float64)
    along, across = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    angles = (np.degrees(np.arctan2(across, along)) + 45) % 90 - 45  # level and upright alike
    lengths = np.hypot(along, across)
    bins = np.arange(-45, 45 + _BIN_DEG, _BIN_DEG)
    counts = np.convolve(np.histogram(angles, bins, weights=lengths)[0], (1, 2, 3, 2, 1), "same")
    near = np.abs(bins[:-1] + _BIN_DEG / 2) <= MAX_DEG
    peak = bins[:-1][near][int(np.argmax(counts[near]))] + _BIN_DEG / 2
    there = np.abs(angles - peak) < 1.0
    share = lengths[there].sum() / lengths.sum()
    if not there.any() or lengths[there].sum() < 2 * max(small.shape[:2]):
        return Tilt()
    angle = float(np.average(angles[there], weights=lengths[there]))
    return Tilt(angle_deg=-angle, confidence=float(min(1.0, share / _FULL_SHARE)) * 0.9)


def _centred(mask: Pixels) -> Pixels | None:
    """Return the mask, small, with the middle of its subject in the middle, and room to turn."""
    scale = min(1.0, _MASK_PX / max(mask.shape))
    small = np.asarray(cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    found = cv2.moments(small)
    if not 255 * _LEAST_PX < found["m00"] < 255 * _MOST_SHARE * small.size:
        return None
    side = 2 * max(small.shape)
    move = np.array(
        ((1, 0, side / 2 - 0.5 - found["m10"] / found["m00"]), (0, 1, side / 2 - 0.5 - found["m01"] / found["m00"])),
        np.float32,
    )
    return np.asarray(cv2.warpAffine(small, move, (side, side)), np.uint8)


def _mirrored(small: Pixels, axis: int) -> Callable[[float], float]:
    middle = (small.shape[1] / 2 - 0.5, small.shape[0] / 2 - 0.5)

    def overlap(angle_deg: float) -> float:
        """Return the intersection over union of the mask, turned clockwise, with its mirror image."""
        way = cv2.getRotationMatrix2D(middle, -angle_deg, 1)
        turned = cv2.warpAffine(small, way, (small.shape[1], small.shape[0]))
        other = cv2.flip(turned, axis)
        return float(cv2.min(turned, other).sum(dtype=np.float64) / cv2.max(turned, other).sum(dtype=np.float64))

    return overlap


def _best(overlap: Callable[[float], float]) -> Tilt:
    angles = np.arange(-MAX_DEG, MAX_DEG + _STEP_DEG / 2, _STEP_DEG)
    scores = np.array([overlap(float(angle)) for angle in angles])
    place = int(scores.argmax())
    if place in (0, len(angles) - 1):
        return Tilt()  # it would be better still beyond: that is no tilt, but another way to lie
    fine = angles[place] + np.arange(-_STEP_DEG, _STEP_DEG + _FINE_DEG / 2, _FINE_DEG)
    close = np.array([overlap(float(angle)) for angle in fine])
    angle, peak = _vertex(fine, close)
    symmetric = (peak - _LEAST_SYMMETRY) / (_FULL_SYMMETRY - _LEAST_SYMMETRY)
    prominent = (peak - float(np.median(scores))) / _FULL_PROMINENCE
    return Tilt(angle_deg=angle, confidence=float(np.clip(symmetric, 0, 1) * np.clip(prominent, 0, 1)))


def _vertex(angles: NDArray[Any], scores: NDArray[Any]) -> tuple[float, float]:
    """Return where the parabola through the best score and its neighbours is highest."""
    place = int(np.clip(scores.argmax(), 1, len(scores) - 2))
    before, here, after = scores[place - 1 : place + 2]
    bend = before - 2 * here + after
    move = 0.0 if bend >= 0 else float(np.clip((before - after) / (2 * bend), -1, 1))
    return float(angles[place] + move * (angles[1] - angles[0])), float(scores.max())
