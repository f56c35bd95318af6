"""Hides Qt from every Python that is started with this folder in PYTHONPATH, child processes included.

The tests outside tests/ui have to pass on a machine where PySide6 is not installed. Python imports a module of this
name by itself when it starts, so to the tests, and to the programs that they start, Qt is then not there at all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_HIDDEN = frozenset({"PySide6", "shiboken6"})


class PathFinderWithoutQt(PathFinder):
    """Finds what the ordinary one finds, but for Qt."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, or None for one that is hidden."""
        return None if fullname.partition(".")[0] in _HIDDEN else super().find_spec(fullname, path, target)


sys.meta_path[sys.meta_path.index(PathFinder)] = PathFinderWithoutQt
