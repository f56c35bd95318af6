"""White balance and exposure do what their names say, and no more."""

from __future__ import annotations

import numpy as np

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
