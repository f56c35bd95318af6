"""Rows before and after: which fields changed, who is in whose way, and two steps as one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.operation import Kind, Op, Row, RowChange, Touched, merged

ROWS = st.none() | st.fixed_dictionaries(
    {"title": st.sampled_from("ab"), "price": st.integers(0, 2), "revision": st.integers(0, 9)}
)
KEYS = st.tuples(st.sampled_from([Kind.ITEM, Kind.PHOTO]), st.sampled_from("xyz"))
WRITES = st.lists(st.tuples(KEYS, ROWS), max_size=12)
CHANGES = st.builds(lambda key, before, after: RowChange(*key, before, after), KEYS, ROWS, ROWS)
State = dict[tuple[Kind, str], Row]


def edit(**fields: tuple[Any, Any]) -> RowChange:
    """Return a change of these fields of the Item "x", each as (before, after)."""
    before = {name: values[0] for name, values in fields.items()}
    return RowChange(Kind.ITEM, "x", before, {name: values[1] for name, values in fields.items()})


def record(state: State, writes: list[tuple[tuple[Kind, str], Row | None]]) -> list[RowChange]:
    """Write to `state` and return what that changed, one entry a write."""
    changes = []
    for key, row in writes:
        changes.append(RowChange(*key, state.get(key), row))
        if row is None:
            state.pop(key, None)
        else:
            state[key] = row
    return changes


def test_the_fields_of_a_change_are_those_that_differ_but_not_the_revision() -> None:
    assert edit(title=("a", "b"), price=(1, 1), revision=(1, 2)).fields == {"title"}
    assert edit(title=("a", "a"), revision=(1, 2)).fields == frozenset()
    assert RowChange(Kind.ITEM, "x", None, {"title": "a"}).fields is None
    assert RowChange(Kind.ITEM, "x", {"title": "a"}, None).fields is None


@pytest.mark.parametrize(
    ("other", "in_the_way"),
    [
        (edit(title=("b", "c")), True),
        (edit(title=("b", "c"), price=(1, 2)), True),
        (edit(title=("a", "a"), price=(1, 2)), False),
        (RowChange(Kind.ITEM, "x", {"title": "b"}, None), True),
        (RowChange(Kind.ITEM, "x", None, {"title": "b"}), True),
        (RowChange(Kind.ITEM, "y", {"title": "b"}, None), False),
        (RowChange(Kind.PHOTO, "x", {"title": "b"}, None), False),
    ],
)
def test_changes_are_in_each_others_way_where_they_touch_the_same_field(other: RowChange, in_the_way: bool) -> None:
    change = edit(title=("a", "b"), price=(1, 1))
    assert change.overlaps(other) is in_the_way
    assert other.overlaps(change) is in_the_way


@given(CHANGES, CHANGES)
def test_being_in_the_way_is_mutual(one: RowChange, other: RowChange) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(first=WRITES, second=WRITES)
def test_two_steps_as_one_lead_from_the_first_state_to_the_last(
    first: list[tuple[tuple[Kind, str], Row | None]], second: list[tuple[tuple[Kind, str], Row | None]]
) -> None:
    state: State = {}
    earlier = record(state, first)
    later = record(state, second)
    one = merged(earlier, later)
    assert len({(change.kind, change.id) for change in one}) == len(one)
    assert {(c.kind, c.id): c.after for c in one if c.after is not None} == state
    assert all(change.before is None for change in one)
    assert merged((), one) == one


def test_a_row_that_came_and_went_has_neither_before_nor_after() -> None:
    came = RowChange(Kind.ITEM, "x", None, {"title": "a"})
    went = RowChange(Kind.ITEM, "x", {"title": "a"}, None)
    assert merged([came], [went]) == [RowChange(Kind.ITEM, "x", None, None)]


def test_touched_tells_ids_by_kind_and_whether_there_are_any() -> None:
    touched = Touched(Op.EDIT_ITEM, {Kind.ITEM: frozenset({"x"}), Kind.PHOTO: frozenset()})
    assert touched.of(Kind.ITEM) == {"x"}
    assert touched.of(Kind.LISTING) == frozenset()
    assert touched
    assert not Touched(Op.EDIT_ITEM, {Kind.PHOTO: frozenset()})
    assert not Touched(Op.EDIT_ITEM)
