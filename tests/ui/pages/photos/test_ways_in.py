"""Other ways in than a folder, from the page: each action opens what it says, and closes with the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu

from studio.services import items, watching
from studio.services.context import Studio
from studio.ui import phone_dialog
from studio.ui.networks import Network
from studio.ui.phone_dialog import PhoneDialog
from studio.ui.separator_dialog import SeparatorDialog
from studio.ui.widgets import QuietButton
from tests.ui.pages.photos.test_contact_sheet import Desk, photo, sheet_of


def test_the_button_offers_every_other_way(desk: Desk) -> None:
    (button,) = [one for one in desk.window.findChildren(QuietButton) if one.text() == "Bring in from"]
    button.click()
    menu = desk.page.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()] == [
        "From a phone…",
        "Watch a folder…",
        "Paste photos",
        "Print separator cards…",
    ]
    assert all(action.isEnabled() for action in menu.actions())
    menu.close()


def test_a_folder_is_chosen_to_be_watched(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    desk.page.action("photos.watch").trigger()
    (dialog,) = desk.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    desk.until(lambda: watching.watched_folder(studio) == tmp_path)


def test_cards_are_offered_for_the_items_that_are_chosen(desk: Desk, studio: Studio) -> None:
    skirt = photo(studio, "skirt.jpg")
    assert skirt.item_id is not None
    sheet_of(desk).select_ids([skirt.id])
    desk.page.action("photos.separators").trigger()
    (dialog,) = desk.page.findChildren(SeparatorDialog)
    desk.until(lambda: dialog._document is not None)
    assert dialog._skus == (items.load(studio, skirt.item_id).sku,)
    dialog.close()


def test_the_phone_has_one_window_that_closes_with_the_studio(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_dialog, "networks", lambda: [Network("Wi-Fi", "127.0.0.1")])
    for _time in (1, 2):
        desk.page.action("photos.phone").trigger()
    (dialog,) = desk.page.findChildren(PhoneDialog)
    desk.until(lambda: dialog.url)
    process = dialog._page._process
    assert process is not None
    dialog.accept()
    desk.until(lambda: not desk.page.findChildren(PhoneDialog))
    desk.until(lambda: process.poll() is not None)
    desk.page.action("photos.phone").trigger()
    (again,) = desk.page.findChildren(PhoneDialog)
    desk.until(lambda: again.url)
    page, process = again._page, again._page._process
    desk.opened.close()
    assert process is not None
    assert process.wait(20) is not None  # before anybody waits for it
    page.close()
