"""What may be wrong with a Photo as it was shot, and which Photos show the same: every threshold stands here.

The thresholds were chosen on real photos of garments; `benchmarks/quality.py` prints how often each is right.
"""

from __future__ import annotations

import enum

from studio.domain.photo import Photo

BLURRED_BELOW = 0.31
DARK_BELOW = 0.38
BRIGHT_ABOVE = 0.75
SMALL_BELOW_PX = 1000
"""Long edge; a smaller picture is soft on a listing, whose 3:4 picture is 1,440 high."""
ALIKE_WITHIN_BITS = 8
"""Photos whose `phash` differs in at most so many of its 64 bits show the same."""


class Trouble(enum.StrEnum):
    """A reason to take a photo again."""

    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    SMALL = "small"


def troubles_of(photo: Photo) -> tuple[Trouble, ...]:
    """Return what is wrong with the original of a Photo, the worst first; nothing where it was not looked at."""
    found = {
        Trouble.BLURRED: photo.sharpness is not None and photo.sharpness < BLURRED_BELOW,
        Trouble.DARK: photo.brightness is not None and photo.brightness < DARK_BELOW,
        Trouble.BRIGHT: photo.brightness is not None and photo.brightness > BRIGHT_ABOVE,
        Trouble.SMALL: max(photo.width, photo.height) < SMALL_BELOW_PX,
    }
    return tuple(trouble for trouble, so in found.items() if so)
