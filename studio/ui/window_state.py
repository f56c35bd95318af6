"""Where the window stood and how its parts were set, kept in a file that may be broken or from another desk."""

from __future__ import annotations

import base64
import binascii
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView

log = logging.getLogger(__name__)

_DEFAULT_SIZE = QSize(1440, 900)
_LEAST_SEEN_PX = 64


class WindowState:
    """Small JSON values by name; nothing in here is worth an error."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = _read(file)
        self._kept: dict[str, QSplitter | QHeaderView] = {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value; `default` where there is none."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Remember a JSON value until the window closes, and from then on."""
        self._values[name] = value

    def keep(self, part: QSplitter | QHeaderView, name: str) -> None:
        """Set a splitter or a table's header as it was, and remember how it is when the window closes."""
        self._kept[name] = part
        part.restoreState(self._bytes(name))

    def restore_window(self, window: QWidget) -> None:
        """Put the window where it was, or in the middle where that is nowhere."""
        window.resize(_DEFAULT_SIZE.boundedTo(window.screen().availableSize()))
        window.restoreGeometry(self._bytes("window"))
        seen = [screen.availableGeometry() & window.frameGeometry() for screen in QGuiApplication.screens()]
        if not any(part.width() >= _LEAST_SEEN_PX and part.height() >= _LEAST_SEEN_PX for part in seen):
            window.move(window.screen().availableGeometry().center() - window.rect().center())

    def save(self, window: QWidget) -> None:
        """Write everything down; where that fails, the next start is a little less comfortable."""
        self._values["window"] = _text(window.saveGeometry())
        for name, part in self._kept.items():
            if isValid(part):
                self._values[name] = _text(part.saveState())
        self._file.parent.mkdir(parents=True, exist_ok=True)
        from PySide6.QtCore import QSaveFile  # not needed before the first paint

        file = QSaveFile(str(self._file))
        if file.open(QSaveFile.OpenModeFlag.WriteOnly):
            file.write(json.dumps(self._values, indent=1).encode())
        if not file.commit():
            log.info("the window's state could not be written: %s", file.errorString())

    def _bytes(self, name: str) -> QByteArray:
        try:
            return QByteArray(base64.b64decode(str(self._values.get(name, "")), validate=True))
        except binascii.Error:
            return QByteArray()


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()
