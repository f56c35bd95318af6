"""Tone: exposure and contrast by one curve, and clarity, which lifts the detail of each part gently."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging import luminance
from studio.imaging.checks import check_range
from studio.imaging.image import Image, Pixels
from studio.imaging.steps.kind import StepKind

_MAX_EV = 2.0
_KNEE = 0.6  # linear light above this is compressed, so that brightening never clips
_CLIP_LIMIT = 2.0
_TILES = (8, 8)
_CLARITY_SHARE = 0.6  # of the full equalisation, at clarity 1: more looks like a poster
_FEATHER = 0.01  # of the long edge, around what is locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """`exposure_ev` in stops of light, `contrast` -1 to 1, `clarity` 0 to 1; 0 leaves each as it was."""

    exposure_ev: float = 0.0
    contrast: float = 0.0
    clarity: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        check_range("exposure_ev", self.exposure_ev, -_MAX_EV, _MAX_EV)
        check_range("contrast", self.contrast, -1.0, 1.0)
        check_range("clarity", self.clarity, 0.0, 1.0)


def run(image: Image, params: Tone) -> Image:
    """Change the light of all colours alike; black stays black, and white white unless it is darkened."""
    pixels = image.pixels
    if params.exposure_ev or params.contrast:
        pixels = np.asarray(cv2.LUT(pixels, _curve(params.exposure_ev, params.contrast)), np.uint8)
    if params.clarity:
        pixels = _clearer(pixels, params.clarity, image.locked)
    return image if pixels is image.pixels else replace(image, pixels=pixels)


def _curve(exposure_ev: float, contrast: float) -> Pixels:
    light = _linear(np.arange(256) / 255) * 2**exposure_ev
    shown = _display(_shouldered(light, max(1.0, 2**exposure_ev)))
    shown += contrast * (shown * shown * (3 - 2 * shown) - shown)
    return np.asarray(np.rint(shown.clip(0, 1) * 255), np.uint8)


def _shouldered(light: NDArray[np.float64], most: float) -> NDArray[np.float64]:
    """Bend what lies above the knee, so that `most` becomes 1, without a corner in the curve."""
    slope = (most - _KNEE) / (1 - _KNEE)
    over = ((light - _KNEE) / (most - _KNEE)).clip(0, 1)
    return np.where(light <= _KNEE, light, _KNEE + (1 - _KNEE) * slope * over / (1 + (slope - 1) * over))


def _linear(shown: NDArray[np.float64]) -> NDArray[np.float64]:
    """IEC 61966-2-1."""
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


def _display(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light.clip(0, None) ** (1 / 2.4) - 0.055)


def _clearer(pixels: Pixels, clarity: float, locked: Pixels | None) -> Pixels:
    """Equalise the luminance of each part of the picture against its own surroundings (CLAHE), by a share only.

    What is locked keeps its pixels; around it the change fades in.
    """
    grey = luminance.of(pixels)
    equal = cv2.createCLAHE(clipLimit=_CLIP_LIMIT, tileGridSize=_TILES).apply(grey)
    share = clarity * _CLARITY_SHARE
    clear = np.asarray(cv2.addWeighted(equal, share, grey, 1 - share, 0), np.uint8)
    return luminance.relit(pixels, grey, clear, None if locked is None else _free(locked))


def _free(locked: Pixels) -> Pixels:
    """Return where a local change may be: 0 where something is locked, rising around it."""
    reach = 2 * max(1, round(_FEATHER * max(locked.shape))) + 1
    near = cv2.blur(cv2.dilate(locked, np.ones((reach, reach), np.uint8)), (reach, reach))
    return np.asarray(255 - cv2.max(near, cv2.threshold(locked, 0, 255, cv2.THRESH_BINARY)[1]), np.uint8)


KIND = StepKind(name="tone", version=1, params=Tone, run=run)
