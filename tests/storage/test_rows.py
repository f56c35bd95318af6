"""Domain objects come back from the file as they went in."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.domain.change import Change
from studio.domain.item import Condition
from studio.storage.rows import from_row, to_cell, to_row
from studio.storage.tables import KINDS, change
from studio.storage.unit_of_work import KIND_OF
from tests.storage.items import an_item

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=ZONES)  # noqa: DTZ001 - zones are drawn
ENTITIES = [*KIND_OF, Change]


def of(hint: Any) -> st.SearchStrategy[Any]:
    """Return values for a field of a domain object."""
    hint = getattr(hint, "__supertype__", hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return st.none() | of(next(a for a in typing.get_args(hint) if a is not types.NoneType))
    if typing.get_origin(hint) is tuple:
        return st.lists(TEXT, max_size=4).map(tuple)
    if typing.get_origin(hint) is Mapping:
        value = typing.get_args(hint)[1]
        return st.dictionaries(TEXT, of(value) if value is int else TEXT | st.integers(-9, 9) | st.none(), max_size=4)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return st.sampled_from(list(hint))
    numbers = {int: st.integers(-(2**62), 2**62), float: st.floats(allow_nan=False)}
    return {str: TEXT, datetime: MOMENTS, **numbers}[hint]


def any_of(entity: type) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(entity)
    return st.builds(entity, **{field.name: of(hints[field.name]) for field in dataclasses.fields(entity)})


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_every_object_comes_back_as_it_was(data: st.DataObject) -> None:
    entity = data.draw(st.sampled_from(ENTITIES))
    thing = data.draw(any_of(entity))
    row = to_row(thing)
    assert all(cell is None or isinstance(cell, str | int | float) for cell in row.values())
    assert from_row(entity, row) == thing


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.__name__)
def test_every_field_has_a_column_and_every_column_a_field(entity: type) -> None:
    table = change if entity is Change else KINDS[KIND_OF[entity]]
    fields = {field.name for field in dataclasses.fields(entity)}
    assert fields == {column.name for column in table.columns} - {"number"} | fields & {"number"}


def test_every_kind_that_an_operation_changes_has_its_object() -> None:
    assert set(KIND_OF.values()) == set(KINDS)


def test_times_are_written_in_utc_so_that_they_sort_as_texts() -> None:
    there = datetime(2026, 11, 23, 13, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert to_cell(there) == "2026-11-23T07:30:00.000000+00:00"
    assert to_cell(datetime(2026, 11, 23, tzinfo=UTC)) < to_cell(there)  # type: ignore[operator]


@given(st.text(max_size=30))
def test_any_text_can_be_written_even_half_a_character(text: str) -> None:
    for cell in (to_cell(text), to_cell((text,)), to_cell({text: text})):
        assert isinstance(cell, str)
        cell.encode("utf-8")


def test_what_is_empty_takes_no_room() -> None:
    row = to_row(an_item(condition=Condition.GOOD))
    assert (row["colours"], row["measurements_mm"], row["price_minor"], row["condition"]) == ("", "", None, "ug")


def test_columns_that_an_object_does_not_know_are_passed_over() -> None:
    item = an_item()
    assert from_row(type(item), to_row(item) | {"number": 7, "fabric": "wool"}) == item
