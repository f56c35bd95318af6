"""Resources are plain files; the seller's own of the same name win."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.base import resources
from studio.base.errors import UserError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(resources, "_user_folders", [])
    folder = tmp_path / "resources"
    folder.mkdir()
    return folder


def test_what_the_program_brings_is_found() -> None:
    assert resources.path("fonts/README.md").is_file()
    assert resources.path("fonts").is_dir()


def test_a_file_of_the_sellers_own_wins_and_the_rest_stays(own_folder: Path) -> None:
    (own_folder / "fonts").mkdir()
    (own_folder / "fonts" / "README.md").write_text("mine", "utf-8")
    resources.use_folder(own_folder)
    resources.use_folder(own_folder)
    assert resources.path("fonts/README.md").read_text("utf-8") == "mine"
    assert resources.path("fonts/inter").is_dir()


def test_what_nobody_has_is_not_found() -> None:
    with pytest.raises(FileNotFoundError, match="no/such"):
        resources.path("no/such.json")


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe{}", b'{"a": 1,}'])
def test_a_broken_file_of_the_sellers_own_is_told_in_one_sentence(own_folder: Path, content: bytes) -> None:
    (own_folder / "mine.json").write_bytes(content)
    resources.use_folder(own_folder)
    with pytest.raises(UserError, match=r"mine\.json is not valid JSON"):
        resources.load_json("mine.json")


def test_json_is_read_as_utf8(own_folder: Path) -> None:
    (own_folder / "mine.json").write_text('{"word": "écru"}', "utf-8")
    resources.use_folder(own_folder)
    assert resources.load_json("mine.json") == {"word": "écru"}


def test_an_installed_wheel_brings_its_resources_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.root.__wrapped__() == tmp_path / "_resources"
