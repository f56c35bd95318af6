"""Looks after the watched folder while the window is open: a bar says what came in, and stops it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from studio.base.errors import StudioError
from studio.base.jobs import Context, Lane, Outcome
from studio.base.texts import _, plural
from studio.services import watching
from studio.ui import importing
from studio.ui.page import PageContext

if TYPE_CHECKING:
    from studio.services.importing import ImportReport
    from studio.services.watching import Found, Watch

_BAR = "watching"


class Watching(QObject):
    """Lives as long as the window. The folder is a setting, so that any page, and the next start, can change it."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._watch: Watch | None = None
        self._busy = False
        self._taking = 0
        self._said = ("", "")
        self._timer = QTimer(self, interval=round(watching.LOOK_EVERY_S * 1000))
        self._timer.timeout.connect(self.look)
        context.submit.ended.connect(self._ended)

    def start(self) -> None:
        """Look now, and every few seconds from now on."""
        self._timer.start()
        self.look()

    def rest(self) -> None:
        """Look no more: the window closes."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless a look or an import runs."""
        folder = watching.watched_folder(self._context.studio)
        if self._busy:
            return
        if folder is None:
            self._forget()
            return
        self._busy = True
        self._submit_look(folder)

    def stop(self) -> None:
        """Watch nothing any more; what came in stays."""
        studio = self._context.studio
        self._context.submit(
            _("Stopping to watch"),
            Lane.WRITE,
            lambda _job: watching.watch_folder(studio, None),
            owner=self,
            on_result=lambda _done: self._forget(),
            quiet=True,
        )

    def _submit_look(self, folder: Path) -> None:
        def work(_job: Context) -> tuple[Watch, Found]:
            watch = self._watch
            if watch is None or watch.folder != folder:
                watch = watching.Watch(self._context.studio, folder)
            return watch, watch.look()

        self._context.submit(
            _("Looking at the watched folder"),
            Lane.IMAGE,
            work,
            owner=self,
            on_result=self._looked,
            on_error=self._failed,
            quiet=True,
        )

    def _looked(self, answer: tuple[Watch, Found]) -> None:
        self._watch, found = answer
        if not found.ready:
            self._busy = False
            self._say(self._watch, away=found.away)
            return
        self._say(self._watch, away=False)
        self._taking = self._context.submit(
            _("Importing from {folder}").format(folder=_short(self._watch.folder)),
            Lane.IMAGE,
            partial(self._watch.take, found.ready),
            owner=self,
            on_result=partial(self._took, self._watch),
            on_error=self._failed,
        )

    def _took(self, watch: Watch, report: ImportReport) -> None:
        self._say(watch, away=False)
        importing.tell_refused(self._context, report, owner=self)

    def _ended(self, job_id: int, outcome: Outcome) -> None:
        if job_id != self._taking:
            return
        self._busy = False
        if outcome.cancelled:  # the seller pressed stop: the next look would only begin again
            self.stop()

    def _failed(self, error: StudioError) -> None:
        self._busy = False
        self._show(str(error), "needs")

    def _say(self, watch: Watch, *, away: bool) -> None:
        if away:
            words = _("{folder} is not there. Watching goes on when it comes back.")
            self._show(words.format(folder=_short(watch.folder)), "needs")
        else:
            came = plural("{n} photo came in today", "{n} photos came in today", watch.came_today)
            self._show(_("Watching {folder}").format(folder=_short(watch.folder)) + f" · {came}", "live")

    def _show(self, words: str, state: str) -> None:
        if self._said != (words, state):  # a bar that is built anew takes the keyboard away from its button
            self._said = (words, state)
            self._context.notices.bar(_BAR, words, act=(_("Stop"), self.stop), state=state)

    def _forget(self) -> None:
        self._watch = None
        if self._said != ("", ""):
            self._said = ("", "")
            self._context.notices.clear_bar(_BAR)


def _short(folder: Path) -> str:
    return folder.name or str(folder)
