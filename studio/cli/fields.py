"""Turns FIELD=VALUE words into values of an Item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from studio.base.errors import UserError
from studio.domain.item import Condition
from studio.domain.money import parse_minor
from studio.settings import schema

_MONEY = {
    "price": "price_minor",
    "original_price": "original_price_minor",
    "cost": "cost_minor",
    "floor": "floor_minor",
}
_GRAMS = {"g": 1.0, "kg": 1000.0, "oz": 28.349523125, "lb": 453.59237}
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4}
_TEXTS = frozenset({"title", "description", "brand", "category", "size", "flaws", "sku", "bin", "notes"})
_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)")


def parse_fields(words: Iterable[str], currency: str) -> dict[str, Any]:
    """Return the values that `name=value` words mean; an empty value clears a field. Raise UserError."""
    values: dict[str, Any] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise UserError(f"“{word}” is not FIELD=VALUE. Write it like price=48 or size=M.")
        field, value = _parse(name.strip().lower().replace("-", "_"), text.strip(), currency)
        values[field] = value
    return values


def _parse(name: str, text: str, currency: str) -> tuple[str, Any]:
    if name in _TEXTS:
        return name, text
    if name in _MONEY:
        return _MONEY[name], parse_minor(text, currency) if text else None
    parsers: Mapping[str, tuple[str, Callable[[str], Any]]] = {
        "weight": ("weight_g", lambda value: _quantity(value, _GRAMS, "weight=400g or weight=14oz") if value else None),
        "colours": ("colours", _colours),
        "colors": ("colours", _colours),
        "condition": ("condition", _condition),
        "currency": ("currency", _currency),
        "measurements": ("measurements_mm", _measurements),
    }
    if name not in parsers:
        known = ", ".join(sorted({*_TEXTS, *_MONEY, *parsers}))
        raise UserError(f"An item has no field “{name}”. It has: {known}.")
    field, parse = parsers[name]
    return field, parse(text)


def _quantity(text: str, units: Mapping[str, float], example: str) -> int:
    match = _QUANTITY.fullmatch(text.lower())
    if not match or match[2] not in units:
        raise UserError(f"“{text}” has no unit that is known here. Write it like {example}.")
    return round(float(match[1].replace(",", ".")) * units[match[2]])


def _colours(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _condition(text: str) -> Condition | None:
    if not text:
        return None
    for condition in Condition:
        if text.lower() in (condition.value, condition.wording.lower()):
            return condition
    known = ", ".join(f"{c.value} ({c.wording.lower()})" for c in Condition)
    raise UserError(f"“{text}” is not a condition. It is one of {known}.")


def _currency(text: str) -> str:
    if text.upper() not in schema.CURRENCY.choices:
        raise UserError(f"“{text}” is not a currency of the studio. It is one of {', '.join(schema.CURRENCY.choices)}.")
    return text.upper()


def _measurements(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, colon, value = part.partition(":")
        if not colon:
            raise UserError(f"“{part}” is not a measurement. Write measurements=pit_to_pit:18in,length:38in.")
        found[name.strip()] = _quantity(value.strip(), _MILLIMETRES, "length:38in or length:96cm")
    return found
