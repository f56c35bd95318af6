"""What every step is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import numpy as np

from studio.imaging.image import Image
from studio.imaging.order import OWN_PARAMS, OWN_STEPS

Params = TypeVar("Params")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind(Generic[Params]):
    """A step as the registry knows it. `upgrades[n]` turns the parameters of version n into those of n + 1."""

    name: str
    version: int
    params: type[Params]
    run: Callable[[Image, Params], Image]
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether the step belongs to one photo alone, so that presets and copies leave it out."""
        return self.name in OWN_STEPS

    @property
    def own_params(self) -> frozenset[str]:
        """The parameters for which that holds in a step that is shared otherwise."""
        return OWN_PARAMS.get(self.name, frozenset())


def unchanged(params: dict[str, Any]) -> dict[str, Any]:
    """Upgrade parameters to a version that only added some."""
    return params


def unlocked(before: Image, after: Image) -> Image:
    """Return `after` with what is locked as it was `before`: the flaw lock of every step that works locally."""
    if before.locked is None or after.pixels is before.pixels:
        return after
    return replace(after, pixels=np.where(before.locked[:, :, None] > 0, before.pixels, after.pixels))
