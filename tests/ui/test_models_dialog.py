"""The cut-out models in the window: fetched after a press, resumed, checked, removed, brought along."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.base import resources
from studio.services import models
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.models_dialog import ModelsDialog
from studio.ui.page import PageContext
from studio.ui.pages.outbox.page import OutboxPage
from studio.ui.theme import Theme
from studio.ui.widgets import PlainLabel
from tests.imaging.networks import colour_network
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk

CONTENT = bytes(range(256)) * 8_192


class Place:
    """A server's one file; it can hang up in the middle, wait, or have another file."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.breaks_at: int | None = None
        self.go_on = threading.Event()
        self.go_on.set()
        self.asked: list[str] = []


class Answers(BaseHTTPRequestHandler):
    """Serves the Place, with ranges."""

    def __init__(self, place: Place, *arguments: object) -> None:
        self._place = place
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self._place.asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        rest = self._place.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        half = len(rest) // 2
        try:
            self.wfile.write(rest[: self._place.breaks_at or half])
            if self._place.breaks_at is None:
                self._place.go_on.wait(20)
                self.wfile.write(rest[half:])
        except ConnectionError:
            return  # the studio has hung up

    def log_message(self, *_words: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def place(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The list of models has one, which lies on this machine."""
    place = Place()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Answers, place))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})  # noqa: TID251
    thread.start()
    (known,) = [one for one in resources.load_json("models.json")["models"] if one["name"] == "u2netp"]
    address = f"http://127.0.0.1:{server.server_port}/u2netp.onnx"
    entry = known | {"address": address, "size_mb": 2, "md5": hashlib.md5(CONTENT).hexdigest()}
    studio.profile.resources.mkdir(exist_ok=True)
    (studio.profile.resources / "models.json").write_text(json.dumps({"models": [entry]}))
    monkeypatch.setattr(resources, "_user_folders", [studio.profile.resources])
    yield place
    place.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    return kit(studio)


@pytest.fixture
def toasts(context: PageContext) -> list[str]:
    told: list[str] = []
    context.notices.toasted.connect(lambda toast: told.append(toast.text))
    return told


@pytest.fixture
def dialog(context: PageContext, place: Place, qtbot: QtBot) -> Iterator[ModelsDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = ModelsDialog(context, window)
    dialog.open()
    yield dialog
    window.close()


def buttons(dialog: ModelsDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton) if button.isVisible()}


def shown(dialog: ModelsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]


def is_here(studio: Studio) -> bool:
    return [one.here for one in models.offered(studio)] == [True]


def test_nothing_is_fetched_before_the_button_is_pressed(dialog: ModelsDialog, place: Place, studio: Studio) -> None:
    words = [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]
    assert any("only if you press the button" in text for text in words)
    assert set(buttons(dialog)) == {"Fetch 2 MB", "Use a file of my own…"}
    assert nameless(dialog) == []
    assert (place.asked, is_here(studio)) == ([], False)


def test_a_fetched_model_is_here_and_used_and_can_be_removed(
    dialog: ModelsDialog, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: "Remove" in buttons(dialog), timeout=20_000)
    assert is_here(studio)
    assert models.meant(studio) == "rembg:u2netp"
    buttons(dialog)["Remove"].click()
    qtbot.waitUntil(lambda: "Fetch 2 MB" in buttons(dialog), timeout=20_000)
    assert not is_here(studio)


def test_a_fetch_that_was_stopped_goes_on_where_it_was(
    dialog: ModelsDialog, context: PageContext, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    jobs: list[tuple[int, str]] = []
    progress: list[int] = []
    context.submit.started.connect(lambda job_id, title: jobs.append((job_id, title)))
    context.submit.progressed.connect(lambda _id, told: progress.append(told.done))
    place.go_on.clear()
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: "On its way…" in buttons(dialog), timeout=20_000)
    assert not buttons(dialog)["On its way…"].isEnabled()
    assert jobs[0][1].startswith("Fetching ")
    qtbot.waitUntil(lambda: bool(progress), timeout=20_000)
    context.submit.cancel(jobs[0][0])
    place.go_on.set()
    qtbot.waitUntil(lambda: "Fetch 2 MB" in buttons(dialog), timeout=20_000)
    assert not is_here(studio)
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: is_here(studio), timeout=20_000)
    assert place.asked[0] == ""
    assert place.asked[1].startswith("bytes=")


def test_a_broken_connection_says_so_and_can_be_tried_again(
    dialog: ModelsDialog, place: Place, studio: Studio, toasts: list[str], qtbot: QtBot
) -> None:
    place.breaks_at = 600_000
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: bool(toasts) and "Fetch 2 MB" in buttons(dialog), timeout=20_000)
    assert not is_here(studio)
    place.breaks_at = None
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: is_here(studio), timeout=20_000)


def test_another_file_than_the_model_is_thrown_away(
    dialog: ModelsDialog, place: Place, studio: Studio, toasts: list[str], qtbot: QtBot
) -> None:
    place.content = CONTENT[::-1]
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: any("wrong checksum" in text for text in toasts), timeout=20_000)
    assert not is_here(studio)
    qtbot.waitUntil(lambda: "Fetch 2 MB" in buttons(dialog), timeout=20_000)


def test_a_file_of_ones_own_is_copied_and_listed(
    dialog: ModelsDialog,
    studio: Studio,
    toasts: list[str],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    colour_network(tmp_path / "mine.onnx")
    (tmp_path / "notes.txt").touch()
    for name in ("mine.onnx", "notes.txt"):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked, name=name: (str(tmp_path / name), ""))
        buttons(dialog)["Use a file of my own…"].click()
        qtbot.waitUntil(lambda: models.custom(studio) == ("mine.onnx",), timeout=20_000)
    qtbot.waitUntil(lambda: any("is not an ONNX file" in text for text in toasts), timeout=20_000)
    qtbot.waitUntil(lambda: "mine.onnx" in shown(dialog), timeout=20_000)


def test_the_dialog_may_be_closed_while_a_model_comes(
    dialog: ModelsDialog, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    place.go_on.clear()
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: bool(place.asked), timeout=20_000)
    dialog.close()
    place.go_on.set()
    qtbot.waitUntil(lambda: is_here(studio), timeout=20_000)


def test_a_dialog_opened_again_still_knows_what_is_on_its_way(
    dialog: ModelsDialog, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    place.go_on.clear()
    buttons(dialog)["Fetch 2 MB"].click()
    dialog.close()
    dialog.open()
    qtbot.waitUntil(lambda: "On its way…" in buttons(dialog), timeout=20_000)
    assert not buttons(dialog)["On its way…"].isEnabled()
    place.go_on.set()
    qtbot.waitUntil(lambda: "Remove" in buttons(dialog), timeout=20_000)
    assert len(place.asked) == 1


def test_the_window_has_one_dialog_for_the_models(
    studio: Studio, place: Place, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the window catches what nobody caught
    studio.settings.set(schema.WORK_OFFLINE, True)
    desk = Desk(studio, theme, qtbot)
    desk.window.completed.connect(desk.opened.begin)
    desk.open("outbox", OutboxPage)
    for _time in range(2):
        desk.window.actions_everywhere.get("models").trigger()
        (dialog,) = desk.shown(ModelsDialog)
        desk.until(lambda dialog=dialog: "Fetch 2 MB" in buttons(dialog))
        dialog.close()
    assert len(desk.window.findChildren(ModelsDialog)) == 1
    desk.close()
