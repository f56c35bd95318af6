"""The parent's side of the cut-out: paths in, path out, in a child whose native code can be ended at any time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.child import Child, ChildFault, ChildPool

LOAD_TIMEOUT_S = 240.0  # importing rembg the first time compiles numba's cache: 50 s of CPU
CUT_TIMEOUT_S = 120.0  # the largest network takes 15 s on one slow core
_EMPTY_SHARE = 0.005
_FULL_SHARE = 0.985
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a backend found: how much of the picture is subject, and how sure it is (0 to 1)."""

    share: float
    confidence: float

    @property
    def usable(self) -> bool:
        """False where there is nothing, or nothing but subject: such a mask is not passed on."""
        return _EMPTY_SHARE < self.share < _FULL_SHARE

    @property
    def doubt(self) -> str:
        """Why somebody should look at this cut-out; empty where nobody need."""
        if self.share <= _EMPTY_SHARE:
            return _("No garment was found in this photo. Cut it out by hand or use it as it is.")
        if self.share >= _FULL_SHARE:
            return _("No background was found in this photo. Cut it out by hand or use it as it is.")
        if self.confidence < _DOUBTFUL:
            return _("The edge of the garment is uncertain. Look at this cut-out before you use it.")
        return ""


class Cutter:
    """Cuts out, `width` photos at a time, with the backends "classic" and "rembg:MODEL"."""

    def __init__(self, models: Path, *, width: int = 1, backend_module: str = "studio.imaging.cutout_child") -> None:
        self._pool = ChildPool(lambda: Child(backend_module, (str(models),)), width)

    def cut(self, source: Path, target: Path, backend: str, context: Context) -> Cut:
        """Write the mask of the picture at `source` to `target`, an 8-bit PNG of the same size.

        Raises UserError where the backend cannot be used, ChildDied (try again) where it died or hung, Cancelled.
        """
        with self._pool.borrowed(context) as child:
            try:
                child.ask("load", {"backend": backend}, timeout_s=LOAD_TIMEOUT_S, context=context)
                request = {"source": str(source), "target": str(target)}
                found = child.ask("cut", request, timeout_s=CUT_TIMEOUT_S, context=context)
            except ChildFault as fault:
                raise UserError(_("The cut-out failed: {why}").format(why=fault)) from fault
        return Cut(share=found["share"], confidence=found["confidence"])

    def close(self) -> None:
        """End the children."""
        self._pool.close()
