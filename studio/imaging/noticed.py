"""What a machine can say of a picture at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """How a picture looks, upright: `quality` measures sharpness and brightness, `phash` hashes what it shows."""

    phash: str  # 16 hexadecimal digits
    sharpness: float
    brightness: float

    def to_plain(self) -> dict[str, Any]:
        """Return what JSON can carry."""
        return asdict(self)

    @staticmethod
    def from_plain(values: Mapping[str, Any]) -> Noticed:
        """Return what `to_plain` was made from."""
        return Noticed(**values)
