"""Photos taken in one go, or after one separator card, are of one Item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.grouping import CARD_REACH, Shot, ShotGroup, group_shots

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
TIMES = st.none() | st.integers(0, 9_000).map(lambda s: START + timedelta(seconds=s))
NAMES = st.text("ab0", min_size=1, max_size=3)
PLAIN = st.builds(Shot, key=st.uuids().map(str), file_name=NAMES, taken_at=TIMES)
CARDS = st.builds(Shot, key=st.uuids().map(str), file_name=NAMES, taken_at=TIMES, card=st.sampled_from(["", "IT-1"]))
SHOTS = st.lists(PLAIN, max_size=30)
WITH_CARDS = st.lists(PLAIN | CARDS, max_size=30)


def shot(name: str, at_s: float | None = None, card: str | None = None) -> Shot:
    return Shot(name, name, None if at_s is None else START + timedelta(seconds=at_s), card)


def names(groups: list[ShotGroup]) -> list[list[str]]:
    return [[one.file_name for one in group.shots] for group in groups]


@pytest.mark.parametrize(
    ("pause_s", "groups"), [(0, 1), (89, 1), (89.999, 1), (90, 1), (90.001, 2), (91, 2), (86_400, 2)]
)
def test_a_pause_of_more_than_ninety_seconds_starts_the_next_item(pause_s: float, groups: int) -> None:
    assert len(group_shots([shot("a", 0), shot("b", pause_s)], gap_s=90)) == groups


def test_the_pause_counts_from_the_last_shot_not_from_the_first() -> None:
    shots = [shot(str(n), n * 60) for n in range(10)]
    assert len(group_shots(shots, gap_s=90)) == 1


def test_shots_and_groups_are_in_the_order_of_taking_whatever_the_order_of_the_files() -> None:
    shots = [shot("d", 500), shot("b", 10), shot("c", 480), shot("a", 10)]
    assert names(group_shots(shots, gap_s=90)) == [["a", "b"], ["c", "d"]]


def test_a_shot_without_a_time_is_an_item_of_its_own_after_the_others_by_name() -> None:
    shots = [shot("z"), shot("b", 10), shot("m"), shot("a", 0)]
    assert names(group_shots(shots, gap_s=90)) == [["a", "b"], ["m"], ["z"]]


def test_no_shots_are_no_items() -> None:
    assert group_shots([], gap_s=90) == []


def test_a_card_starts_an_item_where_no_pause_does_and_names_it() -> None:
    shots = [shot("a", 0), shot("card", 5, "IT-7"), shot("b", 10), shot("c", 20), shot("next", 30, ""), shot("d", 40)]
    groups = group_shots(shots, gap_s=90)
    assert names(groups) == [["a"], ["b", "c"], ["d"]]
    assert [group.sku for group in groups] == ["", "IT-7", ""]


def test_after_a_card_the_pause_to_steam_a_piece_starts_nothing() -> None:
    groups = group_shots([shot("card", 0, ""), shot("a", 10), shot("b", 600)], gap_s=90)
    assert names(groups) == [["a", "b"]]


def test_a_card_is_not_in_force_the_next_day() -> None:
    later = CARD_REACH.total_seconds() + 11
    shots = [shot("card", 0, "IT-7"), shot("a", 10), shot("b", later), shot("c", later + 100)]
    groups = group_shots(shots, gap_s=90)
    assert names(groups) == [["a"], ["b"], ["c"]]
    assert [group.sku for group in groups] == ["IT-7", "", ""]


def test_a_card_that_nothing_follows_makes_no_item() -> None:
    assert names(group_shots([shot("card", 0, ""), shot("again", 3, ""), shot("a", 6)], gap_s=90)) == [["a"]]
    assert group_shots([shot("card", 0, "IT-1")], gap_s=90) == []


def test_a_card_without_a_time_gathers_what_comes_after_it_by_name() -> None:
    shots = [shot("1"), shot("2"), shot("3", card="IT-9"), shot("4"), shot("5"), shot("z", 0)]
    groups = group_shots(shots, gap_s=90)
    assert names(groups) == [["z"], ["1"], ["2"], ["4", "5"]]
    assert groups[-1].sku == "IT-9"


@given(shots=SHOTS, gap_s=st.integers(0, 300))
def test_every_shot_is_in_one_group_and_groups_break_just_where_the_pause_is_longer(
    shots: list[Shot], gap_s: int
) -> None:
    groups = group_shots(iter(shots), gap_s=gap_s)
    assert sorted(one.key for group in groups for one in group.shots) == sorted(one.key for one in shots)
    timed = [[one.taken_at for one in group.shots if one.taken_at] for group in groups]
    timed = [times for times in timed if times]
    gap = timedelta(seconds=gap_s)
    assert all(b - a <= gap for times in timed for a, b in pairwise(times))
    assert all(later[0] - earlier[-1] > gap for earlier, later in pairwise(timed))


@given(shots=WITH_CARDS, gap_s=st.integers(0, 300))
def test_no_group_reaches_over_a_card_and_no_picture_of_a_piece_is_lost(shots: list[Shot], gap_s: int) -> None:
    groups = group_shots(shots, gap_s=gap_s)
    pieces = [one for one in shots if one.card is None]
    assert sorted(one.key for group in groups for one in group.shots) == sorted(one.key for one in pieces)
    cards = sorted(one.taken_at for one in shots if one.card is not None and one.taken_at)
    for group in groups:
        times = [one.taken_at for one in group.shots if one.taken_at]
        assert not any(times[0] < card < times[-1] for card in cards if times)
        assert group.card is None or not times or group.card.taken_at is not None


@given(shots=WITH_CARDS, gap_s=st.integers(0, 300), data=st.data())
def test_the_order_of_the_files_changes_nothing(shots: list[Shot], gap_s: int, data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(shots))
    assert group_shots(mixed, gap_s=gap_s) == group_shots(shots, gap_s=gap_s)
