"""Culler: writes what the seller decides key by key, and lets the sheet show it before it is written."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.photo import Flag
from studio.services import culling
from studio.ui.page import PageContext
from studio.ui.pages.photos.sheet_model import SheetModel

_FLAGGED = {
    Flag.PICK: ("{n} photo picked", "{n} photos picked"),
    Flag.REJECT: ("{n} photo rejected", "{n} photos rejected"),
    Flag.NONE: ("{n} photo unflagged", "{n} photos unflagged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Photos, and the flag or the stars that they get."""

    number: int
    ids: Sequence[PhotoId]
    what: Flag | int


class Culler(QObject):
    """Every key press is a step of the history; the Job that comes first writes all that wait before its own.

    So sixty quick presses are a few Jobs with work and some without, and an undo in between still finds the last press.
    """

    written = Signal()

    def __init__(self, context: PageContext, model: SheetModel, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._numbers = itertools.count(1)
        self._waiting: deque[Decision] = deque()
        self._open = 0

    def decide(self, ids: Sequence[PhotoId], what: Flag | int) -> None:
        """Flag or rate photos: seen at once, written in the background, told only where it was more than one."""
        if not ids:
            return
        self._model.decide(ids, **({"flag": what} if isinstance(what, Flag) else {"rating": what}))
        decision = Decision(number=next(self._numbers), ids=tuple(ids), what=what)
        self._waiting.append(decision)
        self._open += 1
        self._context.submit(
            _("Culling"),
            Lane.WRITE,
            partial(self._write, decision.number),
            owner=self,
            on_result=lambda _done: self._end(decision),
            on_error=self._fail,
            quiet=True,
        )

    def _write(self, number: int, job: Context) -> None:
        """Write what waits up to `number`; what was decided later has a Job of its own, behind an undo perhaps."""
        while self._waiting and self._waiting[0].number <= number:
            decision = self._waiting.popleft()
            if isinstance(decision.what, Flag):
                culling.flag(self._context.studio, decision.ids, decision.what)
            else:
                culling.rate(self._context.studio, decision.ids, decision.what)

    def _end(self, decision: Decision) -> None:
        self._settle()
        if len(decision.ids) > 1:
            self._context.notices.toast(_words(decision), undo=self._context.undo)

    def _fail(self, error: UserError | TransientError) -> None:
        self._settle()
        self._context.notices.toast(str(error), state="refused")

    def _settle(self) -> None:
        self._open -= 1
        if not self._open:
            self._model.settle()
            self.written.emit()


def _words(decision: Decision) -> str:
    if isinstance(decision.what, Flag):
        return plural(*_FLAGGED[decision.what], len(decision.ids))
    stars = plural("{n} star", "{n} stars", decision.what) if decision.what else _("no stars")
    return plural("{n} photo has {stars}", "{n} photos have {stars}", len(decision.ids), stars=stars)
