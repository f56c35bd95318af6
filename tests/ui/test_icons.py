import ast
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from studio.base import resources
from studio.ui import icons, tokens
from studio.ui.actions import GLOBAL
from studio.ui.theme import Choice
from studio.ui.widgets.badge import _STATES

TABLE = resources.load_json("icons/codepoints.json")


def test_the_table_follows_its_schema():
    jsonschema.validate(TABLE, resources.load_json("schema/codepoints.schema.json"))


def test_every_code_point_is_the_one_of_the_icon_sets_own_table():
    (charmap,) = icons.font_file().parent.glob(f"{TABLE['font']}-charmap-*.json")
    known = json.loads(charmap.read_text("utf-8"))
    wrong = {name for name, row in TABLE["glyphs"].items() if known.get(row["glyph"]) != f"0x{row['code']}"}
    assert wrong == set()


def test_every_icon_that_is_named_in_the_window_is_in_the_table():
    folder = Path(icons.__file__).parent
    named = {name for file in folder.rglob("*.py") for name in _icon_names(ast.parse(file.read_text("utf-8")))}
    assert len(named) > 20
    assert {name for name in named if not icons.exists(name)} == set()


def _icon_names(tree: ast.AST) -> set[str]:
    """Names given as `icon="…"`, to IconButton and EmptyState, and to icons.icon."""
    names = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        first = call.args[0] if call.args else None
        given = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
        if called in ("IconButton", "EmptyState", "icon") and first is not None:
            given.append(first)
        texts = (one.value for one in given if isinstance(one, ast.Constant))
        names |= {text for text in texts if isinstance(text, str) and text}
    return names


def test_every_state_has_an_icon_plain_and_filled():
    for colours, _word in _STATES.values():
        assert icons.exists(f"state-{colours}")
        assert icons.exists(f"state-{colours}-fill")
    assert all(icons.exists(action.icon) for action in GLOBAL)


def test_an_unknown_icon_is_found_where_it_is_asked_for(qapp):
    with pytest.raises(KeyError):
        icons.icon("no such icon")


def test_an_icon_is_sharp_at_any_ratio_and_follows_the_theme(theme):
    icon = icons.icon("closet", "accent")
    for ratio in (1.0, 1.5, 2.0):
        assert icon.pixmap(QSize(20, 20), ratio).size() == QSize(round(20 * ratio), round(20 * ratio))
    assert tokens.current().accent in _colours(icon)
    theme.use(Choice.DARK)
    assert tokens.current().accent in _colours(icon)


def test_a_disabled_icon_is_fainter(theme):
    icon = icons.icon("closet", "text")
    modes = (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    images = [icon.pixmap(QSize(32, 32), 1.0, mode).toImage() for mode in modes]
    strongest = [max(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)) for image in images]
    assert strongest[1] < strongest[0]


def test_icons_do_not_import_the_package_that_brings_them():
    code = "import sys, studio.ui.icons as icons; icons.font_file(); print('qtawesome' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def _colours(icon):
    image = icon.pixmap(QSize(64, 64), 1.0).toImage()
    return [image.pixelColor(x, y) for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() == 255]
