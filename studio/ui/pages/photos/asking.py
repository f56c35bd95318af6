"""Where photos come from and pictures go to: folders that the seller chooses, files on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Let the seller choose a folder; the window goes on meanwhile."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda folder: then(Path(folder)))
    dialog.open()


def pasted_files() -> list[Path]:
    """Return the files that were copied in a file browser."""
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where it was never filled
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime else []
