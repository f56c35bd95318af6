import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.printing.barcode import Symbology, build_code
from studio.printing.display_list import Code, Frame

FRAME = Frame(0, 0, 60, 30)
PLAIN = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)


def read_back(code: Code) -> str:
    """Draw the cells at 4 dots each, quiet zone around, and read them as a scanner does."""
    cells = np.where(np.array(code.modules.rows), 0, 255).astype(np.uint8)
    rows = 40 // len(cells) or 1
    picture = np.pad(np.kron(cells, np.ones((4 * rows, 4), np.uint8)), 40, constant_values=255)
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


@settings(max_examples=40, deadline=None)
@given(content=PLAIN)
def test_a_qr_code_reads_back_what_went_in(content: str) -> None:
    assert read_back(build_code("qr", content, FRAME)) == content


@settings(max_examples=40, deadline=None)
@given(content=PLAIN)
def test_a_bar_code_reads_back_what_went_in(content: str) -> None:
    assert read_back(build_code("code128", content, Frame(0, 0, 120, 20))) == content


def test_a_qr_code_takes_other_scripts() -> None:
    assert read_back(build_code("qr", "שמלה-01", FRAME)) == "שמלה-01"


@pytest.mark.parametrize(("symbology", "quiet_cells"), [("qr", 4), ("code128", 10)])
def test_the_quiet_zone_stays_inside_the_frame(symbology: Symbology, quiet_cells: int) -> None:
    code = build_code(symbology, "TH-0412", FRAME)
    cell_mm = code.frame.width_mm / code.modules.columns
    assert code.frame.x_mm >= quiet_cells * cell_mm - 1e-9
    assert code.frame.x_mm + code.frame.width_mm + quiet_cells * cell_mm <= FRAME.width_mm + 1e-9


def test_a_cell_is_a_whole_number_of_dots_of_a_label_printer() -> None:
    code = build_code("qr", "TH-0412", Frame(0, 0, 23, 23))
    dots = code.frame.width_mm / code.modules.columns / 0.125
    assert dots == pytest.approx(round(dots))


@pytest.mark.parametrize(
    ("symbology", "content", "frame", "sentence"),
    [
        ("qr", " ", FRAME, "nothing to put into the code"),
        ("code128", "", FRAME, "nothing to put into the code"),
        ("code128", "Größe", FRAME, "signs that a bar code cannot hold"),
        ("code128", "a\nb", FRAME, "signs that a bar code cannot hold"),
        ("code128", "x" * 61, FRAME, "61 characters; a code takes 60"),
        ("qr", "x" * 301, FRAME, "301 characters; a code takes 300"),
        ("code128", "TH-0412-LONG-NAME", Frame(0, 0, 20, 10), "too long for a code 20 mm wide"),
        ("qr", "x" * 200, Frame(0, 0, 10, 10), "too long for a code 10 mm wide"),
    ],
)
def test_what_cannot_be_scanned_is_refused(symbology: Symbology, content: str, frame: Frame, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        build_code(symbology, content, frame)


def test_a_cell_too_small_for_whole_dots_takes_all_the_room_there_is() -> None:
    code = build_code("code128", "TH-0412", Frame(0, 0, 25, 8))
    assert code.frame.width_mm == pytest.approx(25 * 101 / 121)
