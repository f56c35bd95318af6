"""What is filled into cards, labels and pick lists: plain values, made fit for paper."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

# A card has room for some hundred characters; far more would only make the painter slow.
_MAX_CHARACTERS = 2_000
# More marks than this on one letter ("zalgo") would run through the lines above and below.
_MAX_MARKS = 3
# Joiners shape Arabic, Indic scripts and emoji; other invisible signs can turn the reading order of a label around.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFields:
    """One thank-you card: to whom, the seller's own line, what was bought, from whom, a small note at the foot."""

    first_name: str
    line: str
    item_title: str = ""
    seller: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkuFields:
    """One SKU label; `price` is written out, such as "$24"."""

    sku: str
    title: str = ""
    size: str = ""
    bin: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparatorFields:
    """One separator card: the SKU of the item that it starts ("": whichever is next), and what its code says."""

    sku: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRow:
    """One piece to fetch for an order; `picture` is a small rendition of it."""

    bin: str
    sku: str
    title: str
    size: str
    order: str
    buyer: str = ""
    picture: Path | None = None


def printable(text: str) -> str:
    """Return `text` composed, without control signs, direction overrides, piled-up marks or endless length."""
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text[:_MAX_CHARACTERS]):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if sign == "\n":
            kept.append(sign)
        elif category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif marks <= _MAX_MARKS and (category not in ("Cf", "Cs", "Co", "Cn") or sign in _JOINERS):
            kept.append(sign)
    # Once more: what was left out may have stood between a letter and its mark.
    composed = unicodedata.normalize("NFC", "".join(kept))[:_MAX_CHARACTERS]
    return "\n".join(" ".join(line.split()) for line in composed.split("\n")).strip()
