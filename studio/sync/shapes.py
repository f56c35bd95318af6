"""Reads what a marketplace sent field by field: what has not the expected shape is told and not guessed at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_WHOLE_MAX = 2**63 - 1  # what a column of the catalog holds


class BadShape(ValueError):
    """A field is missing or of another type than was agreed."""


def text(row: Mapping[str, Any], name: str, *, default: str | None = None) -> str:
    """Return a text; an absent or null one is `default`, where there is one."""
    value = row.get(name)
    if value is None and default is not None:
        return default
    return _writable(name, value)


def texts(row: Mapping[str, Any], name: str) -> list[str]:
    """Return a list of texts."""
    return [_writable(name, value) for value in _list(row, name)]


def whole(row: Mapping[str, Any], name: str) -> int:
    """Return a whole number that the catalog can hold."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _WHOLE_MAX:
        raise BadShape(f"{name} is not a whole number")
    return value


def maybe_whole(row: Mapping[str, Any], name: str) -> int | None:
    """Return a whole number, or None where it is absent or null."""
    return None if row.get(name) is None else whole(row, name)


def moment(row: Mapping[str, Any], name: str) -> datetime:
    """Return a time given as ISO 8601 with its zone."""
    try:
        found = datetime.fromisoformat(text(row, name))
    except ValueError as error:
        raise BadShape(f"{name} is not a time") from error
    if found.tzinfo is None:
        raise BadShape(f"{name} has no time zone")
    return found.astimezone(UTC)


def maybe_moment(row: Mapping[str, Any], name: str) -> datetime | None:
    """Return a time, or None where it is absent or null."""
    return None if row.get(name) is None else moment(row, name)


def object_(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object."""
    return as_object(row.get(name), name)


def objects(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return a list of objects."""
    return [as_object(value, name) for value in _list(row, name)]


def as_object(value: object, name: str = "the answer") -> Mapping[str, Any]:
    """Return `value`, which has to be an object."""
    if not isinstance(value, dict):
        raise BadShape(f"{name} is not an object")
    return value


def one_of(row: Mapping[str, Any], name: str, choices: Mapping[str, Any]) -> Any:
    """Return what the text in a field stands for."""
    found = text(row, name)
    if found not in choices:
        raise BadShape(f"{name} is {found!r}, which this program does not know")
    return choices[found]


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if not isinstance(value, list):
        raise BadShape(f"{name} is not a list")
    return value


def _writable(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadShape(f"{name} is not a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair: JSON allows it, no file or screen does
        raise BadShape(f"{name} has letters that are none") from error
    return value
