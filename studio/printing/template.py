"""Designs of cards and labels: files that say which marks stand where, with fields to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.barcode import Symbology, build_code
from studio.printing.display_list import Box, DisplayList, Fitting, Frame, Mark, Ornament, Rule, Text
from studio.printing.fields import printable
from studio.printing.records import read_record

Use = Literal["card", "sku", "separator"]

_FOLDERS: dict[Use, str] = {"card": "cards", "sku": "labels/designs", "separator": "labels/separators"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSlot:
    """Where a code comes; `content` is a template as in Text."""

    frame: Frame
    symbology: Symbology
    content: str

    def fitted(self, fitting: Fitting) -> CodeSlot:
        """Return the slot after `fitting`."""
        return replace(self, frame=self.frame.fitted(fitting))


Slot = Text | Rule | Box | Ornament | CodeSlot
_SLOTS: dict[str, type[Slot]] = {
    "text": Text,
    "rule": Rule,
    "box": Box,
    "ornament": Ornament,
    "code": CodeSlot,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A card or label before it is filled: its natural size, and each mark with the fields it cannot do without."""

    key: str
    name: str
    use: Use
    width_mm: float
    height_mm: float
    ground: str
    slots: tuple[tuple[Slot, tuple[str, ...]], ...]

    def fitted_into(self, width_mm: float, height_mm: float, scale: float) -> Design:
        """Return it `scale` times as large in the middle of a label of the given size, its ground on all of that."""
        fitting = Fitting(scale, (width_mm - self.width_mm * scale) / 2, (height_mm - self.height_mm * scale) / 2)
        slots = tuple((slot.fitted(fitting), needs) for slot, needs in self.slots)
        return replace(self, width_mm=width_mm, height_mm=height_mm, slots=slots)

    def fill(self, fields: Mapping[str, str]) -> DisplayList:
        """Return the design with `fields` in it; raise UserError naming a field that it asks for and nobody gave."""
        filled = (_fill(slot, fields) for slot, needs in self.slots if all(fields.get(name) for name in needs))
        return DisplayList(
            width_mm=self.width_mm,
            height_mm=self.height_mm,
            ground=self.ground,
            marks=tuple(mark for mark in filled if mark is not None),
        )


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for texts that anybody may have written: fields and a few filters, nothing that eats memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(_("a design cannot calculate"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False


_JINJA = _Sandbox(undefined=StrictUndefined)
_JINJA.globals.clear()
_JINJA.filters = {name: _JINJA.filters[name] for name in ("capitalize", "default", "join", "lower", "select", "upper")}


def fill_text(template: str, fields: Mapping[str, str]) -> str:
    """Return `template` with `{{ field }}` replaced; raise UserError for a field nobody gave or a slip in it."""
    try:
        return printable(_compiled(template).render(fields))
    except UndefinedError as error:
        known = ", ".join(sorted(fields))
        raise UserError(
            _("“{text}” asks for a field that is not there. Known are: {known}.").format(text=template, known=known)
        ) from error
    except (TemplateError, TypeError) as error:
        raise UserError(_("“{text}” cannot be filled in: {why}.").format(text=template, why=error)) from error


@lru_cache(maxsize=256)
def _compiled(template: str) -> Template:
    """A sheet of labels asks for the same few templates again and again; compiling costs most of filling."""
    return _JINJA.from_string(template)


def _fill(slot: Slot, fields: Mapping[str, str]) -> Mark | None:
    match slot:
        case Text():
            text = fill_text(slot.text, fields)
            return replace(slot, text=text) if text else None
        case CodeSlot():
            return build_code(slot.symbology, fill_text(slot.content, fields), slot.frame)
        case _:
            return slot


def read_design(raw: Any, *, key: str) -> Design:
    """Return the design that one file's JSON describes; raise UserError where it is wrong."""
    if not isinstance(raw, dict) or not isinstance(raw.get("marks"), list):
        raise UserError(_("{file} must have a list of marks.").format(file=key))
    head = {name: value for name, value in raw.items() if name not in ("$schema", "marks")}
    plain = read_record(_Head, head, where=key)
    slots = tuple(_read_slot(mark, where=f"{key}, mark {n}") for n, mark in enumerate(raw["marks"], start=1))
    return Design(
        key=key,
        name=plain.name,
        use=plain.use,
        width_mm=plain.size_mm[0],
        height_mm=plain.size_mm[1],
        ground=plain.ground,
        slots=slots,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a design's file says beside its marks."""

    name: str
    use: Use
    size_mm: tuple[float, float]
    ground: str = ""


def _read_slot(raw: Any, *, where: str) -> tuple[Slot, tuple[str, ...]]:
    if not isinstance(raw, dict) or raw.get("kind") not in _SLOTS:
        raise UserError(_("{where} must have a kind: {kinds}.").format(where=where, kinds=", ".join(_SLOTS)))
    mark = {name: value for name, value in raw.items() if name not in ("kind", "needs")}
    needs = raw.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(name, str) for name in needs):
        raise UserError(_("{where}: needs must be a list of fields.").format(where=where))
    return read_record(_SLOTS[raw["kind"]], mark, where=where), tuple(needs)


@cache
def design(key: str) -> Design:
    """Return the design of the file `key`.json; raise UserError where there is none."""
    for use, folder in _FOLDERS.items():
        if key in _keys(use):
            return read_design(resources.load_json(f"{folder}/{key}.json"), key=key)
    known = ", ".join(name for use in _FOLDERS for name in _keys(use))
    raise UserError(_("No design is called “{key}”. Known are: {known}.").format(key=key, known=known))


def designs(use: Use) -> tuple[Design, ...]:
    """Return the designs for `use`, by file name."""
    return tuple(design(key) for key in _keys(use))


def _keys(use: Use) -> list[str]:
    return sorted(file.stem for file in resources.path(_FOLDERS[use]).glob("*.json"))
