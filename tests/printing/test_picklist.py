import pytest

from studio.printing.display_list import Page, Picture, Text
from studio.printing.fields import PickRow
from studio.printing.picklist import build_pages, walking_order
from studio.printing.stock import stock
from tests.printing.samples import pick_rows


def texts(page: Page) -> list[str]:
    return [mark.text for mark in page.placed[0].content.marks if isinstance(mark, Text)]


def test_bins_come_in_the_order_one_walks_them_and_strays_last() -> None:
    bins = ["A10", "", "B1", "A2", "a2 shelf"]
    assert sorted(bins, key=walking_order) == ["A2", "a2 shelf", "A10", "B1", ""]


def test_the_pieces_of_one_bin_stand_under_its_name() -> None:
    found = texts(build_pages(pick_rows("B", "A", "B"), stock("a4"), day="Friday")[0])
    assert [text for text in found if text in ("A", "B") or text.startswith("TH-")] == [
        "A",
        "TH-0001",
        "B",
        "TH-0000",
        "TH-0002",
    ]


def test_the_head_says_the_day_and_how_much_there_is_to_fetch() -> None:
    found = texts(build_pages(pick_rows("A", "A", "B"), stock("a4"), day="Friday, 3 July")[0])
    assert found[:2] == ["Pick list", "Friday, 3 July · 3 pieces · 2 orders"]


def test_a_bin_that_goes_on_is_named_again_on_the_next_page() -> None:
    pages = build_pages(pick_rows(*["A3"] * 40), stock("letter"), day="Friday")
    assert len(pages) == 3
    assert "A3, continued" in texts(pages[1])
    assert texts(pages[2])[-1] == "Page 3 of 3"


def test_no_piece_is_lost_between_pages() -> None:
    pages = build_pages(pick_rows(*[f"A{n // 3}" for n in range(100)]), stock("a4"), day="Friday")
    skus = [text for page in pages for text in texts(page) if text.startswith("TH-")]
    assert skus == sorted(skus)
    assert len(skus) == 100


@pytest.mark.parametrize("count", range(1, 40))
def test_no_bin_name_stands_alone_at_the_foot_of_a_page(count: int) -> None:
    pages = build_pages(pick_rows(*["A"] * count, *["B"] * 30), stock("letter"), day="Friday")
    for page in pages:
        assert texts(page)[-2] not in ("A", "B", "A, continued", "B, continued")


def test_every_mark_lies_on_the_paper() -> None:
    for page in build_pages(pick_rows(*["A3"] * 60), stock("letter"), day="Friday"):
        for mark in page.placed[0].content.marks:
            if isinstance(mark, Text):
                assert mark.frame.x_mm >= 10
                assert mark.frame.x_mm + mark.frame.width_mm <= page.width_mm - 10
                assert mark.frame.y_mm + mark.frame.height_mm <= page.height_mm - 10


def test_an_empty_list_says_so() -> None:
    pages = build_pages([], stock("a4"), day="Friday")
    assert len(pages) == 1
    assert "Nothing to fetch." in texts(pages[0])


def test_a_piece_may_be_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    picture = tmp_path_factory.mktemp("pictures") / "a.jpg"
    row = PickRow(bin="A", sku="TH-1", title="", size="", order="#1", picture=picture)
    marks = build_pages([row], stock("a4"), day="Friday")[0].placed[0].content.marks
    assert [mark.source for mark in marks if isinstance(mark, Picture)] == [picture]
