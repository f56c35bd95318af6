"""Reads frozen dataclasses out of JSON and says in one sentence what is wrong with a file."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from studio.base.errors import UserError
from studio.base.texts import _

T = TypeVar("T")
_NAMES = {float: "a number", int: "a whole number", str: "a text", bool: "true or false"}


def read_record(kind: type[T], raw: object, *, where: str) -> T:
    """Return the dataclass `kind` that the JSON object `raw` describes; a list of numbers may stand for a small one.

    Raise UserError naming `where`, the field and what was expected there.
    """
    fields = {field.name: field for field in dataclasses.fields(kind) if field.init}  # type: ignore[arg-type]
    if isinstance(raw, list) and len(raw) == len(fields):
        raw = dict(zip(fields, raw, strict=True))
    if not isinstance(raw, Mapping):
        raise UserError(_("{where} must be an object with named values.").format(where=where))
    unknown = sorted(set(raw) - set(fields))
    if unknown:
        raise UserError(_("{where} has “{name}”, which means nothing here.").format(where=where, name=unknown[0]))
    hints = get_type_hints(kind)
    values = {}
    for name, field in fields.items():
        if name in raw:
            values[name] = _read_value(hints[name], raw[name], where=f"{where}: {name}")
        elif field.default is dataclasses.MISSING:
            raise UserError(_("{where} lacks “{name}”.").format(where=where, name=name))
    return kind(**values)


def _read_value(hint: Any, raw: object, *, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _read_choice(args, raw, where=where)
    if origin is tuple:
        return _read_tuple(args, raw, where=where)
    if dataclasses.is_dataclass(hint):
        return read_record(hint, raw, where=where)  # type: ignore[arg-type]
    return _read_plain(hint, raw, where=where)


def _read_choice(choices: tuple[Any, ...], raw: object, *, where: str) -> object:
    if raw in choices:
        return raw
    names = ", ".join(str(choice) for choice in choices)
    raise UserError(_("{where} must be one of {names}.").format(where=where, names=names))


def _read_tuple(args: tuple[Any, ...], raw: object, *, where: str) -> tuple[Any, ...]:
    open_ended = args[-1] is Ellipsis
    if not isinstance(raw, list) or (not open_ended and len(raw) != len(args)):
        count = "" if open_ended else f" {len(args)}"
        raise UserError(_("{where} must be a list of{count} values.").format(where=where, count=count))
    hints = args[:1] * len(raw) if open_ended else args
    return tuple(_read_value(hint, value, where=where) for hint, value in zip(hints, raw, strict=True))


def _read_plain(hint: type, raw: object, *, where: str) -> object:
    # JSON's 3 is a fine 3.0, but Python's True is an int: neither may slip through as the other.
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw)
    if type(raw) is hint and (not isinstance(raw, float) or math.isfinite(raw)):
        return raw
    raise UserError(_("{where} must be {kind}.").format(where=where, kind=_NAMES[hint]))
