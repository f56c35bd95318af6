"""Hands the events of Jobs over to the GUI thread: the one long-lived object that crosses threads."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.base.jobs import Outcome, Progress


class JobBridge(QObject):
    """A jobs.Listener. It is emitted from workers and lives in the GUI thread, so its signals are queued."""

    progressed = Signal(int, object)
    finished = Signal(int, object)

    def on_progress(self, job_id: int, progress: Progress) -> None:
        """Tell the GUI thread how far a Job is."""
        self.progressed.emit(job_id, progress)

    def on_done(self, job_id: int, outcome: Outcome) -> None:
        """Tell the GUI thread how a Job ended."""
        self.finished.emit(job_id, outcome)
