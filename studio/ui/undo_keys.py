"""Undo and redo from anywhere: one Job, one toast."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.ui.frame import Frame
from studio.ui.notices import Notices
from studio.ui.submit import Submit


class UndoKeys(QObject):
    """Asks the frame to take the last step back, and says what it was."""

    def __init__(self, frame: Frame, submit: Submit, notices: Notices) -> None:
        super().__init__(submit)
        self._frame = frame
        self._submit = submit
        self._notices = notices

    def undo(self) -> None:
        """Take back the last step."""
        self._run(_("Undo"), self._frame.undo, _("Undone: {title}"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._run(_("Redo"), self._frame.redo, _("Done again: {title}"))

    def _run(self, name: str, work: Callable[[Context], str], words: str) -> None:
        self._submit(
            name,
            Lane.WRITE,
            work,
            owner=self,
            on_result=lambda title: self._notices.toast(words.format(title=title)),
            quiet=True,
        )
