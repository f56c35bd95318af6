"""Reads values out of a JSON file, with errors that name the place and say what belongs there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from studio.base.errors import UserError
from studio.base.texts import _


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a file and the way to it ("limits.title_max")."""

    raw: Any
    file: str
    where: str = ""

    def fields(self, needed: Collection[str] = (), optional: Collection[str] | None = None) -> dict[str, Value]:
        """Return the members of an object; with `optional` given, any other name is refused as a typing error."""
        if not isinstance(self.raw, dict):
            self.refuse(_("an object"))
        for name in needed:
            if name not in self.raw:
                self._at(name).refuse(_("given"))
        for name in self.raw:
            if optional is not None and name not in needed and name not in optional:
                self._at(name).refuse(_("left out: nothing of this name is known"))
        return {name: self._at(name, raw) for name, raw in self.raw.items()}

    def entries(self) -> list[Value]:
        """Return the entries of a list."""
        if not isinstance(self.raw, list):
            self.refuse(_("a list"))
        return [Value(raw, self.file, f"{self.where}[{index}]") for index, raw in enumerate(self.raw)]

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.raw, str):
            self.refuse(_("a text"))
        return self.raw

    def whole(self) -> int:
        """Return a whole number of 0 or more."""
        if not isinstance(self.raw, int) or isinstance(self.raw, bool) or self.raw < 0:
            self.refuse(_("a whole number of 0 or more"))
        return self.raw

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.raw, bool):
            self.refuse(_("true or false"))
        return self.raw

    def day(self) -> date:
        """Return a date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.refuse(_("a date such as 2026-11-01"))

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(entry.text() for entry in self.entries())

    def refuse(self, wanted: str) -> NoReturn:
        """Raise UserError: something else belongs at this place."""
        raise UserError(
            _("{file}: {where} must be {wanted}. Correct the file or remove it.").format(
                file=self.file, where=self.where or _("the whole file"), wanted=wanted
            )
        )

    def _at(self, name: str, raw: Any = None) -> Value:
        return Value(raw, self.file, f"{self.where}.{name}" if self.where else name)
