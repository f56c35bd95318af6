"""Picture and document files, named by what is in them; written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from studio.base.errors import UserError

_TEMPORARY = ".part"


class MediaStore:
    """A folder of files named by SHA-256, in 256 folders by the first two digits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def find(self, sha256: str) -> Path | None:
        """Return the file with this content, if it is here."""
        found = sorted((self.root / sha256[:2]).glob(f"{sha256}.*"))
        return next((file for file in found if file.suffix != _TEMPORARY), None)

    def add_file(self, source: Path, sha256: str, suffix: str) -> Path:
        """Copy a file in, unless it is here already, and check that what arrived is what was announced."""
        if known := self.find(sha256):
            return known

        try:
            with source.open("rb") as original:
                return self._write(lambda target: shutil.copyfileobj(original, target), sha256, suffix)
        except OSError as error:
            raise UserError(f"{source.name} cannot be read ({error.strerror}). Check the file or its disk.") from error

    def add_bytes(self, content: bytes, suffix: str) -> str:
        """Keep `content` and return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self.find(sha256) is None:
            self._write(lambda target: target.write(content), sha256, suffix)
        return sha256

    def sweep(self) -> int:
        """Remove what an interrupted write left; return how many files that were."""
        left = list(self.root.rglob(f"*{_TEMPORARY}"))
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def names(self) -> set[str]:
        """Return the SHA-256 of every file that is here."""
        return {file.stem for file in self.root.glob("??/*") if file.suffix != _TEMPORARY}

    def _write(self, write: Callable[[BinaryIO], object], sha256: str, suffix: str) -> Path:
        final = self.root / sha256[:2] / f"{sha256}{suffix.lower()}"
        part = final.with_name(f"{sha256}-{secrets.token_hex(4)}{_TEMPORARY}")
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            if _sha256(part) != sha256:
                raise UserError("The file changed while it was copied. Import it again.")
            part.replace(final)
            sync_folder(final.parent)
        except OSError as error:
            raise UserError(f"{final.parent} cannot be written ({error.strerror}). Free space or check it.") from error
        finally:
            with suppress(OSError):  # where the folder itself is in the way, there is nothing to remove
                part.unlink()
        return final


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlive a power cut, where the system can (Windows does so by itself)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
