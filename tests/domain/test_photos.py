"""Photos taken in one go are of one Item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.ids import PhotoId
from studio.domain.photo import Photo, Shot, group_by_time, look_of, original_of

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
SHOTS = st.lists(
    st.builds(
        Shot,
        key=st.uuids().map(str),
        file_name=st.text("ab0", min_size=1, max_size=3),
        taken_at=st.none() | st.integers(0, 2_000).map(lambda s: START + timedelta(seconds=s)),
    ),
    max_size=30,
)


def shot(name: str, at_s: float | None = None) -> Shot:
    return Shot(name, name, None if at_s is None else START + timedelta(seconds=at_s))


def names(groups: list[list[Shot]]) -> list[list[str]]:
    return [[one.file_name for one in group] for group in groups]


@pytest.mark.parametrize(
    ("pause_s", "groups"), [(0, 1), (89, 1), (89.999, 1), (90, 1), (90.001, 2), (91, 2), (86_400, 2)]
)
def test_a_pause_of_more_than_ninety_seconds_starts_the_next_item(pause_s: float, groups: int) -> None:
    assert len(group_by_time([shot("a", 0), shot("b", pause_s)], gap_s=90)) == groups


def test_the_pause_counts_from_the_last_shot_not_from_the_first() -> None:
    shots = [shot(str(n), n * 60) for n in range(10)]
    assert len(group_by_time(shots, gap_s=90)) == 1


def test_shots_and_groups_are_in_the_order_of_taking_whatever_the_order_of_the_files() -> None:
    shots = [shot("d", 500), shot("b", 10), shot("c", 480), shot("a", 10)]
    assert names(group_by_time(shots, gap_s=90)) == [["a", "b"], ["c", "d"]]


def test_a_shot_without_a_time_is_an_item_of_its_own_after_the_others_by_name() -> None:
    shots = [shot("z"), shot("b", 10), shot("m"), shot("a", 0)]
    assert names(group_by_time(shots, gap_s=90)) == [["a", "b"], ["m"], ["z"]]


def test_no_shots_are_no_items() -> None:
    assert group_by_time([], gap_s=90) == []


@given(shots=SHOTS, gap_s=st.integers(0, 300))
def test_every_shot_is_in_one_group_and_groups_break_just_where_the_pause_is_longer(
    shots: list[Shot], gap_s: int
) -> None:
    groups = group_by_time(iter(shots), gap_s=gap_s)
    assert sorted(one.key for group in groups for one in group) == sorted(one.key for one in shots)
    timed = [[one.taken_at for one in group if one.taken_at] for group in groups]
    timed = [times for times in timed if times]
    gap = timedelta(seconds=gap_s)
    assert all(b - a <= gap for times in timed for a, b in pairwise(times))
    assert all(later[0] - earlier[-1] > gap for earlier, later in pairwise(timed))


def a_photo(recipe: str) -> Photo:
    return Photo(
        id=PhotoId("p"),
        item_id=None,
        sha256="ab" * 32,
        file_name="a.jpg",
        format="JPEG",
        width=3,
        height=4,
        byte_count=5,
        imported_at=START,
        recipe=recipe,
    )


def test_a_look_names_the_original_and_changes_with_the_recipe() -> None:
    plain, cut, bright = a_photo("").look, a_photo("cut out").look, a_photo("cut out, brighter").look
    assert plain == "ab" * 32
    assert len({plain, cut, bright}) == 3
    assert {original_of(look) for look in (plain, cut, bright)} == {"ab" * 32}
    assert look_of("ab" * 32, "cut out") == cut
