"""A preview and an export of one Recipe show the same picture, whatever is in it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.imaging import registry
from studio.imaging.image import Image
from studio.imaging.plan import Output, split
from studio.imaging.recipe import Recipe, Step
from tests.imaging.drawing import overlap, shirt

EVERYTHING = (
    Step(name="perspective", params={"corners": [[0.03, 0.02], [0.98, 0.0], [1.0, 1.0], [0.0, 0.97]]}),
    Step(name="crop", params={"left": 0.02, "bottom": 0.98, "angle_deg": 2.5}),
    Step(name="flaws", params={"regions": [[0.5, 0.6, 0.03]]}),
    Step(name="white_balance", version=2, params={"mode": "grey", "grey": [200, 190, 170]}),
    Step(name="exposure"),
    Step(name="tone", params={"exposure_ev": 0.2, "contrast": 0.1, "clarity": 0.4}),
    Step(name="spots", params={"spots": [[0.45, 0.5, 0.01]]}),
    Step(
        name="cutout",
        version=2,
        params={"strokes": [{"add": True, "size": 0.02, "soft": 0.3, "points": [[0.5, 0.05], [0.5, 0.2]]}]},
    ),
    Step(name="background", version=2, params={"colour": "#f4f1ec", "second": "#d9d4cc", "shadow": 0.6}),
    Step(name="sharpen", params={"amount": 0.4, "radius": 0.001}),
    Step(name="measure", params={"lines": [[0.3, 0.45, 0.7, 0.45]], "labels": ["18 in"]}),
    Step(name="badge", params={"text": "NWT"}),
)


def _made(size: tuple[int, int], shape: str) -> Image:
    plan = split(Recipe(EVERYTHING))
    pixels, mask = shirt(*size)
    prepared = registry.apply(Image(pixels=pixels), plan.before.steps)
    moved = registry.apply(Image(pixels=pixels, mask=mask), plan.before.steps[:2]).mask
    assert moved is not None
    coarse = np.asarray(cv2.resize(moved, (96, 128), interpolation=cv2.INTER_AREA), np.uint8)
    master = registry.apply(
        Image(pixels=prepared.pixels, mask=coarse, locked=prepared.locked, placement=prepared.placement),
        plan.master.steps,
    )
    return registry.apply(master, plan.finishing(Output(path=None, shape=shape)).steps)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", ["3x4", "1x1"])
def test_every_step_together_gives_the_same_picture_at_two_sizes(shape: str) -> None:
    small, large = _made((750, 1000), shape), _made((1500, 2000), shape)
    assert small.pixels.shape == large.pixels.shape
    blurred = [cv2.GaussianBlur(one.pixels, (0, 0), 3).astype(int) for one in (small, large)]
    apart = np.abs(blurred[0] - blurred[1])
    assert apart.mean() < 1.5
    assert np.percentile(apart, 99) < 14
    assert small.mask is not None
    assert large.mask is not None
    assert overlap(small.mask, large.mask) > 0.985
    assert np.allclose(small.to_pixels([(0.3, 0.45)]), large.to_pixels([(0.3, 0.45)]), atol=6)
