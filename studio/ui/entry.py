"""What the command palette lists, and who finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to choose: what it is, small print beside it (a key, a place), and what choosing does."""

    text: str
    act: Callable[[], None]
    detail: str = ""
    icon: str = ""


Provider = Callable[[str], Iterable[Entry]]
"""Finds things (items, people) for what is typed."""
