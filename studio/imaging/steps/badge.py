"""Badge: a word or two in a corner of the cover, such as "NWT"."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from studio.imaging import lettering
from studio.imaging.checks import check_choice, check_text
from studio.imaging.image import Image, Pixels
from studio.imaging.lettering import BERRY, INK, PAPER
from studio.imaging.steps.kind import StepKind

CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
STYLES = {"dark": (INK, PAPER), "light": (PAPER, INK), "berry": (BERRY, PAPER)}  # plate and letters
MAX_LETTERS = 24
_LETTERS = 0.036  # all relative to the picture's shorter side
_MARGIN = 0.04
_WIDEST = 0.8
_SHADOW = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """`text` of a few letters, in a `corner`, on a plate in a `style`, so that it can be read on any picture."""

    text: str = "NWT"
    corner: str = "top-left"
    style: str = "dark"

    def __post_init__(self) -> None:
        """Refuse what is too long or unknown."""
        check_text("text", self.text, MAX_LETTERS)
        check_choice("corner", self.corner, CORNERS)
        check_choice("style", self.style, tuple(STYLES))


def run(image: Image, params: Badge) -> Image:
    """Lay the plate on, with a faint shadow: white on white has an edge too."""
    if not params.text.strip():
        return image
    short = min(image.width_px, image.height_px)
    letters = _fitting(params.text.strip(), short)
    height = max(3, round(letters.shape[0] * 1.32))
    width = letters.shape[1] + height
    body = lettering.plate(width, height, height / 2)
    margin = max(1, round(_MARGIN * short))
    left = margin if "left" in params.corner else image.width_px - margin - width
    top = margin if "top" in params.corner else image.height_px - margin - height
    ground, ink = STYLES[params.style]
    pixels, mask = lettering.canvas(image)
    shade = lettering.softened(body, height / 12)
    room = (shade.shape[0] - height) // 2
    lettering.lay(pixels, mask, np.rint(shade * _SHADOW).astype(np.uint8), INK, left - room, top - room + height // 20)
    lettering.lay(pixels, mask, body, ground, left, top)
    lettering.lay(pixels, mask, letters, ink, left + height // 2, top + (height - letters.shape[0]) // 2)
    return replace(image, pixels=pixels, mask=image.mask if mask is None else mask)


def _fitting(text: str, short_px: int) -> Pixels:
    """Return the letters in their usual size, or in one that fits."""
    size = _LETTERS * short_px
    plane = lettering.text_plane(text, round(size))
    widest = _WIDEST * short_px
    return plane if plane.shape[1] <= widest else lettering.text_plane(text, int(size * widest / plane.shape[1]))


KIND = StepKind(name="badge", version=1, params=Badge, run=run)
