"""What the steps work on: the pixels of one picture, the mask of its subject, and where the original lies in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]  # 3 x 3

_FAR = 1e5  # pixels: what lies farther off is not seen, and would overflow what draws it


def _whole() -> Matrix:
    return np.zeros((0, 0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Image:
    """An upright picture in sRGB; steps never write into its arrays.

    `placement` is the homography from the upright original (0 to 1 in both directions) to pixels, where pixel 0 reaches
    from 0 to 1; left out, the picture shows the whole original. Steps that move things keep it true.
    """

    pixels: Pixels  # height x width x 3, red first
    mask: Pixels | None = None  # height x width, 255 where the subject is; as a backend found it, of any size
    locked: Pixels | None = None  # height x width, 255 where a flaw is shown, which no local step may touch
    placement: Matrix = field(default_factory=_whole)
    see_through: bool = False  # the mask is to be written as transparency

    def __post_init__(self) -> None:
        """Place the whole original, where nothing else is said."""
        if self.placement.shape != (3, 3):
            object.__setattr__(self, "placement", np.diag((float(self.width_px), float(self.height_px), 1.0)))

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
        """The longer side, which every length of this picture is relative to."""
        return max(self.width_px, self.height_px)

    def to_pixels(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return where `points` of the original (n x 2, 0 to 1) lie in this picture, in pixels (n x 2)."""
        placed = np.asarray(points, np.float64).reshape(-1, 2)
        x, y, weight = self.placement @ np.vstack((placed.T, np.ones(len(placed))))
        weight = np.where(np.abs(weight) < 1e-9, 1e-9, weight)
        return np.column_stack((x / weight, y / weight)).clip(-_FAR, _FAR)

    def original_long_edge_px(self, point: Any) -> float:
        """Return how many pixels the original's long edge has around `point` of it: the measure of its radii."""
        x, y = point
        step = 1e-4
        here, right, down = self.to_pixels([(x, y), (x + step, y), (x, y + step)])
        return float(max(np.hypot(*(right - here)), np.hypot(*(down - here))) / step)
