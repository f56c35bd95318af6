"""Names of files for pieces: by SKU alone, and such that every file system and every upload form takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

LENGTH_MAX = 60
_KEPT = re.compile(r"[^A-Za-z0-9_-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_NAMELESS = "item"


def safe_stem(text: str) -> str:
    """Return `text` in ASCII letters, digits, "-" and "_": a name on Windows, macOS, Linux and a stick."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = _KEPT.sub("-", plain).strip("-")[:LENGTH_MAX].strip("-") or _NAMELESS
    return f"{_NAMELESS}-{stem}" if _RESERVED.fullmatch(stem) else stem


def safe_stems(texts: Mapping[Key, str]) -> dict[Key, str]:
    """Return a safe name for each text, no two the same, be it in capitals or not."""
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for key, text in texts.items():
        stem, number = safe_stem(text), 2
        name = stem
        while name.casefold() in taken:
            ending = f"-{number}"
            name, number = f"{stem[: LENGTH_MAX - len(ending)]}{ending}", number + 1
        taken.add(name.casefold())
        found[key] = name
    return found
