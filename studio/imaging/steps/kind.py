"""What every step is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from studio.imaging.image import Image

Params = TypeVar("Params")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind(Generic[Params]):
    """A step as the registry knows it. `upgrades[n]` turns the parameters of version n into those of n + 1."""

    name: str
    version: int
    params: type[Params]
    run: Callable[[Image, Params], Image]
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise ValueError where a parameter is outside its range."""
    if not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}, not {value}")
