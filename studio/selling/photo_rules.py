"""What a marketplace takes as photos: shape, size, format, bytes, how many, and which is the cover; dated rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _, plural
from studio.selling.reading import Value
from studio.selling.rule_file import read_rule
from studio.selling.rules import Rule

_SHAPES, _FORMATS, _COVERS = ("3x4", "1x1", "master"), ("JPEG", "PNG"), ("first", "last")
_SHAPE_WORDS = {"3x4": "3:4", "1x1": "1:1", "master": _("as photographed")}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRules:
    """The photo rules of one marketplace; None is "no limit known"."""

    id: str
    name: str
    shape: Rule[str]
    """"3x4", "1x1", or "master" for the picture's own."""
    format: Rule[str]
    photos_max: Rule[int]
    cover: Rule[str]
    """Which of an item's photos buyers see first: the "first" or the "last" that is uploaded."""
    long_edge_px: Rule[int] | None = None
    short_edge_min_px: Rule[int] | None = None
    bytes_max: Rule[int] | None = None

    @property
    def rows(self) -> Iterator[Rule[Any]]:
        """Every row, each with its source and day."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Rule):
                yield value

    @property
    def short(self) -> str:
        """Say the shape and the size: "3:4 · 1440 px"."""
        size = [_("{n} px").format(n=self.long_edge_px.value)] if self.long_edge_px else []
        return " · ".join([_SHAPE_WORDS[self.shape.value], *size])

    @property
    def sentence(self) -> str:
        """Say what is written: "3:4, up to 1440 pixels, JPEG under 10.0 MB, 16 photos"."""
        parts = [_SHAPE_WORDS[self.shape.value]]
        if self.long_edge_px:
            parts.append(_("long edge {n} px").format(n=self.long_edge_px.value))
        kind = self.format.value
        if self.bytes_max:
            kind = _("{format} under {size} MB").format(format=kind, size=f"{self.bytes_max.value / 1e6:.3g}")
        return ", ".join([*parts, kind, plural("{n} photo at most", "{n} photos at most", self.photos_max.value)])

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what is known of rules that are disputed or only advised."""
        return tuple(row.note for row in self.rows if not row.blocks and row.note)


@cache
def all_photo_rules() -> tuple[PhotoRules, ...]:
    """Return the photo rules of every marketplace; raise UserError naming the first thing that is wrong in them."""
    return read_photo_rules(resources.load_json("marketplaces/photos.json"), file="photos.json")


def photo_rules(marketplace: str) -> PhotoRules:
    """Return the photo rules of a marketplace; raise UserError where there are none."""
    for rules in all_photo_rules():
        if rules.id == marketplace:
            return rules
    names = ", ".join(rules.id for rules in all_photo_rules())
    raise UserError(
        _("There are no photo rules for “{name}”. There are: {names}.").format(name=marketplace[:40], names=names)
    )


def read_photo_rules(content: Any, *, file: str) -> tuple[PhotoRules, ...]:
    """Return the rules that a parsed file holds; raise UserError naming the first thing that is wrong."""
    listed = Value(content, file).fields(("marketplaces",), optional=("$schema",))["marketplaces"]
    found = tuple(_marketplace(entry) for entry in listed.entries())
    if not found or len({rules.id for rules in found}) < len(found):
        listed.refuse(_("at least one marketplace, each once"))
    return found


def _marketplace(value: Value) -> PhotoRules:
    given = value.fields(
        ("id", "name", "shape", "format", "photos_max", "cover"),
        optional=("long_edge_px", "short_edge_min_px", "bytes_max"),
    )
    numbers: dict[str, Any] = {
        name: read_rule(given[name], _positive)
        for name in ("photos_max", "long_edge_px", "short_edge_min_px", "bytes_max")
        if name in given
    }
    return PhotoRules(
        id=given["id"].text(),
        name=given["name"].text(),
        shape=read_rule(given["shape"], _one_of(_SHAPES)),
        format=read_rule(given["format"], _one_of(_FORMATS)),
        cover=read_rule(given["cover"], _one_of(_COVERS)),
        **numbers,
    )


def _positive(value: Value) -> int:
    number = value.whole()
    if number < 1:
        value.refuse(_("1 or more"))
    return number


def _one_of(words: tuple[str, ...]) -> Callable[[Value], str]:
    def read(value: Value) -> str:
        word = value.text()
        if word not in words:
            value.refuse(_("one of {names}").format(names=", ".join(words)))
        return word

    return read
