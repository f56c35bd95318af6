"""Errors, events, texts, paths and the clock do the little that they promise."""

from __future__ import annotations

import gettext
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from studio.base import texts
from studio.base.clock import SystemClock
from studio.base.errors import Cancelled, StudioError, TransientError, UserError
from studio.base.events import Events
from studio.base.paths import Profile


def test_subscribers_are_told_in_the_order_in_which_they_came_until_they_leave() -> None:
    events: Events[int] = Events()
    heard: list[tuple[str, int]] = []
    leave = events.subscribe(lambda event: heard.append(("first", event)))
    events.subscribe(lambda event: heard.append(("second", event)))
    events.publish(1)
    leave()
    events.publish(2)
    assert heard == [("first", 1), ("second", 1), ("second", 2)]


def test_a_subscriber_may_leave_while_it_is_told() -> None:
    events: Events[int] = Events()
    heard: list[int] = []

    def once(event: int) -> None:
        heard.append(event)
        leave()

    leave = events.subscribe(once)
    events.subscribe(heard.append)
    events.publish(1)
    events.publish(2)
    assert heard == [1, 1, 2]


def test_an_error_says_whether_the_seller_or_a_retry_can_mend_it() -> None:
    assert all(issubclass(kind, StudioError) for kind in (UserError, TransientError, Cancelled))
    assert TransientError("busy").retry_after_s is None
    assert TransientError("busy", retry_after_s=2.5).retry_after_s == 2.5


def test_counted_texts_have_their_form_and_their_thousands() -> None:
    assert [texts.plural("{n} photo", "{n} photos", n) for n in (0, 1, 2, 12345)] == [
        "0 photos",
        "1 photo",
        "2 photos",
        "12,345 photos",
    ]


def test_a_translation_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class German(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Closet": "Kleiderschrank"}.get(message, message)

    assert texts._("Closet") == "Closet"
    monkeypatch.setattr(texts, "_translations", German())
    assert texts._("Closet") == "Kleiderschrank"


def test_everything_of_a_profile_lies_below_its_folder(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    places = [getattr(profile, name) for name, of in vars(Profile).items() if isinstance(of, property)]
    assert len(places) == len(set(places)) >= 12
    assert all(tmp_path in place.parents for place in places)


def test_the_time_is_in_utc() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)
