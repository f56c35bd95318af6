import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from studio.ui.widgets import (
    LENGTH_UNITS,
    ChoiceField,
    MoneyField,
    NumberUnitField,
    PlainLabel,
    Tag,
    TagsField,
    TextField,
)
from studio.ui.widgets.field import SAVE_AFTER_MS


@pytest.fixture
def shown(theme, qtbot):
    """Show a field beside another widget that can take the keyboard; return what it committed."""
    window = QWidget()
    window.setLayout(QVBoxLayout())
    qtbot.addWidget(window)

    def show(field):
        committed = []
        elsewhere = QLineEdit()
        window.layout().addWidget(field)
        window.layout().addWidget(elsewhere)
        field.committed.connect(committed.append)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return committed, elsewhere

    return show


def line_of(field):
    return field.findChild(QLineEdit)


def words_of(field):
    return [label.text() for label in field.findChildren(PlainLabel) if label.isVisible()]


def test_what_is_typed_is_saved_when_the_typing_pauses(shown, qtbot):
    field = TextField("Title", limit=80)
    committed, _elsewhere = shown(field)
    field.start("Dress")
    qtbot.keyClicks(line_of(field), "Blue ")
    assert committed == []
    qtbot.waitUntil(lambda: bool(committed), timeout=SAVE_AFTER_MS * 10)
    assert committed == ["Blue Dress"]


def test_leaving_the_field_and_enter_save_at_once(shown, qtbot):
    field = TextField("Title")
    committed, elsewhere = shown(field)
    line_of(field).setFocus()
    qtbot.waitUntil(line_of(field).hasFocus)
    qtbot.keyClicks(line_of(field), "Dress")
    elsewhere.setFocus()
    assert committed == ["Dress"]
    qtbot.keyClicks(line_of(field), "es")
    qtbot.keyClick(line_of(field), Qt.Key.Key_Return)
    assert committed == ["Dress", "Dresses"]


def test_nothing_is_told_when_nothing_changed(shown, qtbot):
    field = TextField("Title")
    committed, _elsewhere = shown(field)
    field.start("Dress")
    field.set_value("Shirt")
    qtbot.keyClicks(line_of(field), "xy")
    qtbot.keyClick(line_of(field), Qt.Key.Key_Backspace)
    qtbot.keyClick(line_of(field), Qt.Key.Key_Backspace)
    field.flush()
    assert committed == []
    assert field.value() == "Shirt"


def test_a_seller_who_types_is_not_interrupted(shown, qtbot):
    field = TextField("Title")
    committed, _elsewhere = shown(field)
    field.start("Dress")
    qtbot.keyClicks(line_of(field), "Blue ")
    field.set_value("What came from elsewhere")
    assert line_of(field).text() == "Blue Dress"
    field.flush()
    field.set_value("Blue Dress")  # what was saved comes back: the cursor stays where it is
    assert line_of(field).cursorPosition() == len("Blue ")
    assert committed == ["Blue Dress"]


def test_another_subject_replaces_what_stands_there(shown, qtbot):
    field = MoneyField("Price")
    committed, _elsewhere = shown(field)
    field.start(6800)
    line_of(field).setText("nonsense")
    field.flush()
    field.start(4800)
    assert line_of(field).text() == "$48.00"
    assert "is not a price" not in " ".join(words_of(field))
    assert committed == []


def test_the_count_is_live_and_nothing_is_cut(shown, qtbot):
    field = TextField("Title", limit=10)
    shown(field)
    qtbot.keyClicks(line_of(field), "Linen shirt")
    assert "11 / 10" in words_of(field)
    field.set_limit(80)
    assert "11 / 80" in words_of(field)
    assert field.read() == "Linen shirt"


def test_several_lines_are_saved_as_they_stand(shown, qtbot):
    field = TextField("Description", lines=4)
    committed, _elsewhere = shown(field)
    field.findChild(QPlainTextEdit).setPlainText("One\n<b>two</b>")
    field.flush()
    assert committed == ["One\n<b>two</b>"]


def test_an_amount_is_whole_cents_and_is_tidied_when_it_is_left(shown, qtbot):
    field = MoneyField("Price")
    committed, elsewhere = shown(field)
    line_of(field).setFocus()
    qtbot.waitUntil(line_of(field).hasFocus)
    qtbot.keyClicks(line_of(field), "48,5")
    elsewhere.setFocus()
    assert committed == [4850]
    assert line_of(field).text() == "$48.50"


def test_an_amount_that_is_none_says_so_beside_the_field(shown, qtbot):
    field = MoneyField("Price")
    committed, _elsewhere = shown(field)
    field.start(4800)
    line_of(field).setText("about 50")
    field.flush()
    assert committed == []
    assert any("is not a price" in words for words in words_of(field))
    assert "is not a price" in line_of(field).accessibleDescription()
    line_of(field).setText("")
    field.flush()
    assert committed == [None]
    assert not any("is not a price" in words for words in words_of(field))


def test_a_choice_is_found_by_a_part_of_it_and_told_by_its_value(shown, qtbot):
    field = ChoiceField("Condition", [("uln", "Like new"), ("ug", "Good")])
    committed, _elsewhere = shown(field)
    combo = field.findChild(QComboBox)
    combo.completer().setCompletionPrefix("new")
    assert combo.completer().currentCompletion() == "Like new"
    qtbot.keyClicks(line_of(field), "good")
    field.flush()
    assert committed == ["ug"]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert committed == ["ug", "uln"]


def test_a_choice_of_none_of_them_is_refused_unless_it_is_free(shown, qtbot):
    strict, free = ChoiceField("Size", [("m", "M")]), ChoiceField("Bin", [("A3", "A3")], free=True)
    refused, _elsewhere = shown(strict)
    taken, _elsewhere = shown(free)
    for field in (strict, free):
        qtbot.keyClicks(line_of(field), "B7")
        field.flush()
    assert (refused, taken) == ([], ["B7"])
    assert any("not in the list" in words for words in words_of(strict))


def test_new_choices_leave_what_is_chosen(shown):
    field = ChoiceField("Category", [("dress", "Dress")])
    shown(field)
    field.start("dress")
    field.set_choices([("dress", "Dress"), ("skirt", "Skirt")])
    assert line_of(field).text() == "Dress"
    assert field.read() == "dress"


def test_a_weight_is_grams_whatever_the_unit(shown, qtbot):
    field = NumberUnitField("Weight")
    committed, _elsewhere = shown(field)
    field.start(454)
    assert line_of(field).text() == "454"
    field.prefer("oz")
    assert line_of(field).text() == "16"
    assert committed == []
    line_of(field).setText("8,5")
    field.flush()
    assert committed == [241]


@pytest.mark.parametrize("unit", ["cm", "in", "mm"])
@pytest.mark.parametrize("length_mm", [0, 10, 457, 965])
def test_looking_at_a_length_in_another_unit_does_not_change_it(shown, unit, length_mm):
    field = NumberUnitField("Length", LENGTH_UNITS)
    committed, _elsewhere = shown(field)
    field.start(length_mm)
    field.prefer(unit)
    field.prefer("cm")
    field.flush()
    assert committed == []
    assert field.value() == length_mm


def test_a_weight_that_is_no_number_says_so(shown):
    field = NumberUnitField("Weight")
    committed, _elsewhere = shown(field)
    line_of(field).setText("heavy")
    field.flush()
    assert committed == []
    assert any("is not a number" in words for words in words_of(field))


def test_tags_are_taken_off_by_a_click_and_no_more_than_allowed_are_offered(shown, qtbot):
    field = TagsField("Colours", [Tag("black", "Black", "#1b1b1b"), Tag("red", "Red", "#b02020")], most=2)
    committed, _elsewhere = shown(field)
    field.start(("black", "red"))
    chips = {chip.accessibleName(): chip for chip in field.findChildren(QWidget) if chip.accessibleName()}
    assert not chips["Add to Colours"].isVisible()
    qtbot.mouseClick(chips["Remove Black"], Qt.MouseButton.LeftButton)
    assert committed == [("red",)]
    assert chips["Add to Colours"].isVisible()


def test_a_tag_that_is_not_in_the_list_any_more_is_still_shown(shown):
    field = TagsField("Colours", [Tag("red", "Red")])
    shown(field)
    field.start(("teal",))
    assert field.read() == ("teal",)


def test_subjects_that_differ_are_mixed_until_something_is_typed(shown, qtbot):
    field = TextField("Brand")
    committed, _elsewhere = shown(field)
    field.start("Theory")
    field.set_mixed()
    assert (line_of(field).text(), line_of(field).placeholderText()) == ("", "mixed")
    field.flush()
    assert committed == []
    qtbot.keyClicks(line_of(field), "Theory")
    field.flush()
    assert committed == ["Theory"]


def test_ctrl_z_is_for_the_typing_while_there_is_any_and_then_for_the_catalog(shown, qtbot):
    from studio.ui.actions import Action, ActionSet

    field, undone = TextField("Title"), []
    shown(field)
    actions = ActionSet(field.window(), [Action(id="undo", text="Undo", shortcut="Ctrl+Z")])
    actions.bind("undo", lambda: undone.append(True))
    line_of(field).setFocus()
    qtbot.waitUntil(line_of(field).hasFocus)
    qtbot.keyClicks(line_of(field), "Dress")
    qtbot.keyClick(line_of(field), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    assert line_of(field).text() == ""
    field.flush()
    qtbot.keyClick(line_of(field), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_every_editor_has_the_name_of_its_field(shown):
    field = TextField("Title", hint="What a buyer searches for")
    shown(field)
    assert line_of(field).accessibleName() == "Title"
    assert line_of(field).accessibleDescription() == "What a buyer searches for"
