"""What parameters may be: each check raises a ValueError that says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise ValueError where a parameter is outside its range."""
    if not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}, not {value}")


def check_choice(name: str, value: object, choices: Sequence[object]) -> None:
    """Raise ValueError where a parameter is none of its choices."""
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(str, choices))}, not {value}")


def check_rows(name: str, rows: Sequence[Sequence[float]], limits: Sequence[tuple[float, float]], count: int) -> None:
    """Raise ValueError unless `rows` are at most `count` lists of one number for each of `limits`, and within it."""
    if not isinstance(rows, list | tuple) or len(rows) > count:
        raise ValueError(f"{name} must be a list of at most {count}")
    for row in rows:
        if not isinstance(row, list | tuple) or len(row) != len(limits):
            raise ValueError(f"each of {name} must have {len(limits)} numbers")
        for value, (low, high) in zip(row, limits, strict=True):
            if not isinstance(value, int | float) or not low <= value <= high:
                raise ValueError(f"the numbers of {name} must be between {low} and {high}")


def check_text(name: str, text: str, count: int) -> None:
    """Raise ValueError unless `text` is one line of at most `count` letters."""
    if len(text) > count or not str.isprintable(text):
        raise ValueError(f"{name} must be one line of at most {count} letters")
