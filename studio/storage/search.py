"""Turns what a person types into a full-text query that cannot fail."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+", re.UNICODE)


def match_text(text: str) -> str:
    """Return an FTS5 query for the words in `text`, each quoted, the last one as a prefix; empty where it has none."""
    words = _WORD.findall(text)
    if not words:
        return ""
    return " ".join(f'"{word}"' for word in words) + "*"
