"""Notices: what the window tells the seller, as an event that passes or as a state that lasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.base.texts import _

Act = tuple[str, Callable[[], None]]

SHORTEST_MS = 5_000
LONGEST_MS = 10_000
_MS_A_CHARACTER = 60
LIMIT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """An event. It stays long enough to be read; `state` colours its icon."""

    text: str
    act: Act | None = None
    state: str = ""

    @property
    def duration_ms(self) -> int:
        """How long it stays while nobody touches it."""
        return min(LONGEST_MS, max(SHORTEST_MS, len(self.text) * _MS_A_CHARACTER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A lasting state, with what can be done about it."""

    key: str
    text: str
    act: Act | None = None
    state: str = "needs"


class Notices(QObject):
    """Anyone tells; the window shows."""

    toasted = Signal(object)
    barred = Signal(object)
    cleared = Signal(str)

    def toast(
        self, text: str, *, undo: Callable[[], None] | None = None, act: Act | None = None, state: str = ""
    ) -> None:
        """Tell an event; with `undo` it has a button that takes it back."""
        self.toasted.emit(Toast(text=text[:LIMIT], act=(_("Undo"), undo) if undo else act, state=state))

    def bar(self, key: str, text: str, *, act: Act | None = None, state: str = "needs") -> None:
        """Tell a state that lasts until `clear_bar(key)`; telling it again changes its words."""
        self.barred.emit(Bar(key=key, text=text[:LIMIT], act=act, state=state))

    def clear_bar(self, key: str) -> None:
        """Say that a state is over."""
        self.cleared.emit(key)
