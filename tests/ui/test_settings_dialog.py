import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from studio.base.jobs import Lane
from studio.settings import schema
from studio.settings.declare import Table
from studio.settings.store import Settings
from studio.ui.preferences import Preferences
from studio.ui.settings_dialog import SettingsDialog
from studio.ui.theme import Choice
from tests.ui.accessible import nameless


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def parent(theme, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
def dialog(settings, context, parent):
    dialog = SettingsDialog(settings, context.submit, parent)
    dialog.open()
    return dialog


def test_every_setting_but_tables_has_its_editor(dialog):
    by_hand = {one.key for one in schema.SETTINGS if not isinstance(one, Table) and one.shown}
    assert set(dialog.editors) == by_hand
    assert nameless(dialog) == []


def test_a_choice_is_saved_and_survives(dialog, settings, tmp_path, qtbot):
    field = dialog.editors[schema.WEIGHT_UNIT.key]
    field.findChild(QLineEdit).setText("Grams")
    field._typed()
    field.flush()
    qtbot.waitUntil(lambda: Settings(tmp_path / "settings.json").get(schema.WEIGHT_UNIT) == "g")


def test_a_number_out_of_bounds_says_so_beside_the_field_and_is_not_saved(dialog, settings, qtbot):
    field = dialog.editors[schema.IMPORT_GAP_S.key]
    line = field.findChild(QLineEdit)
    for wrong in ("0", "soon"):
        line.setText(wrong)
        field.flush()
        assert "whole number" in line.accessibleDescription()
    assert settings.get(schema.IMPORT_GAP_S) == schema.IMPORT_GAP_S.default
    line.setText("120")
    field.flush()
    qtbot.waitUntil(lambda: settings.get(schema.IMPORT_GAP_S) == 120)


def test_a_box_is_saved_when_it_is_ticked(dialog, settings, qtbot):
    editor = dialog.editors[schema.WORK_OFFLINE.key]
    box = editor if isinstance(editor, QCheckBox) else editor.findChild(QCheckBox)
    box.click()
    qtbot.waitUntil(lambda: settings.get(schema.WORK_OFFLINE))


def test_the_theme_follows_its_setting_whoever_changes_it(settings, context, theme, qtbot):
    preferences, told = Preferences(settings, theme, context.submit), []
    preferences.changed.connect(told.append)
    theme.use(Choice.LIGHT)
    owner = preferences
    context.submit("Set", Lane.WRITE, lambda job: settings.set(schema.THEME, "dark"), owner=owner)
    qtbot.waitUntil(lambda: theme.name == "dark")
    assert told == [schema.THEME.key]


def test_switching_light_and_dark_is_remembered(settings, context, theme, qtbot):
    preferences = Preferences(settings, theme, context.submit)
    theme.use(Choice.LIGHT)
    preferences.switch_theme()
    assert theme.name == "dark"
    qtbot.waitUntil(lambda: settings.get(schema.THEME) == "dark")
    preferences.switch_theme()
    qtbot.waitUntil(lambda: settings.get(schema.THEME) == "light")
    assert theme.name == "light"


def test_the_dialog_opens_from_the_preferences(settings, context, theme, parent):
    Preferences(settings, theme, context.submit).open_dialog(parent)
    assert parent.findChild(SettingsDialog).isVisible()
