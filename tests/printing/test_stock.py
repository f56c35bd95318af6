import csv
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import UserError
from studio.printing.stock import read_stocks, stock, stocks, stocks_for


def row(**changes: Any) -> dict[str, Any]:
    return {
        "unit": "in",
        "stocks": [
            {"key": "x", "name": "X", "feed": "sheet", "uses": ["sku"], "source": "made up"}
            | {"page": [8.5, 11], "label": [2, 1], "grid": [3, 10], "start": [1, 0.5], "pitch": [2, 1]}
            | changes
        ],
    }


def test_labels_go_along_the_rows_and_then_down() -> None:
    cells = list(islice(stock("avery-5160").cells(), 4))
    assert [(round(cell.x_mm, 2), round(cell.y_mm, 2)) for cell in cells] == [
        (3.97, 12.7),
        (74.61, 12.7),
        (145.26, 12.7),
        (3.97, 38.1),
    ]


def test_a_half_used_sheet_is_finished_before_the_next_begins() -> None:
    cells = list(islice(stock("avery-5160").cells(28), 4))
    assert [cell.page for cell in cells] == [0, 0, 1, 1]
    assert cells[2] == next(stock("avery-5160").cells()).__class__(
        page=1, x_mm=cells[2].x_mm, y_mm=12.7, width_mm=cells[2].width_mm, height_mm=25.4
    )


@pytest.mark.parametrize("skip", [-1, 30])
def test_a_start_beside_the_sheet_is_refused(skip: int) -> None:
    with pytest.raises(UserError, match="labels 1 to 30"):
        next(stock("avery-5160").cells(skip))


def test_every_label_of_every_stock_lies_on_its_page_and_on_no_other() -> None:
    for known in stocks().values():
        cells = list(islice(known.cells(), known.per_page))
        assert {cell.page for cell in cells} == {0}
        for cell in cells:
            assert cell.x_mm + cell.width_mm <= known.page_mm[0] + 0.05
            assert cell.y_mm + cell.height_mm <= known.page_mm[1] + 0.05
        for one, other in pairwise(cells):
            assert other.x_mm >= one.x_mm + one.width_mm - 0.05 or other.y_mm >= one.y_mm + one.height_mm - 0.05


def test_a_stock_answers_to_the_numbers_that_are_the_same_sheet() -> None:
    assert stock("avery-8160") is stock("avery-5160")


def test_an_unknown_stock_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"“avery-1”.*roll-4x6"):
        stock("avery-1")


def test_every_use_has_a_sheet_and_the_two_papers() -> None:
    assert {known.key for known in stocks_for("page")} == {"letter", "a4", "a5"}
    for use in ("shipping", "sku", "card"):
        assert any(known.feed == "sheet" for known in stocks_for(use))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"grid": [4, 10]}, "run past the page across"),
        ({"grid": [3, 11]}, "run past the page down"),
        ({"pitch": [1.5, 1]}, "lie on one another across"),
        ({"label": [0, 1]}, "is not positive"),
        ({"start": [-1, 0]}, "is not positive"),
        ({"feed": "stack"}, "x.json, row 1: feed must be one of sheet, roll"),
    ],
)
def test_a_stock_that_cannot_be_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_stocks(row(**changes), where="x.json")


def test_a_file_without_a_unit_is_refused() -> None:
    with pytest.raises(UserError, match="must have a unit"):
        read_stocks(row() | {"unit": "cm"}, where="x.json")


def test_the_sheets_agree_with_the_collected_facts(shared: Path) -> None:
    with (shared / "facts" / "label_stock.csv").open(encoding="utf-8", newline="") as file:
        facts = {(row["brand"].lower(), row["part"].lower()): row for row in csv.DictReader(file)}
    compared = 0
    for known in stocks().values():
        brand, _dash, part = known.key.partition("-")
        fact = facts.get((brand, part))
        if fact is None or known.feed != "sheet":
            continue
        compared += 1
        wanted = [
            float(fact[name]) for name in ("page_w_mm", "page_h_mm", "label_w_mm", "label_h_mm", "x0_mm", "y0_mm")
        ]
        assert [*known.page_mm, *known.label_mm, *known.start_mm] == pytest.approx(wanted, abs=0.02)
        assert list(known.grid) == [int(fact["nx"]), int(fact["ny"])]
    assert compared >= 14
