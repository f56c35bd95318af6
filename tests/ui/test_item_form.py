"""The form of an Item, or of several: what is typed is saved, what comes meanwhile does not disturb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.domain.item import Condition, Item
from studio.services import history, items
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.item_form import ItemForm
from studio.ui.page import PageContext
from studio.ui.widgets import NumberUnitField

_WAIT_MS = 20_000


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def make(kit: Callable[..., PageContext], studio: Studio, qtbot: QtBot) -> Iterator[Callable[..., ItemForm]]:
    """Make a form of some fields in a window that is shown."""
    windows: list[QWidget] = []

    def make(*names: str) -> ItemForm:
        form = ItemForm(kit(studio), names, editor="test")
        window = QWidget()
        QVBoxLayout(window)
        layout = window.layout()
        assert layout is not None
        for field in form.fields.values():
            layout.addWidget(field)
        qtbot.addWidget(window)
        window.show()
        windows.append(window)
        return form

    yield make
    windows.clear()


def line(form: ItemForm, name: str) -> QLineEdit:
    editor = form.fields[name].focusProxy()
    found = editor if isinstance(editor, QLineEdit) else form.fields[name].findChild(QLineEdit)
    assert found is not None
    return found


def stored(studio: Studio, item: Item) -> Item:
    return items.load(studio, item.id)


def test_typing_is_saved_and_several_pauses_are_one_step(
    make: Callable[..., ItemForm], studio: Studio, qtbot: QtBot
) -> None:
    item = items.add(studio, title="Dress")
    form = make("title")
    form.show([item])
    for text in (" of", " wool"):
        qtbot.keyClicks(line(form, "title"), text[1:])
        form.flush()
    qtbot.waitUntil(lambda: len(stored(studio, item).title) == len("Dress") + 6, timeout=_WAIT_MS)
    history.undo(studio)
    assert stored(studio, item).title == "Dress"


def test_what_is_typed_is_told_before_it_is_saved(make: Callable[..., ItemForm], studio: Studio, qtbot: QtBot) -> None:
    item = items.add(studio, price_minor=100)
    form = make("price_minor")
    form.show([item])
    told: list[tuple[str, object]] = []
    form.live.connect(lambda name, value: told.append((name, value)))
    line(form, "price_minor").selectAll()
    qtbot.keyClicks(line(form, "price_minor"), "68")
    assert told[-1] == ("price_minor", 6800)
    assert stored(studio, item).price_minor == 100


def test_another_piece_gets_nothing_of_what_was_typed_for_the_first(
    make: Callable[..., ItemForm], studio: Studio, qtbot: QtBot
) -> None:
    first, second = items.add(studio, bin="A1"), items.add(studio, bin="B2")
    form = make("bin")
    form.show([first])
    line(form, "bin").selectAll()
    qtbot.keyClicks(line(form, "bin"), "C3")
    form.show([second])
    qtbot.waitUntil(lambda: stored(studio, first).bin == "C3", timeout=_WAIT_MS)
    assert stored(studio, second).bin == "B2"
    assert form.fields["bin"].value() == "B2"


def test_mixed_goes_to_all_and_comes_back_with_undo(
    make: Callable[..., ItemForm], studio: Studio, qtbot: QtBot
) -> None:
    both = [items.add(studio, condition=Condition.GOOD), items.add(studio, condition=None)]
    form = make("condition", "bin")
    form.show(both)
    assert line(form, "condition").placeholderText() == "mixed"
    assert line(form, "bin").placeholderText() != "mixed"
    line(form, "condition").setText("Good, gently worn")
    form.fields["condition"]._typed()
    form.flush()
    qtbot.waitUntil(lambda: stored(studio, both[1]).condition is Condition.GOOD, timeout=_WAIT_MS)
    form.show([stored(studio, item) for item in both])
    assert form.fields["condition"].value() == Condition.GOOD.value
    history.undo(studio)
    form.show([stored(studio, item) for item in both])
    assert line(form, "condition").placeholderText() == "mixed"


def test_what_differs_elsewhere_does_not_stop_the_typing(
    make: Callable[..., ItemForm], studio: Studio, qtbot: QtBot
) -> None:
    both = [items.add(studio, title="One"), items.add(studio, title="Two")]
    form = make("title")
    form.show(both)
    qtbot.keyClicks(line(form, "title"), "Both")
    items.edit(studio, [both[0].id], {"title": "Eins"})
    form.show([stored(studio, item) for item in both])
    assert line(form, "title").text() == "Both"
    form.flush()
    qtbot.waitUntil(lambda: {stored(studio, item).title for item in both} == {"Both"}, timeout=_WAIT_MS)


def test_sizes_are_those_of_the_category(make: Callable[..., ItemForm], studio: Studio) -> None:
    form = make("size", "category")
    path = next(path for path in form.rules.categories.value if path.endswith("Dresses"))
    category = form.rules.category(path)
    assert category is not None
    form.show([items.add(studio, category=path)])
    box = form.fields["size"].findChild(QComboBox)
    assert box is not None
    assert [box.itemText(row) for row in range(box.count())] == list(category.sizes)


def test_weights_are_in_the_sellers_unit(make: Callable[..., ItemForm], studio: Studio) -> None:
    item = items.add(studio, weight_g=340)
    form = make("weight_g")
    form.show([item])
    assert line(form, "weight_g").text() == "12"
    studio.settings.set(schema.WEIGHT_UNIT, "g")
    form = make("weight_g")
    form.show([item])
    assert isinstance(form.fields["weight_g"], NumberUnitField)
    assert line(form, "weight_g").text() == "340"


def test_what_is_wrong_is_said_and_what_is_missing_is_not(make: Callable[..., ItemForm], studio: Studio) -> None:
    form = make("title", "brand")
    form.show([items.add(studio, title="x" * 100)])
    form.say(lambda name: f"Mend the {name}.")
    assert line(form, "title").accessibleDescription() == "Mend the title."
    assert line(form, "brand").accessibleDescription() == ""
