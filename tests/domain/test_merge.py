"""The three-way merge by field: no value that anybody wrote is ever lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.merge import POLICIES, Policy, difference, merge

TEXTS = st.sampled_from(["", "coat", "wool coat", "Coat!"])
NUMBERS = st.one_of(st.none(), st.integers(1, 4))
SETS = st.lists(st.sampled_from("abcde"), unique=True, max_size=4)
SIDES = st.fixed_dictionaries(
    {
        "sku": st.sampled_from(["A1", "A2"]),
        "title": TEXTS,
        "price_minor": NUMBERS,
        "brand": TEXTS,
        "colours": SETS,
        "photos": SETS,
        "currency": st.sampled_from(["USD", "EUR"]),
    }
)
BASES = st.one_of(SIDES, SIDES.map(lambda side: {"title": side["title"]}), st.just({}))


def merged(base: dict[str, Any], local: dict[str, Any], remote: dict[str, Any]) -> Any:
    return merge(base=base, local=local, remote=remote)


def test_what_changed_on_one_side_only_is_taken() -> None:
    result = merged(
        {"title": "a", "price_minor": 1}, {"title": "b", "price_minor": 1}, {"title": "a", "price_minor": 2}
    )
    assert result.fields == {"title": "b", "price_minor": 2}
    assert result.taken == {"price_minor"}
    assert not result.conflict
    assert difference(result.fields, result.base) == {"title": "b"}


def test_the_same_change_on_both_sides_is_none() -> None:
    result = merged({"title": "a"}, {"title": "b"}, {"title": "b"})
    assert (result.fields, result.taken, result.conflict) == ({"title": "b"}, frozenset(), {})
    assert difference(result.fields, result.base) == {}


def test_a_price_changed_on_both_sides_is_asked_and_nothing_is_told_meanwhile() -> None:
    result = merged({"price_minor": 1}, {"price_minor": 2}, {"price_minor": 3})
    assert result.conflict == {"price_minor": {"mine": 2, "theirs": 3}}
    assert result.fields == {"price_minor": 2}
    assert not result.taken


def test_a_conflict_stays_one_when_the_other_side_is_read_again() -> None:
    first = merged({"title": "a"}, {"title": "b"}, {"title": "c"})
    again = merged(dict(first.base), {"title": "b"}, {"title": "c"})
    assert again.conflict == first.conflict


def test_a_conflict_ends_when_the_other_side_goes_back() -> None:
    first = merged({"title": "a"}, {"title": "b"}, {"title": "c"})
    again = merged(dict(first.base), {"title": "b"}, {"title": "a"})
    assert not again.conflict
    assert difference(again.fields, again.base) == {"title": "b"}


def test_a_field_that_was_never_in_step_is_filled_from_the_side_that_says_something() -> None:
    result = merged({}, {"title": "", "brand": "Levi's"}, {"title": "coat", "brand": ""})
    assert result.fields == {"title": "coat", "brand": "Levi's"}
    assert not result.conflict


def test_a_field_that_the_other_side_does_not_know_stays() -> None:
    result = merged({"title": "a", "photos": ["x"]}, {"title": "a", "photos": ["x", "y"]}, {"title": "b"})
    assert result.fields == {"title": "b", "photos": ["x", "y"]}
    assert difference(result.fields, result.base) == {"photos": ["x", "y"]}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("ab", "abc", "abd", "abcd"),
        ("ab", "cab", "abd", "cabd"),
        ("abc", "ab", "abcd", "abd"),
        ("abc", "acb", "abcd", "acbd"),
        ("abc", "abcd", "cba", "cbad"),
        ("abc", "ab", "bc", "b"),
    ],
)
def test_sets_keep_what_either_added_and_lose_what_either_removed(
    base: str, mine: str, theirs: str, result: str
) -> None:
    found = merged({"photos": list(base)}, {"photos": list(mine)}, {"photos": list(theirs)})
    assert "".join(found.fields["photos"]) == result


def test_an_order_of_photos_that_both_changed_is_asked() -> None:
    found = merged({"photos": ["a", "b", "c"]}, {"photos": ["b", "a", "c"]}, {"photos": ["c", "b", "a"]})
    assert found.conflict == {"photos": {"mine": ["b", "a", "c"], "theirs": ["c", "b", "a"]}}


@given(base=BASES, local=SIDES, remote=SIDES)
def test_no_value_is_ever_lost(base: dict[str, Any], local: dict[str, Any], remote: dict[str, Any]) -> None:
    result = merged(base, local, remote)
    for name in local:
        mine, theirs, kept = local[name], remote[name], result.fields[name]
        policy = POLICIES.get(name, Policy.ASK)
        if name in result.conflict:
            assert result.conflict[name] == {"mine": mine, "theirs": theirs}
            assert kept == mine
        elif policy is Policy.SET:
            was = base.get(name, [])
            assert {x for x in [*mine, *theirs] if x not in was} <= set(kept)
            assert {x for x in was if x in mine and x in theirs} <= set(kept)
            assert len(kept) == len(set(kept))
        elif kept != mine:
            assert kept == theirs
            assert name in result.taken
            untouched = mine == base.get(name) or mine in ("", None)
            assert untouched or policy is Policy.THEIRS
        elif kept != theirs:
            assert theirs == base.get(name) or theirs in ("", None) or policy is Policy.MINE


@given(base=BASES, local=SIDES, remote=SIDES)
def test_reading_the_same_twice_changes_nothing_more(
    base: dict[str, Any], local: dict[str, Any], remote: dict[str, Any]
) -> None:
    first = merged(base, local, remote)
    again = merged(dict(first.base), dict(first.fields), remote)
    assert again.fields == first.fields
    assert again.conflict == first.conflict
    assert again.base == first.base
    assert not again.taken


@given(base=SIDES, local=SIDES, remote=SIDES)
def test_once_it_is_told_both_sides_say_the_same(
    base: dict[str, Any], local: dict[str, Any], remote: dict[str, Any]
) -> None:
    result = merged(base, local, remote)
    told = {**remote, **difference(result.fields, result.base)}
    agreed = {name: value for name, value in told.items() if name not in result.conflict}
    assert agreed == {name: result.fields[name] for name in agreed}
