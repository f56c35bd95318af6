"""What the program brings along is valid, licensed and small."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from studio.base import resources

ROOT = resources.root()
SCHEMA_OF = {
    ".": "models",
    "cards": "card",
    "icons": "codepoints",
    "labels/designs": "label",
    "labels/separators": "label",
    "labels/stock": "stock",
    "marketplaces": "marketplace",
    "models": "model_card",
    "presets": "preset",
    "marketplaces/photos.json": "photos",
    "themes": "theme",
}
WITHOUT_SCHEMA = {"marketplaces/replies.json", "sample/closet.json"}
"""Read by one module each, whose tests read the real file."""
JSON_FILES = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.json"))
DATA_FILES = [name for name in JSON_FILES if not name.startswith("schema/") and name not in WITHOUT_SCHEMA]
SAMPLE_LIMIT_BYTES = 4_000_000


def load(name: str) -> object:
    return json.loads((ROOT / name).read_text("utf-8"))


def schema_of(name: str) -> str:
    return SCHEMA_OF.get(name) or SCHEMA_OF[Path(name).parent.as_posix()]


@pytest.mark.parametrize("name", JSON_FILES)
def test_a_file_is_json_and_ends_in_a_line(name: str) -> None:
    load(name)
    assert (ROOT / name).read_bytes().endswith(b"\n")


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_file_is_valid_against_its_schema(name: str) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator(load(f"schema/{schema}.schema.json")).validate(load(name))


def test_every_schema_is_one_and_has_files() -> None:
    schemas = {file.name.removesuffix(".schema.json") for file in (ROOT / "schema").iterdir()}
    assert schemas == {schema_of(name) for name in DATA_FILES}
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(load(f"schema/{schema}.schema.json"))


def test_every_font_has_its_licence_beside_it() -> None:
    fonts = [file for file in ROOT.rglob("*") if file.suffix.lower() in {".ttf", ".otf", ".woff2"}]
    assert fonts
    for font in fonts:
        assert "SIL OPEN FONT LICENSE" in (font.parent / "OFL.txt").read_text("utf-8"), font.name


def test_the_sample_closet_is_small_and_whole() -> None:
    files = [file for file in (ROOT / "sample").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < SAMPLE_LIMIT_BYTES
    photos = {file.name for file in files if file.suffix == ".jpg"}
    text = (ROOT / "sample" / "closet.json").read_text("utf-8")
    assert len(photos) == 40
    assert {name for name in photos if name not in text} == set()


def test_there_is_nothing_that_runs_and_nothing_huge() -> None:
    for file in ROOT.rglob("*"):
        if file.is_file():
            if file.parent.name == "models":  # tests/imaging/test_models_list.py knows each by its checksum
                assert file.suffix in {".onnx", ".json", ".txt", ".md"}, file.name
                assert file.stat().st_size < 12_000_000, file.name
                continue
            assert file.suffix in {".json", ".ttf", ".txt", ".md", ".jpg", ".svg", ".png", ".mo", ".po"}, file.name
            assert file.stat().st_size < 1_000_000, file.name
