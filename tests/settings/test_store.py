import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.settings import schema
from studio.settings.store import SettingChanged, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "settings.json"


def written(file: Path, content: Any) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def test_without_a_file_everything_has_its_default_and_nothing_is_noted(file: Path) -> None:
    settings = Settings(file)
    assert settings.get(schema.IMPORT_GAP_S) == 90
    assert settings.notes == []
    assert not file.exists()


def test_a_chosen_value_is_there_after_a_restart(file: Path) -> None:
    Settings(file).set(schema.THEME, "dark")
    assert Settings(file).get(schema.THEME) == "dark"


def test_keys_of_a_newer_program_survive_an_older_one(file: Path) -> None:
    written(file, {"from.the.future": {"x": [1, None]}, "window.theme": "light"})
    Settings(file).set(schema.THEME, "dark")
    assert json.loads(file.read_text("utf-8")) == {"from.the.future": {"x": [1, None]}, "window.theme": "dark"}


def test_a_value_out_of_bounds_is_refused_and_nothing_is_written(file: Path) -> None:
    settings = Settings(file)
    with pytest.raises(UserError, match="Pause between two pieces must be a whole number from 1 to 86400"):
        settings.set(schema.IMPORT_GAP_S, 0)
    assert settings.get(schema.IMPORT_GAP_S) == 90
    assert not file.exists()


def test_an_unusable_value_in_the_file_is_said_and_kept(file: Path) -> None:
    written(file, {"photos.import_gap_s": "long", "window.theme": "dark"})
    settings = Settings(file)
    assert settings.get(schema.IMPORT_GAP_S) == 90
    assert settings.get(schema.THEME) == "dark"
    assert settings.notes == [
        "Pause between two pieces must be a whole number from 1 to 86400. The default is used.",
    ]
    settings.set(schema.THEME, "light")
    assert json.loads(file.read_text("utf-8"))["photos.import_gap_s"] == "long"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"window.theme": "dark"', "[" * 200_000, "9" * 5000, "\x00\x00"]
)
def test_a_broken_file_is_kept_aside_and_the_defaults_are_used(file: Path, content: str) -> None:
    written(file, content)
    settings = Settings(file)
    assert settings.get(schema.THEME) == "system"
    assert settings.notes == [
        "The settings file was broken. It is kept as settings.broken-1.json; the defaults are used."
    ]
    assert file.with_name("settings.broken-1.json").read_text("utf-8") == content


def test_a_file_that_is_not_utf_8_is_kept_aside(file: Path) -> None:
    written(file, "").write_bytes('{"seller.name": "Zoë"}'.encode("latin-1"))
    assert "broken-1" in Settings(file).notes[0]


def test_a_second_broken_file_does_not_overwrite_the_first(file: Path) -> None:
    for content in ("first", "second"):
        Settings(written(file, content))
    assert file.with_name("settings.broken-1.json").read_text("utf-8") == "first"
    assert file.with_name("settings.broken-2.json").read_text("utf-8") == "second"


def test_a_folder_in_place_of_the_file_is_said_and_not_removed(file: Path) -> None:
    file.mkdir(parents=True)
    settings = Settings(file)
    assert "cannot be read" in settings.notes[0]
    with pytest.raises(UserError, match="cannot be read"):
        settings.set(schema.THEME, "dark")
    assert file.is_dir()
    assert settings.get(schema.THEME) == "system"


def test_a_broken_file_that_cannot_be_moved_is_said_and_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    written(file, "{")
    monkeypatch.setattr(Path, "rename", refuse)
    settings = Settings(file)
    assert "is broken and cannot be moved away (Permission denied)" in settings.notes[0]
    with pytest.raises(UserError, match="cannot be moved away"):
        settings.set(schema.THEME, "dark")
    assert file.read_text("utf-8") == "{"


def test_a_disk_that_refuses_leaves_the_old_file_and_the_old_value(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(file)
    settings.set(schema.THEME, "light")
    before = file.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match=r"could not be saved .*No space left on device"):
        settings.set(schema.THEME, "dark")
    assert settings.get(schema.THEME) == "light"
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_an_edit_by_hand_while_the_program_runs_is_not_undone(file: Path) -> None:
    settings = Settings(file)
    heard: list[SettingChanged] = []
    settings.subscribe(heard.append)
    written(file, {"seller.name": "Harbour & Pine"})
    settings.set(schema.THEME, "dark")
    assert settings.get(schema.SELLER_NAME) == "Harbour & Pine"
    assert {change.key for change in heard} == {"seller.name", "window.theme"}


def test_a_subscriber_hears_of_changes_only_and_only_while_it_listens(file: Path) -> None:
    settings = Settings(file)
    heard: list[SettingChanged] = []
    stop = settings.subscribe(heard.append)
    settings.set(schema.THEME, "dark")
    settings.set(schema.THEME, "dark")
    settings.reset(schema.THEME)
    stop()
    settings.set(schema.THEME, "light")
    assert heard == [
        SettingChanged(key="window.theme", value="dark"),
        SettingChanged(key="window.theme", value="system"),
    ]


def test_true_in_the_file_replaces_a_one_that_was_no_flag(file: Path) -> None:
    settings = Settings(written(file, {"sync.simulated_life": 1}))
    settings.set(schema.SIMULATED_LIFE, True)
    assert json.loads(file.read_text("utf-8"))["sync.simulated_life"] is True


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_user_can_read_the_file_because_it_has_an_address(file: Path) -> None:
    Settings(file).set(schema.RETURN_ADDRESS, "18 Example Lane\nPortland OR 97214")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_row_of_a_table_has_its_defaults_until_it_is_set(file: Path) -> None:
    settings = Settings(file)
    name = schema.calibration_name("Rollo", "roll-4x6")
    level = {"x_mm": 0.0, "y_mm": 0.0, "x_scale": 1.0, "y_scale": 1.0}
    assert schema.CALIBRATIONS.row(settings.get(schema.CALIBRATIONS), name) == level
    settings.set(schema.CALIBRATIONS, {**settings.get(schema.CALIBRATIONS), name: {"x_mm": 0.5}})
    assert schema.CALIBRATIONS.row(Settings(file).get(schema.CALIBRATIONS), name) == level | {"x_mm": 0.5}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)


@given(content=st.dictionaries(st.sampled_from([setting.key for setting in schema.SETTINGS]) | st.text(), JSON))
@hypothesis_settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_every_setting_has_a_valid_value_and_nothing_is_lost(
    file: Path, content: dict[str, Any]
) -> None:
    settings = Settings(written(file, content))
    for declared in schema.SETTINGS:
        assert declared.checked(settings.get(declared)) == settings.get(declared)
    settings.set(schema.IMPORT_GAP_S, 77)
    kept = json.loads(file.read_text("utf-8"))
    assert json.dumps(kept) == json.dumps(json.loads(json.dumps(content)) | {"photos.import_gap_s": 77})
