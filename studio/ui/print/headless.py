"""Painting without a window, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

# Qt takes one application object a process; this one stays for the documents to come.
_kept: list[QCoreApplication] = []


@contextmanager
def painting() -> Iterator[None]:
    """See that the application object is there which fonts need: the window's, or one of our own."""
    if not _kept:
        _kept.append(QGuiApplication.instance() or QGuiApplication(["studio"]))
    yield
