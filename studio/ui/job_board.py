"""What runs now and what ended lately, for the status bar and the Jobs panel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from studio.base.jobs import Outcome, Progress
from studio.base.texts import _
from studio.ui.submit import Submit

_REMEMBERED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """One Job as it is shown; `outcome` is None while it runs."""

    job_id: int
    title: str
    progress: Progress
    outcome: Outcome | None = None

    @property
    def text(self) -> str:
        """How far it is, or how it ended."""
        if self.outcome is None:
            done, total = self.progress.done, self.progress.total
            counted = _("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}") if total else ""
            return " · ".join(part for part in (counted, self.progress.note) if part)
        if self.outcome.cancelled:
            return _("stopped")
        return str(self.outcome.error) if self.outcome.error else _("done")


class JobBoard(QObject):
    """Running Jobs in the order of their start, and the last that ended."""

    changed = Signal()

    def __init__(self, submit: Submit) -> None:
        super().__init__(submit)
        self._submit = submit
        self._running: dict[int, JobLine] = {}
        self._ended: list[JobLine] = []
        submit.started.connect(self._start)
        submit.progressed.connect(self._progress)
        submit.ended.connect(self._end)

    @property
    def running(self) -> tuple[JobLine, ...]:
        """What runs or waits for its turn."""
        return tuple(self._running.values())

    @property
    def ended(self) -> tuple[JobLine, ...]:
        """What ended, the latest first."""
        return tuple(reversed(self._ended))

    def stop(self, job_id: int) -> None:
        """Ask a Job to stop."""
        self._submit.cancel(job_id)

    def _start(self, job_id: int, title: str) -> None:
        self._running[job_id] = JobLine(job_id=job_id, title=title, progress=Progress())
        self.changed.emit()

    def _progress(self, job_id: int, progress: Progress) -> None:
        self._running[job_id] = replace(self._running[job_id], progress=progress)
        self.changed.emit()

    def _end(self, job_id: int, outcome: Outcome) -> None:
        self._ended.append(replace(self._running.pop(job_id), outcome=outcome))
        del self._ended[:-_REMEMBERED]
        self.changed.emit()
