"""Writes files whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.texts import _

_SENTENCES = {
    errno.ENOSPC: "The disk is full: {name} was not written. Free some space and try again.",
    errno.EDQUOT: "The disk quota is used up: {name} was not written. Free some space and try again.",
    errno.EACCES: "{name} may not be written there. Choose another folder or change its permissions.",
    errno.EPERM: "{name} may not be written there. Choose another folder or change its permissions.",
    errno.EROFS: "{name} may not be written there: the disk is read-only. Choose another folder.",
    errno.ENOENT: "The folder for {name} is gone. Choose another folder.",
}


def write_atomically(target: Path, data: bytes) -> None:
    """Write `data` so that `target` is the old file or the new one, after a power cut too; raise UserError."""
    with whole_file(target) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(target.parent)


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Lend a file that becomes `target` when all went well and leaves no trace otherwise; raise UserError."""
    temporary = target.with_name(f".{new_id()}.part")
    try:
        try:
            with temporary.open("xb") as file:
                yield file
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, "{name} was not written: {why}.")
        raise UserError(_(sentence).format(name=target.name, why=error.strerror)) from error


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the platform lets a folder be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
