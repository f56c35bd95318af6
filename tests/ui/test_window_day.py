"""The whole day through the real window: real files, a real marketplace process, printed codes read back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.base import resources
from studio.domain.ids import ItemId
from studio.domain.item import ItemState
from studio.domain.operation import Kind
from studio.domain.order import OrderState
from studio.services import inbox, items, listings, orders, photos, syncing
from studio.tour.buyers import Buyers
from studio.ui.pages.closet.page import ClosetPage
from studio.ui.pages.listings.page import ListingsPage
from studio.ui.pages.outbox.page import OutboxPage
from studio.ui.pages.packing import press
from studio.ui.pages.packing.page import PackingPage
from studio.ui.pages.people.page import PeoplePage
from studio.ui.pages.today.page import TodayPage
from studio.ui.theme import Choice, Theme
from tests.services.closets import Beside
from tests.ui.pages.desk import Desk
from tests.ui.print.rasters import codes_of, raster_of, text_of

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")

TITLE = "Harbour floral wrap dress, navy, size M"
BUYER = "Marisol R."


@contextmanager
def living(root: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """Open a profile and its window as the program does, and close both."""
    studio = build_studio(root, simulated_life=False)
    desk = Desk(studio, theme, qtbot)
    desk.window.completed.connect(desk.opened.begin)
    try:
        yield desk
    finally:
        desk.close()
        studio.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, Choice.LIGHT)
    yield theme
    theme.deleteLater()


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A folder as it comes from a phone."""
    folder = tmp_path / "camera"
    folder.mkdir()
    for photo in sorted(resources.path("sample/photos").glob("*.jpg"))[:3]:
        shutil.copy(photo, folder)
    return folder


def test_a_day_from_a_folder_of_photos_to_a_packed_parcel(
    tmp_path: Path, camera: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the window catches what nobody caught
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr(press.QFileDialog, "getExistingDirectory", lambda *_asked: str(papers))
    root = tmp_path / "closet"
    with living(root, theme, qtbot) as desk:
        item_id = _import(desk, camera)
        _write_and_clean(desk, item_id)
        _publish(desk, item_id)
        sku = desk.item(item_id).sku
        _haggle(desk, sku)
        number = _pack(desk, sku, papers)
        _read_what_was_printed(papers, number)
        _ask_the_marketplace(desk, number, sku)
    with living(root, theme, qtbot) as desk:
        _find_it_all_again(desk, item_id)


def _import(desk: Desk, camera: Path) -> ItemId:
    page = desk.open("today", TodayPage)
    desk.until(lambda: "Welcome to your closet" in desk.reads(page))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(camera))])
    where, keys = QPointF(500, 400), Qt.KeyboardModifier.NoModifier
    desk.window.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, keys))
    desk.until(lambda: "3 photos imported" in desk.toasts)
    assert photos.count(desk.studio) == 3
    return items.ids(desk.studio, items.ItemQuery())[-1]


def _write_and_clean(desk: Desk, item_id: ItemId) -> None:
    desk.window.host.open(Kind.ITEM, item_id, "listings")
    page = desk.open("listings", ListingsPage)
    written = {
        "title": TITLE,
        "description": "A wrap dress. Worn twice.",
        "brand": "Harbour & Pine",
        "category": "Women / Dresses",
        "size": "M",
        "condition": "Good, gently worn",
        "price_minor": "48",
        "floor_minor": "30",
        "weight_g": "12",
        "bin": "B2",
    }
    for name, text in written.items():
        desk.fill(page._editor._form.fields[name], text)
    desk.until_saved(item_id, title=TITLE, price_minor=4800, weight_g=340, bin="B2")
    closet = desk.open("closet", ClosetPage)
    desk.window.host.open(Kind.ITEM, item_id)
    desk.until(lambda: closet._grid.selected_ids() == [item_id])
    closet.action("closet.clean").trigger()
    desk.until(lambda: all(photo.recipe for photo in photos.of_item(desk.studio, item_id)))
    desk.until(lambda: any("cleaned" in toast for toast in desk.toasts))
    photos.approve(desk.studio, [photo.id for photo in photos.in_doubt(desk.studio)])  # the seller has looked at them


def _publish(desk: Desk, item_id: ItemId) -> None:
    page = desk.open("listings", ListingsPage)
    desk.until(lambda: page._current == item_id and page.action("listings.publish").isEnabled())
    desk.press("Publish")
    desk.answer("Publish 1 listing")
    desk.until(lambda: desk.item(item_id).state is ItemState.LIVE)  # the Round came by itself
    desk.until(lambda: "Closet Fair" in desk.reads(page._buyer._where))


def _haggle(desk: Desk, sku: str) -> None:
    studio = desk.studio
    buyers = Buyers(lambda: studio.market.start().url)
    buyers.like(BUYER, sku)
    buyers.message(BUYER, sku, "Hi! Is it lined? <b>I love it</b>")
    buyers.offer(BUYER, sku, 36_00, "Would you take a little less?")
    _sync(desk)
    page = desk.open("people", PeoplePage)
    desk.until(lambda: [row.title for row in page._list._rows.rows] == [BUYER])
    desk.until(lambda: any("<b>I love it</b>" in bubble.text for bubble in page._bubbles._bubbles))
    editor = page._composer.findChild(QPlainTextEdit)
    assert editor is not None
    desk.type(editor, "It is, fully.")
    desk.press("Send", page)
    counter = next(one.text() for one in desk.shown(QPushButton, page) if one.text().startswith("Counter"))
    desk.press(counter, page)
    price = counter.split()[1]
    desk.answer(f"Offer {price}")
    desk.until(lambda: any(text.startswith(f"You ask {price}") for text in desk.reads(page._bubbles)))
    desk.until(lambda: not syncing.outbox(studio))  # both have gone out
    buyers.accept_counter(BUYER, sku)
    _sync(desk)
    desk.until(lambda: orders.to_pack(studio))


def _pack(desk: Desk, sku: str, papers: Path) -> str:
    page = desk.open("packing", PackingPage)
    (order,) = orders.to_pack(desk.studio)
    desk.until(lambda: page._current == order.id and {"shipping", "card"} <= set(page._papers.documents))
    for keys in (sku, "13"):
        focused = desk.window.focusWidget()
        assert focused is not None
        desk.qtbot.keyClicks(focused, keys)
        desk.key(Qt.Key.Key_Return)
    desk.until(lambda: orders.load(desk.studio, order.id).weight_g == 369)
    page.action("packing.save").trigger()
    desk.until(lambda: len(list(papers.glob("*.pdf"))) == 2)
    desk.until(lambda: orders.load(desk.studio, order.id).state is OrderState.PACKED)
    desk.until(lambda: page.action("packing.ship").isEnabled())
    page.action("packing.ship").trigger()
    desk.answer("Mark shipped")
    desk.until(lambda: orders.load(desk.studio, order.id).state is OrderState.SHIPPED)
    desk.until(lambda: not syncing.outbox(desk.studio))
    return order.number


def _read_what_was_printed(papers: Path, number: str) -> None:
    label, card = papers / f"order-{number}-label.pdf", papers / f"order-{number}-card.pdf"
    assert len(codes_of(raster_of(label.read_bytes(), 300))) == 1
    assert "Marisol" in text_of(card.read_bytes())


def _ask_the_marketplace(desk: Desk, number: str, sku: str) -> None:
    beside = Beside(desk.studio.market, desk.studio.profile.market)
    try:
        (order,) = beside.ask("/v1/orders")["orders"]
        (listing,) = beside.listings()
        said = beside.ask(f"/v1/conversations/{beside.ask('/v1/conversations')['conversations'][0]['id']}/messages")
    finally:
        beside.session.close()
    assert (order["number"], order["status"]) == (number, "shipped")
    assert (listing["status"], listing["title"], listing["sku"]) == ("sold", TITLE, sku)
    assert "It is, fully." in [message["text"] for message in said["messages"]]


def _find_it_all_again(desk: Desk, item_id: ItemId) -> None:
    studio = desk.studio
    closet = desk.open("closet", ClosetPage)
    desk.until(lambda: len(closet._model.ids) == items.count(studio))
    sold = desk.item(item_id)
    assert (sold.state, sold.title) == (ItemState.SOLD, TITLE)
    assert all(photo.recipe for photo in photos.of_item(studio, item_id))
    assert len(listings.of_item(studio, item_id)) == 1
    people = desk.open("people", PeoplePage)
    desk.until(lambda: "It is, fully." in [bubble.text for bubble in people._bubbles._bubbles])
    assert inbox.unread_count(studio) == 0
    outbox = desk.open("outbox", OutboxPage)
    assert "Nothing waits" in desk.reads(outbox)


def _sync(desk: Desk) -> None:
    """Press the button that does not wait for the clock."""
    desk.open("outbox", OutboxPage)
    told = len(desk.toasts)
    desk.press("Sync now")
    desk.until(lambda: len(desk.toasts) > told)
