import pytest

from studio.printing.units import dots, inch, points, pt


def test_a_point_is_a_seventy_second_of_an_inch() -> None:
    assert pt(72) == inch(1) == 25.4
    assert points(inch(4)) == pytest.approx(288)


def test_eight_dots_of_a_203_dpi_printer_are_a_millimetre() -> None:
    assert dots(1, 203.2) == pytest.approx(8)
