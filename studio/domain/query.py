"""ItemQuery: what the closet shows, in which order, as data; and the little language of its search field."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from typing import Any

from studio.base.errors import UserError
from studio.domain.item import ItemState
from studio.domain.money import parse_minor


class Sort(enum.StrEnum):
    """Orders of the closet."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    TITLE = "title"
    LIKES = "likes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemQuery:
    """A filter, an order and words to look for; empty means everything.

    A text field is a part of what an Item says there; with "=" before it, all of it.
    """

    text: str = ""
    state: ItemState | None = None
    brand: str = ""
    category: str = ""
    size: str = ""
    colour: str = ""
    bin: str = ""
    sku: str = ""
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    sort: Sort = Sort.NEWEST

    @property
    def is_everything(self) -> bool:
        """Whether nothing is filtered."""
        return self == ItemQuery(sort=self.sort)


_WORD = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|(\S+))')
_TEXTS = frozenset({"brand", "category", "size", "colour", "bin", "sku"})
_STATES = frozenset(state.value for state in ItemState)
_OTHER_NAMES = {"color": "colour"}


def parse_query(text: str, within: ItemQuery | None = None) -> ItemQuery:
    """Return the query that a search field means: words, and `brand:levi's price:<40 bin:A3 state:draft`.

    What is not understood as `name:value` is looked for as words, so nothing that a person types is an error.
    """
    query = within or ItemQuery()
    text = text.encode("utf-8", "replace").decode("utf-8")  # a command line may hold half a character
    words: list[str] = []
    for match in _WORD.finditer(text):
        name, value = (match[1] or "").lower(), match[2] if match[2] is not None else match[3]
        named = _with(query, _OTHER_NAMES.get(name, name), value) if name else None
        if named is None:
            words.append(match[0].strip('"'))
        else:
            query = named
    return replace(query, text=" ".join(words))


def _with(query: ItemQuery, name: str, value: str) -> ItemQuery | None:
    if name in _TEXTS:
        changed: dict[str, Any] = {name: value}
        return replace(query, **changed)
    if name == "state" and value.lower() in _STATES:
        return replace(query, state=ItemState(value.lower()))
    if name == "price":
        return _with_price(query, value)
    return None


def _with_price(query: ItemQuery, value: str) -> ItemQuery | None:
    try:
        if value.startswith("<"):
            return replace(query, price_max_minor=parse_minor(value.lstrip("<=")))
        if value.startswith(">"):
            return replace(query, price_min_minor=parse_minor(value.lstrip(">=")))
        exact = parse_minor(value)
    except UserError:
        return None
    return replace(query, price_min_minor=exact, price_max_minor=exact)
