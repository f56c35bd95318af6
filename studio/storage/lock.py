"""The lock of the one process that may write to a catalog; the system takes it back when that process dies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError

if TYPE_CHECKING:
    from filelock import FileLock


class InUse(UserError):
    """Another process writes to the catalog."""


class WriteLock:
    """Taken by any thread of this process, given back by any other."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock: FileLock | None = None

    def take(self, *, wait_s: float = 0.0) -> None:
        """Take the lock; raise InUse where another process has it, UserError where its file cannot be written."""
        from filelock import FileLock, Timeout  # reading needs no lock, and the first page is only read

        self._lock = self._lock or FileLock(self._file, thread_local=False)
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise InUse("This closet is open in another window or command. Close that first, or work there.") from error
        except OSError as error:
            raise UserError(
                f"{self._file} cannot be written ({error.strerror}). Make its folder yours, or remove it."
            ) from error

    def give_back(self) -> None:
        """Let another process write, if this one could."""
        if self._lock is not None:
            self._lock.release(force=True)
