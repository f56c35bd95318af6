"""A Recipe is data: what is done to a photo, in which order, with which parameters."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.order import OWN_PARAMS, OWN_STEPS, place_of

Scalar = str | int | float | bool
Parameter = Scalar | Sequence[Any] | Mapping[str, Any]
"""A scalar, or lists and dicts of scalars: a stroke is a dict with a list of points, and strokes are a list."""

MAX_TEXT = 4_000_000  # characters: 500 strokes of a few hundred points
_MAX_STEPS = 64
_MAX_ITEMS = 2_000  # in one list, such as the points of a stroke
_MAX_DEPTH = 4  # strokes, stroke, points, point
_MAX_LETTERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name in the registry, the version its parameters were written for, and what differs from usual.

    Parameters are kept as JSON would give them back: tuples become lists.
    """

    name: str
    version: int = 1
    params: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the parameters over as plain lists and dicts."""
        object.__setattr__(self, "params", {name: _listed(value) for name, value in self.params.items()})


@dataclass(frozen=True, slots=True)
class Recipe:
    """Ordered steps. Originals are never changed; the empty Recipe gives the photo as it was taken."""

    steps: tuple[Step, ...] = ()

    def index(self, name: str) -> int | None:
        """Return where the first step called `name` stands."""
        return next((place for place, step in enumerate(self.steps) if step.name == name), None)

    def step(self, name: str) -> Step | None:
        """Return the first step called `name`."""
        place = self.index(name)
        return None if place is None else self.steps[place]

    def replaced(self, name: str, step: Step) -> Recipe:
        """Return the Recipe with every step called `name` replaced."""
        return Recipe(tuple(step if one.name == name else one for one in self.steps))

    def with_step(self, step: Step) -> Recipe:
        """Return the Recipe with `step` instead of any of its name, every step at its canonical place."""
        steps = [*self.without(step.name).steps, step]
        return Recipe(tuple(sorted(steps, key=lambda one: place_of(one.name))))

    def without(self, name: str) -> Recipe:
        """Return the Recipe without the steps called `name`."""
        return Recipe(tuple(one for one in self.steps if one.name != name))

    def portable(self) -> Recipe:
        """Return what makes sense on other photos: what presets keep and what "copy settings" copies."""
        return Recipe(tuple(_shared(step) for step in self.steps if step.name not in OWN_STEPS))

    def onto(self, other: Recipe) -> Recipe:
        """Return what `other`, of another photo, becomes when this one is copied to it: it keeps what is its own."""
        result = self.portable()
        for step in other.steps:
            if step.name in OWN_STEPS:
                result = result.with_step(step)
            elif kept := {k: step.params[k] for k in OWN_PARAMS.get(step.name, ()) if k in step.params}:
                mine = result.step(step.name)
                if mine is not None:
                    version = max(mine.version, step.version)
                    result = result.with_step(Step(name=mine.name, version=version, params={**mine.params, **kept}))
        return result

    def key(self, source_sha256: str, count: int | None = None, *, long_edge_px: int = 0) -> str:
        """Name the result of the first `count` steps on one original at one size."""
        text = json.dumps([_plain(step) for step in self.steps[:count]], sort_keys=True)
        return hashlib.sha256(f"{source_sha256}:{long_edge_px}:{text}".encode()).hexdigest()

    def to_json(self) -> str:
        """Return the Recipe as it is stored with a Photo."""
        return json.dumps(self.to_plain(), sort_keys=True)

    def to_plain(self) -> dict[str, Any]:
        """Return the Recipe as an object that JSON can write."""
        return {"steps": [_plain(step) for step in self.steps]}

    @staticmethod
    def from_json(text: str) -> Recipe:
        """Return the Recipe that `to_json` wrote, or the empty one for no text; raise UserError for anything else.

        What the parameters mean is for the registry to judge; here they are only plain, finite and not too many.
        """
        if not text:
            return Recipe()
        try:
            if len(text) > MAX_TEXT:
                raise ValueError(len(text))
            return _recipe(json.loads(text, parse_constant=_refused))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise UserError(_("This recipe cannot be read. Start from a preset.")) from error


def _plain(step: Step) -> dict[str, Any]:
    return {"name": step.name, "version": step.version, "params": dict(step.params)}


def _shared(step: Step) -> Step:
    own = OWN_PARAMS.get(step.name, frozenset())
    return Step(name=step.name, version=step.version, params={k: v for k, v in step.params.items() if k not in own})


def _recipe(entry: Any) -> Recipe:
    steps = entry["steps"]
    if not isinstance(steps, list) or len(steps) > _MAX_STEPS:
        raise TypeError(steps)
    return Recipe(tuple(_step(one) for one in steps))


def _step(entry: Any) -> Step:
    name, version, params = entry["name"], entry["version"], entry.get("params", {})
    if not isinstance(name, str) or type(version) is not int or not isinstance(params, dict):
        raise TypeError(entry)
    for value in params.values():
        _check(value, _MAX_DEPTH)
    return Step(name=name, version=version, params=params)


def _check(value: Any, depth: int) -> None:
    """Refuse what is no parameter: null, what is not finite, and what is nested too deeply or too long."""
    if isinstance(value, list | dict):
        if not depth or len(value) > _MAX_ITEMS:
            raise ValueError(len(value))
        for one in value.values() if isinstance(value, dict) else value:
            _check(one, depth - 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(value)
    elif not isinstance(value, Scalar) or (isinstance(value, str) and len(value) > _MAX_LETTERS):
        raise TypeError(value)


def _listed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return {key: _listed(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def _refused(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are no JSON


DEFAULT_CLEAN = Recipe(
    (
        Step(name="white_balance"),
        Step(name="exposure"),
        Step(name="cutout"),
        Step(name="background"),
    )
)
