"""Background: what is behind the cut-out subject, and the shadow that it throws there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging.checks import check_range
from studio.imaging.image import Image, Pixels
from studio.imaging.steps.kind import StepKind, unchanged

_NAMES = {"white": "#ffffff", "black": "#000000", "grey": "#f2f2f2"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WORK_LONG_EDGE_PX = 400  # shadows are soft, so they are made on a small copy
_SHADOWS = ((0.006, 0.004, 0.34), (0.024, 0.012, 0.30))
"""The contact and what spreads from it: blur and fall relative to the long edge, darkness at full strength."""
_DITHER = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) + 0.5) / 16
"""Bayer's matrix: in the place of rounding, so that a gradient of few levels shows no stripes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """`colour` is "white", "transparent" or "#rrggbb"; with `second` it passes into that one downwards.

    `shadow` is how dark the soft shadow is, 0 to 1; on "transparent" there is nothing that it could fall on.
    """

    colour: str = "white"
    second: str = ""
    shadow: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no colour or out of range."""
        if self.colour != "transparent" and not _COLOUR.fullmatch(_code(self.colour)):
            raise ValueError(f'the background must be white, transparent or a colour like "#f4f1ea", not {self.colour}')
        if self.second and not _COLOUR.fullmatch(_code(self.second)):
            raise ValueError(f'the second colour must be one like "#f4f1ea", not {self.second}')
        check_range("shadow", self.shadow, 0.0, 1.0)

    @property
    def plain(self) -> bool:
        """Whether it is one colour and nothing else."""
        return not self.shadow and _code(self.second or self.colour) == _code(self.colour)


def run(image: Image, params: Background) -> Image:
    """Put the subject on its ground, or leave it on nothing; a picture without a mask stays as it is."""
    if image.mask is None:
        return image
    if params.colour == "transparent":
        return replace(image, see_through=True)
    if params.plain:
        return replace(image, pixels=_plain(image.pixels, image.mask, _rgb(params.colour)))
    weight = np.asarray(cv2.merge((image.mask, image.mask, image.mask)), np.uint8)
    before = cv2.multiply(image.pixels, weight, scale=1 / 255)
    return replace(image, pixels=np.asarray(cv2.add(before, _shaded(image.mask, params)), np.uint8))


def _plain(pixels: Pixels, mask: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """Return the subject on one colour: only where the mask is neither 0 nor 255 is there anything to compute."""
    result = np.empty(pixels.shape, np.uint8)
    cv2.rectangle(result, (0, 0), (mask.shape[1], mask.shape[0]), colour, cv2.FILLED)
    cv2.copyTo(pixels, mask, result)
    half = np.flatnonzero(cv2.inRange(mask, 1, 254))
    share = mask.reshape(-1)[half][:, None].astype(np.float32) / 255
    mixed = np.take(pixels.reshape(-1, 3), half, axis=0) * share + np.asarray(colour, np.float32) * (1 - share)
    result.reshape(-1, 3)[half] = np.rint(mixed)
    return result


def _shaded(mask: Pixels, params: Background) -> Pixels:
    """Return the ground where it is seen: a gradient, darker where the shadow falls."""
    seen = 255 - mask
    if params.shadow:
        seen = np.asarray(cv2.multiply(seen, _light(mask, params.shadow), scale=1 / 255), np.uint8)
    ground = _gradient(mask.shape, _rgb(params.colour), _rgb(params.second or params.colour))
    return np.asarray(cv2.multiply(ground, cv2.merge((seen, seen, seen)), scale=1 / 255), np.uint8)


def _light(mask: Pixels, strength: float) -> Pixels:
    """Return how much light is left around the subject, 255 where all is."""
    height, width = mask.shape
    scale = min(1.0, _WORK_LONG_EDGE_PX / max(mask.shape))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.float32) / 255
    light = np.ones_like(small)
    for blur, fall, darkness in _SHADOWS:
        fallen = np.array([[1, 0, 0], [0, 1, fall * max(size)]], np.float32)
        shadow = cv2.warpAffine(small, fallen, size, borderMode=cv2.BORDER_REPLICATE)
        light *= 1 - strength * darkness * cv2.GaussianBlur(shadow, (0, 0), max(0.3, blur * max(size)))
    levels = np.rint(light * 255).astype(np.uint8)
    return np.asarray(cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _gradient(shape: tuple[int, ...], upper: tuple[int, int, int], lower: tuple[int, int, int]) -> Pixels:
    height, width = shape
    share = ((np.arange(height) + 0.5) / height)[:, None]
    rows = np.array(upper) * (1 - share) + np.array(lower) * share
    threshold = np.tile(_DITHER, (height // 4 + 1, 1))[:height]
    tile = np.floor(rows[:, None, :] + threshold[:, :, None]).clip(0, 255).astype(np.uint8)
    return np.tile(tile, (1, width // 4 + 1, 1))[:, :width]


def _code(colour: str) -> str:
    return _NAMES.get(colour, colour)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(_code(colour)[1:])
    return red, green, blue


KIND = StepKind(name="background", version=2, params=Background, run=run, upgrades={1: unchanged})
