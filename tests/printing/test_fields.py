import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from studio.printing.fields import printable


def test_ordinary_text_stays_as_it_is() -> None:
    assert printable("Zoë’s “blue” dress, ½ price 🎉\nthank you") == "Zoë’s “blue” dress, ½ price 🎉\nthank you"


def test_letters_and_marks_are_composed() -> None:
    assert printable("Zoe\u0308") == "Zoë"


def test_signs_that_turn_the_reading_order_around_are_left_out() -> None:
    assert printable("\u202egnp.exe\u202c") == "gnp.exe"


def test_joiners_that_shape_a_script_stay() -> None:
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


def test_piled_up_marks_are_thinned_out() -> None:
    assert len(printable("H" + "\u0316" * 50)) == 4


def test_control_signs_become_spaces_and_spaces_one() -> None:
    assert printable("a\x00\x07\tb\r\n c ") == "a b\nc"


@given(st.text(max_size=3000))
def test_printable_is_short_and_has_nothing_invisible(text: str) -> None:
    result = printable(text)
    assert len(result) <= 2_000
    assert all(unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") or sign == "\n" for sign in result)


@given(st.text(max_size=300))
def test_printable_twice_is_printable_once(text: str) -> None:
    assert printable(printable(text)) == printable(text)


def test_a_mark_finds_its_letter_when_what_stood_between_is_left_out() -> None:
    assert printable("e\u200b\u0301") == "é"
