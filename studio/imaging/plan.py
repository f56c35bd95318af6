"""Splits a Recipe into what is done before the cut-out, what makes the master, and what makes each output of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.imaging.recipe import Recipe, Step

MASTER = "master"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to make: .jpg, or .png for transparency. `background` replaces the Recipe's own; `shape` adds a frame."""

    path: Path
    shape: str = MASTER  # or "3x4", "1x1"
    background: str | None = None  # "white", "transparent", "#rrggbb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The three parts of a Recipe."""

    before: Recipe
    cutout: Step | None
    after: Recipe

    @property
    def master(self) -> Recipe:
        """What turns prepared pixels and a coarse mask into the master."""
        return Recipe((self.cutout,) if self.cutout else ())

    def finishing(self, output: Output) -> Recipe:
        """Return what turns the master into `output`; the frame comes first, so that the rest has fewer pixels."""
        steps = tuple(_with_background(step, output.background) for step in self.after.steps)
        if output.shape == MASTER:
            return Recipe(steps)
        return Recipe((Step(name="frame", params={"shape": output.shape}), *steps))


def split(recipe: Recipe) -> Plan:
    """Return the parts of `recipe` around its cut-out; without one, everything comes before."""
    place = recipe.index("cutout")
    if place is None:
        return Plan(before=recipe, cutout=None, after=Recipe())
    return Plan(
        before=Recipe(recipe.steps[:place]), cutout=recipe.steps[place], after=Recipe(recipe.steps[place + 1 :])
    )


def _with_background(step: Step, colour: str | None) -> Step:
    if colour is None or step.name != "background":
        return step
    return Step(name=step.name, version=step.version, params={**step.params, "colour": colour})
