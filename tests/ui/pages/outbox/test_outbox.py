"""The Outbox page: every Change and its fate, and what was changed on both sides."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from studio.domain.change import ChangeState
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Op
from studio.services import inbox, items, listings, syncing
from studio.services.context import Studio
from studio.settings import schema
from studio.storage import outbox
from studio.ui.pages.outbox.page import OutboxPage
from tests.services.dealings import connected, listed, met, wrote
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk


@pytest.fixture
def dress(studio: Studio) -> Item:
    connected(studio)
    studio.settings.set(schema.WORK_OFFLINE, True)
    return items.add(studio, title="Wool shift dress", price_minor=6800)


def say_something(studio: Studio, item: Item) -> str:
    """Write a message that waits; return the key of its Change."""
    thread = wrote(studio, met(studio), listing=listed(studio, item))
    inbox.reply(studio, thread.id, "It is, fully.")
    (change,) = syncing.outbox(studio)
    return change.key


def refuse(studio: Studio, key: str, reason: str = "This buyer cannot be written to.") -> None:
    with studio.catalog.operation(Op.SETTLE) as unit:
        change = outbox.load(unit, key)
        assert change is not None
        outbox.block(unit, change, reason)


def disagree(studio: Studio, item: Item, **sides: tuple[object, object]) -> Listing:
    conflict = {field: {"mine": mine, "theirs": theirs} for field, (mine, theirs) in sides.items()}
    return listed(studio, item, conflict=conflict)


def test_with_nothing_to_tell_the_page_says_so(desk: Desk, dress: Item) -> None:
    page = desk.open("outbox", OutboxPage)
    assert "Nothing waits" in desk.reads(page)


def test_what_waits_is_listed_with_its_state(desk: Desk, studio: Studio, dress: Item) -> None:
    say_something(studio, dress)
    page = desk.open("outbox", OutboxPage)
    said = desk.reads(page)
    assert any(text.startswith("Message · since") for text in said)
    assert not [button for button in desk.shown(QPushButton, page) if button.text() == "Discard"]
    assert "1 change waiting" in page.subtitle()


def test_what_was_refused_says_why_and_can_be_tried_again(desk: Desk, studio: Studio, dress: Item) -> None:
    key = say_something(studio, dress)
    refuse(studio, key)
    page = desk.open("outbox", OutboxPage)
    assert any("This buyer cannot be written to." in text for text in desk.reads(page))
    desk.press("Try again", page)
    desk.until(lambda: [change.state for change in syncing.outbox(studio)] == [ChangeState.PENDING])


def test_discarding_asks_first(desk: Desk, studio: Studio, dress: Item) -> None:
    refuse(studio, say_something(studio, dress))
    page = desk.open("outbox", OutboxPage)
    desk.press("Discard", page)
    desk.answer("Cancel")
    assert len(syncing.outbox(studio)) == 1
    desk.press("Discard", page)
    desk.answer("Discard the change")
    desk.until(lambda: "Nothing waits" in desk.reads(page))
    assert syncing.outbox(studio) == []


def test_details_are_copied_without_what_was_said(desk: Desk, studio: Studio, dress: Item) -> None:
    refuse(studio, say_something(studio, dress))
    page = desk.open("outbox", OutboxPage)
    desk.press("Copy details", page)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("message.send blocked attempts=0")
    assert "fully" not in copied


@pytest.mark.parametrize(("button", "price_minor"), [("Keep mine", 6800), ("Take theirs", 9900)])
def test_a_conflict_is_settled_by_choosing_a_side(
    desk: Desk, studio: Studio, dress: Item, button: str, price_minor: int
) -> None:
    disagree(studio, dress, price_minor=(6800, 9900))
    page = desk.open("outbox", OutboxPage)
    assert "Wool shift dress: Price" in desk.reads(page)
    assert {"$68.00", "$99.00"} <= set(desk.reads(page))
    desk.press(button, page)
    desk.until(lambda: syncing.conflicts(studio) == [])
    assert desk.item(dress.id).price_minor == price_minor


@pytest.mark.parametrize(
    ("field", "sides", "typed", "value"),
    [
        ("price_minor", (6800, 9900), "75", 7500),
        ("title", ("Wool shift dress", "Wool dress"), "Navy wool dress", "Navy wool dress"),
    ],
)
def test_a_conflict_is_settled_by_another_value_only_when_the_button_is_pressed(
    desk: Desk, studio: Studio, dress: Item, field: str, sides: tuple[object, object], typed: str, value: object
) -> None:
    disagree(studio, dress, **{field: sides})
    page = desk.open("outbox", OutboxPage)
    desk.press("Use this", page)
    assert "Type what it should be." in desk.reads(page)
    (line,) = desk.shown(QLineEdit, page)
    desk.type(line, typed)
    page.setFocus()
    desk.qtbot.wait(600)  # longer than the pause after which fields save themselves
    assert len(syncing.conflicts(studio)) == 1
    desk.press("Use this", page)
    desk.until(lambda: syncing.conflicts(studio) == [])
    assert getattr(desk.item(dress.id), field) == value


def test_a_price_that_is_none_is_said_beside_the_field(desk: Desk, studio: Studio, dress: Item) -> None:
    disagree(studio, dress, price_minor=(6800, 9900))
    page = desk.open("outbox", OutboxPage)
    (line,) = desk.shown(QLineEdit, page)
    desk.type(line, "cheap")
    desk.press("Use this", page)
    assert line.accessibleDescription()
    assert len(syncing.conflicts(studio)) == 1


def test_news_do_not_wipe_what_is_being_typed(desk: Desk, studio: Studio, dress: Item) -> None:
    disagree(studio, dress, title=("Wool shift dress", "Wool dress"))
    page = desk.open("outbox", OutboxPage)
    (line,) = desk.shown(QLineEdit, page)
    desk.type(line, "Navy wool")
    met(studio)
    desk.qtbot.wait(200)
    assert desk.shown(QLineEdit, page) == [line]
    assert line.text() == "Navy wool"


def test_syncing_while_working_offline_says_so(desk: Desk, studio: Studio, dress: Item) -> None:
    desk.open("outbox", OutboxPage)
    desk.press("Sync now")
    desk.until(lambda: any("You work offline" in toast for toast in desk.toasts))


def test_a_long_outbox_shows_the_first_of_it(
    desk: Desk, studio: Studio, dress: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.ui.pages.outbox.page._MOST", 1)
    thread = wrote(studio, met(studio), listing=listed(studio, dress))
    for text in ("one", "two", "three"):
        inbox.reply(studio, thread.id, text)
    page = desk.open("outbox", OutboxPage)
    assert "2 more wait" in desk.reads(page)


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk, studio: Studio, dress: Item) -> None:
    refuse(studio, say_something(studio, dress))
    disagree(studio, dress, price_minor=(6800, 9900), title=("a", "b"))
    desk.open("outbox", OutboxPage)
    assert listings.of_item(studio, dress.id)
    assert nameless(desk.window) == []
