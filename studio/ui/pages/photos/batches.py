"""Batches: one treatment of many photos in the background, and a report at the end of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import batch, photos
from studio.services.batch import BatchReport, Treatment
from studio.services.context import Studio
from studio.ui.page import PageContext

Words = tuple[str, str]

_CLEANED: Words = ("{n} photo cleaned", "{n} photos cleaned")
_DEVELOPED: Words = ("{n} photo developed", "{n} photos developed")


class Batches(QObject):
    """`told` says why photos were refused ("" for those that were not), `opened` which one the report leads to."""

    told = Signal(dict)
    opened = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._studio: Studio = context.studio
        self._window = parent
        self._last: Callable[[], object] | None = None

    @property
    def has_report(self) -> bool:
        """Whether there was a batch since the window was opened."""
        return self._last is not None

    def clean(self, ids: Sequence[PhotoId], backend: str = "") -> None:
        """Clean photos as usual, or with a cut-out that is named."""
        title = plural("Cleaning {n} photo", "Cleaning {n} photos", len(ids))
        self._begin(ids, title, lambda: batch.cleaning(self._studio, backend), _CLEANED)

    def use_preset(self, ids: Sequence[PhotoId], name: str) -> None:
        """Do with photos what a preset does."""
        title = plural("Developing {n} photo", "Developing {n} photos", len(ids))
        self._begin(ids, title, lambda: batch.by_preset(self._studio, name), _DEVELOPED)

    def make_like(self, ids: Sequence[PhotoId], model: PhotoId) -> None:
        """Do with photos what was done with another one."""
        others = [photo_id for photo_id in ids if photo_id != model]
        title = plural("Developing {n} photo", "Developing {n} photos", len(others))
        self._begin(others, title, lambda: batch.like(self._studio, model), _DEVELOPED)

    def show_last(self) -> None:
        """Show the report of the last batch again."""
        if self._last is not None:
            self._last()

    def _begin(self, ids: Sequence[PhotoId], title: str, make: Callable[[], Treatment], words: Words) -> None:
        """Run a batch; the status bar shows how far it is, and stops it."""
        again = partial(self._begin, title=title, make=make, words=words)
        self._context.submit(
            title,
            Lane.IMAGE,
            lambda job: batch.run(self._studio, ids, make(), job),
            owner=self,
            on_result=lambda report: self._end(ids, report, words, again),
        )

    def _end(
        self, ids: Sequence[PhotoId], report: BatchReport, words: Words, again: Callable[[list[PhotoId]], None]
    ) -> None:
        notices, show = self._context.notices, partial(self._show, ids, report, again)
        self._last = show
        act = (_("Show report"), show) if len(ids) > 1 else None
        if report.done:
            notices.toast(plural(*words, len(report.done)), undo=self._context.undo, state="live")
        if report.doubtful:
            look = plural("{n} photo needs a look.", "{n} photos need a look.", len(report.doubtful))
            notices.toast(f"{look} {report.doubtful[0][1]}", act=act, state="needs")
        if report.refused:
            left = plural("{n} photo stayed as it was.", "{n} photos stayed as they were.", len(report.refused))
            notices.toast(f"{left} {report.refused[0][1]}", act=act, state="refused")
        if report.left:
            begun = plural("Stopped: {n} photo was not begun.", "Stopped: {n} photos were not begun.", len(report.left))
            notices.toast(begun, act=act)
        self.told.emit(dict.fromkeys(ids, "") | dict(report.refused))

    def _show(self, ids: Sequence[PhotoId], report: BatchReport, again: Callable[[list[PhotoId]], None]) -> None:
        from studio.ui.pages.photos.batch_report import BatchReportDialog  # not before it is asked for

        found = {photo.id: photo for photo in photos.load(self._studio, list(ids))}
        dialog = BatchReportDialog(self._context, report, found, self._window.window())
        dialog.opened.connect(self.opened)
        dialog.retried.connect(again)
        dialog.show()  # beside the window, which goes on: the report is worked through photo by photo
