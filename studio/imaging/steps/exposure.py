"""Exposure, gently: a dull photo becomes brighter, nothing is blown out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging.checks import check_range
from studio.imaging.image import Image, Pixels
from studio.imaging.steps.kind import StepKind

_WHITE_POINT = 246.0  # where the brightest half per cent is brought to
_MAX_GAIN = 1.35
_MIDDLE = 118.0
_MAX_LIFT = 0.85  # the smallest exponent: the strongest lift of the middle tones


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """`strength` 0 leaves the brightness as it was, 1 corrects as far as the limits allow."""

    strength: float = 0.8

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        check_range("strength", self.strength, 0.0, 1.0)


def run(image: Image, params: Exposure) -> Image:
    """Brighten by one curve for all three colours; never darken, never push the brightest part over the edge."""
    table = _curve(image.pixels, params.strength)
    if np.array_equal(table, np.arange(256)):
        return image
    return replace(image, pixels=np.asarray(cv2.LUT(image.pixels, table), np.uint8))


def _curve(pixels: Pixels, strength: float) -> Pixels:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    shares = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()) / grey.size
    white = float(np.searchsorted(shares, 0.995))
    gain = np.clip(_WHITE_POINT / max(white, 1.0), 1.0, _MAX_GAIN)
    middle = min(255.0, float(np.searchsorted(shares, 0.5)) * gain)
    exponent = np.clip(np.log(_MIDDLE / 255) / np.log(np.clip(middle, 1, 254) / 255), _MAX_LIFT, 1.0)
    levels = np.arange(256) / 255
    brightened = np.minimum(levels * gain, 1.0) ** exponent
    return np.asarray(np.rint((levels + (brightened - levels) * strength) * 255), np.uint8)


KIND = StepKind(name="exposure", version=1, params=Exposure, run=run)
