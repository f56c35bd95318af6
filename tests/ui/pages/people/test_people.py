"""The People page: what strangers wrote is shown as it is, what the seller writes is never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from studio.domain.interest import Direction, OfferState
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Kind
from studio.services import inbox, items, syncing
from studio.services.context import Studio
from studio.ui.pages.people.page import PeoplePage
from tests.services.dealings import bought, connected, liked, listed, met, offered, wrote
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk

HOSTILE = {
    "markup": "<b>Hello</b> <img src='file:///etc/passwd'> <script>alert(1)</script> &amp;",
    "right to left": "هل هذا الفستان متاح؟ \u202eabc\u202c",
    "zalgo": "H" + "\u0301\u0316\u0327" * 200 + "i",
    "a megabyte": "word " * 200_000,
    "one long word": "w" * 30_000,
    "many lines": "line\n" * 2_000,
    "nothing to see": "\u200b\u200d",
}


@pytest.fixture
def dress(studio: Studio) -> Item:
    connected(studio)
    return items.add(studio, title="Wool shift dress", size="6", price_minor=6800, floor_minor=4800)


@pytest.fixture
def listing(studio: Studio, dress: Item) -> Listing:
    return listed(studio, dress)


@pytest.fixture
def people(desk: Desk) -> Callable[[], PeoplePage]:
    """Open the page once people are there."""

    def open_it() -> PeoplePage:
        page = desk.open("people", PeoplePage)
        desk.until(lambda: page._current)
        return page

    return open_it


def editor(page: PeoplePage) -> QPlainTextEdit:
    found = page._composer.findChild(QPlainTextEdit)
    assert found is not None
    return found


def bubbles(page: PeoplePage) -> list[str]:
    return [bubble.text for bubble in page._bubbles._bubbles]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_stranger_writes_is_plain_text(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage], text: str
) -> None:
    wrote(studio, met(studio, name="<i>Eve</i> " + text[:40].replace("\n", " ")), text, listing=listing)
    page = people()
    desk.until(lambda: bubbles(page) == [text])
    picture = QPixmap(page.size())
    page.render(picture)
    assert not picture.isNull()
    assert page._composer.isVisible()
    assert page.width() <= desk.window.width()


def test_the_latest_are_first_and_say_what_waits(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio, "Dee K."), "Is it lined?", "Hello?", listing=listing)
    liked(studio, met(studio, "Ana P."), listing)
    offered(studio, met(studio, "Marisol R."), listing)
    page = people()
    rows = {row.title: row for row in page._list._rows.rows}
    assert page._list._rows.rows[0].title == "Marisol R."
    assert rows["Marisol R."].note.startswith("offer · 23 h")
    assert (rows["Dee K."].note, rows["Dee K."].subtitle) == ("2 new", "Hello?")
    assert rows["Ana P."].subtitle == "liked 1 piece"


def test_a_reply_is_in_the_thread_and_in_the_outbox(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio), "Is it lined?", listing=listing)
    page = people()
    desk.type(editor(page), "It is, fully.")
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: bubbles(page) == ["Is it lined?", "It is, fully."])
    assert editor(page).toPlainText() == ""
    assert "message.send" in [change.kind.value for change in syncing.outbox(studio)]
    assert "waiting" in page._bubbles._bubbles[1].caption


def test_drafts_are_kept_for_each_person_and_over_a_restart(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    dee, ana = met(studio, "Dee K."), met(studio, "Ana P.")
    wrote(studio, dee, "Is it lined?", listing=listing)
    wrote(studio, ana, "What size is it?", listing=listing)
    page = people()
    page._list.set_current(dee.id)
    desk.type(editor(page), "It is")
    page._list.set_current(ana.id)
    assert editor(page).toPlainText() == ""
    desk.type(editor(page), "Size")
    page._list.set_current(dee.id)
    assert editor(page).toPlainText() == "It is"
    assert desk.opened.context.state.get("people.drafts") == {dee.id: "It is", ana.id: "Size"}


def test_news_do_not_touch_what_is_being_written(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    dee = met(studio, "Dee K.")
    wrote(studio, dee, "Is it lined?", listing=listing)
    page = people()
    desk.type(editor(page), "It is, f")
    offered(studio, met(studio, "Marisol R."), listing)
    desk.until(lambda: len(page._list._rows.rows) == 2)
    assert page._current == dee.id
    assert editor(page).toPlainText() == "It is, f"
    desk.qtbot.keyClicks(editor(page), "ully")
    assert editor(page).toPlainText() == "It is, fully"


def test_a_template_is_put_where_the_cursor_stands(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio), "What size is it?", listing=listing)
    page = people()
    desk.type(editor(page), "Good morning! ")
    menu = page._composer._templates.menu()
    size = next(entry for entry in menu.actions() if entry.text() == "Size")
    size.trigger()
    assert editor(page).toPlainText().startswith("Good morning! Hi Marisol, the label says size 6.")
    assert desk.opened.context.state.get("people.drafts")


def test_a_template_that_lacks_something_says_what(
    studio: Studio, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio), "Any flaws?", listing=listing)
    menu = people()._composer._templates.menu()
    flaws = next(entry for entry in menu.actions() if entry.text() == "Flaws")
    assert not flaws.isEnabled()
    assert flaws.toolTip()


def test_nothing_and_too_much_cannot_be_sent(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio), "Hello", listing=listing)
    page = people()
    send = page._composer._send
    assert (send.isEnabled(), send.toolTip()) == (False, "Write something first.")
    editor(page).setPlainText("x" * 2_001)
    assert (send.isEnabled(), send.toolTip()) == (False, "A message has at most 2,000 characters.")
    assert "2,001 / 2,000" in desk.reads(page._composer)


@pytest.mark.parametrize(
    ("button", "yes", "kind", "words"),
    [
        ("Accept $50.00", "Accept $50.00", "offer.accept", "You accept $50.00"),
        ("Decline kindly", "Decline the offer", "offer.decline", "You decline $50.00"),
    ],
)
def test_an_answer_asks_first_and_is_shown_waiting(
    studio: Studio,
    desk: Desk,
    listing: Listing,
    people: Callable[[], PeoplePage],
    button: str,
    yes: str,
    kind: str,
    words: str,
) -> None:
    offer = offered(studio, met(studio), listing)
    page = people()
    desk.press(button, page)
    assert [one.id for one in inbox.open_offers(studio)] == [offer.id]
    desk.answer(yes)
    desk.until(lambda: any(text.startswith(words) for text in desk.reads(page._bubbles)))
    assert [change.kind.value for change in syncing.outbox(studio)] == [kind]
    assert not [one for one in desk.shown(QPushButton, page._bubbles) if one.text() == button]


def test_a_counter_proposes_a_price_and_says_what_is_kept(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    offered(studio, met(studio), listing)
    page = people()
    counter = next(one for one in desk.shown(QPushButton, page) if one.text().startswith("Counter"))
    assert "keep $" in counter.text()
    desk.press(counter.text(), page)
    asked = desk.answer("Cancel")
    assert asked[0].startswith("Counter with $")
    assert [offer.state for offer in inbox.open_offers(studio)] == [OfferState.OPEN]
    desk.press(counter.text(), page)
    desk.answer("Offer " + asked[0].removeprefix("Counter with ").rstrip("?"))
    desk.until(lambda: any(text.startswith("You ask $") for text in desk.reads(page._bubbles)))
    assert [change.kind.value for change in syncing.outbox(studio)] == ["offer.counter"]


def test_an_offer_of_ours_is_told_as_ours(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    offered(studio, met(studio), listing, direction=Direction.OUT)
    page = people()
    desk.until(lambda: "You offered $50.00 for Wool shift dress." in desk.reads(page._bubbles))


def test_what_is_looked_at_is_marked_as_read(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio), "Hello", listing=listing)
    assert inbox.unread_count(studio) == 1
    people()
    desk.until(lambda: inbox.unread_count(studio) == 0)
    assert [change.kind.value for change in syncing.outbox(studio)] == ["conversation.mark"]


def test_a_note_about_a_person_is_saved_and_can_be_taken_back(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    person = met(studio)
    liked(studio, person, listing)
    page = people()
    desk.until(lambda: page._person._person_id == person.id)
    desk.fill(page._person._notes, "Prefers natural fibres.")

    def notes() -> str:
        card = inbox.person(studio, person.id)
        return card.person.notes if card else "gone"

    desk.until(lambda: notes() == "Prefers natural fibres.")
    page.setFocus()
    desk.undo()
    desk.until(lambda: notes() == "")
    desk.redo()
    desk.until(lambda: notes() == "Prefers natural fibres.")


def test_the_person_column_says_what_was_bought(
    studio: Studio, desk: Desk, dress: Item, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    person = met(studio)
    liked(studio, person, listing)
    bought(studio, person, dress)
    page = people()
    desk.until(lambda: "Bought" in desk.reads(page._person))
    assert any("1 order" in text and "$68.00" in text for text in desk.reads(page._person))


def test_people_are_found_by_name_and_words_and_no_match_says_so(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    wrote(studio, met(studio, "Dee K."), "Is it lined?", listing=listing)
    liked(studio, met(studio, "Ana P."), listing)
    page = people()
    page.search("LINED")
    assert [row.title for row in page._list._rows.rows] == ["Dee K."]
    page.search("nobody is called that")
    assert "Nobody matches" in desk.reads(page)
    page.search("")
    assert len(page._list._rows.rows) == 2


def test_a_conversation_and_an_offer_lead_to_their_person(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    thread = wrote(studio, met(studio, "Dee K."), "Hello", listing=listing)
    offer = offered(studio, met(studio, "Marisol R."), listing)
    page = people()
    for kind, entity_id, person_id in (
        (Kind.CONVERSATION, thread.id, thread.person_id),
        (Kind.OFFER, offer.id, offer.person_id),
        (Kind.PERSON, thread.person_id, thread.person_id),
    ):
        desk.window.host.open(kind, entity_id)
        desk.until(lambda person_id=person_id: page._current == person_id)


def test_with_nobody_there_the_page_says_when_somebody_comes(desk: Desk) -> None:
    page = desk.open("people", PeoplePage)
    desk.until(lambda: "Nobody yet" in desk.reads(page))
    desk.press("Go to the listings", page)
    assert desk.window.host.current_id == "listings"


def test_everything_that_takes_the_keyboard_has_a_name(
    studio: Studio, desk: Desk, listing: Listing, people: Callable[[], PeoplePage]
) -> None:
    person = met(studio)
    wrote(studio, person, "Hello", listing=listing)
    offered(studio, person, listing)
    people()
    assert nameless(desk.window) == []
