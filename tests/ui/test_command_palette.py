import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.ui.command_palette import CommandPalette, ranked
from studio.ui.entry import Entry

NAMES = ("Undo", "Import photos…", "Publish…", "Go to Packing", "Go to People", "Keyboard shortcuts", "Settings…")


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def entries(chosen):
    return [Entry(text=name, act=lambda name=name: chosen.append(name)) for name in NAMES]


@pytest.fixture
def open_palette(theme, qtbot, entries):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()

    def open_it(*providers):
        palette = CommandPalette(entries, providers, window)
        palette.open_over(window)
        return palette, palette.findChild(QLineEdit)

    return open_it


@pytest.mark.parametrize(
    ("typed", "first"),
    [("imp", "Import photos…"), ("pack", "Go to Packing"), ("shortcut", "Keyboard shortcuts"), ("pblish", "Publish…")],
)
def test_a_few_letters_find_an_action(entries, typed, first):
    assert ranked(typed, entries)[0].text == first


def test_what_begins_with_the_letters_comes_first(entries):
    assert ranked("set", entries)[0].text == "Settings…"


def test_nonsense_finds_nothing(entries):
    assert ranked("qqqqxxxx", entries) == []


def test_arrows_walk_the_list_while_typing_and_enter_does_it(open_palette, chosen, qtbot):
    palette, field = open_palette()
    qtbot.keyClicks(field, "go to")
    assert palette.found()[:2] == ["Go to Packing", "Go to People"]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["Go to People"]
    assert not palette.isVisible()


def test_escape_does_nothing_and_closes(open_palette, chosen, qtbot):
    palette, field = open_palette()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert chosen == []
    assert not palette.isVisible()


def test_providers_find_things_for_what_is_typed(open_palette, chosen, qtbot):
    def items(text):
        return [Entry(text="Theory wool shift dress", detail="TH-0412", act=lambda: chosen.append("TH-0412"))] * (
            "theory" in text
        )

    palette, field = open_palette(items)
    assert "Theory wool shift dress" not in palette.found()
    qtbot.keyClicks(field, "theory")
    assert "Theory wool shift dress" in palette.found()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["TH-0412"]


def test_what_is_in_hand_is_seen(open_palette, qtbot):
    palette, field = open_palette()
    before = palette.grab().toImage()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert palette.grab().toImage() != before
