"""The parent's side of the cut-out: paths in, path out, in a child whose native code can be ended at any time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.child import Child, ChildFault, ChildPool
from studio.imaging.models import CLASSIC, GARMENT

LOAD_TIMEOUT_S = 120.0  # the largest network takes 10 s on one slow core
LIGHT_TIMEOUT_S = 20.0  # they take half a second
NETWORK_TIMEOUT_S = 120.0  # the largest takes 15 s on one slow core
_EMPTY_SHARE = 0.005
_FULL_SHARE = 0.985
_DOUBTFUL = 0.5
_LIGHT = (CLASSIC, GARMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a backend found: how much of the picture is subject, how sure it is (0 to 1), and whether a hand helped."""

    share: float
    confidence: float
    by_hand: bool = False

    @property
    def found(self) -> bool:
        """False where the backend found nothing, or nothing but subject."""
        return _EMPTY_SHARE < self.share < _FULL_SHARE

    @property
    def usable(self) -> bool:
        """False where there is nothing to show: such a mask is not passed on, unless the seller painted on it."""
        return self.found or self.by_hand

    @property
    def doubt(self) -> str:
        """Why somebody should look at this cut-out; empty where nobody need."""
        if self.by_hand and not self.found:
            return ""
        if self.share <= _EMPTY_SHARE:
            return _("No garment was found in this photo. Cut it out by hand or use it as it is.")
        if self.share >= _FULL_SHARE:
            return _("No background was found in this photo. Cut it out by hand or use it as it is.")
        if self.confidence < _DOUBTFUL:
            return _("The edge of the garment is uncertain. Look at this cut-out before you use it.")
        return ""


class Cutter:
    """Cuts out with the backends "classic" and "garment", `width` photos at a time, and "rembg:MODEL", one at a time.

    One of rembg's networks takes gigabytes, and two cores by itself.
    """

    def __init__(self, models: Path, *, width: int = 1) -> None:
        def child() -> Child:
            return Child("studio.imaging.cutout_child", (str(models),))

        self._pool = ChildPool(child, width)
        self._networks = ChildPool(child, 1)

    def cut(self, source: Path, target: Path, backend: str, context: Context) -> Cut:
        """Write the mask of the picture at `source` to `target`, an 8-bit PNG of the same size.

        Raises UserError where the backend cannot be used, ChildDied (try again) where it died or hung, Cancelled.
        """
        light = backend in _LIGHT
        pool, timeout_s = (self._pool, LIGHT_TIMEOUT_S) if light else (self._networks, NETWORK_TIMEOUT_S)
        with pool.borrowed(context) as child:
            try:
                child.ask("load", {"backend": backend}, timeout_s=LOAD_TIMEOUT_S, context=context)
            except ChildFault as fault:
                name = backend.removeprefix("rembg:")
                text = _("{name} is no cut-out model that can be used: {why}").format(name=name, why=fault)
                raise UserError(text) from fault
            try:
                request = {"source": str(source), "target": str(target)}
                found = child.ask("cut", request, timeout_s=timeout_s, context=context)
            except ChildFault as fault:
                raise UserError(_("The cut-out failed: {why}").format(why=fault)) from fault
        return Cut(share=found["share"], confidence=found["confidence"])

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the children that run."""
        return self._pool.pids + self._networks.pids

    def close(self) -> None:
        """End the children."""
        self._pool.close()
        self._networks.close()
