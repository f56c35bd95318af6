"""The subject on one colour, on nothing, or on what there was."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt

PIXELS = np.full((4, 6, 3), 100, np.uint8)
MASK = np.array([[0, 0, 128, 128, 255, 255]] * 4, np.uint8)


def test_white_shows_through_as_much_as_the_mask_lets_it() -> None:
    result = registry.apply(Image(pixels=PIXELS, mask=MASK), [Step(name="background")])
    assert result.pixels[0, :, 0].tolist() == [255, 255, 177, 177, 100, 100]
    assert not result.see_through


def test_any_colour_can_be_behind() -> None:
    step = Step(name="background", params={"colour": "#102030"})
    result = registry.apply(Image(pixels=PIXELS, mask=MASK), [step])
    assert result.pixels[0, 0].tolist() == [16, 32, 48]


def test_transparent_leaves_the_pixels_and_marks_the_mask() -> None:
    step = Step(name="background", params={"colour": "transparent"})
    result = registry.apply(Image(pixels=PIXELS, mask=MASK), [step])
    assert result.see_through
    assert np.array_equal(result.pixels, PIXELS)


def test_without_a_mask_there_is_nothing_to_put_behind() -> None:
    image = Image(pixels=PIXELS)
    assert registry.apply(image, [Step(name="background")]) is image


def _shirt_on(size: tuple[int, int], **params: str | float) -> Image:
    pixels, mask = shirt(*size)
    return registry.apply(Image(pixels=pixels, mask=mask), [Step(name="background", version=2, params=params)])


@pytest.mark.parametrize("size", [(180, 240), (600, 800)])
def test_a_second_colour_comes_in_downwards_without_stripes(size: tuple[int, int]) -> None:
    ground = _shirt_on(size, colour="#f0f0f0", second="#d8d4d0").pixels[:, :8].astype(float).mean(axis=1)
    assert ground[0] == pytest.approx((240, 240, 240), abs=1)
    assert ground[-1] == pytest.approx((216, 212, 208), abs=1)
    assert np.abs(np.diff(ground[:, 0])).max() <= 1
    halves = ground[size[1] // 4], ground[3 * size[1] // 4]
    assert halves[0][0] == pytest.approx(234, abs=1)
    assert halves[1][0] == pytest.approx(222, abs=1)


@pytest.mark.parametrize("size", [(180, 240), (600, 800)])
def test_a_shadow_falls_below_and_fades_and_leaves_the_subject_alone(size: tuple[int, int]) -> None:
    width, height = size
    pixels, mask = shirt(*size)
    result = _shirt_on(size, shadow=1.0).pixels
    assert np.array_equal(result[mask == 255], pixels[mask == 255])
    column = result[:, width // 2, 0].astype(int)
    below, above = column[int(0.885 * height)], column[int(0.17 * height)]
    assert below < above - 10
    assert 110 < below < 220
    assert column[-1] > 235
    assert (np.diff(column[int(0.885 * height) :]) >= -1).all()
    weaker = _shirt_on(size, shadow=0.3).pixels[:, width // 2, 0]
    assert below < weaker[int(0.885 * height)] < 250


def test_without_shadow_and_second_colour_it_is_what_it_ever_was() -> None:
    old = registry.apply(Image(pixels=PIXELS, mask=MASK), [Step(name="background", params={"colour": "#a0b0c0"})])
    params = {"colour": "#a0b0c0", "second": "#a0b0c0", "shadow": 0.0}
    new = registry.apply(Image(pixels=PIXELS, mask=MASK), [Step(name="background", version=2, params=params)])
    assert np.array_equal(old.pixels, new.pixels)


def test_preview_and_export_throw_the_same_shadow() -> None:
    small, large = (
        _shirt_on(size, colour="#f4f0ea", second="#c8c0b8", shadow=0.8) for size in ((300, 400), (900, 1200))
    )
    shrunk = cv2.resize(large.pixels, (300, 400), interpolation=cv2.INTER_AREA).astype(int)
    assert small.mask is not None
    ground = cv2.dilate(small.mask, np.ones((5, 5), np.uint8)) == 0
    assert np.abs(shrunk - small.pixels)[ground].max() <= 8
    assert np.abs(shrunk - small.pixels)[ground].mean() < 1


def test_the_ground_is_as_it_was() -> None:
    """A golden result: some pixels of a gradient with shadow."""
    pixels = _shirt_on((180, 240), colour="#f4f0ea", second="#c8c0b8", shadow=0.8).pixels
    seen = [pixels[row, column].tolist() for row, column in ((2, 2), (216, 90), (230, 90), (120, 40))]
    assert np.abs(np.array(seen) - GOLDEN_GROUND).max() <= 2


GOLDEN_GROUND = np.array(((243, 239, 233), (185, 178, 171), (201, 193, 186), (218, 212, 205)))


@pytest.mark.parametrize("params", [{"second": "blue"}, {"second": "transparent"}, {"shadow": 1.1}, {"shadow": -0.1}])
def test_a_ground_that_makes_no_sense_is_refused(params: dict[str, str | float]) -> None:
    with pytest.raises(UserError, match="background has a setting"):
        registry.current(Step(name="background", params=params))
