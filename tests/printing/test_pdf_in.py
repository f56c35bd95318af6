import numpy as np
import pytest
import zxingcpp

from studio.base.errors import UserError
from studio.printing.display_list import DisplayList, Picture, Pixels
from studio.printing.pdf_in import read_labels
from studio.printing.stock import stock
from tests.printing.samples import LABEL_PT, TRACKING, shipping_pdf

LETTER_PT = (612.0, 792.0)


def pixels_of(label: DisplayList) -> Pixels:
    (picture,) = label.marks
    assert isinstance(picture, Picture)
    assert isinstance(picture.source, Pixels)
    return picture.source


def array_of(pixels: Pixels) -> np.ndarray:
    return np.frombuffer(pixels.gray, np.uint8).reshape(pixels.height, pixels.width)


@pytest.mark.parametrize("dpi", [203.0, 300.0])
def test_a_label_keeps_its_size_and_its_code_at_the_printer_s_resolution(dpi: float) -> None:
    (label,) = read_labels(shipping_pdf(), stock("roll-4x6"), dpi=dpi)
    pixels = pixels_of(label)
    assert (pixels.width, pixels.height) == (round(4 * dpi), round(6 * dpi))
    assert (label.width_mm, label.height_mm) == pytest.approx((101.6, 152.4))
    assert [code.text for code in zxingcpp.read_barcodes(array_of(pixels))] == [TRACKING]


def test_every_dot_is_black_or_white() -> None:
    (label,) = read_labels(shipping_pdf(), stock("roll-4x6"))
    assert set(np.unique(array_of(pixels_of(label)))) == {0, 255}


def test_a_label_on_a_letter_page_is_cut_out_and_fits_the_roll() -> None:
    (label,) = read_labels(shipping_pdf(page_pt=LETTER_PT, at_pt=(100, 300)), stock("roll-4x6"))
    assert (label.width_mm, label.height_mm) == pytest.approx((101.6, 152.4))
    pixels = pixels_of(label)
    assert pixels.width / 300 * 25.4 == pytest.approx(101.6 - 2 * 3.2 + 2 * 2 + 0.7, abs=0.8)
    assert [code.text for code in zxingcpp.read_barcodes(array_of(pixels))] == [TRACKING]


def test_a_label_lying_on_its_side_is_turned_for_the_roll() -> None:
    (label,) = read_labels(shipping_pdf(page_pt=LETTER_PT, at_pt=(50, 420), turned=True), stock("roll-4x6"))
    assert (label.width_mm, label.height_mm) == pytest.approx((152.4, 101.6))


def test_a_label_lies_on_half_a_letter_sheet_at_its_own_size() -> None:
    (label,) = read_labels(shipping_pdf(), stock("avery-5126"))
    assert (label.width_mm, label.height_mm) == pytest.approx((139.7, 215.9))
    (picture,) = label.marks
    assert isinstance(picture, Picture)
    assert (picture.frame.width_mm, picture.frame.height_mm) == pytest.approx((101.6, 152.4))
    assert picture.frame.x_mm == pytest.approx((139.7 - 101.6) / 2)


def test_each_page_is_a_label() -> None:
    assert len(read_labels(shipping_pdf(pages=3), stock("roll-4x6"))) == 3


def test_a_label_that_would_shrink_below_what_scans_is_refused() -> None:
    with pytest.raises(UserError, match=r"102 × 152 mm and .* is smaller"):
        read_labels(shipping_pdf(), stock("brother-dk-1202"))


@pytest.mark.parametrize(
    ("pdf", "sentence"),
    [
        (b"", "is not a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "is not a PDF"),
        (b"%PDF-1.4\n" + b"nonsense" * 50, "cannot be read"),
        (shipping_pdf()[:700], "cannot be read"),
        (shipping_pdf(password="secret"), "locked with a password"),
        (shipping_pdf(pages=11), "has 11 pages"),
        (shipping_pdf(page_pt=(14_000, 14_000)), "which no label is"),
        (shipping_pdf(page_pt=(20, 20)), "which no label is"),
        (shipping_pdf(page_pt=LETTER_PT, at_pt=(3000, 3000)), "is empty"),
        (b"%PDF-1.4" + b"\0" * 20_000_001, "larger than 20 MB"),
    ],
    ids=["nothing", "a picture", "nonsense", "cut off", "locked", "many pages", "huge", "tiny", "empty", "heavy"],
)
def test_what_is_no_shipping_label_is_refused_with_a_sentence(pdf: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_labels(pdf, stock("roll-4x6"))


def test_a_damaged_file_never_ends_in_anything_but_a_label_or_a_sentence() -> None:
    whole = shipping_pdf()
    refused = 0
    for at in range(0, len(whole), len(whole) // 40):
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) * 12 + whole[at + 12 :]
        try:
            read_labels(damaged, stock("roll-4x6"), dpi=72)
        except UserError:
            refused += 1
    assert 0 < refused < 41


def test_a_page_a_little_larger_than_the_label_is_not_cropped_but_shrunk_to_it() -> None:
    width, height = LABEL_PT
    (label,) = read_labels(shipping_pdf(page_pt=(width + 4, height + 4)), stock("roll-4x6"))
    assert pixels_of(label).width == 1200


def test_each_pixel_lies_on_one_dot_of_the_printer() -> None:
    (label,) = read_labels(shipping_pdf(page_pt=LETTER_PT, at_pt=(100, 300)), stock("avery-5126"), dpi=203.0)
    (picture,) = label.marks
    assert isinstance(picture, Picture)
    dot_mm = 25.4 / 203
    for length_mm in (picture.frame.x_mm, picture.frame.y_mm, picture.frame.width_mm):
        assert length_mm / dot_mm == pytest.approx(round(length_mm / dot_mm))
