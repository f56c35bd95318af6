"""Going through Photos: what they can be narrowed to, and which of several that show the same is the best."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from studio.domain.photo import Flag, Photo

_NEARLY_AS_LARGE = 0.75
"""Of the pixels of the largest: a copy that was shrunk is never better, however sharp it looks small."""


class Sieve(enum.StrEnum):
    """What the contact sheet can be narrowed to."""

    ALL = "all"
    PICKS = "picks"
    UNFLAGGED = "unflagged"
    REJECTS = "rejects"
    AS_SHOT = "as-shot"
    LOOK = "look"
    TROUBLED = "troubled"
    ALIKE = "alike"


def best_of(photos: Sequence[Photo]) -> Photo:
    """Return the Photo to keep of several that show the same: the seller's pick, else the sharpest of the large ones.

    Where that does not tell, more stars, more pixels, and the one that came first.
    """
    most = max(photo.width * photo.height for photo in photos)

    def worth(photo: Photo) -> tuple[bool, bool, int, float, int]:
        pixels = photo.width * photo.height
        large = pixels >= _NEARLY_AS_LARGE * most
        return photo.flag is Flag.PICK, large, photo.rating, photo.sharpness or 0.0, pixels

    return max(photos, key=worth)
