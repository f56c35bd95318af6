from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from studio.domain.operation import Kind, Op, Touched
from studio.ui.models.paged_model import PAGE, Column, ObjectRole, PagedModel, SortRole, runs


@dataclass
class Piece:
    id: str
    title: str
    price_minor: int


class Shop:
    """Pieces by id, with a note of how many were fetched at a time."""

    def __init__(self, count):
        self.pieces = {str(n): Piece(str(n), f"Piece {n}", n * 100) for n in range(count)}
        self.fetched = []
        self.model = PagedModel(
            kind=Kind.ITEM,
            columns=(
                Column("Title", lambda piece: piece.title),
                Column(
                    "Price",
                    lambda piece: f"${piece.price_minor / 100:.2f}",
                    lambda piece: piece.price_minor,
                    right=True,
                ),
            ),
            fetch=self._fetch,
            id_of=lambda piece: piece.id,
            spoken=lambda piece: f"{piece.title}, {piece.price_minor // 100} dollars",
        )
        self.model.set_ids(self.pieces)

    def _fetch(self, ids):
        self.fetched.append(len(ids))
        return [self.pieces[one] for one in reversed(ids) if one in self.pieces]


@pytest.fixture
def shop(qapp):
    return Shop(1_000)


def test_it_is_a_sound_model(shop, qtmodeltester):
    qtmodeltester.check(shop.model)


def test_an_empty_one_is_sound_too(qtmodeltester, qapp):
    qtmodeltester.check(Shop(0).model)


def test_rows_are_fetched_by_the_page(shop):
    assert shop.model.index(450, 0).data() == "Piece 450"
    assert shop.model.index(599, 0).data() == "Piece 599"
    assert shop.fetched == [PAGE]


def test_pages_that_were_looked_at_long_ago_are_let_go(qapp):
    shop = Shop(PAGE * 30)
    for page in range(30):
        shop.model.index(page * PAGE, 0).data()
    shop.model.index(0, 0).data()
    assert len(shop.fetched) == 31


def test_refresh_repaints_what_was_touched_and_nothing_else(shop, qtbot):
    shop.model.index(450, 0).data()
    shop.pieces["450"] = Piece("450", "New title", 1)
    painted = []
    shop.model.dataChanged.connect(lambda first, last, roles: painted.append((first.row(), last.row())))
    shop.model.refresh(Touched(Op.EDIT_ITEM, {Kind.ITEM: frozenset({"450", "451", "7", "gone"})}))
    shop.model.refresh(Touched(Op.EDIT_PHOTOS, {Kind.PHOTO: frozenset({"450"})}))
    assert painted == [(7, 7), (450, 451)]
    assert shop.model.index(450, 0).data() == "New title"


def test_a_row_that_went_away_since_is_blank(shop):
    del shop.pieces["3"]
    assert shop.model.object_at(3) is None
    assert shop.model.index(3, 0).data() is None


def test_objects_sort_values_words_and_sides_come_by_their_roles(shop):
    index = shop.model.index(5, 1)
    assert index.data(ObjectRole) is shop.pieces["5"]
    assert index.data(SortRole) == 500
    assert index.data() == "$5.00"
    assert shop.model.index(5, 0).data(SortRole) == "Piece 5"
    assert shop.model.index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Piece 5, 5 dollars"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert shop.model.headerData(1, Qt.Orientation.Horizontal) == "Price"


def test_the_same_ids_again_reset_nothing(shop, qtbot):
    with qtbot.assertNotEmitted(shop.model.modelReset):
        shop.model.set_ids(list(shop.pieces))
    with qtbot.waitSignal(shop.model.modelReset):
        shop.model.set_ids(reversed(shop.pieces))
    assert shop.model.row_of("999") == 0
    assert shop.model.row_of("nobody") is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([], []), ([4], [(4, 4)]), ([1, 2, 3], [(1, 3)]), ([0, 2, 3, 9], [(0, 0), (2, 3), (9, 9)])],
)
def test_neighbours_are_told_at_once(rows, expected):
    assert runs(rows) == expected
