"""Taking back and doing again."""

from __future__ import annotations

from studio.domain.operation import Touched
from studio.services.context import Studio


def undo(studio: Studio) -> Touched:
    """Take back the last Operation; raise UserError where there is none that can be."""
    return studio.catalog.undo()


def redo(studio: Studio) -> Touched:
    """Do again what was undone last."""
    return studio.catalog.redo()


def next_undo(studio: Studio) -> str:
    """Return what would be undone, or "" where nothing can be."""
    return next(iter(studio.catalog.history(limit=1)), "")


def next_redo(studio: Studio) -> str:
    """Return what would be done again, or "" where nothing can be."""
    return next(iter(studio.catalog.history(undone=True, limit=1)), "")
