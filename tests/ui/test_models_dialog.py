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
from studio.base.errors import UserError
from studio.base.jobs import Context, Quiet
from studio.imaging import models as engine
from studio.services import fast_copies, models
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.model_card import ModelCard
from studio.ui.models_dialog import ModelsDialog
from studio.ui.notices import Toast
from studio.ui.page import PageContext
from studio.ui.pages.outbox.page import OutboxPage
from studio.ui.theme import Theme
from studio.ui.widgets import Badge, PlainLabel
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


def refresh(dialog: ModelsDialog, qtbot: QtBot) -> None:
    dialog._show()
    qtbot.waitUntil(lambda: any(card.isVisible() for card in dialog.findChildren(ModelCard)), timeout=20_000)


def named(dialog: ModelsDialog, name: str) -> list[QPushButton]:
    """Return the buttons of this accessible name that can be seen: those of older cards are on their way out."""
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    return [one for one in buttons if one.accessibleName() == name]


def stops(dialog: ModelsDialog) -> list[QPushButton]:
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    return [one for one in buttons if one.accessibleName().startswith("Stop ")]


def shown(dialog: ModelsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]


def is_here(studio: Studio) -> bool:
    return [one.here for one in models.offered(studio)] == [True]


def test_nothing_is_fetched_before_the_button_is_pressed(dialog: ModelsDialog, place: Place, studio: Studio) -> None:
    words = [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]
    assert any("only if you press its button" in text for text in words)
    assert set(buttons(dialog)) == {"Fetch 2 MB", "Add a file of my own…"}
    assert nameless(dialog) == []
    assert (place.asked, is_here(studio)) == ([], False)


def test_a_fetched_model_is_here_and_used_and_can_be_removed_and_brought_back(
    dialog: ModelsDialog, context: PageContext, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    taken: list[Toast] = []
    context.notices.toasted.connect(taken.append)
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: "Remove" in buttons(dialog), timeout=20_000)
    assert is_here(studio)
    assert models.meant(studio) == "rembg:u2netp"
    assert "The best that is here: U2-Net small" in dialog._choice.currentText()
    assert "2 MB on disk" in shown(dialog)
    buttons(dialog)["Remove"].click()
    qtbot.waitUntil(lambda: "Fetch 2 MB" in buttons(dialog) and bool(taken), timeout=20_000)
    assert not is_here(studio)
    assert taken[0].act is not None
    taken[0].act[1]()
    qtbot.waitUntil(lambda: "Remove" in buttons(dialog), timeout=20_000)
    assert is_here(studio)


def test_which_model_cleaning_uses_is_chosen_on_its_card_or_in_the_list(
    dialog: ModelsDialog, studio: Studio, qtbot: QtBot, tmp_path: Path
) -> None:
    models.adopt(studio, colour_network(tmp_path / "mine.onnx"), Quiet())
    refresh(dialog, qtbot)
    assert "Your own files" in shown(dialog)
    buttons(dialog)["Use"].click()
    qtbot.waitUntil(lambda: models.chosen(studio) == "rembg:mine.onnx", timeout=20_000)
    qtbot.waitUntil(lambda: "Use" not in buttons(dialog), timeout=20_000)
    assert dialog._choice.currentText() == "mine.onnx"
    assert [badge.text() for badge in dialog.findChildren(Badge) if badge.isVisible()] == ["Used"]
    place_of_classic = dialog._choice.findData("classic")
    dialog._choice.setCurrentIndex(place_of_classic)
    dialog._choice.activated.emit(place_of_classic)
    qtbot.waitUntil(lambda: models.chosen(studio) == "classic", timeout=20_000)


def test_a_fast_copy_is_made_on_request_with_its_figures_and_can_be_used(
    dialog: ModelsDialog, studio: Studio, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = models.adopt(studio, colour_network(tmp_path / "mine.onnx"), Quiet())

    def make(_studio: Studio, _backend: str, job: Context) -> None:
        job.report(1, 21, "Measuring it")
        copy = engine.fast_copy(backend, studio.profile.models)
        copy.write_bytes(b"copy")
        facts = {"sha256": engine.sha256_of(copy), "iou": 0.9871, "speedup": 2.94, "picture_count": 20}
        engine.remember(copy, facts)

    monkeypatch.setattr(fast_copies, "make", make)
    refresh(dialog, qtbot)
    buttons(dialog)["Make a fast copy"].click()
    figures = "2.9 times as fast, its cut-outs are 98.7 % the same on 20 photos"
    qtbot.waitUntil(lambda: figures in shown(dialog), timeout=20_000)
    assert "Make a fast copy" not in buttons(dialog)
    assert nameless(dialog) == []
    named(dialog, "Use mine.onnx, fast copy")[0].click()
    qtbot.waitUntil(lambda: models.chosen(studio) == f"{backend}+int8", timeout=20_000)
    qtbot.waitUntil(lambda: not named(dialog, "Use mine.onnx, fast copy"), timeout=20_000)  # the cards are new
    qtbot.waitUntil(lambda: bool(named(dialog, "Remove mine.onnx, fast copy")), timeout=20_000)
    named(dialog, "Remove mine.onnx, fast copy")[0].click()
    qtbot.waitUntil(lambda: figures not in shown(dialog), timeout=20_000)
    assert models.custom(studio) == ("mine.onnx",)


def test_a_fast_copy_that_is_not_good_enough_is_said(
    dialog: ModelsDialog,
    studio: Studio,
    toasts: list[str],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def make(*_asked: object) -> None:
        raise UserError(
            "The fast copy of mine.onnx agrees with it to 0.913 on 20 pictures; 0.98 is needed, so it went."
        )

    models.adopt(studio, colour_network(tmp_path / "mine.onnx"), Quiet())
    monkeypatch.setattr(fast_copies, "make", make)
    refresh(dialog, qtbot)
    buttons(dialog)["Make a fast copy"].click()
    qtbot.waitUntil(lambda: any("0.913" in text for text in toasts), timeout=20_000)
    qtbot.waitUntil(lambda: "Make a fast copy" in buttons(dialog), timeout=20_000)


def test_every_model_of_the_program_has_its_card_in_a_group(
    dialog: ModelsDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(resources, "_user_folders", [])
    refresh(dialog, qtbot)
    words = shown(dialog)
    assert words.index("For anything") < words.index("For people wearing the piece") < words.index("For special cases")
    assert any("paid agreement with BRIA" in text for text in words)
    assert sum(text.startswith("Fetch ") for text in [one.text() for one in dialog.findChildren(QPushButton)]) >= 15
    assert nameless(dialog) == []


def test_a_fetch_that_was_stopped_goes_on_where_it_was(
    dialog: ModelsDialog, context: PageContext, place: Place, studio: Studio, qtbot: QtBot
) -> None:
    jobs: list[tuple[int, str]] = []
    progress: list[int] = []
    context.submit.started.connect(lambda job_id, title: jobs.append((job_id, title)))
    context.submit.progressed.connect(lambda _id, told: progress.append(told.done))
    place.go_on.clear()
    buttons(dialog)["Fetch 2 MB"].click()
    qtbot.waitUntil(lambda: bool(stops(dialog)), timeout=20_000)
    assert "Fetch 2 MB" not in buttons(dialog)
    assert jobs[0][1].startswith("Fetching ")
    qtbot.waitUntil(lambda: bool(progress), timeout=20_000)
    assert any(" of 2 MB" in text for text in shown(dialog))
    stops(dialog)[0].click()
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
) -> None:
    colour_network(tmp_path / "mine.onnx")
    (tmp_path / "notes.txt").touch()
    for name in ("mine.onnx", "notes.txt"):
        buttons(dialog)["Add a file of my own…"].click()
        asking = dialog.findChildren(QFileDialog)[-1]
        asking.fileSelected.emit(str(tmp_path / name))
        asking.close()
        assert not buttons(dialog)["Add a file of my own…"].isEnabled()
        qtbot.waitUntil(lambda: buttons(dialog)["Add a file of my own…"].isEnabled(), timeout=30_000)
    assert models.custom(studio) == ("mine.onnx",)
    assert any("mine.onnx was tried and can be used" in text for text in toasts)
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
    qtbot.waitUntil(lambda: bool(stops(dialog)), timeout=20_000)
    assert "Fetch 2 MB" not in buttons(dialog)
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
