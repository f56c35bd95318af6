"""Crop and straighten: what is shown is what was asked for, and everything that belongs to it moves along."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from studio.imaging.straight import largest_inside
from tests.imaging.drawing import shirt


def crop(image: Image, **params: float) -> Image:
    return registry.apply(image, [Step(name="crop", params=params)])


def dot(width_px: int, height_px: int, x: float, y: float) -> Pixels:
    """Return a black picture with one soft white dot at a place of it."""
    rows, columns = np.mgrid[0:height_px, 0:width_px]
    far = np.square(columns + 0.5 - x * width_px) + np.square(rows + 0.5 - y * height_px)
    spot = np.rint(255 * np.exp(-far / (2 * (0.02 * max(width_px, height_px)) ** 2))).astype(np.uint8)
    return np.dstack((spot, spot, spot))


def middle_of(image: Image) -> tuple[float, float]:
    """Return where the dot is, in pixels."""
    weight = image.pixels[:, :, 0].astype(float)
    weight[weight < 40] = 0
    rows, columns = np.mgrid[0 : image.height_px, 0 : image.width_px] + 0.5
    return float((weight * columns).sum() / weight.sum()), float((weight * rows).sum() / weight.sum())


def test_a_quarter_turn_is_clockwise_and_keeps_every_pixel() -> None:
    pixels, mask = shirt(120, 160)
    image = crop(Image(pixels=pixels, mask=mask, locked=mask), quarter_turns=1)
    assert np.array_equal(image.pixels, np.rot90(pixels, -1))
    assert np.array_equal(image.mask, np.rot90(mask, -1))
    assert np.array_equal(image.locked, np.rot90(mask, -1))
    assert image.to_pixels([(0, 0), (1, 0)]).tolist() == [[160, 0], [160, 120]]
    for quarters in (2, 3):
        assert np.array_equal(crop(Image(pixels=pixels), quarter_turns=quarters).pixels, np.rot90(pixels, -quarters))


def test_without_an_angle_the_pixels_are_those_of_the_picture() -> None:
    pixels, mask = shirt(200, 100)
    image = crop(Image(pixels=pixels, mask=mask), left=0.1, top=0.2, right=0.6, bottom=0.9)
    assert np.array_equal(image.pixels, pixels[20:90, 20:120])
    assert np.array_equal(image.mask, mask[20:90, 20:120])


def test_the_whole_picture_is_given_back_as_it_is() -> None:
    image = Image(pixels=shirt(60, 80)[0])
    assert crop(image) is image


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.floats(0.35, 0.65), st.floats(0.35, 0.65)),
    st.sampled_from([0.0]) | st.floats(-45, 45),
    st.integers(0, 3),
    st.sampled_from([(150, 100), (300, 200), (90, 210)]),
)
def test_the_placement_says_where_everything_went(
    place: tuple[float, float], angle: float, quarters: int, size: tuple[int, int]
) -> None:
    image = crop(
        Image(pixels=dot(*size, *place)),
        left=0.05, top=0.1, right=0.97, bottom=0.92, angle_deg=angle, quarter_turns=quarters,
    )  # fmt: skip
    ((x, y),) = image.to_pixels([place])
    reach = 0.07 * max(size)
    if not (reach < x < image.width_px - reach and reach < y < image.height_px - reach):
        return  # it was cut off, or nearly
    assert middle_of(image) == pytest.approx((x, y), abs=0.3)


def test_a_positive_angle_turns_clockwise() -> None:
    image = crop(Image(pixels=dot(200, 200, 0.8, 0.5)), angle_deg=30)
    x, y = middle_of(image)
    assert (x, y) == pytest.approx((100 + 60 * np.cos(np.pi / 6), 100 + 60 * np.sin(np.pi / 6)), abs=0.3)


@pytest.mark.parametrize("angle", [-45.0, -7.5, 0.4, 20.0, 45.0])
@pytest.mark.parametrize("size", [(300, 200), (200, 300), (250, 250)])
def test_the_largest_crop_inside_has_no_empty_corner_and_could_not_be_larger(
    angle: float, size: tuple[int, int]
) -> None:
    whole = Image(pixels=np.zeros((size[1], size[0], 3), np.uint8), mask=np.full((size[1], size[0]), 255, np.uint8))
    left, top, right, bottom = largest_inside(angle, *size)
    image = crop(whole, left=left, top=top, right=right, bottom=bottom, angle_deg=angle)
    assert image.mask is not None
    assert (image.mask[2:-2, 2:-2] == 255).all()
    larger = crop(whole, left=left - 0.03, top=top - 0.03, right=min(1, right + 0.03), bottom=min(1, bottom + 0.03),
                  angle_deg=angle) if left > 0.03 else None  # fmt: skip
    assert larger is None or (larger.mask is not None and larger.mask.min() == 0)


def test_a_coarse_mask_follows_too() -> None:
    pixels, mask = shirt(200, 260)
    coarse = np.asarray(cv2.resize(mask, (50, 65), interpolation=cv2.INTER_AREA), np.uint8)
    image = crop(Image(pixels=pixels, mask=coarse), left=0.5, angle_deg=3)
    assert image.mask is not None
    assert image.mask.shape == image.pixels.shape[:2]


def test_preview_and_export_show_the_same() -> None:
    params = {"left": 0.12, "top": 0.07, "right": 0.9, "bottom": 0.83, "angle_deg": -6.0, "quarter_turns": 3}
    small, large = (crop(Image(pixels=shirt(w, h)[0]), **params) for w, h in ((180, 240), (720, 960)))
    shrunk = cv2.resize(large.pixels, (small.width_px, small.height_px), interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk.astype(int) - small.pixels).mean() < 12
    share = (small.width_px / large.width_px, small.height_px / large.height_px)
    assert small.to_pixels([(0.3, 0.6)]) == pytest.approx(large.to_pixels([(0.3, 0.6)]) * share, abs=1)


@pytest.mark.parametrize(
    "params",
    [
        {"left": 0.5, "right": 0.5},
        {"top": 0.9, "bottom": 0.1},
        {"left": -0.1},
        {"angle_deg": 45.1},
        {"quarter_turns": 4},
        {"quarter_turns": 0.5},
        {"right": "all"},
    ],
)
def test_no_picture_is_no_crop(params: dict[str, float | str]) -> None:
    with pytest.raises(UserError, match="crop has a setting"):
        registry.current(Step(name="crop", params=params))
