"""The best of several, and what is wrong with one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from studio.domain.culling import best_of
from studio.domain.ids import PhotoId
from studio.domain.photo import Flag, Photo
from studio.domain.quality import Trouble, troubles_of

ONE = Photo(
    id=PhotoId("one"),
    item_id=None,
    sha256="1",
    file_name="one.jpg",
    format="JPEG",
    width=3000,
    height=4000,
    byte_count=1,
    imported_at=datetime(2026, 11, 23, tzinfo=UTC),
    sharpness=0.5,
    brightness=0.5,
)
ALL = (Trouble.BLURRED, Trouble.DARK, Trouble.SMALL)
OTHER = replace(ONE, id=PhotoId("other"))


@pytest.mark.parametrize(
    ("other", "better"),
    [
        ({"sharpness": 0.6}, True),
        ({"sharpness": 0.4}, False),
        ({"sharpness": None}, False),
        ({"sharpness": 0.9, "width": 1500, "height": 2000}, False),
        ({"sharpness": 0.9, "width": 2800, "height": 3800}, True),
        ({"width": 3024, "height": 4032}, True),
        ({}, False),
        ({"sharpness": 0.1, "rating": 1}, True),
        ({"sharpness": 0.1, "width": 10, "flag": Flag.PICK}, True),
    ],
)
def test_the_best_is_what_was_picked_else_the_sharpest_of_the_large_ones(
    other: dict[str, object], *, better: bool
) -> None:
    changed = replace(OTHER, **other)  # type: ignore[arg-type]
    assert best_of([ONE, changed]) is (changed if better else ONE)
    assert best_of([ONE]) is ONE


@pytest.mark.parametrize(
    ("fields", "troubles"),
    [
        ({}, ()),
        ({"sharpness": 0.1}, (Trouble.BLURRED,)),
        ({"brightness": 0.1}, (Trouble.DARK,)),
        ({"brightness": 0.9}, (Trouble.BRIGHT,)),
        ({"width": 400, "height": 533}, (Trouble.SMALL,)),
        ({"sharpness": None, "brightness": None}, ()),
        (
            {"sharpness": 0.1, "brightness": 0.1, "width": 9, "height": 9},
            (Trouble.BLURRED, Trouble.DARK, Trouble.SMALL),
        ),
    ],
)
def test_what_is_wrong_is_named_the_worst_first(fields: dict[str, object], troubles: tuple[Trouble, ...]) -> None:
    assert troubles_of(replace(ONE, **fields)) == troubles  # type: ignore[arg-type]
