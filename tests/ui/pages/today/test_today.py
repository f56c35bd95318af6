"""The Today page: what to do next, how the week went, and the first minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from studio.domain.item import Item
from studio.services import items
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.pages.today.page import TodayPage
from studio.ui.pages.today.welcome import Welcome
from studio.ui.widgets import PrimaryButton
from tests.services.closets import snap_pieces
from tests.services.dealings import bought, connected, listed, met, offered, wrote
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk


@pytest.fixture
def dress(studio: Studio) -> Item:
    connected(studio)
    return items.add(studio, title="Wool shift dress", price_minor=6800)


def test_a_new_seller_is_welcomed(desk: Desk) -> None:
    page = desk.open("today", TodayPage)
    desk.until(lambda: desk.shown(Welcome, page))
    assert "Welcome to your closet" in desk.reads(page)
    assert {button.text() for button in desk.shown(QPushButton, page)} == {
        "Import photos",
        "Try with the sample closet",
    }
    assert "No sale yet" in desk.reads()


def test_the_sample_closet_opens_in_a_window_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def start(_program: str, arguments: list[str]) -> tuple[bool, int]:
        started.append(arguments)
        return len(started) == 1, 0

    monkeypatch.setattr("studio.ui.pages.today.welcome.QProcess.startDetached", start)
    page = desk.open("today", TodayPage)
    desk.until(lambda: desk.shown(Welcome, page))
    desk.press("Try with the sample closet", page)
    assert started == [["-m", "studio", "--sample"]]
    assert desk.toasts == []
    desk.press("Try with the sample closet", page)
    assert "studio --sample" in desk.toasts[0]


def test_when_all_is_done_there_is_a_kind_word(desk: Desk, studio: Studio, dress: Item) -> None:
    listed(studio, dress)
    page = desk.open("today", TodayPage)
    desk.until(lambda: "All done" in desk.reads(page))
    assert not desk.shown(Welcome, page)


def test_each_line_has_a_reason_and_a_button_that_leads_there(desk: Desk, studio: Studio, dress: Item) -> None:
    listing, marisol = listed(studio, dress), met(studio)
    offered(studio, marisol, listing)
    wrote(studio, met(studio, "Dee K."), "Is it lined?", listing=listing)
    page = desk.open("today", TodayPage)
    desk.until(lambda: len(page._lines) == 2)
    said = desk.reads(page)
    assert "1 offer waits for you" in said
    assert any("Marisol R. offers $50.00 for Wool shift dress" in text for text in said)
    assert [button.text() for button in desk.shown(PrimaryButton, page)] == ["Answer"]
    desk.press("Answer", page)
    desk.until(lambda: desk.window.host.current_id == "people")
    people = desk.window.host.page("people")
    desk.until(lambda: people._current == marisol.id)  # type: ignore[attr-defined]  # a PeoplePage


def test_what_comes_in_is_there_at_once(desk: Desk, studio: Studio, dress: Item) -> None:
    page = desk.open("today", TodayPage)
    desk.until(lambda: page._stack.currentIndex() > 0)
    offered(studio, met(studio), listed(studio, dress))
    desk.until(lambda: "1 offer waits for you" in desk.reads(page))


def test_the_week_says_what_was_kept(desk: Desk, studio: Studio, dress: Item) -> None:
    bought(studio, met(studio), dress)
    desk.open("today", TodayPage)
    desk.until(lambda: "kept from 1 sale" in desk.reads())
    assert "$61.20" in desk.reads()


def test_working_offline_is_a_switch_and_the_status_bar_says_so(desk: Desk, studio: Studio) -> None:
    desk.open("today", TodayPage)
    desk.press("Work offline")
    desk.until(lambda: studio.settings.get(schema.WORK_OFFLINE))
    desk.until(lambda: any("Offline" in toast for toast in desk.toasts))
    desk.press("Go online")
    desk.until(lambda: not studio.settings.get(schema.WORK_OFFLINE))


def test_a_folder_dropped_here_is_imported_too(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    snap_pieces(tmp_path / "camera", 1)
    page = desk.open("today", TodayPage)
    assert page.drop_files([tmp_path / "camera"])
    desk.until(lambda: "1 photo imported" in desk.toasts)
    assert items.count(studio) == 1


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk, studio: Studio, dress: Item) -> None:
    offered(studio, met(studio), listed(studio, dress))
    page = desk.open("today", TodayPage)
    desk.until(lambda: page._lines)
    assert nameless(desk.window) == []
