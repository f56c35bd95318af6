from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.ui.actions import GLOBAL, REASONS, Action, ActionSet, clashes, tool_tip
from studio.ui.main_window import _page_actions
from studio.ui.pages import PAGES

EVERYWHERE = [*GLOBAL, *_page_actions(PAGES)]


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.id)
def test_no_two_actions_of_a_page_share_a_key(spec):
    assert clashes(EVERYWHERE, spec.load().actions_table) == []


def test_a_clash_is_noticed_however_it_is_written():
    assert clashes([Action(id="a", text="A", shortcut="Ctrl+Y")], [Action(id="b", text="B", shortcut="F2; ctrl+y")])
    assert clashes([Action(id="a", text="A")], [Action(id="a", text="B")]) == ["a"]


def test_the_two_faces_of_a_page_may_share_a_key():
    sheet = Action(id="a", text="A", shortcut="U", needs="sheet")
    assert clashes([], [sheet, Action(id="b", text="B", shortcut="U", needs="doubt")]) == []
    assert clashes([], [sheet, Action(id="b", text="B", shortcut="U", needs="photos")]) == ["U"]


def test_every_condition_has_its_reason():
    actions = [*EVERYWHERE, *(action for spec in PAGES for action in spec.load().actions_table)]
    assert [action.id for action in actions if action.needs and not (action.why or action.needs in REASONS)] == []


@pytest.fixture
def owner(theme, qtbot):
    owner = QWidget()
    owner.setLayout(QVBoxLayout())
    qtbot.addWidget(owner)
    return owner


REMOVE = Action(id="remove", text="Remove…", shortcut="Del", needs="selection")
NEW = Action(id="new", text="New item", shortcut="Ctrl+N")


def test_an_action_is_enabled_when_it_is_bound_and_its_condition_holds(owner):
    done = []
    actions = ActionSet(owner, [REMOVE, NEW])
    assert actions.unbound() == {"remove", "new"}
    actions.enable(frozenset({"selection"}))
    assert not actions.get("remove").isEnabled()
    actions.bind("remove", lambda: done.append("remove"))
    actions.enable(frozenset())
    assert not actions.get("remove").isEnabled()
    assert actions.get("remove").toolTip() == REASONS["selection"]
    actions.enable(frozenset({"selection"}))
    actions.get("remove").trigger()
    assert done == ["remove"]
    assert actions.get("remove").toolTip() == "Remove (Del)"


def test_a_key_works_wherever_the_keyboard_is_but_not_while_the_owner_is_hidden(theme, qtbot):
    window, page, elsewhere, done = QWidget(), QWidget(), QLineEdit(), []
    window.setLayout(QVBoxLayout())
    window.layout().addWidget(page)
    window.layout().addWidget(elsewhere)
    qtbot.addWidget(window)
    actions = ActionSet(page, [NEW])
    actions.bind("new", lambda: done.append(True))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    elsewhere.setFocus()
    qtbot.waitUntil(elsewhere.hasFocus)
    qtbot.keyClick(elsewhere, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]
    page.hide()
    qtbot.keyClick(elsewhere, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]


def test_a_menu_has_the_actions_in_order_and_lines_between(owner):
    actions = ActionSet(owner, [REMOVE, NEW])
    menu = actions.menu(["new", "", "remove"], owner)
    assert [entry.isSeparator() or entry.text() for entry in menu.actions()] == ["New item", True, "Remove…"]


def test_a_tool_tip_names_the_first_key():
    assert tool_tip(Action(id="redo", text="Redo", shortcut="Ctrl+Shift+Z; Ctrl+Y")).startswith("Redo (")
    assert tool_tip(Action(id="open", text="Open…")) == "Open"


def test_a_key_may_mean_something_else_on_a_face_that_is_never_there_at_the_same_time():
    sheet = Action(id="a", text="A", shortcut="U", needs="sheet")
    editor = Action(id="b", text="B", shortcut="U", needs="editor")
    both = Action(id="c", text="C", shortcut="U", needs="selection")
    assert clashes((), (sheet, editor)) == []
    assert clashes((), (sheet, both)) == ["U"]
    assert clashes((), (sheet, replace(sheet, id="d"))) == ["U"]
    assert clashes((), (sheet, replace(editor, id="a"))) == ["a"]
