from typing import Any

import pytest

from studio.base.errors import UserError
from studio.printing.display_list import Box, Code, Ornament, Rule, Text
from studio.printing.template import Design, design, designs, fill_text, read_design

TEXT = {"kind": "text", "frame": [1, 2, 30, 5], "text": "Hi {{ name }}", "size_pt": 10, "min_pt": 6}


def made_of(*marks: dict[str, Any]) -> Design:
    return read_design({"name": "Test", "use": "card", "size_mm": [40, 20], "marks": list(marks)}, key="test")


def test_fields_are_put_into_texts() -> None:
    assert fill_text("Thank you, {{ name }}", {"name": "Zoë"}) == "Thank you, Zoë"


def test_what_a_buyer_calls_herself_is_never_read_as_a_template() -> None:
    assert fill_text("Hi {{ name }}", {"name": "{{ 7 * 7 }}{% x %}"}) == "Hi {{ 7 * 7 }}{% x %}"


def test_a_field_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UserError, match=r"“Hi {{ nmae }}” asks for a field that is not there. Known are: bin, name."):
        fill_text("Hi {{ nmae }}", {"name": "Zoë", "bin": "A3"})


@pytest.mark.parametrize(
    "template",
    [
        "{{ name",
        "{% for %}",
        "{{ name.__class__ }}",
        "{{ ''.join }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ range(1000000000) }}",
        "{{ name + 1 }}",
        "{% include 'x' %}",
    ],
)
def test_a_template_that_tries_more_than_fields_is_refused(template: str) -> None:
    with pytest.raises(UserError, match=r"cannot be filled in|not there"):
        fill_text(template, {"name": "Zoë"})


def test_a_design_is_filled_mark_by_mark() -> None:
    filled = made_of(
        TEXT,
        {"kind": "rule", "start_mm": [0, 1], "end_mm": [40, 1], "width_mm": 0.2},
        {"kind": "box", "frame": [0, 0, 40, 20], "line": "#112233", "line_mm": 0.3},
        {"kind": "ornament", "frame": [0, 0, 4, 4], "view": [2, 2], "path": "M 0 0 L 2 2", "line": "#000000"},
        {"kind": "code", "frame": [10, 0, 20, 20], "symbology": "qr", "content": "{{ name }}"},
    ).fill({"name": "Zoë"})
    assert [type(mark) for mark in filled.marks] == [Text, Rule, Box, Ornament, Code]
    text, *_others, code = filled.marks
    assert isinstance(text, Text)
    assert isinstance(code, Code)
    assert (text.text, code.content) == ("Hi Zoë", "Zoë")


def test_a_mark_is_left_out_while_a_field_it_needs_is_empty() -> None:
    card = made_of({**TEXT, "needs": ["note"]})
    assert card.fill({"name": "Zoë", "note": ""}).marks == ()
    assert len(card.fill({"name": "Zoë", "note": "10 %"}).marks) == 1


def test_a_text_that_comes_out_empty_is_left_out() -> None:
    assert made_of({**TEXT, "text": "{{ name }}"}).fill({"name": " "}).marks == ()


def test_a_design_grows_in_the_middle_of_a_larger_label() -> None:
    text, _needs = made_of(TEXT).fitted_into(100, 40, 2.0).slots[0]
    assert isinstance(text, Text)
    assert (text.frame.x_mm, text.frame.y_mm, text.frame.width_mm) == (12, 4, 60)
    assert (text.size_pt, text.min_pt) == (20, 12)


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ({"kind": "film"}, "test, mark 1 must have a kind: text, rule, box, ornament, code"),
        ({**TEXT, "size": 3}, "test, mark 1 has “size”"),
        ({**TEXT, "needs": "name"}, "test, mark 1: needs must be a list of fields"),
        ({**TEXT, "color": "red"}, "“red” is not a colour"),
        ({"kind": "box", "frame": [0, 0, 1, 1]}, "“” is not a colour"),
    ],
)
def test_a_slip_in_a_design_is_named(mark: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        made_of(mark)


def test_a_design_without_marks_is_refused() -> None:
    with pytest.raises(UserError, match="must have a list of marks"):
        read_design({"name": "x"}, key="x.json")


def test_designs_are_listed_by_what_they_are_for() -> None:
    assert [card.key for card in designs("card")] == ["handwritten", "small", "warm"]
    assert all(label.use == "sku" for label in designs("sku"))


@pytest.mark.parametrize("key", ["nobody", "../schema/card.schema", ""])
def test_an_unknown_design_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(UserError, match="Known are: handwritten, small, warm"):
        design(key)
