"""A Recipe is data: what is done to a photo, in which order, with which parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _

Parameter = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name in the registry, the version its parameters were written for, and what differs from usual."""

    name: str
    version: int = 1
    params: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Ordered steps. Originals are never changed; the empty Recipe gives the photo as it was taken."""

    steps: tuple[Step, ...] = ()

    def index(self, name: str) -> int | None:
        """Return where the first step called `name` stands."""
        return next((place for place, step in enumerate(self.steps) if step.name == name), None)

    def replaced(self, name: str, step: Step) -> Recipe:
        """Return the Recipe with every step called `name` replaced."""
        return Recipe(tuple(step if one.name == name else one for one in self.steps))

    def key(self, source_sha256: str, count: int | None = None, *, long_edge_px: int = 0) -> str:
        """Name the result of the first `count` steps on one original at one size."""
        text = json.dumps([_plain(step) for step in self.steps[:count]], sort_keys=True)
        return hashlib.sha256(f"{source_sha256}:{long_edge_px}:{text}".encode()).hexdigest()

    def to_json(self) -> str:
        """Return the Recipe as it is stored with a Photo."""
        return json.dumps({"steps": [_plain(step) for step in self.steps]}, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Recipe:
        """Return the Recipe that `to_json` wrote, or the empty one for no text; raise UserError for anything else."""
        if not text:
            return Recipe()
        try:
            return Recipe(tuple(_step(entry) for entry in json.loads(text)["steps"]))
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise UserError(_("This recipe cannot be read. Start from a preset.")) from error


def _plain(step: Step) -> dict[str, Any]:
    return {"name": step.name, "version": step.version, "params": dict(step.params)}


def _step(entry: Any) -> Step:
    params = entry.get("params", {})
    wrong = [value for value in params.values() if not isinstance(value, Parameter)]
    if wrong or not isinstance(entry["name"], str) or not isinstance(entry["version"], int):
        raise TypeError(wrong)
    return Step(name=entry["name"], version=entry["version"], params=params)


DEFAULT_CLEAN = Recipe(
    (
        Step(name="white_balance"),
        Step(name="exposure"),
        Step(name="cutout"),
        Step(name="background"),
    )
)
