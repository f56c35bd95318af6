"""What the steps work on: the pixels of one picture, with the mask of its subject where there is one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Image:
    """An upright picture in sRGB; steps never write into its arrays."""

    pixels: Pixels  # height x width x 3, red first
    mask: Pixels | None = None  # height x width, 255 where the subject is
    see_through: bool = False  # the mask is to be written as transparency

    @property
    def width_px(self) -> int:
        """How wide the picture is."""
        return int(self.pixels.shape[1])

    @property
    def height_px(self) -> int:
        """How high the picture is."""
        return int(self.pixels.shape[0])

    @property
    def long_edge_px(self) -> int:
        """The longer side, which every spatial parameter is relative to."""
        return max(self.width_px, self.height_px)
