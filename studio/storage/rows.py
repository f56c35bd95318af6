"""Domain objects to rows and back: TEXT, INTEGER and REAL in the file, frozen dataclasses outside."""

from __future__ import annotations

import dataclasses
import enum
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from studio.domain.operation import Row

Entity = TypeVar("Entity")
Cell = str | int | float | None


def to_row(entity: Any) -> Row:
    """Return the row of a domain object, by column name."""
    return {f.name: to_cell(getattr(entity, f.name)) for f in dataclasses.fields(entity)}


def to_cell(value: Any) -> Cell:
    """Return `value` as the file holds it: times as ISO 8601 in UTC, lists and mappings as JSON."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, tuple | list):
        return _storable(json.dumps(value, ensure_ascii=False)) if value else ""
    if isinstance(value, Mapping):
        return _storable(json.dumps(dict(value), ensure_ascii=False, sort_keys=True)) if value else ""
    if isinstance(value, bool):
        return int(value)
    return typing.cast(Cell, value)


def _storable(text: str) -> str:
    """Return `text` without lone surrogates: names of files and texts of strangers may have them, UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def from_row(entity: type[Entity], row: Mapping[str, Any]) -> Entity:
    """Return the domain object that `row` holds; columns it does not know are passed over."""
    return entity(**{name: decode(row[name]) for name, decode in _decoders(typing.cast(type, entity))})


def from_rows(entity: type[Entity], rows: Iterable[Mapping[str, Any]]) -> list[Entity]:
    """Return the domain objects that `rows` hold, in their order."""
    return [from_row(entity, row) for row in rows]


@cache
def _decoders(entity: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(entity)
    return tuple((f.name, _decoder(hints[f.name])) for f in dataclasses.fields(entity))


def _decoder(hint: Any) -> Callable[[Any], Any]:
    alternatives = [a for a in typing.get_args(hint) if a is not types.NoneType]
    optional = typing.get_origin(hint) in (typing.Union, types.UnionType)  # NewTypes make the former
    decode = _required(alternatives[0] if optional else hint)
    return (lambda cell: None if cell is None else decode(cell)) if optional else decode


def _required(hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return lambda cell: tuple(json.loads(cell)) if cell else ()
    if origin is Mapping:
        return lambda cell: json.loads(cell) if cell else {}
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    if hint is datetime:
        return datetime.fromisoformat
    return _as_it_is


def _as_it_is(cell: Any) -> Any:
    return cell
