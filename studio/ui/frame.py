"""What the window asks for whatever page is in front: how the sync is, what waits on which page, undo and redo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from studio.base.jobs import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncNote:
    """The left of the status bar: a state as badges have them, and its sentence."""

    state: str
    text: str


class Frame(Protocol):
    """Read in the GUI thread after every Operation, so each answer takes milliseconds; `undo` and `redo` are Jobs."""

    def sync_note(self) -> SyncNote:
        """Return how it stands with the Accounts: "In step with Closet Fair, 2 min ago"."""
        ...

    def counts(self) -> str:
        """Return the right of the status bar: "1,284 items · 5,902 photos"."""
        ...

    def badges(self) -> Mapping[str, int]:
        """Return how many things wait for the seller, by page id."""
        ...

    def undo_title(self) -> str:
        """Return what would be undone ("edit price of 12 items"); empty where nothing can."""
        ...

    def redo_title(self) -> str:
        """Return what would be redone; empty where nothing can."""
        ...

    def undo(self, job: Context) -> str:
        """Undo the last step and return its title; raise UserError where it cannot be undone."""
        ...

    def redo(self, job: Context) -> str:
        """Redo the step that was undone last and return its title."""
        ...
