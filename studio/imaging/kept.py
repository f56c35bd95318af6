"""Keeps an Image between two requests, uncompressed: quicker than any picture format, and thrown away soon."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.imaging.files import whole_file
from studio.imaging.image import Image, Pixels

_NOTHING: Pixels = np.zeros((0, 0), np.uint8)


def keep(image: Image, target: Path) -> None:
    """Write the pixels of `image`, where they lie and what is locked, as three arrays one behind the other."""
    locked = _NOTHING if image.locked is None else image.locked
    with whole_file(target) as file:
        for array in (image.pixels, image.placement, locked):
            np.save(file, array, allow_pickle=False)


def load(path: Path) -> Image:
    """Return the Image that `keep` wrote; or an older version of it, which kept nothing but the pixels."""
    with path.open("rb") as file:
        pixels = np.load(file, allow_pickle=False)
        if not file.peek(1):
            return Image(pixels=pixels)
        placement, locked = (np.load(file, allow_pickle=False) for _number in range(2))
    return Image(pixels=pixels, placement=placement, locked=locked if locked.size else None)
