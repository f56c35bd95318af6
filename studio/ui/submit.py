"""How the window starts background work and hears of its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Job, JobRunner, Lane, Outcome, Progress, Work
from studio.ui.job_bridge import JobBridge

Trouble = Callable[[str, BaseException], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    job: Job
    owner: QObject
    on_result: Callable[[Any], None] | None
    on_error: Callable[[UserError | TransientError], None] | None
    key: str
    quiet: bool


class Submit(QObject):
    """Call it in the GUI thread to run work in a lane; the signals tell of every Job that is not quiet."""

    started = Signal(int, str)
    progressed = Signal(int, object)
    ended = Signal(int, object)

    def __init__(self, runner: JobRunner, bridge: JobBridge, trouble: Trouble) -> None:
        super().__init__(bridge)
        self._runner = runner
        self._trouble = trouble
        self._asked: dict[int, _Asked] = {}
        bridge.progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        bridge.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def __call__(  # noqa: PLR0913 - all but three are optional and by name
        self,
        title: str,
        lane: Lane,
        work: Work,
        *,
        owner: QObject,
        on_result: Callable[[Any], None] | None = None,
        on_error: Callable[[UserError | TransientError], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> int:
        """Queue `work` and return the Job's id.

        The callbacks run in the GUI thread, once, and only while `owner` lives. Without `on_error` a notice tells
        what went wrong. A newer submit of the same owner with the same `key` stops the older and silences it.
        """
        if key:
            self._supersede(owner, key)
        job = self._runner.submit(title, lane, work)
        self._asked[job.id] = _Asked(job=job, owner=owner, on_result=on_result, on_error=on_error, key=key, quiet=quiet)
        if not quiet:
            self.started.emit(job.id, title)
        return job.id

    def cancel(self, job_id: int) -> None:
        """Ask a Job to stop; one that has ended is left alone."""
        if job_id in self._asked:
            self._asked[job_id].job.cancel()

    def _supersede(self, owner: QObject, key: str) -> None:
        for job_id, asked in list(self._asked.items()):
            if asked.owner is owner and asked.key == key:
                asked.job.cancel()
                del self._asked[job_id]
                if not asked.quiet:
                    self.ended.emit(job_id, Outcome(cancelled=True))

    def _progress(self, job_id: int, progress: Progress) -> None:
        asked = self._asked.get(job_id)
        if asked is not None and not asked.quiet:
            self.progressed.emit(job_id, progress)

    def _finish(self, job_id: int, outcome: Outcome) -> None:
        asked = self._asked.pop(job_id, None)
        if asked is None:
            return
        if not asked.quiet:
            self.ended.emit(job_id, outcome)
        if outcome.error is not None:
            self._tell(asked, outcome.error)
        elif not outcome.cancelled and asked.on_result is not None and isValid(asked.owner):
            asked.on_result(outcome.result)

    def _tell(self, asked: _Asked, error: BaseException) -> None:
        if isinstance(error, UserError | TransientError) and asked.on_error is not None:
            if isValid(asked.owner):
                asked.on_error(error)
        else:
            self._trouble(asked.job.title, error)
