"""Every Job ends in exactly one Outcome, whatever becomes of it."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator

import pytest

from studio.base.errors import Cancelled, TransientError, UserError
from studio.base.jobs import Context, JobRunner, Lane, Outcome, Progress, Quiet

LONG_S = 10.0
"""Nothing here takes that long; a test that waits for it has failed."""


class Heard:
    """A listener that keeps what it hears, in order."""

    def __init__(self) -> None:
        self.progress: list[tuple[int, Progress]] = []
        self.outcomes: queue.Queue[tuple[int, Outcome]] = queue.Queue()

    def on_progress(self, job_id: int, progress: Progress) -> None:
        self.progress.append((job_id, progress))

    def on_done(self, job_id: int, outcome: Outcome) -> None:
        self.outcomes.put((job_id, outcome))

    def next(self) -> Outcome:
        return self.outcomes.get(timeout=LONG_S)[1]

    def no_more(self) -> bool:
        return self.outcomes.empty()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def runner(heard: Heard) -> Iterator[JobRunner]:
    runner = JobRunner(heard)
    yield runner
    runner.close()


def test_work_that_ends_well_has_its_result_as_the_outcome(runner: JobRunner, heard: Heard) -> None:
    runner.submit("add", Lane.IMAGE, lambda _: 2 + 3)
    assert heard.next() == Outcome(result=5)


@pytest.mark.parametrize("error", [UserError("no"), TransientError("later", retry_after_s=3)])
def test_an_error_that_means_something_is_the_outcome_and_is_not_logged(
    runner: JobRunner, heard: Heard, error: Exception
) -> None:
    def fail(_: Context) -> None:
        raise error

    runner.submit("fail", Lane.NET, fail)
    assert heard.next() == Outcome(error=error)


def test_a_bug_is_the_outcome_and_is_logged_with_its_traceback(
    runner: JobRunner, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    runner.submit("divide", Lane.WRITE, lambda _: 1 / 0)
    assert isinstance(heard.next().error, ZeroDivisionError)
    runner.close()
    assert "job 'divide' failed" in caplog.text
    assert "Traceback" in caplog.text
    caplog.clear()


def test_work_that_would_end_the_program_ends_only_itself(
    runner: JobRunner, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    runner.submit("exit", Lane.IMAGE, lambda _: sys.exit(3))
    assert isinstance(heard.next().error, SystemExit)
    runner.submit("next", Lane.IMAGE, lambda _: "still here")
    assert heard.next().result == "still here"
    caplog.clear()


def test_a_running_job_stops_at_its_next_report(runner: JobRunner, heard: Heard) -> None:
    began, go_on = threading.Event(), threading.Event()

    def work(context: Context) -> None:
        began.set()
        go_on.wait(LONG_S)
        context.report(1, 2)
        raise AssertionError("it went on")

    job = runner.submit("stop me", Lane.IMAGE, work)
    began.wait(LONG_S)
    job.cancel()
    go_on.set()
    assert heard.next() == Outcome(cancelled=True)
    assert heard.progress == []


def test_a_job_that_was_cancelled_while_it_waited_never_begins(runner: JobRunner, heard: Heard) -> None:
    go_on = threading.Event()
    runner.submit("first", Lane.WRITE, lambda _: go_on.wait(LONG_S))
    ran: list[int] = []
    second = runner.submit("second", Lane.WRITE, lambda _: ran.append(1))
    second.cancel()
    go_on.set()
    assert heard.next() == Outcome(result=True)
    assert heard.next() == Outcome(cancelled=True)
    assert ran == []


def test_writes_run_one_after_the_other_in_the_order_of_submitting(runner: JobRunner, heard: Heard) -> None:
    order: list[int] = []
    for number in range(50):
        runner.submit(f"write {number}", Lane.WRITE, lambda _, number=number: order.append(number))
    for _ in range(50):
        heard.next()
    assert order == list(range(50))


def test_a_busy_lane_does_not_hold_up_another(runner: JobRunner, heard: Heard) -> None:
    go_on = threading.Event()
    runner.submit("long write", Lane.WRITE, lambda _: go_on.wait(LONG_S))
    runner.submit("render", Lane.IMAGE, lambda _: "rendered")
    assert heard.next().result == "rendered"
    go_on.set()
    assert heard.next().result is True


def test_four_things_go_over_the_network_at_once(runner: JobRunner, heard: Heard) -> None:
    together = threading.Barrier(Lane.NET.width)
    for _ in range(Lane.NET.width):
        runner.submit("fetch", Lane.NET, lambda _: together.wait(LONG_S) >= 0)
    assert [heard.next().result for _ in range(Lane.NET.width)] == [True] * Lane.NET.width


def test_progress_is_told_seldom_but_the_first_and_the_last_always(runner: JobRunner, heard: Heard) -> None:
    def work(context: Context) -> None:
        for done in range(1, 100_001):
            context.report(done, 100_000, f"{done}")

    job = runner.submit("count", Lane.IMAGE, work)
    heard.next()
    told = [progress.done for job_id, progress in heard.progress if job_id == job.id]
    assert told[0] == 1
    assert heard.progress[-1] == (job.id, Progress(100_000, 100_000, "100000"))
    assert len(told) < 1_000


def test_closing_cancels_what_runs_and_what_waits_and_tells_of_each_once(heard: Heard) -> None:
    runner = JobRunner(heard)
    began = threading.Event()

    def until_stopped(context: Context) -> None:
        began.set()
        while True:
            context.check()

    runner.submit("running", Lane.WRITE, until_stopped)
    began.wait(LONG_S)
    for number in range(20):
        runner.submit(f"waiting {number}", Lane.WRITE, lambda _: None)
    assert runner.close(LONG_S) == []
    assert [heard.next() for _ in range(21)] == [Outcome(cancelled=True)] * 21
    assert heard.no_more()


def test_closing_names_what_will_not_end_and_still_tells_what_waited_behind_it(heard: Heard) -> None:
    runner = JobRunner(heard)
    began, go_on = threading.Event(), threading.Event()

    def deaf(_: Context) -> str:
        began.set()
        go_on.wait(LONG_S)
        return "at last"

    runner.submit("native code", Lane.WRITE, deaf)
    began.wait(LONG_S)
    runner.submit("waiting", Lane.WRITE, lambda _: None)
    assert runner.close(timeout_s=0.01) == ["native code"]
    assert heard.next() == Outcome(cancelled=True)
    go_on.set()
    assert heard.next() == Outcome(result="at last")
    assert heard.no_more()


def test_nothing_is_taken_after_closing(heard: Heard) -> None:
    runner = JobRunner(heard)
    runner.close()
    with pytest.raises(RuntimeError, match="after close"):
        runner.submit("late", Lane.NET, lambda _: None)
    assert heard.no_more()


def test_closing_twice_is_harmless(runner: JobRunner) -> None:
    assert runner.close() == []
    assert runner.close() == []


def test_work_that_nobody_watches_has_a_context_too() -> None:
    quiet = Quiet()
    quiet.report(1, 2, "note")
    quiet.check()


def test_cancelled_is_not_an_error_to_show() -> None:
    assert not isinstance(Cancelled(), UserError | TransientError)
