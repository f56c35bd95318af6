from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF

from studio.printing.display_list import DisplayList, Document, Frame, Page, Placed, Text
from studio.printing.fields import printable
from studio.ui.print.faces import UNITS_PER_MM, font_for
from studio.ui.print.painter import render_page
from studio.ui.print.text_fit import fit_text
from tests.printing.samples import HOSTILE_TEXTS
from tests.ui.print.rasters import gray_of, ink_mm

pytestmark = pytest.mark.usefixtures("qapp")

FRAME = Frame(10, 10, 40, 12)
PLAIN = Text(frame=FRAME, text="Linen dress", size_pt=14, min_pt=6, lines=2)


def test_text_that_fits_keeps_its_size() -> None:
    fitted = fit_text(PLAIN)
    assert (fitted.size_pt, fitted.lines) == (14, ("Linen dress",))


def test_text_wraps_between_words_before_it_shrinks() -> None:
    fitted = fit_text(replace(PLAIN, text="Reformation linen dress", frame=Frame(10, 10, 35, 13)))
    assert (fitted.size_pt, fitted.lines) == (14, ("Reformation", "linen dress"))


def test_text_shrinks_rather_than_breaking_a_word() -> None:
    fitted = fit_text(replace(PLAIN, text="Reformationlinendress"))
    assert fitted.lines == ("Reformationlinendress",)
    assert 6 <= fitted.size_pt < 14


def test_what_does_not_fit_at_the_smallest_size_ends_in_an_ellipsis() -> None:
    fitted = fit_text(replace(PLAIN, text="Reformation linen midi dress " * 10))
    assert fitted.size_pt == 6
    assert len(fitted.lines) == 2
    assert fitted.lines[-1].endswith("…")


def test_new_lines_are_kept_where_they_fit() -> None:
    assert fit_text(replace(PLAIN, text="Linen\n\ndress", lines=0, size_pt=8)).lines == ("Linen", "", "dress")


def test_letters_outside_the_first_plane_are_not_cut_in_two() -> None:
    fitted = fit_text(replace(PLAIN, text="𝒜" * 300, lines=3))
    assert "".join(fitted.lines).rstrip("…") == "𝒜" * (len("".join(fitted.lines)) - 1)


def test_emoji_that_no_font_has_are_left_out_and_letters_never() -> None:
    fitted = fit_text(replace(PLAIN, text="Hi \U0001fae8 漢"))
    assert "漢" in fitted.lines[0]
    assert "Hi" in fitted.lines[0]


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
@pytest.mark.parametrize("lines", [0, 1, 2])
def test_no_text_is_set_wider_or_higher_than_its_frame(name: str, lines: int) -> None:
    text = replace(PLAIN, text=printable(HOSTILE_TEXTS[name]), lines=lines)
    fitted = fit_text(text)
    metrics = QFontMetricsF(font_for(text, fitted.size_pt))
    assert text.min_pt <= fitted.size_pt <= text.size_pt
    assert len(fitted.lines) * fitted.size_pt / 72 * 25.4 * text.spacing <= FRAME.height_mm + 0.01
    for line in fitted.lines:
        assert metrics.horizontalAdvance(line) <= FRAME.width_mm * UNITS_PER_MM * 1.001


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
@pytest.mark.parametrize("face", ["sans", "serif", "hand"])
def test_no_ink_falls_outside_the_frame(name: str, face: str) -> None:
    text = replace(PLAIN, text=printable(HOSTILE_TEXTS[name]) + " x", face=face)
    page = Page(
        width_mm=60, height_mm=32, placed=(Placed(content=DisplayList(width_mm=60, height_mm=32, marks=(text,))),)
    )
    left, top, right, bottom = ink_mm(gray_of(render_page(page, 300)), 300)
    assert left >= 9.2
    assert top >= 9.2
    assert right <= 50.8
    assert bottom <= 22.8


def test_hebrew_begins_at_the_right_edge() -> None:
    def ink(text: str) -> tuple[float, float, float, float]:
        marks = (replace(PLAIN, text=text),)
        page = Page(
            width_mm=60, height_mm=32, placed=(Placed(content=DisplayList(width_mm=60, height_mm=32, marks=marks)),)
        )
        return ink_mm(gray_of(render_page(Document(title="", pages=(page,)).pages[0], 300)), 300)

    assert ink("Zoë")[0] == pytest.approx(10, abs=0.5)
    assert ink("שמלה")[2] == pytest.approx(50, abs=0.5)


def test_a_script_without_an_italic_is_set_upright() -> None:
    assert font_for(replace(PLAIN, italic=True), 10).italic()
    assert font_for(replace(PLAIN, text="Żółć", italic=True), 10).italic()
    assert not font_for(replace(PLAIN, text="Thank you, مارسول", italic=True), 10).italic()
