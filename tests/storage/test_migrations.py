"""An older catalog is brought up whole or stays as it was, wherever that is interrupted."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.storage import migrate, schema
from studio.storage.backup import check_catalog
from studio.storage.engine import open_engine
from studio.storage.opening import open_catalog
from studio.storage.tables import metadata
from tests.fakes.clock import FakeClock
from tests.storage.children import bring_up_and_die, child, heard, write_until_killed
from tests.storage.items import add, an_item, ids

KEPT = sorted((Path(__file__).parents[1] / "data" / "catalogs").glob("*.db.gz"))
NEXT = '''
"""A migration that adds something and fills it."""
from alembic import op

revision = "9999"
down_revision = "{last}"


def upgrade() -> None:
    op.execute("ALTER TABLE item ADD COLUMN fabric TEXT NOT NULL DEFAULT ''")
    op.execute("UPDATE item SET fabric = 'wool'")
    {then}
'''
PHOTO_AGAIN = """INSERT INTO photo (id, item_id, sha256, imported_at)
                 VALUES ('photo-3', 'shirt', '3', '2026-11-23T12:00:00+00:00')"""
PRESENT = schema.VERSION
STEPS = ["copy_catalog", "upgrade", "_migrate", "_empty_wal", "_swap", "_remove_wal"]
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")


def newer_program(patch: pytest.MonkeyPatch, folder: Path, then: str = "") -> Path:
    """Let the program be one version further, with a migration that ends in `then`; return its migrations."""
    copy = folder / "migrations"
    shutil.copytree(migrate.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "v9999_next.py").write_text(NEXT.format(last=f"{PRESENT:04}", then=then), "utf-8")
    patch.setattr(migrate, "MIGRATIONS", copy)
    patch.setattr(schema, "VERSION", PRESENT + 1)
    return copy


@pytest.fixture
def older(profile: Profile) -> Profile:
    """A closed catalog of the present schema with two Items."""
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item(id="a", title="coat"), an_item(id="b"))
    catalog.close()
    return profile


def digest(profile: Profile) -> str:
    return hashlib.sha256(profile.catalog.read_bytes()).hexdigest()


def shape(path: Path) -> dict[str, Any]:
    """Return what a catalog is made of: columns, keys, indexes, triggers; not in which order."""
    with closing(sqlite3.connect(path)) as connection:

        def rows(pragma: str, name: str, first: int) -> list[tuple[str, ...]]:
            return [tuple(map(str, row[first:])) for row in connection.execute(f"PRAGMA {pragma}('{name}')")]

        made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        made = [thing for thing in made if thing[2] != "alembic_version"]
        return {
            "columns": {name: sorted(rows("table_xinfo", name, 1)) for kind, name, _, _ in made if kind == "table"},
            "keys": {name: sorted(rows("foreign_key_list", name, 2)) for kind, name, _, _ in made if kind == "table"},
            "indexes": sorted((table, rows("index_info", name, 2)) for kind, name, table, _ in made if kind == "index"),
            "text": {name: sql.split() for kind, name, _, sql in made if kind == "trigger" or "VIRTUAL" in (sql or "")},
        }


def test_the_migrations_make_the_same_tables_as_the_code_says(profile: Profile, tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "by_code.db")
    metadata.create_all(engine)
    engine.dispose()
    assert shape(profile.catalog) == shape(tmp_path / "by_code.db")


def test_a_catalog_of_every_released_schema_is_kept() -> None:
    assert [file.name for file in KEPT] == [f"v{n:04}.db.gz" for n in range(1, PRESENT + 1)]


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.name)
def test_a_kept_catalog_opens_with_all_that_was_in_it_and_can_be_changed(tmp_path: Path, kept: Path) -> None:
    profile = Profile(tmp_path)
    profile.catalog.write_bytes(gzip.decompress(kept.read_bytes()))
    catalog = open_catalog(profile, FakeClock())
    coat = catalog.one(Item, "SELECT * FROM item WHERE sku = 'COAT-1'")
    assert coat
    assert (coat.title, coat.colours, coat.measurements_mm) == ("Wool coat", ("Camel",), {"pit to pit": 520})
    counts = {name: catalog.value(f"SELECT count(*) FROM {name}") for name in ("item", "photo", "listing", "message")}
    assert counts == {"item": 3, "photo": 4, "listing": 2, "message": 2}
    assert catalog.value("SELECT count(*) FROM change") == 1
    assert catalog.value("SELECT count(*) FROM item_text WHERE item_text MATCH 'wool'") == 1
    assert catalog.history() == ["edit price"]
    catalog.undo()
    add(catalog, an_item())
    catalog.close()
    assert check_catalog(profile.catalog) == []


@pytest.fixture
def first_light(tmp_path: Path) -> Profile:
    """The kept catalog of the first schema, closed, whose last step removed a photo and whose one before changed it."""
    profile = Profile(tmp_path / "first light")
    profile.root.mkdir()
    profile.catalog.write_bytes(gzip.decompress(KEPT[0].read_bytes()))
    with closing(sqlite3.connect(profile.catalog)) as connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("SELECT * FROM photo WHERE id = 'photo-3'").fetchone())
        assert "flag" not in row
        for op, change in (
            ("edit photos", ["photo", "photo-3", row | {"note": "look"}, row]),
            ("delete photos", ["photo", "photo-3", row, None]),
        ):
            sql = "INSERT INTO step (op, title, done_at, changes) VALUES (?, ?, ?, ?)"
            connection.execute(sql, (op, op, row["imported_at"], json.dumps([change])))
        connection.execute("DELETE FROM photo WHERE id = 'photo-3'")
        connection.commit()
    return profile


def test_steps_of_the_history_from_before_a_photo_could_be_culled_can_be_undone_and_redone(
    first_light: Profile,
) -> None:
    catalog = open_catalog(first_light, FakeClock())
    catalog.undo()
    found = catalog.one(Photo, "SELECT * FROM photo WHERE id = 'photo-3'")
    assert found
    assert (found.flag, found.rating, found.phash, found.sharpness, found.note) == (Flag.NONE, 0, "", None, "")
    with catalog.operation(Op.NOTICE) as unit:
        unit.save(replace(found, flag=Flag.PICK, sharpness=0.5))
    catalog.undo()
    found = catalog.one(Photo, "SELECT * FROM photo WHERE id = 'photo-3'")
    assert found
    assert (found.flag, found.sharpness, found.note) == (Flag.PICK, 0.5, "look")
    catalog.redo()
    catalog.redo()
    assert catalog.value("SELECT count(*) FROM photo") == 3
    catalog.close()


def test_a_step_that_began_before_a_column_was_there_goes_on_and_is_taken_back(first_light: Profile) -> None:
    """Two edits within two seconds are one step, also where the program was brought up in between."""
    with closing(sqlite3.connect(first_light.catalog)) as connection:
        connection.execute("UPDATE step SET merge_key = 'note'")
        connection.execute("DELETE FROM step WHERE op = 'delete photos'")
        connection.execute(PHOTO_AGAIN)
        connection.commit()
    catalog = open_catalog(first_light, FakeClock())
    with catalog.operation(Op.EDIT_PHOTOS, title="edit", merge_key="note") as unit:
        found = unit.load(Photo, "photo-3")
        assert found
        unit.save(replace(found, flag=Flag.PICK))
    assert catalog.history() == ["edit", "edit price"]
    catalog.undo()
    found = catalog.one(Photo, "SELECT * FROM photo WHERE id = 'photo-3'")
    assert found
    assert found.note == "look"
    catalog.close()


@needs_kill
@pytest.mark.parametrize("step", [*STEPS, "Path.replace", "sync_folder"])
def test_a_kill_while_photos_get_their_columns_leaves_a_catalog_whole(first_light: Profile, step: str) -> None:
    before = digest(first_light)
    with child(bring_up_and_die, first_light.root, migrate.MIGRATIONS, step, 0) as (process, _):
        process.join(20)
        assert process.exitcode == -9
    assert (digest(first_light) == before) is (step != "sync_folder")
    catalog = open_catalog(first_light, FakeClock())
    rows = catalog.all(Photo, "SELECT * FROM photo ORDER BY id")
    assert [(photo.id, photo.flag, photo.rating) for photo in rows] == [
        (f"photo-{number}", Flag.NONE, 0) for number in range(3)
    ]
    catalog.close()
    assert check_catalog(first_light.catalog) == []
    assert not list(first_light.root.glob("*.new*"))


def test_a_migration_keeps_everything_and_a_backup_of_before(
    older: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newer_program(monkeypatch, tmp_path)
    catalog = open_catalog(older, FakeClock())
    assert [tuple(row) for row in catalog.rows("SELECT id, fabric FROM item ORDER BY id")] == [
        ("a", "wool"),
        ("b", "wool"),
    ]
    catalog.close()
    assert sorted(file.name for file in older.root.iterdir()) == ["backups", "catalog.db", "catalog.lock"]
    monkeypatch.undo()
    before = Profile(tmp_path / "before")
    before.root.mkdir()
    (backup,) = older.backups.iterdir()
    shutil.copy(backup, before.catalog)
    catalog = open_catalog(before, FakeClock())
    assert ids(catalog) == {"a", "b"}
    catalog.close()


@pytest.mark.parametrize("then", ["1 / 0", "raise OSError(28, 'No space left on device')", "op.execute('NO SQL')"])
def test_a_migration_that_fails_leaves_the_catalog_byte_for_byte(
    older: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, then: str
) -> None:
    newer_program(monkeypatch, tmp_path, then)
    before = digest(older)
    with pytest.raises((UserError, ZeroDivisionError)):
        open_catalog(older, FakeClock())
    assert digest(older) == before
    assert not list(older.root.glob("*.new*"))


@pytest.mark.parametrize("step", [*STEPS, "refuse_damaged"])
def test_a_step_that_fails_leaves_the_catalog_byte_for_byte_and_is_told(
    older: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    newer_program(monkeypatch, tmp_path)
    before = digest(older)
    with monkeypatch.context() as broken:
        broken.setattr(migrate, step, fail)
        with pytest.raises(UserError, match=r"could not be made ready for this version\. It is as it was"):
            open_catalog(older, FakeClock())
    assert digest(older) == before
    catalog = open_catalog(older, FakeClock())
    assert catalog.value("SELECT fabric FROM item WHERE id = 'a'") == "wool"
    catalog.close()


@needs_kill
@pytest.mark.parametrize("step", [*STEPS, "Path.replace", "sync_folder"])
def test_a_kill_before_any_step_leaves_the_old_or_the_new_catalog_whole(
    older: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    before = digest(older)
    with monkeypatch.context() as newer:
        copy = newer_program(newer, tmp_path)
    with child(bring_up_and_die, older.root, copy, step) as (process, _):
        process.join(20)
        assert process.exitcode == -9
    assert (digest(older) == before) is (step != "sync_folder")
    monkeypatch.setattr(migrate, "MIGRATIONS", copy)
    monkeypatch.setattr(schema, "VERSION", PRESENT + 1)
    catalog = open_catalog(older, FakeClock())
    assert {row["fabric"] for row in catalog.rows("SELECT fabric FROM item")} == {"wool"}
    assert ids(catalog) == {"a", "b"}
    catalog.close()
    assert not list(older.root.glob("*.new*"))


@needs_kill
def test_what_a_killed_program_left_in_its_log_is_brought_up_too(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with child(write_until_killed, profile.root) as (process, pipe):
        saved = {heard(pipe)[1] for _ in range(20)}
        process.kill()
        process.join(20)
    assert profile.catalog.with_name("catalog.db-wal").stat().st_size
    newer_program(monkeypatch, tmp_path)
    catalog = open_catalog(profile, FakeClock())
    assert saved <= ids(catalog)
    catalog.close()
    assert check_catalog(profile.catalog) == []


def test_a_catalog_that_somebody_reads_waits_for_its_migration(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(profile.catalog, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM item").fetchone()
        with closing(sqlite3.connect(profile.catalog)) as writer:
            writer.execute("INSERT INTO item (id, sku, created_at) VALUES ('c', 'c', '2026-11-23T12:00:00+00:00')")
            writer.commit()
        with monkeypatch.context() as newer:
            newer_program(newer, tmp_path)
            with pytest.raises(UserError, match="Another window or command reads this closet"):
                open_catalog(profile, FakeClock())
    catalog = open_catalog(profile, FakeClock())
    assert ids(catalog) == {"c"}
    catalog.close()


def test_a_damaged_older_catalog_is_not_brought_up(
    older: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = bytearray(older.catalog.read_bytes())
    content[5_000:9_000] = b"\xff" * 4_000
    older.catalog.write_bytes(content)
    newer_program(monkeypatch, tmp_path)
    with pytest.raises(UserError, match="damaged"):
        open_catalog(older, FakeClock())
    assert older.catalog.read_bytes() == content


def test_an_operation_never_leaves_half_of_its_statements(profile: Profile) -> None:
    """The driver on its own would commit before DDL; the engine's BEGIN IMMEDIATE holds around it."""
    catalog = open_catalog(profile, FakeClock())

    def fail() -> None:
        with catalog.operation(Op.SETTLE) as unit:
            unit.connection.exec_driver_sql("CREATE TABLE half (x)")
            unit.connection.exec_driver_sql("INSERT INTO half VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert catalog.value("SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0
    catalog.close()
