import pytest

from studio.selling.wording import capitalised, length_text, listed, measurement_name, weight_text


@pytest.mark.parametrize(
    ("length_mm", "inches", "centimetres"),
    [(0, "0 in", "0 cm"), (457, "18 in", "45.5 cm"), (464, "18.25 in", "46.5 cm"), (1000, "39.25 in", "100 cm")],
)
def test_lengths_are_as_a_tape_measure_gives_them(length_mm: int, inches: str, centimetres: str) -> None:
    assert length_text(length_mm, "inch") == inches
    assert length_text(length_mm, "cm") == centimetres


def test_weights_are_in_grams_and_pounds() -> None:
    assert weight_text(2268) == "2,268 g (5 lb)"


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_names_of_measurements_and_beginnings_of_sentences() -> None:
    assert measurement_name("pit_to_pit") == "pit to pit"
    assert [capitalised(text) for text in ("", "dress", "COS")] == ["", "Dress", "COS"]
