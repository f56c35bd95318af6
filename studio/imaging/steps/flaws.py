"""Flaws: where the seller shows a hole or a stain, which no later step may smooth away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.imaging.checks import check_rows
from studio.imaging.image import Image
from studio.imaging.rings import MAX_RADIUS, MIN_RADIUS, discs
from studio.imaging.steps.kind import StepKind

MAX_REGIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaws:
    """`regions` are circles: x and y of the original, and a radius in its long edges.

    `close_ups` says whether each is to be shown as a picture of its own, which is made from the original elsewhere.
    """

    regions: Sequence[Sequence[float]] = ()
    close_ups: bool = True

    def __post_init__(self) -> None:
        """Refuse what is no circle."""
        check_rows("regions", self.regions, ((-1, 2), (-1, 2), (MIN_RADIUS, MAX_RADIUS)), MAX_REGIONS)


def run(image: Image, params: Flaws) -> Image:
    """Lock the regions; no pixel changes."""
    if not params.regions:
        return image
    return replace(image, locked=discs(image, params.regions))


KIND = StepKind(name="flaws", version=1, params=Flaws, run=run)
