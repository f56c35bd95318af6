"""Reads the outlines of ornaments: the part of SVG's path language that a small drawing needs."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from studio.base.errors import UserError
from studio.base.texts import _

Verb = Literal["M", "L", "C", "Z"]
_NUMBERS: dict[Verb, int] = {"M": 2, "L": 2, "C": 6, "Z": 0}
_TOKEN = re.compile(r"\s*,?\s*([MLCZ]|-?\d*\.?\d+)")


class Segment(NamedTuple):
    """One stroke: move to, line to, curve to (two control points and an end), or close."""

    verb: Verb
    numbers: tuple[float, ...]


def parse_path(path: str) -> tuple[Segment, ...]:
    """Return the strokes of `path`, which must begin with M and use absolute M, L, C and Z only."""
    segments: list[Segment] = []
    tokens = _tokens(path)
    while tokens:
        verb = tokens.pop(0)
        if verb not in _NUMBERS or (not segments and verb != "M"):
            raise _wrong(path)
        wanted = _NUMBERS[verb]
        try:
            numbers = tuple(float(token) for token in tokens[:wanted])
        except ValueError as error:
            raise _wrong(path) from error
        if len(numbers) != wanted:
            raise _wrong(path)
        del tokens[:wanted]
        segments.append(Segment(verb, numbers))
    if not segments:
        raise _wrong(path)
    return tuple(segments)


def _tokens(path: str) -> list[str]:
    tokens, end = [], 0
    while match := _TOKEN.match(path, end):
        tokens.append(match[1])
        end = match.end()
    if path[end:].strip():
        raise _wrong(path)
    return tokens


def _wrong(path: str) -> UserError:
    return UserError(_("“{path}” is not an outline of M, L, C and Z.").format(path=path[:40]))
