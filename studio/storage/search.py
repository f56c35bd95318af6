"""Turns what a person types into a full-text query that cannot fail."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")  # the index parts words at "_" too


def match_text(text: str) -> str:
    """Return an FTS5 query for the words in `text`, each quoted, the last one as a prefix; empty where it has none."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))  # else an accent of its own would part a word
    if not words:
        return ""
    return " ".join(f'"{word}"' for word in words) + "*"
