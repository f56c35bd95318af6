"""The command line: as real as the window, and how others script the studio."""

from __future__ import annotations

from studio.cli.root import main

__all__ = ["main"]
