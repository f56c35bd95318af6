"""A child may refuse, break, die or hang: the parent gets a sentence and the next request an answer."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.imaging.child import Child, ChildDied, ChildFault, ChildPool


class Stoppable:
    """A Context that a test can stop."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def check(self) -> None:
        if self.stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self.check()


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    rough = Child("tests.imaging.rough_child")
    yield rough
    rough.close()


def _ask(child: Child, operation: str, timeout_s: float = 30.0, **arguments: object) -> object:
    return child.ask(operation, arguments, timeout_s=timeout_s, context=Quiet())


def test_an_answer_comes_back_though_a_library_prints(child: Child) -> None:
    assert _ask(child, "echo", value={"height_px": 7, "name": "Café\n"}) == {"height_px": 7, "name": "Café\n"}


def test_one_process_serves_many_requests(child: Child) -> None:
    _ask(child, "echo", value=1)
    first = child.pid
    _ask(child, "echo", value=2)
    assert child.pid == first


def test_a_refusal_is_the_childs_own_sentence(child: Child) -> None:
    with pytest.raises(UserError, match=r"^The photo is upside down\.$"):
        _ask(child, "refuse", sentence="The photo is upside down.")
    assert _ask(child, "echo", value=3) == 3


def test_a_bug_in_the_child_is_told_apart_from_a_refusal(child: Child) -> None:
    with pytest.raises(ChildFault, match="KeyError"):
        _ask(child, "fault")
    assert _ask(child, "echo", value=3) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")
def test_more_memory_than_allowed_is_a_refusal_and_not_the_end(child: Child) -> None:
    with pytest.raises(UserError, match="more memory"):
        _ask(child, "hoard", megabytes=600)
    assert _ask(child, "hoard", megabytes=10) == 10 << 20


def test_a_death_costs_one_request(child: Child) -> None:
    _ask(child, "echo", value=1)
    dead = child.pid
    with pytest.raises(ChildDied, match="ended"):
        _ask(child, "die")
    assert _ask(child, "echo", value=4) == 4
    assert child.pid != dead


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_death_while_idle_costs_nothing(child: Child) -> None:
    _ask(child, "echo", value=1)
    pid = child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert _ask(child, "echo", value=2) == 2


def test_a_hang_is_ended_after_the_time_limit(child: Child) -> None:
    _ask(child, "echo", value=1)
    with pytest.raises(ChildDied, match="longer than"):
        _ask(child, "sleep", timeout_s=0.2, seconds=300)
    assert child.pid is None
    assert _ask(child, "echo", value=5) == 5


def test_cancelling_ends_the_child(child: Child) -> None:
    _ask(child, "echo", value=1)
    context = Stoppable()
    timer = threading.Timer(0.2, context.stop.set)
    timer.start()
    with pytest.raises(Cancelled):
        child.ask("sleep", {"seconds": 300}, timeout_s=300, context=context)
    timer.join()
    assert child.pid is None
    assert _ask(child, "echo", value=6) == 6


def test_a_closed_child_answers_nothing_more(child: Child) -> None:
    _ask(child, "echo", value=1)
    child.close()
    with pytest.raises(ChildDied, match="closing"):
        _ask(child, "echo", value=7)


def test_a_pool_lends_each_child_to_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pool = ChildPool(lambda: Child("tests.imaging.rough_child"), 2)
    try:
        with pool.borrowed(Quiet()) as one, pool.borrowed(Quiet()) as other:
            assert one is not other
            context = Stoppable()
            context.stop.set()
            with pytest.raises(Cancelled), pool.borrowed(context):
                raise AssertionError("a third child was lent")
        with pool.borrowed(Quiet()) as again:
            assert _ask(again, "echo", value=8) == 8
    finally:
        pool.close()
