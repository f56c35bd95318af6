"""The three-way merge of a Listing by field: what was here, what is here, what is there. No value is ever dropped."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]


class Policy(enum.Enum):
    """What happens to a field that was changed on both sides."""

    ASK = "ask"
    """Keep both until the seller has chosen."""
    MINE = "mine"
    """The studio names it."""
    THEIRS = "theirs"
    """The marketplace names it."""
    SET = "set"
    """Keep what either side added, leave out what either side removed."""


POLICIES: Mapping[str, Policy] = {
    "sku": Policy.MINE,
    "currency": Policy.THEIRS,
    "colours": Policy.SET,
    "photos": Policy.SET,
}
"""Every field that is not here asks: a text or a price is never chosen silently."""

_NOTHING: tuple[object, ...] = (None, "", [])
_ABSENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of a merge."""

    fields: Mapping[str, Any]
    """What the Listing says now; for a field in conflict, what it says here."""
    taken: frozenset[str]
    """Fields whose value came from there, in whole or in part, and has to be written here."""
    conflict: Mapping[str, Mapping[str, Any]]
    """{field: {"mine": …, "theirs": …}}"""
    base: Mapping[str, Any]
    """The next common ancestor; a field in conflict keeps its old one until the seller has chosen."""


def merge(*, base: Fields, local: Fields, remote: Fields) -> Merged:
    """Return the merge of `local` and `remote`, which both came from `base`; fields that `remote` lacks stay as here.

    A field that `base` lacks was never in step: where only one side says anything, that is it.
    """
    fields = dict(local)
    conflict: dict[str, Mapping[str, Any]] = {}
    for name, theirs in remote.items():
        mine = local.get(name)
        value = _merge_field(name, base.get(name, _ABSENT), mine, theirs)
        if value is _ABSENT:
            conflict[name] = {"mine": mine, "theirs": theirs}
        else:
            fields[name] = value
    asked = conflict.keys()
    return Merged(
        fields=fields,
        taken=frozenset(name for name in remote if name not in asked and fields[name] != local.get(name)),
        conflict=conflict,
        base={
            **{name: value for name, value in base.items() if name not in remote or name in asked},
            **{name: value for name, value in remote.items() if name not in asked},
        },
    )


def difference(local: Fields, base: Fields) -> dict[str, Any]:
    """Return what the marketplace still has to be told: the fields it knows of that differ."""
    return {name: value for name, value in local.items() if name in base and base[name] != value}


def _merge_field(name: str, base: Any, mine: Any, theirs: Any) -> Any:
    """Return the value of one field, or _ABSENT where the seller has to choose."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if base is _ABSENT and (mine in _NOTHING or theirs in _NOTHING):
        return theirs if mine in _NOTHING else mine
    policy = POLICIES.get(name, Policy.ASK)
    if policy is Policy.SET:
        return _merge_sets([] if base is _ABSENT else base, mine, theirs)
    return {Policy.MINE: mine, Policy.THEIRS: theirs, Policy.ASK: _ABSENT}[policy]


def _merge_sets(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> Any:
    """Return what either side added and neither removed, in the order of the side that moved something.

    Where both moved the same things differently, that is a question of order and the seller's to answer.
    """
    kept = [value for value in base if value in mine and value in theirs]
    my_order, their_order = _among(mine, kept), _among(theirs, kept)
    if my_order != their_order and kept not in (my_order, their_order):
        return _ABSENT
    first, second = (theirs, mine) if their_order != kept else (mine, theirs)
    stays = [value for value in first if value in second or value not in base]
    return stays + [value for value in second if value not in base and value not in first]


def _among(values: Sequence[Any], wanted: Sequence[Any]) -> list[Any]:
    return [value for value in values if value in wanted]
