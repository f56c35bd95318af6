import pytest
from PySide6.QtCore import Qt

from studio.domain.operation import Kind
from studio.ui.models.paged_model import Column, PagedModel
from studio.ui.widgets import TableView


@pytest.fixture
def table(theme, qtbot):
    model = PagedModel(
        kind=Kind.ITEM,
        columns=(Column("Title", lambda one: f"Piece {one}"), Column("Price", lambda one: f"${one}", right=True)),
        fetch=lambda ids: list(ids),
        id_of=lambda one: one,
    )
    model.set_ids(str(number) for number in range(1_000))
    table = TableView(model, "Items")
    table.resize(500, 400)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_rows_are_chosen_whole_and_told(table, qtbot):
    told = []
    table.selection_changed.connect(told.append)
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(3, 1)).center()
    )
    assert told == [["3"]]
    assert table.selected_ids() == ["3"]


def test_what_is_chosen_stays_chosen_in_another_order(table):
    table.select_ids(["3", "7"])
    table.model().set_ids(str(number) for number in range(9, 0, -1))
    assert table.selected_ids() == ["7", "3"]


def test_enter_and_a_double_click_open(table, qtbot):
    opened = []
    table.opened.connect(opened.append)
    table.select_ids(["5"])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["5", "2"]


def test_a_column_asks_to_be_sorted_by(table):
    asked = []
    table.sorted_by.connect(lambda column, descending: asked.append((column, descending)))
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert asked == [(1, True)]


def test_tab_leaves_the_table(table):
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "Items"
