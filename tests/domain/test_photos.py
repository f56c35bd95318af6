"""A look names what a Photo looks like."""

from __future__ import annotations

from datetime import UTC, datetime

from studio.domain.ids import PhotoId
from studio.domain.photo import Photo, look_of, original_of

START = datetime(2026, 11, 23, 10, tzinfo=UTC)


def a_photo(recipe: str) -> Photo:
    return Photo(
        id=PhotoId("p"),
        item_id=None,
        sha256="ab" * 32,
        file_name="a.jpg",
        format="JPEG",
        width=3,
        height=4,
        byte_count=5,
        imported_at=START,
        recipe=recipe,
    )


def test_a_look_names_the_original_and_changes_with_the_recipe() -> None:
    plain, cut, bright = a_photo("").look, a_photo("cut out").look, a_photo("cut out, brighter").look
    assert plain == "ab" * 32
    assert len({plain, cut, bright}) == 3
    assert {original_of(look) for look in (plain, cut, bright)} == {"ab" * 32}
    assert look_of("ab" * 32, "cut out") == cut
