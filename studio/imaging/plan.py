"""Splits a Recipe into what is done before the cut-out, what makes the master, and what makes each output of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.imaging.order import FINISHING
from studio.imaging.recipe import Recipe, Step

MASTER = "master"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What a file has to keep to; 0 is "no limit"."""

    format: str = "JPEG"
    long_edge_px: int = 0
    short_edge_min_px: int = 0
    bytes_max: int = 0

    def to_plain(self) -> dict[str, Any]:
        """Return what `from_plain` reads."""
        return {
            "format": self.format,
            "long_edge_px": self.long_edge_px,
            "short_edge_min_px": self.short_edge_min_px,
            "bytes_max": self.bytes_max,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to make: .jpg, or .png for transparency. `background` replaces the Recipe's own; `shape` adds a frame.

    With a `fit` the file keeps to its limits of pixels and bytes.
    """

    path: Path
    shape: str = MASTER  # or "3x4", "1x1"
    background: str | None = None  # "white", "transparent", "#rrggbb"
    fit: Fit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The three parts of a Recipe."""

    before: Recipe
    cutout: Step | None
    after: Recipe

    @property
    def by_hand(self) -> bool:
        """Whether the seller painted on the mask."""
        return bool(self.cutout and self.cutout.params.get("strokes"))

    @property
    def master(self) -> Recipe:
        """What turns prepared pixels and a coarse mask into the master."""
        return Recipe((self.cutout,) if self.cutout else ())

    def finishing(self, output: Output) -> Recipe:
        """Return what turns the master into `output`.

        The frame comes first: the rest has fewer pixels, sharpens what is seen, and writes into the seen corner.
        """
        colour = output.background
        steps = tuple(
            on_ground(step, colour) if colour and step.name == "background" else step for step in self.after.steps
        )
        if output.shape == MASTER:
            return Recipe(steps)
        return Recipe((Step(name="frame", params={"shape": output.shape}), *steps))


def split(recipe: Recipe) -> Plan:
    """Return the parts of `recipe` around its cut-out; without one, only what finishes an output comes after."""
    place = recipe.index("cutout")
    count = len(recipe.steps) if place is None else place
    before = Recipe(tuple(step for step in recipe.steps[:count] if step.name not in FINISHING))
    early = tuple(step for step in recipe.steps[:count] if step.name in FINISHING)
    after = Recipe((*early, *recipe.steps[count + 1 :]))
    return Plan(before=before, cutout=None if place is None else recipe.steps[place], after=after)


def on_ground(step: Step, colour: str) -> Step:
    """Return the background `step` in another colour; a second one would make a gradient of it, so it goes."""
    params = {name: value for name, value in step.params.items() if name != "second"}
    return replace(step, params={**params, "colour": colour})
