"""The one writing connection, and how SQLite has to be told to behave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

# secure_delete: what the seller removes is gone from the file too. synchronous FULL: a commit outlives a power cut.
PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "busy_timeout = 5000",
    "secure_delete = ON",
)


def open_engine(path: Path) -> sa.Engine:
    """Open a catalog for writing, with transactions that also hold around DDL, and foreign keys enforced.

    The pool holds one connection: SQLite before 3.51.3 can damage a WAL when two connections write.
    """
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        poolclass=sa.pool.StaticPool,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(driver: Any, _record: object) -> None:
        driver.isolation_level = None  # the driver must neither begin nor commit on its own
        for pragma in PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
