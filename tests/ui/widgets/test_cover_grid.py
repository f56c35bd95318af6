import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible

from studio.domain.operation import Kind
from studio.ui.models.paged_model import Column, PagedModel
from studio.ui.widgets import Cover, CoverGrid
from studio.ui.widgets.grid_layout import GridLayout


def model_of(count):
    model = PagedModel(
        kind=Kind.ITEM,
        columns=(Column("Title", lambda one: f"Piece {one}"),),
        fetch=lambda ids: list(ids),
        id_of=lambda one: one,
        spoken=lambda one: f"Piece {one}, $24, live",
    )
    model.set_ids(str(number) for number in range(count))
    return model


@pytest.fixture
def grid_of(context, qtbot):
    def make(count, picture=""):
        painted = []

        def cover_of(one):
            painted.append(one)
            return Cover(picture=picture, headline="$24", state="live", title=f"Piece {one}")

        grid = CoverGrid(model_of(count), cover_of, context.thumbnails)
        grid.painted = painted
        grid.resize(860, 640)
        qtbot.addWidget(grid)
        with qtbot.waitExposed(grid):
            grid.show()
        return grid

    return make


def middle_of(grid, row):
    return grid.visualRect(grid.model().index(row, 0)).center()


def test_only_what_is_seen_is_painted_of_a_hundred_thousand(grid_of):
    grid = grid_of(100_000)
    assert 0 < len(set(grid.painted)) < 40
    grid.painted.clear()
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.viewport().repaint()
    assert "99999" in grid.painted
    assert len(set(grid.painted)) < 40


def test_every_card_is_found_where_it_is_painted(grid_of):
    grid = grid_of(50)
    for row in range(6):
        assert grid.indexAt(middle_of(grid, row)).row() == row
    assert not grid.indexAt(QPoint(2, 2)).isValid()


def test_the_mouse_chooses_one_a_range_and_single_ones(grid_of, qtbot):
    grid, told = grid_of(50), []
    grid.selection_changed.connect(told.append)

    def click(row, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifier, middle_of(grid, row))

    click(1)
    click(4, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selected_ids() == ["1", "2", "3", "4"]
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert grid.selected_ids() == ["1", "3", "4"]
    click(1, Qt.KeyboardModifier.ShiftModifier)
    assert told[0] == ["1"]
    click(0)
    assert grid.selected_ids() == ["0"]


def test_a_range_may_go_backwards_over_lines(grid_of, qtbot):
    grid = grid_of(50)
    line = GridLayout(count=50, width=grid.viewport().width(), least_width=176).columns
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, line))
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, shift, middle_of(grid, line - 1))
    assert grid.selected_ids() == [str(line - 1), str(line)]


def test_the_keyboard_walks_lines_and_columns(grid_of, qtbot):
    grid = grid_of(100)
    line = GridLayout(count=100, width=grid.viewport().width(), least_width=176).columns
    grid.setFocus()
    grid.select_ids(["0"])
    for key, row in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 1 + line),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 99),
        (Qt.Key.Key_Down, 99),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(grid, key)
        assert grid.selected_ids() == [str(row)]
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.currentIndex().row() >= line
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.selected_ids()) == 100


def test_what_the_keyboard_reaches_is_scrolled_into_sight(grid_of, qtbot):
    grid = grid_of(1_000)
    grid.setFocus()
    grid.select_ids(["500"])
    assert grid.viewport().rect().contains(grid.visualRect(grid.model().index(500, 0)))
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.viewport().rect().contains(grid.visualRect(grid.model().index(0, 0)))


def test_enter_and_a_double_click_open(grid_of, qtbot):
    grid, opened = grid_of(10), []
    grid.opened.connect(opened.append)
    grid.select_ids(["3"])
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 1))
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 1))
    assert opened == ["3", "1"]


def test_what_is_chosen_stays_chosen_when_other_rows_come(grid_of):
    grid, told = grid_of(20), []
    grid.select_ids(["3", "4", "9"])
    grid.selection_changed.connect(told.append)
    grid.model().set_ids(["9", "8", "4", "3", "1"])
    assert grid.selected_ids() == ["9", "4", "3"]
    grid.model().set_ids(["9", "1"])
    assert grid.selected_ids() == ["9"]
    assert told[-1] == ["9"]


def test_a_picture_is_shown_as_soon_as_it_is_there(grid_of, picture, context, qtbot):
    file = picture("dress", "#aa2020")
    grid = grid_of(1, str(file))
    spot = grid.visualRect(grid.model().index(0, 0)).center() - QPoint(0, 60)
    qtbot.waitUntil(lambda: grid.viewport().grab().toImage().pixelColor(spot).name() == "#aa2020")


def test_every_card_says_what_it_is(grid_of):
    grid = grid_of(30)
    told = QAccessible.queryAccessibleInterface(grid)
    assert told.text(QAccessible.Text.Name) == "Items"
    assert told.child(4).text(QAccessible.Text.Name) == "Piece 4, $24, live"


def test_pieces_are_dragged_out_as_the_page_says(grid_of, monkeypatch):
    grid, dragged = grid_of(5), []
    monkeypatch.setattr("studio.ui.widgets.cover_grid.QDrag", lambda source: Dragged(dragged))
    grid.select_ids(["1", "2"])
    grid.startDrag(Qt.DropAction.CopyAction)
    assert dragged == []
    grid.drag_mime = lambda ids: _text(",".join(ids))
    grid.startDrag(Qt.DropAction.CopyAction)
    assert dragged == ["1,2"]


class Dragged:
    """Stands in for a drag, which waits for a mouse that a test does not have."""

    def __init__(self, dragged):
        self._dragged = dragged

    def setMimeData(self, mime):  # noqa: N802
        self._dragged.append(mime.text())

    def exec(self, action):
        return action


def _text(words):
    mime = QMimeData()
    mime.setText(words)
    return mime


@pytest.mark.parametrize("width", [200, 640, 860, 1600])
@pytest.mark.parametrize("count", [0, 1, 7, 100_000])
def test_the_arithmetic_of_the_grid_agrees_with_itself(width, count, qapp):
    grid = GridLayout(count=count, width=width, least_width=176)
    last = max(0, count - 1)
    for number in {0, 1, grid.columns, last // 2, last} if count else ():
        if number < count:
            assert grid.at(grid.rect_of(number).center()) == number
            assert number in grid.numbers_in(grid.rect_of(number))
    assert grid.at(QPoint(0, 0)) is None
    assert list(grid.numbers_in(QRect(0, grid.height + 500, width, 100))) == []
    if count:
        assert grid.rect_of(last).bottom() < grid.height
        assert grid.rect_of(grid.columns - 1).right() < width


def test_a_grid_that_is_gone_does_not_hear_of_pictures(context, qtbot):
    cover = Cover(picture="", headline="", state="live", title="")
    grid = CoverGrid(model_of(1), lambda one: cover, context.thumbnails)
    grid.deleteLater()
    qtbot.wait(10)
    context.thumbnails.arrived.emit("any")
