import pytest

from studio.base.errors import UserError
from studio.printing.display_list import DisplayList
from studio.printing.sheet import Calibration, best_design, fit_design, fit_of, impose
from studio.printing.stock import stock, stocks_for
from studio.printing.template import design

ADDRESS = stock("avery-5160")
LABEL = DisplayList(width_mm=ADDRESS.label_mm[0], height_mm=ADDRESS.label_mm[1], marks=())


def test_labels_fill_sheet_after_sheet_from_the_start_position() -> None:
    pages = impose([LABEL] * 35, ADDRESS, skip=28)
    assert [len(page.placed) for page in pages] == [2, 30, 3]
    assert (pages[0].width_mm, pages[0].height_mm) == ADDRESS.page_mm
    assert (pages[1].placed[0].x_mm, pages[1].placed[0].y_mm) == pytest.approx((3.97, 12.7), abs=0.01)


def test_calibration_moves_and_stretches_from_the_corner_of_the_sheet() -> None:
    calibration = Calibration(offset_x_mm=1, offset_y_mm=-0.5, scale_x=1.01, scale_y=0.99)
    placed = impose([LABEL] * 30, ADDRESS, calibration=calibration)[0].placed[-1]
    assert placed.x_mm == pytest.approx(145.2563 * 1.01 + 1, abs=0.001)
    assert placed.y_mm == pytest.approx(241.3 * 0.99 - 0.5)
    assert (placed.scale_x, placed.scale_y) == (1.01, 0.99)


@pytest.mark.parametrize("miss", [{"offset_x_mm": 11.0}, {"offset_y_mm": -11.0}, {"scale_x": 1.2}, {"scale_y": 0.5}])
def test_a_calibration_that_means_another_mistake_is_refused(miss: dict[str, float]) -> None:
    with pytest.raises(UserError, match=r"wrong stock|fits to the page"):
        Calibration(**miss)


def test_a_wide_design_is_turned_on_a_tall_label() -> None:
    tall = stock("dymo-30252")
    fitted = fit_design(design("sku-slim"), tall)
    assert (fitted.width_mm, fitted.height_mm) == (tall.label_mm[1], tall.label_mm[0])
    filled = DisplayList(width_mm=fitted.width_mm, height_mm=fitted.height_mm, marks=())
    assert impose([filled], tall)[0].placed[0].quarter_turn


def test_a_design_of_the_label_s_own_size_is_neither_turned_nor_scaled() -> None:
    fit = fit_of(*ADDRESS.label_mm, ADDRESS)
    assert (fit.scale, fit.width_mm, fit.height_mm) == (1.0, *ADDRESS.label_mm)


def test_a_design_that_would_be_too_small_to_read_is_refused() -> None:
    with pytest.raises(UserError, match="“Warm” is too large for Avery 5167"):
        fit_design(design("warm"), stock("avery-5167"))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("avery-5167", "sku-strip"),
        ("avery-5160", "sku-address"),
        ("dymo-30252", "sku-slim"),
        ("roll-2.25x1.25", "sku-tag"),
        ("avery-l7651", "sku-mini"),
    ],
)
def test_the_design_that_suits_a_label_is_found(key: str, expected: str) -> None:
    assert best_design("sku", stock(key)).key == expected


def test_every_stock_for_cards_and_sku_labels_has_a_design_that_fits() -> None:
    for known in stocks_for("sku"):
        fit_design(best_design("sku", known), known)
    for known in stocks_for("card"):
        fit_design(best_design("card", known), known)


def test_where_every_design_would_be_unreadable_none_is_chosen() -> None:
    with pytest.raises(UserError, match="too small for every design"):
        best_design("card", stock("avery-5167"))
