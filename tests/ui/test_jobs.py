"""Jobs across threads: the bridge, submit and the board."""

import threading

import pytest
from PySide6.QtCore import QObject

from studio.base.errors import TransientError, UserError
from studio.base.jobs import JobRunner, Lane
from studio.ui.job_board import JobBoard
from studio.ui.job_bridge import JobBridge
from studio.ui.submit import Submit


class Bench:
    """A runner with its bridge, a submit and what it was told."""

    def __init__(self):
        self.bridge = JobBridge()
        self.runner = JobRunner(self.bridge)
        self.troubles = []
        self.submit = Submit(self.runner, self.bridge, lambda title, error: self.troubles.append((title, error)))


@pytest.fixture
def bench(qapp):
    bench = Bench()
    yield bench
    assert bench.runner.close(5.0) == []
    bench.bridge.deleteLater()


def test_a_result_arrives_in_the_gui_thread(bench, qtbot):
    seen = []
    owner = QObject()

    def result(name):
        seen.append((name, bench.bridge.thread().isCurrentThread()))

    bench.submit("Name", Lane.IMAGE, lambda job: threading.current_thread().name, owner=owner, on_result=result)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("studio-image")
    assert seen[0][1]


def test_a_result_for_a_widget_that_is_gone_is_dropped(bench, qtbot):
    seen, go_on = [], threading.Event()
    owner = QObject()
    bench.submit("Slow", Lane.NET, lambda job: go_on.wait(5), owner=owner, on_result=seen.append)
    owner.deleteLater()
    qtbot.wait(20)
    with qtbot.waitSignal(bench.bridge.finished):
        go_on.set()
    qtbot.wait(20)
    assert seen == []


def test_an_error_goes_to_whoever_asked_else_to_the_notices(bench, qtbot):
    owner, beside_the_field = QObject(), []

    def refuse(job):
        raise UserError("Too long.")

    def fail(job):
        raise TransientError("No network.")

    bench.submit("Save", Lane.WRITE, refuse, owner=owner, on_error=lambda error: beside_the_field.append(str(error)))
    bench.submit("Fetch", Lane.NET, fail, owner=owner)
    qtbot.waitUntil(lambda: bool(beside_the_field and bench.troubles))
    assert beside_the_field == ["Too long."]
    assert [(title, str(error)) for title, error in bench.troubles] == [("Fetch", "No network.")]


def test_a_bug_is_told_even_where_errors_are_expected(bench, qtbot, caplog):
    owner, told = QObject(), []

    def divide(job):
        return 1 // 0

    bench.submit("Divide", Lane.IMAGE, divide, owner=owner, on_error=told.append)
    qtbot.waitUntil(lambda: bool(bench.troubles))
    assert told == []
    assert isinstance(bench.troubles[0][1], ZeroDivisionError)
    caplog.clear()  # the runner logged it, as it should


def test_a_newer_submit_with_the_same_key_silences_the_older(bench, qtbot):
    owner, seen, go_on = QObject(), [], threading.Event()

    def slow(job):
        go_on.wait(5)
        return "old"

    bench.submit("Preview", Lane.NET, slow, owner=owner, key="preview", on_result=seen.append)
    bench.submit("Preview", Lane.NET, lambda job: "new", owner=owner, key="preview", on_result=seen.append)
    qtbot.waitUntil(lambda: seen == ["new"])
    with qtbot.waitSignal(bench.bridge.finished):
        go_on.set()
    qtbot.wait(20)
    assert seen == ["new"]


def test_a_stopped_job_calls_nobody_and_is_shown_as_stopped(bench, qtbot):
    owner, seen, started = QObject(), [], threading.Event()
    board = JobBoard(bench.submit)

    def endless(job):
        started.set()
        number = 0
        while True:
            number += 1
            job.report(number)

    job_id = bench.submit("Endless", Lane.IMAGE, endless, owner=owner, on_result=seen.append, on_error=seen.append)
    assert [line.title for line in board.running] == ["Endless"]
    started.wait(5)
    board.stop(job_id)
    qtbot.waitUntil(lambda: not board.running)
    assert (seen, bench.troubles) == ([], [])
    assert board.ended[0].text == "stopped"


def test_the_board_counts_what_is_reported_and_leaves_quiet_jobs_out(bench, qtbot):
    owner, go_on = QObject(), threading.Event()
    board = JobBoard(bench.submit)
    bench.submit("Quiet", Lane.NET, lambda job: None, owner=owner, quiet=True)

    def cleaning(job):
        job.report(14, 60, "IMG_2041.HEIC")
        go_on.wait(5)

    bench.submit("Cleaning", Lane.NET, cleaning, owner=owner)
    qtbot.waitUntil(lambda: board.running and board.running[0].progress.done == 14)
    assert [(line.title, line.text) for line in board.running] == [("Cleaning", "14 of 60 · IMG_2041.HEIC")]
    go_on.set()
    qtbot.waitUntil(lambda: bool(board.ended))
    assert [(line.title, line.text) for line in board.ended] == [("Cleaning", "done")]
