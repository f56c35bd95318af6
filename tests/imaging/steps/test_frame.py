"""The subject in the middle of the marketplace's shape, whole, with its margin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from studio.imaging.steps.frame import SHAPES, subject_box


def _framed(mask: Pixels | None, size: tuple[int, int], shape: str, margin: float = 0.05) -> Image:
    pixels = np.zeros((*size, 3), np.uint8)
    if mask is not None:
        pixels[mask > 0] = 200
    return registry.apply(
        Image(pixels=pixels, mask=mask), [Step(name="frame", params={"shape": shape, "margin": margin})]
    )


def _mask(size: tuple[int, int], top: int, left: int, bottom: int, right: int) -> Pixels:
    mask = np.zeros(size, np.uint8)
    mask[top:bottom, left:right] = 255
    return mask


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(st.integers(60, 200), st.integers(60, 200)),
    st.tuples(st.floats(0.05, 0.5), st.floats(0.05, 0.5), st.floats(0.55, 0.95), st.floats(0.55, 0.95)),
    st.sampled_from(sorted(SHAPES)),
)
def test_the_whole_subject_is_in_the_middle_with_its_margin(
    size: tuple[int, int], box: tuple[float, float, float, float], shape: str
) -> None:
    top, left, bottom, right = (
        int(box[0] * size[0]),
        int(box[1] * size[1]),
        int(box[2] * size[0]),
        int(box[3] * size[1]),
    )
    assume(min(top, left, size[0] - bottom, size[1] - right) > 2)
    framed = _framed(_mask(size, top, left, bottom, right), size, shape)
    width, height = SHAPES[shape]
    assert framed.pixels.shape == (height, width, 3)
    assert framed.mask is not None
    found = subject_box(framed.mask)
    assert found is not None
    free = 0.05 * min(width, height)
    assert min(found.left, found.top, width - found.right, height - found.bottom) >= free - 4
    assert abs(found.left + found.right - width) <= 6
    assert abs(found.top + found.bottom - height) <= 6
    ratio = (found.right - found.left) / (found.bottom - found.top)
    assert ratio == pytest.approx((right - left) / (bottom - top), rel=0.08)


def test_a_subject_cut_off_by_the_photo_stays_at_that_edge() -> None:
    framed = _framed(_mask((300, 200), 60, 50, 300, 150), (300, 200), "1x1")
    assert framed.mask is not None
    assert framed.mask[-1].max() > 200
    assert framed.mask[0].max() == 0


def test_specks_do_not_move_the_frame() -> None:
    mask = _mask((400, 400), 100, 150, 300, 250)
    speck = mask.copy()
    speck[2, 390] = 255
    assert subject_box(speck) == subject_box(mask)


def test_a_small_subject_is_not_blown_up_beyond_twice_its_size() -> None:
    framed = _framed(_mask((400, 400), 190, 190, 210, 210), (400, 400), "1x1")
    assert framed.mask is not None
    box = subject_box(framed.mask)
    assert box is not None
    assert box.right - box.left == pytest.approx(40, abs=3)


def test_without_a_mask_the_middle_is_cut_and_nothing_is_made_up() -> None:
    pixels = np.zeros((300, 900, 3), np.uint8)
    pixels[:, 300:600] = 90
    framed = registry.apply(Image(pixels=pixels), [Step(name="frame", params={"shape": "1x1"})])
    assert (framed.pixels == 90).mean() > 0.99


def test_an_empty_mask_is_framed_like_none() -> None:
    framed = _framed(np.zeros((300, 400), np.uint8), (300, 400), "3x4")
    assert framed.pixels.shape == (1440, 1080, 3)
