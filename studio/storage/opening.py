"""Opens a profile's catalog: makes a new one, brings an older one up, refuses what it must not touch."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from filelock import FileLock

from studio.base.clock import Clock
from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.storage import schema
from studio.storage.catalog import Catalog

_NETWORK_DRIVES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ncpfs"})


def open_catalog(profile: Profile, clock: Clock) -> Catalog:
    """Return the open catalog of `profile`; raise UserError where it cannot be used, with not a byte of it changed."""
    path = profile.catalog
    refuse_network_drive(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        version = _version(path) if path.exists() and path.stat().st_size else 0
    except PermissionError as error:
        raise UserError(f"{error.filename} may not be read or written by you. Choose another --profile.") from error
    if version > schema.VERSION:
        raise UserError("This closet was saved by a newer Closet Studio. Update the program to open it.")
    lock = FileLock(profile.lock)
    if version < schema.VERSION:
        from studio.storage import migrate  # SQLAlchemy and Alembic come with it; an up-to-date catalog needs neither

        with lock:
            migrate.bring_up(path, profile.backups, version)
    return Catalog(path, clock, lock)


def refuse_network_drive(path: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise UserError where `path` lies on a network drive: SQLite's WAL needs memory shared by one machine."""
    drive = "smb3" if str(path).startswith("\\\\") else _file_system(path.absolute(), mounts)
    if drive in _NETWORK_DRIVES:
        raise UserError(
            f"{path.parent} is on a network drive ({drive}), where a catalog gets damaged. "
            "Keep the closet on this machine and choose a folder here with --profile."
        )


def _file_system(path: Path, mounts: Path) -> str:
    if not mounts.is_file():
        return ""
    best, found = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _device, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and (point == "/" or path.is_relative_to(point)):
            best, found = point, kind
    return found


def _version(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"{path.name} cannot be read as a catalog ({error}). It was left untouched; restore a backup."
        ) from error
    if mark != schema.APPLICATION_ID:
        raise UserError(f"{path.name} is not a closet of Closet Studio. Choose another --profile.")
    return int(version)
