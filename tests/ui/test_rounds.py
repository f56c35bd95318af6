"""Rounds start by themselves: soon after something was queued, again after a bad one, and never while offline."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.base.errors import TransientError
from studio.services import inbox, items, syncing
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.page import PageContext
from studio.ui.rounds import Rounds
from tests.services.dealings import connected, listed, met, wrote

_WAIT_MS = 20_000


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    context = kit(studio)
    context.events.listen(studio.catalog.events)
    return context


class Line:
    """Where the Rounds go: counts them, holds one up, lets one fail."""

    def __init__(self) -> None:
        self.calls = 0
        self.errors: list[Exception] = []
        self.go_on = threading.Event()
        self.go_on.set()

    def sync(self, _studio: Studio, _job: Any) -> None:
        self.calls += 1
        assert self.go_on.wait(20)
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    line = Line()
    monkeypatch.setattr(syncing, "sync", line.sync)
    return line


@pytest.fixture
def rounds(context: PageContext, line: Line) -> Iterator[Rounds]:
    window = QObject()
    yield Rounds(context, window)
    window.deleteLater()


def test_what_is_queued_goes_out_soon(rounds: Rounds, line: Line, studio: Studio, qtbot: QtBot) -> None:
    connected(studio)
    listing = listed(studio, items.add(studio, title="Dress"))
    thread = wrote(studio, met(studio), listing=listing)
    inbox.reply(studio, thread.id, "It is, fully.")
    qtbot.waitUntil(lambda: line.calls == 1, timeout=_WAIT_MS)


def test_a_round_asked_for_while_one_runs_comes_after_it(rounds: Rounds, line: Line, qtbot: QtBot) -> None:
    line.go_on.clear()
    rounds.start()
    qtbot.waitUntil(lambda: line.calls == 1, timeout=_WAIT_MS)
    rounds.start()
    rounds.start()
    assert line.calls == 1
    line.go_on.set()
    qtbot.waitUntil(lambda: line.calls == 2, timeout=_WAIT_MS)


def test_trouble_is_a_bar_that_goes_when_it_is_over(
    rounds: Rounds, line: Line, context: PageContext, qtbot: QtBot
) -> None:
    bars: list[str] = []
    context.notices.barred.connect(lambda bar: bars.append(bar.text))
    context.notices.cleared.connect(lambda _key: bars.clear())
    line.errors = [TransientError("Closet Fair does not answer.")]
    rounds.start()
    qtbot.waitUntil(lambda: bars == ["Closet Fair does not answer."], timeout=_WAIT_MS)
    qtbot.waitUntil(lambda: not rounds._running, timeout=_WAIT_MS)
    rounds.start()
    qtbot.waitUntil(lambda: bars == [], timeout=_WAIT_MS)


def test_one_bad_round_is_not_the_last(
    rounds: Rounds, line: Line, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    line.errors = [ValueError("a bug")]
    rounds.start()
    qtbot.waitUntil(lambda: line.calls == 1 and not rounds._running, timeout=_WAIT_MS)
    rounds.start()
    qtbot.waitUntil(lambda: line.calls == 2, timeout=_WAIT_MS)
    caplog.clear()  # the bug is in the log, as it should be


def test_offline_there_are_none_and_going_online_starts_one(
    rounds: Rounds, line: Line, studio: Studio, qtbot: QtBot
) -> None:
    studio.settings.set(schema.WORK_OFFLINE, True)
    rounds.start()
    qtbot.wait(600)
    assert line.calls == 0
    studio.settings.set(schema.WORK_OFFLINE, False)
    qtbot.waitUntil(lambda: line.calls == 1, timeout=_WAIT_MS)
