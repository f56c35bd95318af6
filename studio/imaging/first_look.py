"""What the darkroom finds out about a photo the first time it sees it."""

from __future__ import annotations

from dataclasses import dataclass

from studio.imaging.noticed import Noticed
from studio.imaging.probe import Probe


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What a photo says of itself, and what is seen in it; `card` is the SKU on a separator card, None without one."""

    probe: Probe
    noticed: Noticed
    card: str | None = None
