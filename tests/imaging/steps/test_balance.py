"""White balance and exposure do what their names say, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt


def _after(pixels: Pixels, name: str, strength: float = 1.0) -> Pixels:
    return registry.apply(Image(pixels=pixels), [Step(name=name, params={"strength": strength})]).pixels


def _cast(pixels: Pixels) -> float:
    red, _green, blue = pixels.reshape(-1, 3).mean(axis=0)
    return float(abs(red - blue))


def test_lamp_light_on_a_white_wall_is_taken_away() -> None:
    wall = np.tile(np.array((215, 200, 185), np.uint8), (60, 80, 1))
    assert _cast(wall) == 30
    assert _cast(_after(wall, "white_balance")) <= 2
    assert 8 <= _cast(_after(wall, "white_balance", 0.5)) <= 18


def test_a_strong_cast_is_corrected_within_bounds_only() -> None:
    wall = np.tile(np.array((220, 180, 175), np.uint8), (60, 80, 1))
    change = _after(wall, "white_balance").astype(float) / wall
    assert change.max() <= 1.16
    assert change.min() >= 0.86


def test_a_red_dress_that_fills_the_picture_keeps_its_red() -> None:
    cloth = np.tile(np.array((190, 30, 40), np.uint8), (60, 80, 1))
    assert np.array_equal(_after(cloth, "white_balance"), cloth)


def test_a_dull_photo_becomes_brighter() -> None:
    dull = (shirt()[0] * 0.6).astype(np.uint8)
    bright = _after(dull, "exposure")
    assert bright.mean() > 1.2 * dull.mean()
    assert (bright == 255).mean() < 0.01


def test_a_well_lit_photo_is_left_alone() -> None:
    ramp = np.tile(np.linspace(0, 250, 200).astype(np.uint8)[None, :, None], (50, 1, 3))
    assert np.abs(_after(ramp, "exposure").astype(int) - ramp).max() <= 3


def test_tone_of_the_drawn_shirt_is_as_it_was() -> None:
    """A golden result: the mean colour after the two steps, to one level."""
    pixels = _after(_after(shirt()[0], "white_balance", 0.7), "exposure", 0.8)
    assert np.abs(pixels.reshape(-1, 3).mean(axis=0) - GOLDEN_TONE).max() < 1.0


GOLDEN_TONE = np.array((218.6, 162.8, 162.4))


@pytest.mark.parametrize("size", [(60, 80), (240, 320)])
@pytest.mark.parametrize("grey", [(200, 160, 120), (70, 90, 110), (128, 128, 128)])
def test_a_picked_grey_comes_out_grey_and_as_light_as_it_was(size: tuple[int, int], grey: tuple[int, int, int]) -> None:
    card = np.tile(np.array(grey, np.uint8), (*size, 1))
    step = Step(name="white_balance", version=2, params={"mode": "grey", "grey": list(grey), "strength": 1.0})
    result = registry.apply(Image(pixels=card), [step]).pixels[0, 0].astype(int)
    assert np.ptp(result) <= 1
    assert abs(result[0] - np.array(grey) @ (0.2126, 0.7152, 0.0722)) <= 1
    half = registry.apply(Image(pixels=card), [replace(step, params={**step.params, "strength": 0.5})]).pixels[0, 0]
    assert abs(np.ptp(half.astype(int)) - np.ptp(grey) / 2) <= 3


def test_black_and_deep_colours_picked_by_mistake_stay_within_bounds() -> None:
    cloth = np.tile(np.array((40, 80, 40), np.uint8), (9, 9, 1))
    for grey in ([0, 0, 0], [255, 0, 0]):
        step = Step(name="white_balance", params={"mode": "grey", "grey": grey, "strength": 1.0})
        change = registry.apply(Image(pixels=cloth), [step]).pixels.astype(float) / cloth
        assert change.max() <= 2.55
        assert change.min() >= 0.39


@pytest.mark.parametrize(
    "params", [{"mode": "grey"}, {"mode": "daylight"}, {"grey": [1, 2]}, {"mode": "grey", "grey": [1, 2, 256]}]
)
def test_a_grey_must_be_a_colour(params: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="white_balance has a setting"):
        registry.current(Step(name="white_balance", params=params))


def test_recipes_of_the_first_version_give_the_same_pixels() -> None:
    pixels = shirt()[0]
    for strength in (0.0, 0.7, 1.0):
        steps = [Step(name="white_balance", version=v, params={"strength": strength}) for v in (1, 2)]
        one, two = (registry.apply(Image(pixels=pixels), [step]).pixels for step in steps)
        assert np.array_equal(one, two)
        assert registry.current(steps[0]) == registry.current(steps[1])
