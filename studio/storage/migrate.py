"""Brings a catalog to the present schema on a copy, checks the copy, then swaps: all or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa

from studio.base.errors import UserError
from studio.storage import schema
from studio.storage.backup import copy_catalog, refuse_damaged
from studio.storage.engine import open_engine
from studio.storage.failures import told
from studio.storage.media import sync_folder

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up(path: Path, backups: Path, version: int) -> None:
    """Bring the file at `path` from `version` (0: none yet) to the present one; keep a backup of an older one.

    Raise UserError where that fails; the file at `path` is then as it was.
    """
    work = path.with_name(f"{path.name}.new")
    try:
        _remove(work)
        if version:
            refuse_damaged(path)
            copy_catalog(path, backups / f"before-schema-{schema.VERSION}.db")
            copy_catalog(path, work)
        _migrate(work)
        refuse_damaged(work)
        _swap(work, path)
    except (OSError, sqlite3.Error, sa.exc.SQLAlchemyError) as error:
        reason = told(getattr(error, "orig", error)) or error
        raise UserError(f"This closet could not be made ready for this version. It is as it was. {reason}") from error
    finally:
        with suppress(OSError):  # the next start removes it too
            _remove(work)


def _migrate(path: Path) -> None:
    engine = open_engine(path)
    try:
        with engine.connect() as connection, connection.begin():
            upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
    finally:
        engine.dispose()
    _empty_wal(path)


def upgrade(connection: sa.Connection, target: str = "head") -> None:
    """Run every migration up to `target` that this database lacks."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))  # it is a ConfigParser inside
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _swap(work: Path, path: Path) -> None:
    """Put the file `work` in the place of the catalog at `path`; a kill in between leaves the one or the other."""
    if path.exists():
        _empty_wal(path)
    _remove_wal(path)
    _remove_wal(work)
    work.replace(path)
    sync_folder(path.parent)


def _empty_wal(path: Path) -> None:
    """Bring all commits into the file itself, so that it is whole without its WAL."""
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise UserError("Another window or command reads this closet. Close it and start again.")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_wal(path)


def _remove_wal(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
