"""Keeps results that may be computed again: a folder of files by key, the oldest of which go first."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

LIMIT_BYTES = 1_500_000_000


class Cache:
    """A folder of intermediate results; anybody may delete any file in it at any time."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self._limit_bytes = limit_bytes
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str, suffix: str) -> Path:
        """Return where the result called `key` lies, if it is there."""
        return self.folder / f"{key}{suffix}"

    def trim(self) -> None:
        """Remove the oldest results until half of the limit is free, where the folder has grown over it."""
        with self._lock:
            files = []
            for path in self.folder.iterdir():
                with suppress(OSError):  # somebody else removed it
                    status = path.stat()
                    files.append((status.st_mtime, status.st_size, path))
            total = sum(size for _moment, size, _path in files)
            if total <= self._limit_bytes:
                return
            for _moment, size, path in sorted(files):
                path.unlink(missing_ok=True)
                total -= size
                if total <= self._limit_bytes // 2:
                    return
