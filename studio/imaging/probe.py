"""What a photo file says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a photo file says of itself.

    `taken_at` is aware and in UTC. EXIF times without an offset (phones before about 2018) are taken as this machine's
    local time, which is the seller's; `zone_known` is False for them. The gaps between photos, by which they are
    grouped, are right either way.
    """

    format: str  # JPEG, PNG, WEBP, HEIF, AVIF, TIFF, BMP, GIF
    width_px: int  # upright
    height_px: int
    orientation: int  # EXIF, 1 to 8
    byte_count: int
    taken_at: datetime | None = None
    zone_known: bool = False

    def to_plain(self) -> dict[str, Any]:
        """Return what JSON can carry."""
        return {**asdict(self), "taken_at": self.taken_at.isoformat() if self.taken_at else None}

    @staticmethod
    def from_plain(values: Mapping[str, Any]) -> Probe:
        """Return what `to_plain` was made from."""
        taken_at = values["taken_at"]
        return Probe(**{**values, "taken_at": datetime.fromisoformat(taken_at) if taken_at else None})
