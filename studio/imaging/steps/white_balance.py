"""White balance: gently, by what is nearly grey; or by a grey that the seller picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.checks import check_choice, check_range, check_rows
from studio.imaging.image import Image, Pixels
from studio.imaging.scaling import fitted
from studio.imaging.steps.kind import StepKind, unchanged

_SAMPLE_LONG_EDGE_PX = 256
_NEUTRAL_SHARE = 0.03  # fewer nearly grey pixels than this say nothing about the light
_MAX_CHROMA = 0.22
_MAX_GAIN = 1.15
_MAX_PICKED_GAIN = 2.5  # who picks a grey knows better: candle light is that far off
_DARKEST_PICK = 4.0  # black says nothing about the light


@dataclass(frozen=True, slots=True, kw_only=True)
class WhiteBalance:
    """`strength` 0 leaves the light as it was, 1 takes the whole cast away ("auto": within gains of 15 %).

    `mode` is "auto" or "grey"; then `grey` is the colour, 0 to 255, of something grey in the picture before this step.
    """

    strength: float = 0.7
    mode: str = "auto"
    grey: Sequence[float] = ()

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        check_range("strength", self.strength, 0.0, 1.0)
        check_choice("mode", self.mode, ("auto", "grey"))
        if self.mode == "grey" or self.grey:
            check_rows("grey", [self.grey], [(0, 255)] * 3, 1)


def run(image: Image, params: WhiteBalance) -> Image:
    """Scale red and blue so that nearly grey, well lit pixels, or the picked colour, come out grey.

    "auto" tells the light from nearly grey pixels only, so that a red dress that fills the picture keeps its red.
    """
    full = _gains(image.pixels) if params.mode == "auto" else _picked(params.grey)
    gains = 1 + (full - 1) * params.strength
    if np.allclose(gains, 1, atol=1e-3):
        return image
    return replace(image, pixels=np.asarray(cv2.transform(image.pixels, np.diag(gains)), np.uint8))


def _picked(grey: Sequence[float]) -> NDArray[np.float64]:
    """Return the gains that make `grey` grey and keep its lightness (Rec. 709 luma)."""
    colour = np.maximum(np.asarray(grey, np.float64), _DARKEST_PICK)
    return np.asarray(np.clip(colour @ (0.2126, 0.7152, 0.0722) / colour, 1 / _MAX_PICKED_GAIN, _MAX_PICKED_GAIN))


def _gains(pixels: Pixels) -> NDArray[np.float64]:
    colours = np.ascontiguousarray(fitted(pixels, _SAMPLE_LONG_EDGE_PX).reshape(-1, 3).T, np.float32)
    red, green, blue = colours  # one after the other: an axis of three is slow
    brightest = np.maximum(np.maximum(red, green), blue)
    chroma = (brightest - np.minimum(np.minimum(red, green), blue)) / np.maximum(brightest, 1)
    neutral = colours[:, (chroma < _MAX_CHROMA) & (brightest > 80) & (brightest < 250)]
    if neutral.shape[1] < _NEUTRAL_SHARE * colours.shape[1]:
        return np.ones(3)
    light = neutral.mean(axis=1, dtype=np.float64)
    return np.asarray(np.clip(light.mean() / light, 1 / _MAX_GAIN, _MAX_GAIN))


KIND = StepKind(name="white_balance", version=2, params=WhiteBalance, run=run, upgrades={1: unchanged})
