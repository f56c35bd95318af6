"""Declarations of settings: what each is called, which values it takes and which it has at first."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from studio.base.errors import UserError
from studio.base.texts import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(ABC, Generic[T]):
    """One thing that the seller can choose; how it is shown follows from its class."""

    key: str
    default: T
    section: str
    label: str
    help: str = ""
    shown: bool = True
    """Whether it stands in the settings window; what is not has a place of its own."""

    @abstractmethod
    def checked(self, value: object) -> T:
        """Return `value` as this setting keeps it; raise UserError where it cannot."""

    def refusal(self, wanted: str) -> UserError:
        """Return the error that says what this setting takes."""
        return UserError(_("{label} must be {wanted}.").format(label=self.label, wanted=wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Setting[bool]):
    """Yes or no."""

    def checked(self, value: object) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            raise self.refusal(_("on or off"))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Setting[int]):
    """A whole number of `unit` from `least` to `most`."""

    least: int
    most: int
    unit: str = ""

    def checked(self, value: object) -> int:
        """Return a whole number within the bounds."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise self.refusal(_("a whole number from {least} to {most}").format(least=self.least, most=self.most))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Setting[float]):
    """A number of `unit` from `least` to `most`."""

    least: float
    most: float
    unit: str = ""

    def checked(self, value: object) -> float:
        """Return a number within the bounds; what is not a number is not."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise self.refusal(_("a number from {least} to {most}").format(least=self.least, most=self.most))
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Setting[str]):
    """One of a few values; `choices` is value to wording, in the order of the list on screen."""

    choices: Mapping[str, str]

    def checked(self, value: object) -> str:
        """Return one of the choices."""
        if not isinstance(value, str) or value not in self.choices:
            raise self.refusal(_("one of {choices}").format(choices=", ".join(self.choices)))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Setting[str]):
    """Words; with `lines` over 1 they may have so many lines, with a `pattern` they follow it."""

    length_max: int = 200
    lines: int = 1
    pattern: str = ""
    example: str = ""
    """Shown to a person who missed the pattern."""

    def checked(self, value: object) -> str:
        """Return a text that can be printed and is not too long."""
        if not isinstance(value, str):
            raise self.refusal(_("a text"))
        if len(value) > self.length_max:
            raise self.refusal(_("at most {n} characters long").format(n=self.length_max))
        if value.count("\n") >= self.lines or not all(char.isprintable() or char == "\n" for char in value):
            raise self.refusal(_("at most {n} lines of plain text").format(n=self.lines))
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise self.refusal(_("written like {example}").format(example=self.example))
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Setting[Mapping[str, Mapping[str, Any]]]):
    """Rows by name, each with the same columns; a column that a row does not name has its own default."""

    columns: tuple[Setting[Any], ...]

    def checked(self, value: object) -> Mapping[str, Mapping[str, Any]]:
        """Return the rows with every column filled."""
        if not isinstance(value, Mapping):
            raise self.refusal(_("a table"))
        return {str(name): self._row(row) for name, row in value.items()}

    def row(self, table: Mapping[str, Mapping[str, Any]], name: str) -> Mapping[str, Any]:
        """Return the row `name` of a value of this setting, or one of defaults where it has none."""
        return table.get(name) or self._row({})

    def _row(self, row: object) -> dict[str, Any]:
        known = {column.key for column in self.columns}
        if not isinstance(row, Mapping) or not known.issuperset(row):
            raise self.refusal(_("a table with the columns {names}").format(names=", ".join(sorted(known))))
        return {column.key: column.checked(row.get(column.key, column.default)) for column in self.columns}
