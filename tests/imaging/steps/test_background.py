"""The subject on one colour, on nothing, or on what there was."""

from __future__ import annotations

import numpy as np

from studio.imaging import registry
from studio.imaging.image import Image
from studio.imaging.recipe import Step

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
