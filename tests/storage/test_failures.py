"""What SQLite could not do is told in words for the seller; what we did wrong is not dressed up as that."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from studio.base.errors import TransientError, UserError
from studio.base.paths import Profile
from studio.domain.operation import Op
from studio.storage import opening
from studio.storage.catalog import Catalog
from studio.storage.lock import WriteLock
from studio.storage.opening import open_catalog
from studio.storage.rows import to_cell
from tests.fakes.clock import FakeClock
from tests.storage.items import add, an_item, ids


def tell_the_writer(catalog: Catalog, pragma: str) -> None:
    driver = catalog.writer()._engine.raw_connection().driver_connection
    assert driver
    driver.execute(f"PRAGMA {pragma}")


def test_a_program_that_holds_the_catalog_is_waited_for_and_then_told(catalog: Catalog) -> None:
    tell_the_writer(catalog, "busy_timeout = 10")
    with closing(sqlite3.connect(catalog.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError, match="Another program holds the catalog"):
            add(catalog, an_item())
        other.execute("ROLLBACK")
    add(catalog, an_item())
    assert len(ids(catalog)) == 1


def test_a_catalog_that_may_not_be_written_is_told(catalog: Catalog) -> None:
    tell_the_writer(catalog, "query_only = ON")
    with pytest.raises(UserError, match=r"cannot be written\. Check that its folder is yours"):
        add(catalog, an_item())
    tell_the_writer(catalog, "query_only = OFF")
    add(catalog, an_item())
    assert len(ids(catalog)) == 1


def test_a_history_that_cannot_be_read_is_told_and_does_not_stop_the_work(catalog: Catalog) -> None:
    add(catalog, an_item())
    with catalog.operation(Op.SETTLE) as unit:
        unit.connection.exec_driver_sql("UPDATE step SET changes = '[['")
    add(catalog, an_item())
    catalog.undo()
    with pytest.raises(UserError, match="damaged"):
        catalog.undo()
    assert len(ids(catalog)) == 1


def test_a_row_that_breaks_a_rule_of_the_tables_is_our_fault(catalog: Catalog) -> None:
    add(catalog, an_item(sku="TAKEN"))
    with pytest.raises(sa.exc.IntegrityError, match="UNIQUE"):
        add(catalog, an_item(sku="TAKEN"))
    assert len(ids(catalog)) == 1


def test_a_first_start_that_takes_too_long_is_not_waited_for_for_ever(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_WAIT_S", 0.2)
    profile.catalog.unlink()
    lock = WriteLock(profile.lock)
    lock.take()
    with pytest.raises(UserError, match="open in another window or command"):
        open_catalog(profile, FakeClock())
    lock.give_back()
    open_catalog(profile, FakeClock()).close()
    assert profile.catalog.is_file()


def test_yes_and_no_are_written_as_numbers() -> None:
    assert (to_cell(True), to_cell(False), to_cell(None)) == (1, 0, None)
