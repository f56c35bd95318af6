"""Background: what is behind the cut-out subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging.image import Image
from studio.imaging.steps.kind import StepKind

_NAMES = {"white": "#ffffff", "black": "#000000", "grey": "#f2f2f2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """`colour` is "white", "transparent" or "#rrggbb"."""

    colour: str = "white"

    def __post_init__(self) -> None:
        """Refuse what is no colour."""
        if self.colour != "transparent" and not re.fullmatch(r"#[0-9a-fA-F]{6}", self._code):
            raise ValueError(f'the background must be white, transparent or a colour like "#f4f1ea", not {self.colour}')

    @property
    def _code(self) -> str:
        return _NAMES.get(self.colour, self.colour)

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0 to 255."""
        red, green, blue = bytes.fromhex(self._code[1:])
        return red, green, blue


def run(image: Image, params: Background) -> Image:
    """Put the subject on one colour, or leave it on nothing; a picture without a mask stays as it is."""
    if image.mask is None:
        return image
    if params.colour == "transparent":
        return replace(image, see_through=True)
    weight = cv2.merge((image.mask, image.mask, image.mask))
    before = cv2.multiply(image.pixels, weight, scale=1 / 255)
    left_over = (255 - np.arange(256))[:, None] / 255
    behind = cv2.LUT(weight, np.rint(left_over * params.rgb).astype(np.uint8)[None])
    return replace(image, pixels=np.asarray(cv2.add(before, behind), np.uint8))


KIND = StepKind(name="background", version=1, params=Background, run=run)
