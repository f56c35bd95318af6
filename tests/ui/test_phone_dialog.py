"""The window for a phone's photos: its code is read off the screen, and the page closes with it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import zxingcpp
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from studio.app import build_studio
from studio.services import history, photos
from studio.services.context import Studio
from studio.ui import phone_dialog
from studio.ui.networks import Network, networks, ranked
from studio.ui.notices import Toast
from studio.ui.page import PageContext
from studio.ui.phone_dialog import PhoneDialog
from studio.ui.theme import Choice, Theme
from studio.ui.widgets import Badge, PlainLabel
from studio.ui.widgets.choice_field import DropDown
from tests.services.closets import Shot, snap

_WAIT_MS = 40_000
LOOPBACK = Network("Wi-Fi", "127.0.0.1", 0)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    return kit(studio)


@pytest.fixture
def toasts(context: PageContext) -> list[Toast]:
    told: list[Toast] = []
    context.notices.toasted.connect(told.append)
    return told


@pytest.fixture
def dialog(context: PageContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PhoneDialog]:
    monkeypatch.setattr(phone_dialog, "networks", lambda: [LOOPBACK])
    dialog = PhoneDialog(context, None)
    dialog.show()
    page = dialog._page
    qtbot.waitUntil(lambda: bool(dialog.url), timeout=_WAIT_MS)
    yield dialog
    if isValid(dialog):
        dialog.close()
    page.close()


@pytest.fixture
def phone() -> Iterator[requests.Session]:
    session = requests.Session()
    session.trust_env = False
    yield session
    session.close()


def answers(url: str) -> bool:
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port), 2).close()
    except OSError:
        return False
    return True


def says(dialog: PhoneDialog) -> list[str]:
    words = [label.text() for label in dialog.findChildren(PlainLabel) if label.text()]
    return [badge.text() for badge in dialog.findChildren(Badge)] + words


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_code_is_read_off_the_screen_in_either_theme(dialog: PhoneDialog, theme: Theme, choice: Choice) -> None:
    theme.use(choice)
    image = dialog.grab().toImage()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [dialog.url]
    assert answers(dialog.url)


def test_what_the_phone_sends_is_in_the_closet_and_one_undo_takes_it_back(
    dialog: PhoneDialog, studio: Studio, phone: requests.Session, toasts: list[Toast], qtbot: QtBot, tmp_path: Path
) -> None:
    url = dialog.url
    assert says(dialog)[0] == "Waiting for the phone"
    assert phone.get(url, timeout=20).status_code == 200
    qtbot.waitUntil(lambda: says(dialog)[0] == "The phone is connected", timeout=_WAIT_MS)
    for seed in (1, 2):
        content = snap(tmp_path / "a.jpg", Shot(seed=seed)).read_bytes()
        sent = phone.post(f"{url}/photo", data=content, headers={"X-Name": f"IMG_{seed}.jpg"}, timeout=20)
        assert sent.status_code == 200
        qtbot.waitUntil(lambda count=seed: photos.count(studio) == count, timeout=_WAIT_MS)  # type: ignore[misc]
    assert phone.post(f"{url}/photo", data=b"<html>", headers={"X-Name": "p.jpg"}, timeout=20).status_code == 400
    qtbot.waitUntil(lambda: "2 photos are in the closet" in says(dialog), timeout=_WAIT_MS)
    qtbot.waitUntil(
        lambda: any(line.startswith("p.jpg: This is a web page") for line in says(dialog)), timeout=_WAIT_MS
    )
    dialog.accept()
    qtbot.waitUntil(lambda: bool(toasts), timeout=_WAIT_MS)
    assert toasts[0].text == "2 photos came from the phone"
    assert not answers(url)
    history.undo(studio)
    assert photos.count(studio) == 0
    assert not [file for file in studio.profile.inbox.rglob("*") if file.is_file()]


@pytest.mark.parametrize("how", ["close", "reject", "accept"])
def test_when_the_window_goes_the_port_is_closed(dialog: PhoneDialog, qtbot: QtBot, how: str) -> None:
    url, pid = dialog.url, dialog._page.pid
    assert pid is not None
    getattr(dialog, how)()
    qtbot.waitUntil(lambda: not answers(url), timeout=_WAIT_MS)

    def gone() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    qtbot.waitUntil(gone, timeout=_WAIT_MS)


def test_a_new_code_is_another_page(dialog: PhoneDialog, qtbot: QtBot) -> None:
    before = dialog.url
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "New code").click()
    qtbot.waitUntil(lambda: dialog.url not in ("", before), timeout=_WAIT_MS)
    assert urlsplit(dialog.url).path != urlsplit(before).path


def test_a_page_that_has_left_is_said_to_have_expired(dialog: PhoneDialog, qtbot: QtBot) -> None:
    process = dialog._page._process
    assert process is not None
    process.kill()
    qtbot.waitUntil(lambda: says(dialog)[0] == "The code has expired", timeout=_WAIT_MS)
    assert dialog.url == ""


def test_an_address_that_has_gone_is_refused_in_a_sentence(
    context: PageContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_dialog, "networks", lambda: [Network("eth0", "203.0.113.7"), LOOPBACK])
    dialog = PhoneDialog(context, None)
    dialog.show()
    qtbot.waitUntil(lambda: says(dialog)[0] == "Not open", timeout=_WAIT_MS)
    assert any("could not open" in line for line in says(dialog))
    (where,) = dialog.findChildren(DropDown)
    assert where.isVisible()
    where.setCurrentIndex(1)
    where.activated.emit(1)
    qtbot.waitUntil(lambda: bool(dialog.url), timeout=_WAIT_MS)
    page = dialog._page
    dialog.reject()
    qtbot.waitUntil(lambda: page.pid is None, timeout=_WAIT_MS)


def test_without_a_network_it_says_what_to_do_and_tries_again(
    context: PageContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_dialog, "networks", list)
    dialog = PhoneDialog(context, None)
    dialog.show()
    assert "This computer is in no network" in [label.text() for label in dialog.findChildren(PlainLabel)]
    monkeypatch.setattr(phone_dialog, "networks", lambda: [LOOPBACK])
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Try again").click()
    qtbot.waitUntil(lambda: bool(dialog.url), timeout=_WAIT_MS)
    page = dialog._page
    dialog.close()
    qtbot.waitUntil(lambda: page.pid is None, timeout=_WAIT_MS)


def test_the_wi_fi_comes_first_and_what_no_phone_is_in_not_at_all() -> None:
    found = [
        Network("docker0", "172.17.0.1"),
        Network("eth0", "192.168.1.20", 1),
        Network("wg0", "10.8.0.2"),
        Network("wlan0", "192.168.1.21", 0),
        Network("eth1", "8.8.8.8", 1),
        Network("eth2", "169.254.3.4", 1),
        Network("usb0", "10.0.0.5"),
    ]
    assert [one.name for one in ranked(found)] == ["wlan0", "eth0", "usb0"]


def test_the_networks_of_this_machine_have_private_addresses() -> None:
    assert all(one.name and one.address for one in networks())
