"""Photo: one original picture that never changes, with its place in the order and its Recipe."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from studio.domain.ids import ItemId, PhotoId

RATINGS = range(6)


class Flag(enum.StrEnum):
    """What a seller decided about a Photo while going through them."""

    NONE = ""
    PICK = "pick"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """An original by its SHA-256; width and height in pixels, upright."""

    id: PhotoId
    item_id: ItemId | None
    sha256: str
    file_name: str
    format: str
    width: int
    height: int
    byte_count: int
    imported_at: datetime
    taken_at: datetime | None = None
    position: int = 0
    recipe: str = ""
    """The Recipe as JSON; empty where the picture is shown as it was shot."""
    note: str = ""
    """Why a person should look at the result, in one sentence; empty where nothing is in doubt."""
    revision: int = 0
    flag: Flag = Flag.NONE
    rating: int = 0
    """Stars, 0 to 5."""
    phash: str = ""
    """What it shows, as 16 hexadecimal digits that pictures alike nearly share; empty where it was not looked at."""
    sharpness: float | None = None
    brightness: float | None = None
    confidence: float | None = None
    """How sure the last cut-out was, 0 to 1; None where nothing was cut out."""

    @property
    def look(self) -> str:
        """Name what this Photo looks like after its Recipe; the key of every Rendition."""
        return look_of(self.sha256, self.recipe)


def look_of(sha256: str, recipe: str) -> str:
    """Return the key of an original after a Recipe: the original's SHA-256, and where there is a Recipe its mark."""
    if not recipe:
        return sha256
    from hashlib import sha256 as digest  # OpenSSL comes with it, and most photos on the first screen do without

    return f"{sha256}-{digest(recipe.encode()).hexdigest()[:16]}"


def original_of(look: str) -> str:
    """Return the SHA-256 of the original that `look` was made from."""
    return look.partition("-")[0]
