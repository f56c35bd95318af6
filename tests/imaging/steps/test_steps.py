"""What holds for every step, whatever the picture and the parameters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from studio.imaging.steps import badge

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
UNITS = st.tuples(SHARES, SHARES)
CIRCLES = st.lists(st.builds(lambda p, r: [*p, 0.0005 + 0.05 * r], UNITS, SHARES), max_size=4)
STROKES = st.lists(
    st.builds(
        lambda add, size, soft, points: {"add": add, "size": 0.001 + 0.4 * size, "soft": soft, "points": points},
        st.booleans(), SHARES, SHARES, st.lists(UNITS, max_size=5),
    ),
    max_size=3,
)  # fmt: skip
LOCAL = st.one_of(
    st.builds(lambda regions: Step(name="flaws", params={"regions": regions}), CIRCLES),
    st.builds(
        lambda ev, contrast, clarity: Step(
            name="tone", params={"exposure_ev": 4 * ev - 2, "contrast": 2 * contrast - 1, "clarity": clarity}
        ),
        SHARES, SHARES, SHARES,
    ),
    st.builds(lambda spots: Step(name="spots", params={"spots": spots}), CIRCLES),
    st.builds(lambda strokes: Step(name="cutout", params={"strokes": strokes}), STROKES),
    st.builds(
        lambda colour, second, shadow: Step(
            name="background", params={"colour": colour, "second": second, "shadow": shadow}
        ),
        st.sampled_from(["white", "transparent", "#102030"]), st.sampled_from(["", "#ffffff", "#908070"]), SHARES,
    ),
    st.builds(
        lambda amount, radius: Step(name="sharpen", params={"amount": amount, "radius": 0.0002 + 0.0048 * radius}),
        SHARES, SHARES,
    ),
    st.builds(
        lambda lines, label: Step(name="measure", params={"lines": lines, "labels": [label] * len(lines)}),
        st.lists(st.builds(lambda a, b: [*a, *b], UNITS, UNITS), max_size=3), st.sampled_from(["", "18 in", "½"]),
    ),
    st.builds(
        lambda text, corner, style: Step(name="badge", params={"text": text, "corner": corner, "style": style}),
        st.sampled_from(["", "NWT", "A" * 24]), st.sampled_from(badge.CORNERS), st.sampled_from(sorted(badge.STYLES)),
    ),
)  # fmt: skip
GEOMETRY = st.one_of(
    st.builds(
        lambda left, top, width, angle, quarters: Step(
            name="crop",
            params={
                "left": 0.9 * left, "top": 0.9 * top, "right": 0.9 * left + 0.03 + (0.97 - 0.9 * left) * width,
                "bottom": 1.0, "angle_deg": angle, "quarter_turns": quarters,
            },
        ),
        SHARES, SHARES, SHARES, st.sampled_from([0.0, 2.5]) | st.floats(-45, 45), st.integers(0, 3),
    ),
    st.builds(
        lambda a, b, c, d: Step(
            name="perspective",
            params={"corners": [[a[0], a[1]], [1 - b[0], b[1]], [1 - c[0], 1 - c[1]], [d[0], 1 - d[1]]]},
        ),
        *[st.tuples(st.floats(-0.3, 0.4), st.floats(-0.3, 0.4))] * 4,
    ),
)  # fmt: skip
SIZES = {"1x1": (1600, 1600), "3x4": (1440, 1080)}


@st.composite
def images(draw: st.DrawFn) -> Image:
    height, width = draw(SIDES), draw(SIDES)
    pixels = draw(arrays.arrays(np.uint8, (height, width, 3)))
    mask = draw(st.none() | arrays.arrays(np.uint8, (height, width)))
    locked = draw(st.none() | arrays.arrays(np.uint8, (height, width), elements=st.sampled_from([0, 255])))
    return Image(pixels=pixels, mask=mask, locked=locked)


@settings(max_examples=120, deadline=None)
@given(images(), STEPS | LOCAL)
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


@settings(max_examples=60, deadline=None)
@given(images(), LOCAL, LOCAL)
def test_what_is_locked_keeps_its_pixels_through_every_local_step(image: Image, step: Step, other: Step) -> None:
    assume(image.locked is not None)
    assert image.locked is not None
    local = [one for one in (step, other) if one.name in ("spots", "cutout", "sharpen")]
    local += [
        Step(name="tone", params={"clarity": one.params["clarity"]}) for one in (step, other) if one.name == "tone"
    ]
    after = registry.apply(image, local)
    _assert_same(after.pixels[image.locked > 0], image.pixels[image.locked > 0])


@settings(max_examples=60, deadline=None)
@given(images(), GEOMETRY)
def test_what_moves_the_pixels_moves_all_that_belongs_to_them(image: Image, step: Step) -> None:
    moved = registry.apply(image, [step])
    assert moved.pixels.dtype == np.uint8
    assert min(moved.pixels.shape) >= 1
    for before, after in ((image.mask, moved.mask), (image.locked, moved.locked)):
        assert (before is None) == (after is None)
        assert after is None or after.shape == moved.pixels.shape[:2]
    assert abs(np.linalg.det(moved.placement)) > 0
    _assert_same(registry.apply(image, [step]).pixels, moved.pixels)


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
