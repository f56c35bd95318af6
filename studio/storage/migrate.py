"""Brings a catalog to the present schema on a copy, checks the copy, then swaps: all or nothing."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from studio.storage import schema
from studio.storage.backup import copy_catalog, refuse_damaged
from studio.storage.engine import open_engine
from studio.storage.media import sync_folder


def bring_up(path: Path, backups: Path, version: int) -> None:
    """Bring the file at `path` from `version` (0: none yet) to the present one; keep a backup of an older one."""
    work = path.with_name(f"{path.name}.new")
    remove_catalog(work)
    if version:
        copy_catalog(path, backups / f"before-schema-{schema.VERSION}.db")
        copy_catalog(path, work)
    _migrate(work)
    refuse_damaged(work)
    remove_catalog(path, but_not_itself=True)
    work.replace(path)
    sync_folder(path.parent)


def remove_catalog(path: Path, *, but_not_itself: bool = False) -> None:
    """Remove a catalog's files: the WAL and its index, and the file itself unless told otherwise."""
    for suffix in ("-wal", "-shm") if but_not_itself else ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _migrate(path: Path) -> None:
    engine = open_engine(path)
    try:
        with engine.connect() as connection, connection.begin():
            upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
        with engine.connect() as connection:  # outside a transaction: a swap moves one file, so empty the WAL into it
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def upgrade(connection: sa.Connection, target: str = "head") -> None:
    """Run every migration up to `target` that this database lacks."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
