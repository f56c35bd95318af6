from dataclasses import dataclass
from typing import Literal

import pytest

from studio.base.errors import UserError
from studio.printing.records import read_record


@dataclass(frozen=True, slots=True)
class Corner:
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    name: str
    corner: Corner
    align: Literal["left", "right"] = "left"
    bold: bool = False
    lines: int = 1
    colours: tuple[str, ...] = ()
    size: tuple[float, float] = (1.0, 1.0)


def read(**values: object) -> Tag:
    return read_record(Tag, {"name": "a", "corner": [1, 2.5]} | values, where="tag.json")


def test_a_list_of_numbers_stands_for_a_small_record() -> None:
    assert read().corner == Corner(1.0, 2.5)


def test_what_is_left_out_takes_its_default() -> None:
    assert read(colours=["red"]) == Tag(name="a", corner=Corner(1.0, 2.5), colours=("red",))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": 3}, "tag.json: name must be a text."),
        ({"lines": 1.5}, "tag.json: lines must be a whole number."),
        ({"lines": True}, "tag.json: lines must be a whole number."),
        ({"bold": 1}, "tag.json: bold must be true or false."),
        ({"align": "middle"}, "tag.json: align must be one of left, right."),
        ({"colours": "red"}, "tag.json: colours must be a list of values."),
        ({"size": [1, 2, 3]}, "tag.json: size must be a list of 2 values."),
        ({"size": [1, float("nan")]}, "tag.json: size must be a number."),
        ({"corner": [1]}, "tag.json: corner must be an object with named values."),
        ({"shade": 1}, "tag.json has “shade”, which means nothing here."),
    ],
)
def test_a_slip_is_named_with_file_and_field(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        read(**values)
    assert str(caught.value) == sentence


def test_a_missing_field_is_named() -> None:
    with pytest.raises(UserError, match="lacks “corner”"):
        read_record(Tag, {"name": "a"}, where="tag.json")
