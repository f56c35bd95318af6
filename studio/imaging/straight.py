"""What a straightened picture can show without empty corners; light, so that the window may ask too."""

from __future__ import annotations

import math


def largest_inside(angle_deg: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom (0 to 1) of the largest crop of the same shape, around the middle.

    `width` and `height` are those of the picture after its quarter turns, in any unit.
    """
    cosine, sine = abs(math.cos(math.radians(angle_deg))), abs(math.sin(math.radians(angle_deg)))
    share = min(width / (width * cosine + height * sine), height / (width * sine + height * cosine))
    return (0.5 - share / 2, 0.5 - share / 2, 0.5 + share / 2, 0.5 + share / 2)
