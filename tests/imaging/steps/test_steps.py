"""What holds for every step, whatever the picture and the parameters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step

SIDES = st.integers(1, 40)
SHARES = st.floats(0, 1)
STEPS = st.one_of(
    st.builds(lambda share: Step(name="white_balance", params={"strength": share}), SHARES),
    st.builds(lambda share: Step(name="exposure", params={"strength": share}), SHARES),
    st.builds(lambda share: Step(name="cutout", params={"softness": 0.001 + 0.019 * share}), SHARES),
    st.sampled_from(
        [Step(name="background", params={"colour": colour}) for colour in ("white", "transparent", "#10a0F0")]
    ),
    st.builds(
        lambda shape, share: Step(name="frame", params={"shape": shape, "margin": 0.4 * share}),
        st.sampled_from(["1x1", "3x4"]),
        SHARES,
    ),
)
SIZES = {"1x1": (1600, 1600), "3x4": (1440, 1080)}


@st.composite
def images(draw: st.DrawFn) -> Image:
    height, width = draw(SIDES), draw(SIDES)
    pixels = draw(arrays.arrays(np.uint8, (height, width, 3)))
    mask = draw(st.none() | arrays.arrays(np.uint8, (height, width)))
    return Image(pixels=pixels, mask=mask)


@settings(max_examples=60, deadline=None)
@given(images(), STEPS)
def test_a_step_is_pure_and_keeps_shape_and_range(image: Image, step: Step) -> None:
    pixels = image.pixels.copy()
    mask = None if image.mask is None else image.mask.copy()
    first, second = registry.apply(image, [step]), registry.apply(image, [step])
    _assert_same(first.pixels, second.pixels)
    _assert_same(image.pixels, pixels)
    assert first.pixels.dtype == np.uint8
    expected = SIZES[str(step.params["shape"])] if step.name == "frame" else pixels.shape[:2]
    assert first.pixels.shape == (*expected, 3)
    assert (first.mask is None) == (mask is None)
    if first.mask is not None and mask is not None and image.mask is not None:
        assert first.mask.shape == expected
        assert first.mask.dtype == np.uint8
        _assert_same(image.mask, mask)


@settings(max_examples=40, deadline=None)
@given(images(), st.sampled_from(["white", "transparent", "#204060"]))
def test_a_background_put_twice_is_the_same_where_the_mask_is_hard(image: Image, colour: str) -> None:
    if image.mask is not None:
        image = Image(pixels=image.pixels, mask=np.where(image.mask > 127, 255, 0).astype(np.uint8))
    step = Step(name="background", params={"colour": colour})
    once = registry.apply(image, [step])
    _assert_same(registry.apply(once, [step]).pixels, once.pixels)


@pytest.mark.parametrize("name", ["white_balance", "exposure"])
@settings(max_examples=40, deadline=None)
@given(image=images())
def test_a_strength_of_nought_changes_nothing(image: Image, name: str) -> None:
    _assert_same(registry.apply(image, [Step(name=name, params={"strength": 0.0})]).pixels, image.pixels)


@settings(max_examples=40, deadline=None)
@given(images())
def test_exposure_never_darkens(image: Image) -> None:
    assert (registry.apply(image, [Step(name="exposure")]).pixels >= image.pixels).all()


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, (12, 9)))
def test_what_is_grey_stays_grey(grey: Pixels) -> None:
    image = Image(pixels=np.dstack((grey, grey, grey)))
    for name in ("white_balance", "exposure"):
        result = registry.apply(image, [Step(name=name, params={"strength": 1.0})]).pixels
        assert (result == result[:, :, :1]).all()


def _assert_same(one: Pixels, other: Pixels) -> None:
    assert np.array_equal(one, other)
