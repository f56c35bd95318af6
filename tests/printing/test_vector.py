import pytest

from studio.base.errors import UserError
from studio.printing.vector import parse_path


def test_an_outline_is_read_stroke_by_stroke() -> None:
    strokes = parse_path("M 0 0 L10,-2.5 C 1 2 3 4 5 6 Z")
    assert [(verb, numbers) for verb, numbers in strokes] == [
        ("M", (0.0, 0.0)),
        ("L", (10.0, -2.5)),
        ("C", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)),
        ("Z", ()),
    ]


@pytest.mark.parametrize("path", ["", "L 1 2", "M 1", "M 1 2 L 3 Z", "M 1 2 Q 3 4 5 6", "M 0 0 1 1", "M a b", "Z"])
def test_what_is_not_an_outline_is_refused(path: str) -> None:
    with pytest.raises(UserError, match="is not an outline"):
        parse_path(path)
