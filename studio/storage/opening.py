"""Opens a profile's catalog: makes a new one, brings an older one up, refuses what it must not touch."""

from __future__ import annotations

import time
from pathlib import Path

from studio.base.clock import Clock
from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.storage import schema
from studio.storage.catalog import Catalog
from studio.storage.lock import InUse, WriteLock

_NETWORK_DRIVES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ncpfs", "davfs", "ceph"}
)
_WAIT_S = 10.0
_TURN_S = 0.1
_HEADER_BYTES = 72  # of the 100 at https://www.sqlite.org/fileformat.html#the_database_header


def open_catalog(profile: Profile, clock: Clock) -> Catalog:
    """Return the open catalog of `profile`; raise UserError where it cannot be used, with not a byte of it changed."""
    path = profile.catalog
    refuse_network_drive(path)
    lock = WriteLock(profile.lock)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _version(path) < schema.VERSION:
            _bring_up(profile, lock)
    except OSError as error:
        raise UserError(
            f"{error.filename or path} cannot be used for a closet ({error.strerror}). Choose another --profile."
        ) from error
    return Catalog(path, clock, lock)


def refuse_network_drive(path: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise UserError where `path` lies on a network drive: SQLite's WAL needs memory shared by one machine."""
    drive = "smb3" if str(path).startswith("\\\\") else _file_system(path.resolve(), mounts)
    if drive in _NETWORK_DRIVES:
        raise UserError(
            f"{path.parent} is on a network drive ({drive}), where a catalog gets damaged. "
            "Keep the closet on this machine and choose a folder here with --profile."
        )


def _bring_up(profile: Profile, lock: WriteLock) -> None:
    from studio.storage import migrate  # SQLAlchemy and Alembic come with it; an up-to-date catalog needs neither

    last_try = time.monotonic() + _WAIT_S
    while _version(profile.catalog) < schema.VERSION:  # until it is done here, or by another start at the same time
        try:
            lock.take(wait_s=_TURN_S)
        except InUse:
            if time.monotonic() > last_try:
                raise
            continue
        try:
            if (version := _version(profile.catalog)) < schema.VERSION:
                migrate.bring_up(profile.catalog, profile.backups, version)
        finally:
            lock.give_back()


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
    """Return the schema of the catalog at `path`, 0 where there is none yet; raise UserError where it is no closet.

    Read from the file itself: SQLite would leave files of its own beside one that is only looked at.
    """
    if not path.exists():
        return 0
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        return 0
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\0"):
        raise UserError(f"{path.name} cannot be read as a catalog. It was left untouched; restore a backup.")
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise UserError(f"{path.name} is not a closet of Closet Studio. Choose another --profile.")
    version = int.from_bytes(header[60:64], "big")
    if version > schema.VERSION:
        raise UserError("This closet was saved by a newer Closet Studio. Update the program to open it.")
    return version
