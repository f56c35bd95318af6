import json
from pathlib import Path

import jsonschema
import pytest

from studio.base import resources

ROOT = resources.root()
FILES = sorted(
    file
    for folder in ("cards", "labels/stock", "labels/designs", "labels/separators")
    for file in (ROOT / folder).glob("*.json")
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_valid_against_the_schema_it_names(file: Path) -> None:
    content = json.loads(file.read_text("utf-8"))
    schema = json.loads((file.parent / content["$schema"]).read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(content)


def test_every_font_has_its_licence_beside_it() -> None:
    folders = {font.parent for font in (ROOT / "fonts").glob("*/*.ttf")}
    assert {folder.name for folder in folders} >= {"inter", "caveat", "lora"}
    for name in ("inter", "caveat", "lora"):
        assert "SIL Open Font License" in (ROOT / "fonts" / name / "OFL.txt").read_text("utf-8")
