"""The canonical order of the steps, and what belongs to one photo alone; light, so that the window may ask too."""

from __future__ import annotations

ORDER = (
    "perspective",
    "crop",
    "flaws",
    "white_balance",
    "exposure",
    "tone",
    "spots",
    "cutout",
    "frame",
    "background",
    "sharpen",
    "measure",
    "badge",
)
FINISHING = frozenset({"background", "sharpen", "measure", "badge"})
"""Done for each output by itself, after its frame: a badge sits in the corner of what a buyer sees."""

GEOMETRY = frozenset({"perspective", "crop"})
"""Change where things are, and no colour."""

DRAWN = frozenset({"frame", "measure", "badge"})
"""Laid over the picture or around it: they say nothing of the colours of what was photographed."""

OWN_STEPS = frozenset({"perspective", "crop", "flaws", "spots", "measure"})
"""Make no sense on another photo, so presets and copies leave them out."""

OWN_PARAMS = {"cutout": frozenset({"strokes"})}
"""The same for single parameters of steps that do make sense elsewhere."""


def place_of(name: str) -> int:
    """Return where a step stands; one that nobody knows comes last."""
    return ORDER.index(name) if name in ORDER else len(ORDER)
