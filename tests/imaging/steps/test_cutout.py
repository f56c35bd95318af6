"""The cut-out with the brush: what the seller painted stays painted, and inside the garment no pixel changes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.brush import painted
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import overlap, shirt

SIZES = [(360, 480), (1080, 1440)]


def stroke(*points: tuple[float, float], add: bool = True, size: float = 0.03, soft: float = 0.0) -> dict[str, Any]:
    return {"add": add, "size": size, "soft": soft, "points": [list(point) for point in points]}


def _cut(size: tuple[int, int], *strokes: dict[str, Any], mask: Pixels | None = None) -> Image:
    pixels, truth = shirt(*size)
    coarse = cv2.resize(truth if mask is None else mask, (90, 120), interpolation=cv2.INTER_AREA)
    step = Step(name="cutout", version=2, params={"strokes": list(strokes)})
    return registry.apply(Image(pixels=pixels, mask=np.asarray(coarse, np.uint8)), [step])


def _at(image: Image, x: float, y: float) -> int:
    assert image.mask is not None
    return int(image.mask[int(y * image.height_px), int(x * image.width_px)])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("soft", [0.0, 0.5, 1.0])
def test_the_brush_adds_and_removes_what_it_touches(size: tuple[int, int], soft: float) -> None:
    hanger = stroke((0.5, 0.02), (0.5, 0.1), soft=soft)
    hole = stroke((0.4, 0.6), (0.6, 0.6), add=False, soft=soft)
    before, after = _cut(size), _cut(size, hanger, hole)
    assert (_at(before, 0.5, 0.06), _at(before, 0.5, 0.6)) == (0, 255)
    assert _at(after, 0.5, 0.06) > 245
    assert _at(after, 0.5, 0.6) < 10
    assert _at(after, 0.5, 0.75) == 255
    assert _at(after, 0.1, 0.06) == 0


def test_the_last_stroke_counts() -> None:
    line = ((0.4, 0.6), (0.6, 0.6))
    assert _at(_cut(SIZES[0], stroke(*line, add=False), stroke(*line)), 0.5, 0.6) == 255
    assert _at(_cut(SIZES[0], stroke(*line), stroke(*line, add=False)), 0.5, 0.6) == 0


@pytest.mark.parametrize("size", SIZES)
def test_a_stroke_is_as_wide_and_as_soft_as_the_brush(size: tuple[int, int]) -> None:
    image = Image(pixels=np.zeros((size[1], size[0], 3), np.uint8))
    nothing = np.zeros((size[1], size[0]), np.uint8)
    long_edge = max(size)
    for soft in (0.0, 0.4, 1.0):
        column = painted(nothing, [stroke((0.1, 0.5), (0.9, 0.5), size=0.04, soft=soft)], image)[:, size[0] // 2]
        assert np.count_nonzero(column > 2) == pytest.approx(2 * 0.04 * long_edge, abs=0.006 * long_edge + 2)
        assert np.count_nonzero(column > 250) == pytest.approx(
            2 * 0.04 * (1 - soft) * long_edge, abs=0.006 * long_edge + 3
        )


def test_a_soft_stroke_falls_evenly_to_its_rim() -> None:
    image = Image(pixels=np.zeros((1000, 1000, 3), np.uint8))
    plane = painted(np.zeros((1000, 1000), np.uint8), [stroke((0.5, 0.5), size=0.1, soft=1.0)], image)
    column = plane[500:, 500].astype(int)
    assert (np.diff(column[12:]) <= 0).all()
    assert column[:12].min() > 215
    assert column[50] == pytest.approx(128, abs=14)


def test_a_single_click_is_a_round_dot() -> None:
    image = Image(pixels=np.zeros((200, 200, 3), np.uint8))
    dot = painted(np.zeros((200, 200), np.uint8), [stroke((0.5, 0.5), size=0.1)], image)
    assert np.count_nonzero(dot > 127) == pytest.approx(np.pi * 20**2, rel=0.06)
    assert np.abs(dot.astype(int) - dot[::-1, ::-1]).max() <= 60


def test_refining_does_not_take_back_what_was_painted() -> None:
    pixels, truth = shirt(720, 960)
    floor = stroke((0.1, 0.6), (0.1, 0.8), size=0.02)  # floor, which every edge filter would drop again
    image = _cut((720, 960), floor)
    assert image.mask is not None
    core = painted(np.zeros_like(truth), [floor], Image(pixels=pixels)) == 255
    assert (image.mask[core] == 255).all()


@pytest.mark.parametrize("size", SIZES)
def test_inside_the_garment_no_pixel_changes(size: tuple[int, int]) -> None:
    pixels, truth = shirt(*size)
    image = _cut(size, stroke((0.3, 0.5), (0.32, 0.7)))
    reach = 4 * round(0.006 * max(size)) + 1
    inside = cv2.erode(truth, np.ones((reach, reach), np.uint8)) > 0
    assert np.array_equal(image.pixels[inside], pixels[inside])


def test_the_brush_follows_a_crop() -> None:
    pixels, truth = shirt(400, 400)
    mark = stroke((0.5, 0.05), size=0.02)
    steps = [
        Step(name="crop", params={"left": 0.25, "right": 0.75, "top": 0.5, "quarter_turns": 2}),
        Step(name="cutout", params={"strokes": [mark]}),
    ]
    image = registry.apply(Image(pixels=pixels, mask=truth), steps)
    ((x, y),) = image.to_pixels([(0.5, 0.05)])
    assert image.mask is not None
    assert image.mask[int(y), int(x)] == 255
    assert image.mask[int(y) - 16, int(x)] == 0


def test_recipes_of_the_first_version_give_the_same_pixels() -> None:
    pixels, truth = shirt()
    one, two = (
        registry.apply(Image(pixels=pixels, mask=truth), [Step(name="cutout", version=v, params={"softness": 0.01})])
        for v in (1, 2)
    )
    assert np.array_equal(one.pixels, two.pixels)
    assert one.mask is not None
    assert two.mask is not None
    assert np.array_equal(one.mask, two.mask)


def test_preview_and_export_cut_out_the_same() -> None:
    strokes = (stroke((0.5, 0.02), (0.5, 0.1), soft=0.5), stroke((0.3, 0.8), (0.6, 0.9), add=False, size=0.02))
    small, large = (_cut(size, *strokes).mask for size in SIZES)
    assert small is not None
    assert large is not None
    assert overlap(small, np.asarray(cv2.resize(large, SIZES[0], interpolation=cv2.INTER_AREA), np.uint8)) > 0.98


POINTS = st.lists(st.tuples(st.floats(-1, 2), st.floats(-1, 2)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(POINTS, st.floats(0.0002, 0.5), st.floats(0, 1), st.booleans())
def test_adding_only_adds_and_removing_only_removes(
    points: list[tuple[float, float]], size: float, soft: float, add: bool
) -> None:
    image = Image(pixels=np.zeros((60, 90, 3), np.uint8))
    mask = np.asarray(np.arange(60 * 90).reshape(60, 90) % 256, np.uint8)
    after = painted(mask, [stroke(*points, add=add, size=size, soft=soft)], image)
    assert ((after >= mask) if add else (after <= mask)).all()
    again = painted(after, [stroke(*points, add=add, size=size, soft=soft)], image)
    assert np.array_equal(again, after)


@pytest.mark.parametrize(
    "strokes",
    [
        "all",
        [1],
        [{}],
        [stroke((0, 0)) | {"colour": 1}],
        [stroke((0, 0), size=0.6)],
        [stroke((0, 0), soft=1.1)],
        [stroke((0, 3))],
        [stroke((0, 0)) | {"add": "yes"}],
        [stroke(*[(0.5, 0.5)] * 2_001)],
        [stroke((0, 0))] * 501,
    ],
    ids=range(10),
)
def test_what_is_no_stroke_is_refused(strokes: Any) -> None:
    with pytest.raises(UserError, match="cutout has a setting"):
        registry.current(Step(name="cutout", params={"strokes": strokes}))
