"""Sharpening brings out the cloth and leaves ground, rim and flaws alone."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt


def _sharp(image: Image, amount: float = 1.0, radius: float = 0.002) -> Image:
    return registry.apply(image, [Step(name="sharpen", params={"amount": amount, "radius": radius})])


def _detail(pixels: Pixels) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.CV_64F).std())


@pytest.mark.parametrize("size", [(180, 240), (720, 960)])
@pytest.mark.parametrize("radius", [0.0002, 0.005])
def test_the_cloth_becomes_crisper_with_the_amount(size: tuple[int, int], radius: float) -> None:
    image = Image(pixels=cv2.GaussianBlur(shirt(*size)[0], (0, 0), 1))
    some, much = (_sharp(image, amount, radius).pixels for amount in (0.4, 1.0))
    assert _detail(image.pixels) < _detail(some) < _detail(much)
    assert abs(much.mean() - image.pixels.mean()) < 1


def test_what_is_even_stays_exactly_as_it_is() -> None:
    pixels = np.tile(np.array((201, 33, 97), np.uint8), (50, 60, 1))
    assert np.array_equal(_sharp(Image(pixels=pixels)).pixels, pixels)


def test_ground_and_rim_of_a_cut_out_stay() -> None:
    pixels, mask = shirt()
    result = _sharp(Image(pixels=pixels, mask=mask))
    rim = cv2.erode(mask, np.ones((5, 5), np.uint8)) == 0
    assert np.array_equal(result.pixels[rim], pixels[rim])
    assert not np.array_equal(result.pixels, pixels)


def test_a_flaw_stays() -> None:
    image = registry.apply(Image(pixels=shirt()[0]), [Step(name="flaws", params={"regions": [[0.5, 0.5, 0.05]]})])
    for one in (image, replace(image, mask=shirt()[1])):
        result = _sharp(one)
        assert one.locked is not None
        assert np.array_equal(result.pixels[one.locked > 0], one.pixels[one.locked > 0])


def test_nought_gives_the_same_picture_back() -> None:
    image = Image(pixels=shirt(60, 80)[0])
    assert _sharp(image, 0.0) is image


def test_the_sharpened_shirt_is_as_it_was() -> None:
    """A golden result: how much detail there is before and after the usual amount."""
    before, after = shirt()[0], registry.apply(Image(pixels=shirt()[0]), [Step(name="sharpen")]).pixels
    assert _detail(after) / _detail(before) == pytest.approx(GOLDEN_DETAIL, abs=0.03)


GOLDEN_DETAIL = 1.05


@pytest.mark.parametrize("params", [{"amount": 1.1}, {"radius": 0.0001}, {"radius": 0.006}, {"amount": "much"}])
def test_out_of_range_is_refused(params: dict[str, float | str]) -> None:
    with pytest.raises(UserError, match="sharpen has a setting"):
        registry.current(Step(name="sharpen", params=params))
