"""Background work without Qt: lanes, progress, cancellation, one outcome per Job."""

from __future__ import annotations

import enum
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from studio.base.errors import Cancelled, StudioError

log = logging.getLogger(__name__)

PROGRESS_INTERVAL_S = 0.1


class Lane(enum.Enum):
    """A queue with its own width; work in one lane never waits for another."""

    WRITE = "write"  # everything that writes to the catalog, one at a time
    IMAGE = "image"  # decode, cut out, render
    SCREEN = "screen"  # the one photo that somebody edits: a batch must not keep it waiting
    NET = "net"

    @property
    def width(self) -> int:
        """How many Jobs of this lane run at the same time."""
        return {Lane.WRITE: 1, Lane.IMAGE: max(1, os.cpu_count() or 1), Lane.SCREEN: 1, Lane.NET: 4}[self]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a Job is; `total` is None while it is not known."""

    done: int = 0
    total: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a Job ended: with a result, with an error, or cancelled."""

    result: object = None
    error: BaseException | None = None
    cancelled: bool = False


class Listener(Protocol):
    """Called from worker threads; the window's listener hands over to the GUI thread."""

    def on_progress(self, job_id: int, progress: Progress) -> None: ...
    def on_done(self, job_id: int, outcome: Outcome) -> None: ...


class Context(Protocol):
    """What running work may do to the outside: report, and ask whether to stop."""

    def check(self) -> None: ...
    def report(self, done: int, total: int | None = None, note: str = "") -> None: ...


class Quiet:
    """A Context for work that nobody watches and nobody can stop."""

    def check(self) -> None:
        """Never stops."""

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Tells nobody."""


class JobContext:
    """The Context of a running Job."""

    def __init__(self, job_id: int, cancel: threading.Event, listener: Listener) -> None:
        self._job_id = job_id
        self._cancel = cancel
        self._listener = listener
        self._last = 0.0

    def check(self) -> None:
        """Raise Cancelled if a stop was asked for."""
        if self._cancel.is_set():
            raise Cancelled

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Report progress, at most every PROGRESS_INTERVAL_S, and check for a stop."""
        self.check()
        now = time.monotonic()
        if done == total or now - self._last >= PROGRESS_INTERVAL_S:
            self._last = now
            self._listener.on_progress(self._job_id, Progress(done, total, note))


Work = Callable[[Context], object]


@dataclass(slots=True)
class Job:
    """One piece of background work, forgotten when the program ends."""

    id: int
    title: str
    lane: Lane
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next report or check."""
        self.stop.set()


class JobRunner:
    """Runs Jobs in lanes. Submit from any thread; `close` waits for what is running."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._ids = itertools.count(1)
        self._open: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._closing = False
        self._pools = {lane: ThreadPoolExecutor(lane.width, f"studio-{lane.value}") for lane in Lane}

    def submit(self, title: str, lane: Lane, work: Work) -> Job:
        """Queue `work` in its lane; the listener hears of exactly one Outcome."""
        job = Job(next(self._ids), title, lane)
        with self._lock:
            if self._closing:
                raise RuntimeError("submit after close")
            self._open[job.id] = job
            job.future = self._pools[lane].submit(self._run, job, work)
        return job

    def close(self, timeout_s: float = 10.0) -> list[str]:
        """Stop accepting, cancel everything; return the titles of Jobs that would not end."""
        with self._lock:
            self._closing = True
            jobs = list(self._open.values())
        running = {}
        for job in jobs:
            job.cancel()
            if job.future is None or job.future.cancel():  # it had not begun
                self._end(job, Outcome(cancelled=True))
            else:
                running[job.future] = job
        late = wait(running, timeout=timeout_s).not_done
        for pool in self._pools.values():
            pool.shutdown(wait=not late)
        return [job.title for future, job in running.items() if future in late]

    def _run(self, job: Job, work: Work) -> None:
        context = JobContext(job.id, job.stop, self._listener)
        try:
            context.check()
            outcome = Outcome(result=work(context))
        except Cancelled:
            outcome = Outcome(cancelled=True)
        except StudioError as error:
            outcome = Outcome(error=error)
        except (Exception, SystemExit) as error:  # some libraries would end the program
            log.exception("job %r failed", job.title)
            outcome = Outcome(error=error)
        self._end(job, outcome)

    def _end(self, job: Job, outcome: Outcome) -> None:
        with self._lock:
            self._open.pop(job.id, None)
        self._listener.on_done(job.id, outcome)
