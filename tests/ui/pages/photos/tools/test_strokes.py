"""Paths of a brush: what is left out must not be seen."""

from __future__ import annotations

import random
from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.pages.photos.tools.strokes import CHUNK, far_enough, simplified

PLACES = st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))


def distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0), 1) if length else 0
    return hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))


@given(st.lists(PLACES, max_size=40), st.floats(0.1, 50))
def test_no_point_that_is_left_out_was_farther_away_than_told(path: list[tuple[float, float]], far: float) -> None:
    kept = simplified(path, far)
    assert kept[:1] == path[:1]
    assert kept[-1:] == path[-1:]
    assert set(kept) <= set(path)
    if len(kept) > 1:
        pieces = list(pairwise(kept))
        for point in path:
            assert min(distance(point, *piece) for piece in pieces) <= far * (1 + 1e-6)


def test_a_straight_line_of_five_thousand_points_keeps_few() -> None:
    line = [(float(x), 3.0) for x in range(5_000)]
    assert len(simplified(line, 0.5)) <= 5_000 // CHUNK + 2


def test_a_circle_stays_round() -> None:
    circle = [(100 * cos(angle * pi / 500), 100 * sin(angle * pi / 500)) for angle in range(1_001)]
    kept = simplified(circle, 0.5)
    assert 20 < len(kept) < 120
    assert all(hypot(*point) == pytest.approx(100) for point in kept)


def test_a_scribble_of_five_thousand_points_is_done_at_once() -> None:
    dice = random.Random(3)
    scribble = [(dice.random() * 900, dice.random() * 900) for _point in range(5_000)]
    assert 2 <= len(simplified(scribble, 0.4)) <= 5_000


def test_a_place_near_the_last_one_is_not_worth_a_point() -> None:
    assert far_enough([], (1, 1), 5)
    assert not far_enough([(0, 0)], (3, 3.9), 5)
    assert far_enough([(0, 0)], (3, 4), 5)
