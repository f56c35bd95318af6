"""The arithmetic of a crop: no corner of it ever shows what is not there."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.pages.photos.tools.crop_box import LEAST, Box, Room, dragged, quarter_turned

ANGLES = st.floats(-45, 45)
SIDES = st.sampled_from([(4000, 3000), (3000, 4000), (1000, 1000), (1600, 200)])
BOXES = st.tuples(st.floats(0, 0.6), st.floats(0, 0.6), st.floats(0.2, 0.9), st.floats(0.2, 0.9)).map(
    lambda parts: Box(left=parts[0], top=parts[1], right=parts[0] + parts[2], bottom=parts[1] + parts[3])
)


def corners_in_photo(box: Box, room: Room) -> list[tuple[float, float]]:
    """Return where the corners of a box lie in the photo, whose sides are 1: by another formula than the code's."""
    turn = complex(cos(radians(-room.angle_deg)), sin(radians(-room.angle_deg)))
    found = []
    for x in (box.left, box.right):
        for y in (box.top, box.bottom):
            place = complex((x - 0.5) * room.width, (y - 0.5) * room.height) * turn
            found.append((place.real / room.width + 0.5, place.imag / room.height + 0.5))
    return found


@given(BOXES, ANGLES, SIDES)
def test_a_fitted_box_shows_nothing_but_photo(box: Box, angle: float, sides: tuple[int, int]) -> None:
    room = Room(width=sides[0], height=sides[1], angle_deg=angle)
    found = room.fitted(box)
    for part in (part for corner in corners_in_photo(found, room) for part in corner):
        assert -1e-6 <= part <= 1 + 1e-6
    assert found.width / found.height == pytest.approx(box.width / box.height, rel=1e-3)


@given(BOXES, BOXES, ANGLES, SIDES)
def test_the_way_to_a_box_ends_where_it_would_leave_the_photo(
    old: Box, new: Box, angle: float, sides: tuple[int, int]
) -> None:
    room = Room(width=sides[0], height=sides[1], angle_deg=angle)
    start = room.fitted(old)
    found = room.toward(start, new)
    for part in (part for corner in corners_in_photo(found, room) for part in corner):
        assert -1e-5 <= part <= 1 + 1e-5
    if room.fits(new):
        assert found == new


def test_a_ratio_is_one_of_pixels() -> None:
    room = Room(width=4000, height=3000)
    portrait = room.shaped(Box(), 3 / 4)
    assert portrait.width * 4000 / (portrait.height * 3000) == pytest.approx(3 / 4)
    assert portrait.height == pytest.approx(1)
    square = room.shaped(Box(left=0.1, top=0.2, right=0.4, bottom=0.9), 1.0)
    assert square.width * 4000 == pytest.approx(square.height * 3000)
    assert square.middle == pytest.approx((0.25, 0.55))


def test_a_corner_keeps_the_ratio_and_the_corner_across() -> None:
    box = dragged(Box(left=0.2, top=0.2, right=0.6, bottom=0.6), "right bottom", 0.9, 0.7, 1.0)
    assert (box.left, box.top) == (0.2, 0.2)
    assert box.width == pytest.approx(box.height) == pytest.approx(0.7)
    box = dragged(Box(left=0.2, top=0.2, right=0.6, bottom=0.6), "left top", 0.1, 0.3, 1.0)
    assert (box.right, box.bottom) == (0.6, 0.6)
    assert box.width == pytest.approx(0.5)


def test_an_edge_with_a_ratio_grows_to_both_sides() -> None:
    box = dragged(Box(left=0.2, top=0.2, right=0.6, bottom=0.6), "right", 0.7, 0.0, 1.0)
    assert (box.left, box.right) == (0.2, 0.7)
    assert (box.top, box.bottom) == pytest.approx((0.15, 0.65))
    box = dragged(Box(left=0.2, top=0.2, right=0.6, bottom=0.6), "top", 0.0, 0.1, 2.0)
    assert (box.top, box.bottom) == (0.1, 0.6)
    assert box.width == pytest.approx(1.0)


def test_a_box_never_turns_inside_out() -> None:
    box = Box(left=0.2, top=0.2, right=0.6, bottom=0.6)
    assert dragged(box, "left", 0.9, 0.5).left == pytest.approx(0.6 - LEAST)
    assert dragged(box, "bottom", 0.9, 0.1).bottom == pytest.approx(0.2 + LEAST)
    assert not Room(width=1, height=1).fits(Box(left=0.5, top=0.1, right=0.5, bottom=0.9))


def test_four_quarter_turns_are_none() -> None:
    box = Box(left=0.1, top=0.2, right=0.5, bottom=0.9)
    assert quarter_turned(box) == Box(left=pytest.approx(0.1), top=0.1, right=0.8, bottom=0.5)
    turned = quarter_turned(quarter_turned(quarter_turned(quarter_turned(box))))
    assert (turned.left, turned.top, turned.right, turned.bottom) == pytest.approx((0.1, 0.2, 0.5, 0.9))
