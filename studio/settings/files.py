"""Writes a small file so that after a crash it is either the old one or the new one, whole."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(file: Path, text: str) -> None:
    """Replace `file` by one with `text` that only this user of the machine can read; raise OSError where it cannot."""
    import tempfile  # 5 ms that a window which only reads its settings does not pay before its first paint

    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # made with mode 0600
    new = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable; Windows has no such thing for folders and does it by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_aside(file: Path) -> Path:
    """Rename a broken file to the first free "settings.broken-<n>.json" beside it and return that."""
    number = 1
    while (aside := file.with_name(f"{file.stem}.broken-{number}{file.suffix}")).exists():
        number += 1
    return file.rename(aside)
