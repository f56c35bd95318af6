import json
import re

import jsonschema
import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel

from studio.base import resources
from studio.base.errors import UserError
from studio.ui import fonts, style_sheet, tokens
from studio.ui.theme import Choice, palette
from studio.ui.widgets import Badge, Field, PlainLabel, TextField

THEMES = ("light", "dark")


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_follows_its_schema(name):
    jsonschema.validate(resources.load_json(f"themes/{name}.json"), resources.load_json("schema/theme.schema.json"))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["window", "page", "surface", "sunken", "accent_soft"])
@pytest.mark.parametrize("text", ["text", "text_soft", "accent"])
def test_text_can_be_read_on_every_ground(name, ground, text):
    theme = tokens.load(name)
    assert contrast(theme.colour(text), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_states_can_be_read_on_their_ground_and_on_the_page(name):
    theme = tokens.load(name)
    for state in theme.states.values():
        assert contrast(state.text, state.ground) >= 4.5
        assert contrast(state.text, theme.page) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["window", "page", "surface", "sunken"])
def test_controls_and_the_focus_ring_stand_out(name, ground):
    theme = tokens.load(name)
    assert contrast(theme.control, theme.colour(ground)) >= 3.0
    assert contrast(theme.accent, theme.colour(ground)) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_no_word_left_to_fill(name):
    sheet = style_sheet.build(tokens.load(name))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_a_theme_file_with_a_colour_missing_says_what_to_do(tmp_path, monkeypatch):
    whole = resources.load_json("themes/light.json")
    del whole["accent"]
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "light.json").write_text(json.dumps(whole))
    monkeypatch.setattr(resources, "_user_folders", [tmp_path])
    with pytest.raises(UserError, match=r"light\.json"):
        tokens.load("light")


def test_switching_the_theme_changes_what_is_on_screen(theme, qtbot):
    label, badge = PlainLabel("Theory"), Badge("live")
    qtbot.addWidget(label)
    qtbot.addWidget(badge)
    label.show()
    badge.show()
    light = (label.palette().color(QPalette.ColorRole.WindowText), badge.grab().toImage())
    with qtbot.waitSignal(theme.changed):
        theme.use(Choice.DARK)
    assert label.palette().color(QPalette.ColorRole.WindowText) == tokens.load("dark").text
    assert light[0] == tokens.load("light").text
    assert badge.grab().toImage() != light[1]


def test_an_error_takes_the_colour_of_the_other_theme(theme, qtbot):
    field: Field = TextField("Title")
    qtbot.addWidget(field)
    field.show()
    field.set_error("Too long.")
    (foot,) = [label for label in field.findChildren(QLabel) if label.text() == "Too long."]
    assert foot.palette().color(foot.foregroundRole()) == tokens.load("light").states["refused"].text
    theme.use(Choice.DARK)
    assert foot.palette().color(foot.foregroundRole()) == tokens.load("dark").states["refused"].text


def test_following_the_system_shows_what_the_system_has(theme):
    theme.use(Choice.SYSTEM)
    assert theme.name in THEMES
    assert tokens.current().name == theme.name


def test_the_palette_names_disabled_text_apart():
    light = palette(tokens.load("light"))
    role = QPalette.ColorRole.ButtonText
    assert light.color(QPalette.ColorGroup.Disabled, role) != light.color(QPalette.ColorGroup.Active, role)


def test_figures_have_one_width_and_words_do_not(theme):
    assert QFontInfo(fonts.font()).family() == fonts.FAMILY
    figures = QFontMetrics(fonts.figures())
    assert len({figures.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_widgets_bring_no_style_sheet_of_their_own():
    folder = resources.root().parent / "studio" / "ui"
    own = [file.name for file in folder.rglob("*.py") if re.search(r"\.setStyleSheet\(", file.read_text("utf-8"))]
    assert own == ["theme.py"]
