"""A grey card beside the garment is found in any light, and nothing is taken for one that is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.imaging import grey_card, registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt

LAMPS = {"day": (1.0, 1.0, 1.0), "lamp": (1.12, 1.0, 0.74), "shade": (0.86, 1.0, 1.14), "candle": (1.2, 0.95, 0.62)}


def _scene(size: tuple[int, int], light: tuple[float, float, float], *, angle: float = 0, level: int = 118) -> Pixels:
    """Return the shirt with a grey card at its lower left, in a light."""
    pixels = shirt(*size)[0]
    width, height = size
    corners = cv2.boxPoints(((0.14 * width, 0.78 * height), (0.14 * width, 0.11 * height), angle))
    cv2.fillConvexPoly(pixels, np.rint(corners).astype(np.int32), (level, level, level), cv2.LINE_AA)
    noise = np.random.default_rng(4).normal(0, 2, pixels.shape)
    return np.asarray((pixels * np.array(light) + noise).clip(0, 255), np.uint8)


@pytest.mark.parametrize("size", [(360, 480), (1200, 1600)])
@pytest.mark.parametrize("light", sorted(LAMPS))
@pytest.mark.parametrize("angle", [0.0, 12.0])
def test_the_card_is_found_and_makes_the_light_neutral(size: tuple[int, int], light: str, angle: float) -> None:
    pixels = _scene(size, LAMPS[light], angle=angle)
    card = grey_card.find(pixels)
    assert card is not None
    left, top, right, bottom = card.box
    assert (left + right) / 2 == pytest.approx(0.14, abs=0.03)
    assert (top + bottom) / 2 == pytest.approx(0.78, abs=0.03)
    assert card.rgb == pytest.approx(118 * np.array(LAMPS[light]), abs=3)
    step = Step(name="white_balance", params={"mode": "grey", "grey": list(card.rgb), "strength": 1.0})
    result = registry.apply(Image(pixels=pixels), [step]).pixels
    window = result[int(0.76 * size[1]) : int(0.8 * size[1]), int(0.12 * size[0]) : int(0.16 * size[0])]
    assert np.ptp(window.mean(axis=(0, 1))) < 2


def test_a_garment_without_a_card_has_none() -> None:
    assert grey_card.find(shirt()[0]) is None
    assert grey_card.find(shirt(colour=(130, 130, 130))[0]) is None


def test_a_wall_is_no_card_and_a_red_label_neither() -> None:
    assert grey_card.find(np.full((240, 320, 3), 150, np.uint8)) is None
    labelled = _scene((360, 480), (1, 1, 1))
    labelled[360:400, 20:80] = (190, 30, 40)
    found = grey_card.find(labelled)
    assert found is None or max(found.rgb) - min(found.rgb) < 60


def test_a_round_grey_lid_is_no_card() -> None:
    pixels = shirt()[0]
    cv2.circle(pixels, (50, 380), 28, (118, 118, 118), cv2.FILLED)
    assert grey_card.find(pixels) is None


def test_of_two_the_more_neutral_is_taken() -> None:
    pixels = _scene((360, 480), (1, 1, 1))
    pixels[40:90, 20:80] = (170, 150, 120)
    card = grey_card.find(pixels)
    assert card is not None
    assert np.ptp(card.rgb) < 4


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 3)])
def test_a_strip_of_pixels_does_no_harm(size: tuple[int, int]) -> None:
    assert grey_card.find(np.full((size[1], size[0], 3), 120, np.uint8)) is None
