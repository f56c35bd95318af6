"""Which tool works on which step, and what stands on its button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.base.texts import _
from studio.ui.pages.photos.tools.brush import Brush
from studio.ui.pages.photos.tools.crop import Crop
from studio.ui.pages.photos.tools.flaws import Flaws
from studio.ui.pages.photos.tools.grey import GreyPicker
from studio.ui.pages.photos.tools.measure import Measure
from studio.ui.pages.photos.tools.perspective import Perspective
from studio.ui.pages.photos.tools.spots import Spots
from studio.ui.pages.photos.tools.tool import Session, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A tool as it is offered: the text and the icon of its button."""

    text: str
    icon: str
    make: Callable[[Session], Tool]


TOOLS: dict[str, Entry] = {
    "perspective": Entry(text=_("Set the corners"), icon="grid", make=Perspective),
    "crop": Entry(text=_("Crop and straighten"), icon="crop", make=Crop),
    "flaws": Entry(text=_("Mark flaws"), icon="flag", make=Flaws),
    "white_balance": Entry(text=_("Pick a grey"), icon="hand", make=GreyPicker),
    "spots": Entry(text=_("Remove lint"), icon="sparkle", make=Spots),
    "cutout": Entry(text=_("Brush"), icon="brush", make=Brush),
    "measure": Entry(text=_("Measure"), icon="measure", make=Measure),
}
"""By the name of the step that they change, in the order of the steps."""


def tool_for(step: str, session: Session, *, unit: str = "in") -> Tool | None:
    """Return a new tool for a step, the tape in the seller's own unit; None where there is none."""
    if step == Measure.step:
        return Measure(session, unit=unit)
    entry = TOOLS.get(step)
    return entry.make(session) if entry is not None else None
