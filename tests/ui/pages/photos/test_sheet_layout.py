"""Trays and pictures lie where they should, for any number of groups at any width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from studio.ui.pages.photos.sheet_layout import LEAST_PX, MARGIN_PX, SheetLayout

COUNTS = st.lists(st.integers(1, 30), min_size=1, max_size=25)
WIDTHS = st.integers(160, 2400)


@given(COUNTS, WIDTHS)
def test_every_picture_lies_in_its_tray_and_on_no_other(counts: list[int], width: int) -> None:
    layout = SheetLayout(counts, width)
    assert [tray.count for tray in layout.trays] == counts
    seen: list[QRect] = []
    for tray in layout.trays:
        for number in tray.numbers:
            rect = layout.rect_of(number)
            assert tray.rect.contains(rect)
            assert not tray.header.intersects(rect)
            assert not any(rect.intersects(other) for other in seen)
            seen.append(rect)


@given(COUNTS, WIDTHS)
def test_trays_stay_inside_the_width_and_apart(counts: list[int], width: int) -> None:
    layout = SheetLayout(counts, width)
    for number, tray in enumerate(layout.trays):
        assert tray.rect.left() >= MARGIN_PX
        assert tray.rect.right() < max(width - MARGIN_PX, LEAST_PX + 24 + MARGIN_PX)
        assert not any(tray.rect.intersects(other.rect) for other in layout.trays[:number])
    assert layout.height > max(tray.rect.bottom() for tray in layout.trays)


@given(COUNTS, WIDTHS)
def test_what_is_painted_is_found_again_under_the_mouse(counts: list[int], width: int) -> None:
    layout = SheetLayout(counts, width)
    for number in range(layout.count):
        assert layout.at(layout.rect_of(number).center()) == number


@given(COUNTS, WIDTHS, st.integers(0, 6000), st.integers(1, 900))
def test_the_trays_in_a_band_are_all_that_touch_it(counts: list[int], width: int, top: int, height: int) -> None:
    layout = SheetLayout(counts, width)
    band = QRect(0, top, width, height)
    touching = {number for number, tray in enumerate(layout.trays) if tray.rect.intersects(band)}
    assert touching <= set(layout.trays_in(band))


def test_lines_are_filled_to_the_same_right_edge() -> None:
    layout = SheetLayout([2, 1, 2, 1, 2, 1, 1, 2, 1, 2, 1], 1000)
    tops = sorted({tray.rect.top() for tray in layout.trays})
    rights = [max(tray.rect.right() for tray in layout.trays if tray.rect.top() == top) for top in tops[:-1]]
    assert len(rights) > 1
    assert max(rights) - min(rights) < 12


def test_arrows_go_to_what_is_above_and_below() -> None:
    layout = SheetLayout([3, 9, 4], 700)
    tray = layout.trays[1]
    below = layout.beside(tray.first, 1)
    assert below == tray.first + tray.columns
    assert layout.beside(below, -1) == tray.first
    assert layout.beside(tray.first, -1) == 0
    assert layout.beside(0, -1) == 0
    last = layout.count - 1
    assert layout.beside(last, 1) == last


def test_a_place_is_before_the_picture_that_begins_right_of_the_mouse() -> None:
    layout = SheetLayout([4, 2], 1000)
    first, second = layout.rect_of(0), layout.rect_of(1)
    assert layout.place_at(first.center() - QPoint(10, 0)) == (0, 0)
    assert layout.place_at(first.center() + QPoint(10, 0)) == (0, 1)
    assert layout.place_at(QPoint(second.right() + 2, second.center().y())) == (0, 2)
    assert layout.place_at(layout.trays[1].header.center()) == (1, 2)
    assert layout.place_at(QPoint(5, 5)) is None


def test_an_empty_sheet_has_no_height() -> None:
    layout = SheetLayout((), 800)
    assert (layout.height, layout.count, layout.at(QPoint(30, 30))) == (0, 0, None)
