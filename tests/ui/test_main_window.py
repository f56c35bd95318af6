import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.base.jobs import Lane
from studio.domain.operation import Kind, Op, Touched
from studio.ui.actions import Action
from studio.ui.command_palette import CommandPalette
from studio.ui.entry import Entry
from studio.ui.frame import SyncNote
from studio.ui.jobs_panel import JobsPanel
from studio.ui.main_window import MainWindow
from studio.ui.page import Page, PageSpec
from studio.ui.shortcut_sheet import ShortcutSheet
from studio.ui.widgets import GhostButton, IconButton, PlainLabel, PrimaryButton, SearchField, TextField
from tests.ui.accessible import nameless, small


class Notebook(Page):
    """A page that writes down what the window does with it."""

    def __init__(self, context):
        super().__init__(context)
        self.log = []
        self.chosen = False
        self.field = TextField("Title")
        self.field.committed.connect(lambda value: self.log.append(("committed", value)))
        self.setLayout(QVBoxLayout())
        self.layout().addWidget(self.field)
        for action in self.actions_table:
            self.on(action.id, lambda action_id=action.id: self.log.append(("did", action_id)))

    def shown(self):
        self.log.append("shown")

    def hidden(self):
        self.log.append("hidden")

    def refresh(self, touched):
        self.log.append(("refresh", sorted(touched.of(Kind.ITEM))))

    def open_entity(self, kind, entity_id):
        self.log.append(("open", kind, entity_id))


class ClosetPage(Notebook):
    actions_table = (
        Action(id="closet.new", text="New item", shortcut="Ctrl+N"),
        Action(id="closet.remove", text="Remove", shortcut="Del", needs="selection"),
    )

    def title(self):
        return "Closet"

    def search_hint(self):
        return "Search 24 items"

    def search(self, text):
        self.log.append(("search", text))

    def page_bar_widgets(self):
        return [self.button("closet.new", PrimaryButton)]

    def inspector(self):
        return PlainLabel("What is chosen")

    def conditions(self):
        return frozenset({"selection"} if self.chosen else ())

    def drop_files(self, paths):
        self.log.append(("drop", paths))
        return True


class TodayPage(Notebook):
    actions_table = (Action(id="today.offline", text="Work offline"),)

    def title(self):
        return "Good afternoon"


SPECS = (
    PageSpec(id="today", title="Today", icon="today", load=lambda: TodayPage),
    PageSpec(id="closet", title="Closet", icon="closet", load=lambda: ClosetPage, opens=frozenset({Kind.ITEM})),
    PageSpec(id="outbox", title="Outbox", icon="outbox", load=lambda: Notebook),
)


@pytest.fixture
def window(context, frame, qtbot):
    frame.waiting = {"closet": 3}
    window = MainWindow(context, SPECS, frame)
    qtbot.addWidget(window)
    window.host.go("today")
    with qtbot.waitSignal(window.completed):
        window.show()
    window.activateWindow()
    return window


def touched(*ids):
    return Touched(Op.EDIT_ITEM, {Kind.ITEM: frozenset(ids)})


def texts(window):
    return [label.text() for label in window.findChildren(PlainLabel) if label.isVisible()]


def test_a_page_is_built_when_it_is_first_gone_to(context, frame, qtbot):
    built = []

    def load():
        built.append(True)
        return TodayPage

    window = MainWindow(context, [PageSpec(id="today", title="Today", icon="today", load=load)], frame)
    qtbot.addWidget(window)
    assert built == []
    window.host.go("today")
    window.host.go("today")
    assert built == [True]


def test_ctrl_and_a_number_go_to_a_page(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.host.current_id == "closet"
    assert window.host.page("today").log == ["shown", "hidden"]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.host.current_id == "today"


def test_a_hidden_page_hears_of_everything_at_once_when_it_comes_back(window, context, qtbot):
    closet = window.host.page("closet")
    context.events.publish(touched("a"))
    context.events.publish(touched("b"))
    today = window.host.page("today")
    qtbot.waitUntil(lambda: ("refresh", ["b"]) in today.log)
    assert closet.log == []
    window.host.go("closet")
    assert closet.log == [("refresh", ["a", "b"]), "shown"]
    window.host.go("today")
    window.host.go("closet")
    assert closet.log[2:] == ["hidden", "shown"]


def test_opening_a_thing_goes_to_its_page(window, context):
    context.navigator.open(Kind.ITEM, "abc")
    assert window.host.current_id == "closet"
    assert window.host.page("closet").log[-1] == ("open", Kind.ITEM, "abc")
    context.navigator.open(Kind.ITEM, "abc", "outbox")
    assert window.host.current_id == "outbox"
    context.navigator.go("today")
    assert window.host.current_id == "today"


def test_the_search_field_is_there_where_a_page_searches(window, qtbot):
    visible = [field for field in window.findChildren(SearchField) if field.isVisible()]
    assert visible == []
    assert not window.actions_everywhere.get("search").isEnabled()
    window.host.go("closet")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    (field,) = [field for field in window.findChildren(SearchField) if field.isVisible()]
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "dress")
    qtbot.waitUntil(lambda: ("search", "dress") in window.host.page("closet").log)


def test_a_button_is_enabled_with_its_action_and_says_why_not(window):
    window.host.go("closet")
    page = window.host.page("closet")
    remove = page.button("closet.remove", GhostButton)
    page.layout().addWidget(remove)
    assert not remove.isEnabled()
    assert remove.toolTip() == "Choose something in the list first."
    page.chosen = True
    page.conditions_changed()
    remove.click()
    assert page.log[-1] == ("did", "closet.remove")


def test_the_inspector_folds_away_and_stays_so(window, context, frame, qtbot):
    window.host.go("closet")
    assert "What is chosen" in texts(window)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert "What is chosen" not in texts(window)
    window.host.go("today")
    assert not window.actions_everywhere.get("inspector").isEnabled()
    window.close()
    again = MainWindow(context, SPECS, frame)
    qtbot.addWidget(again)
    again.host.go("closet")
    again.show()
    again.complete()
    assert "What is chosen" not in texts(again)


def test_undo_and_redo_are_named_and_say_what_they_did(window, context, frame, qtbot):
    assert not window.actions_everywhere.get("undo").isEnabled()
    frame.steps.append("edit price of 12 items")
    context.events.publish(touched("a"))
    qtbot.waitUntil(lambda: window.actions_everywhere.get("undo").text() == "Undo edit price of 12 items")
    told = []
    context.notices.toasted.connect(lambda toast: told.append(toast.text))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: told == ["Undone: edit price of 12 items"])
    context.events.publish(touched("a"))
    qtbot.waitUntil(lambda: window.actions_everywhere.get("redo").isEnabled())
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: told[1:] == ["Done again: edit price of 12 items"])
    assert frame.steps == ["edit price of 12 items"]


def test_the_frame_is_read_again_after_an_operation(window, context, frame, qtbot):
    frame.note = SyncNote(state="needs", text="Offline since 14:02 · 12 changes waiting")
    frame.waiting = {"closet": 4}
    context.events.publish(touched("a"))

    def names():
        return [widget.accessibleName() for widget in window.findChildren(QWidget)]

    qtbot.waitUntil(lambda: "Sync: Offline since 14:02 · 12 changes waiting" in names())
    assert "Closet, 4 waiting" in names()
    assert "1,284 items · 5,902 photos" in texts(window)


def test_a_running_job_is_shown_and_can_be_stopped(window, context, qtbot):
    started = threading.Event()

    def cleaning(job):
        started.set()
        number = 0
        while True:
            number += 1
            job.report(14, 60, str(number))

    context.submit("Cleaning", Lane.NET, cleaning, owner=window)
    started.wait(5)

    def shown(start):
        return [
            one for one in window.findChildren(QWidget) if one.isVisible() and one.accessibleName().startswith(start)
        ]

    qtbot.waitUntil(lambda: bool(shown("Jobs: Cleaning 14 of 60")))
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    panel = window.findChild(JobsPanel)
    (stop,) = [button for button in panel.findChildren(IconButton) if button.accessibleName() == "Stop Cleaning"]
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown("Jobs: ") == [])
    qtbot.waitUntil(lambda: "Cleaning · stopped" in [label.text() for label in panel.findChildren(PlainLabel)])


def test_the_palette_knows_the_actions_of_every_page(window, qtbot):
    window.add_provider(lambda text: [Entry(text="Theory wool shift dress", act=lambda: None)])
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "new item")
    assert palette.found()[0] == "New item"
    assert palette.found()[-1] == "Theory wool shift dress"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.host.current_id == "closet"
    assert window.host.page("closet").log[-1] == ("did", "closet.new")


def test_the_shortcut_sheet_lists_every_key(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    listed = [label.text() for label in sheet.findChildren(PlainLabel)]
    assert {"Everywhere", "Closet", "New item", "Remove", "Undo", "Go to Outbox"} <= set(listed)
    assert "Work offline" not in listed
    sheet.close()


def test_what_only_the_settings_know_is_asked_for(window, qtbot):
    for key, signal in ((Qt.Key.Key_Comma, window.settings_asked), (Qt.Key.Key_L, window.theme_asked)):
        modifiers = Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_L:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        with qtbot.waitSignal(signal):
            qtbot.keyClick(window, key, modifiers)


def test_closing_saves_what_is_being_typed(window, qtbot):
    page = window.host.page("today")
    line = page.field.findChild(QLineEdit)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "Dress")
    window.close()
    assert page.log[-1] == ("committed", "Dress")


def test_files_dropped_anywhere_reach_the_page_that_takes_them(window, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "photos"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert window.host.page("closet").log[-1] == ("drop", [Path(tmp_path / "photos")])


def test_a_notice_is_reached_by_the_keyboard(window, context, qtbot):
    context.notices.toast("3 items removed", undo=lambda: None)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_N, keys)
    (undo,) = [button for button in window.findChildren(GhostButton) if button.text() == "Undo"]
    qtbot.waitUntil(undo.hasFocus)


def test_the_first_paint_does_not_wait_for_the_inspector(context, frame, qtbot):
    window = MainWindow(context, SPECS, frame)
    qtbot.addWidget(window)
    window.host.go("closet")
    assert "What is chosen" not in [label.text() for label in window.findChildren(PlainLabel)]
    with qtbot.waitSignals([window.first_painted, window.completed], order="strict"):
        window.show()
    assert "What is chosen" in texts(window)
    window.complete()
    assert texts(window).count("What is chosen") == 1


def test_everything_in_the_frame_has_a_name_and_can_be_hit(window, context):
    context.notices.toast("Saved", undo=lambda: None)
    context.notices.bar("sync", "You are offline.", act=("Look", lambda: None))
    window.host.go("closet")
    assert nameless(window) == []
    assert small(window) == []
    assert window.childAt(QPoint(10, 10)) is not None
