"""Painting without a window, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication


@contextmanager
def painting() -> Iterator[None]:
    """Give the painter the application object that fonts need, for the time of one document."""
    application = QGuiApplication(["studio"])
    yield
    del application
