"""Knows every step by name: its version, its parameters, how to run it, how to read older parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.image import Image
from studio.imaging.order import GEOMETRY
from studio.imaging.recipe import Step
from studio.imaging.steps import (
    background,
    badge,
    crop,
    cutout,
    exposure,
    flaws,
    frame,
    measure,
    perspective,
    sharpen,
    spots,
    tone,
    white_balance,
)
from studio.imaging.steps.kind import StepKind

_STEPS = (
    perspective, crop, flaws, white_balance, exposure, tone, spots, cutout, frame, background, sharpen, measure, badge,
)  # fmt: skip

_MOST_PX = 4096  # a photo of 12 megapixels as it is: what is larger is decoded in vain, or with too much memory

KINDS: dict[str, StepKind[Any]] = {step.KIND.name: step.KIND for step in _STEPS}


def current(step: Step) -> Step:
    """Return `step` in its newest version with every parameter written out; raise UserError for an unknown one."""
    kind = _kind(step)
    params = dict(step.params)
    for version in range(step.version, kind.version):
        params = dict(kind.upgrades[version](params))
    return Step(name=kind.name, version=kind.version, params=asdict(_parsed(kind, params)))


def needed_px(steps: Iterable[Step], long_edge_px: int) -> int:
    """Return how large an original must be decoded for `long_edge_px` to be left of it, as far as it has as many."""
    share = 1.0
    for step in steps:
        if step.name in GEOMETRY:
            share *= _parsed(_kind(step), current(step).params).share
    return max(long_edge_px, min(_MOST_PX, math.ceil(long_edge_px / share)))


def runner(step: Step) -> Callable[[Image], Image]:
    """Return the function that does what `step` says."""
    kind = _kind(step)
    params = _parsed(kind, current(step).params)
    return lambda image: kind.run(image, params)


def apply(image: Image, steps: Iterable[Step]) -> Image:
    """Return `image` after `steps`, in their order."""
    for step in steps:
        image = runner(step)(image)
    return image


def _kind(step: Step) -> StepKind[Any]:
    kind = KINDS.get(step.name)
    if kind is None or not 1 <= step.version <= kind.version:
        raise UserError(
            _("This recipe has a step that this version of the studio does not know: {name} {version}.").format(
                name=step.name, version=step.version
            )
        )
    return kind


def _parsed(kind: StepKind[Any], params: Any) -> Any:
    try:
        return kind.params(**params)
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError(
            _("The step {name} has a setting that it cannot use: {why}.").format(name=kind.name, why=error)
        ) from error
