"""ExportDialog: saves pictures as a marketplace takes them, and says what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget
from shiboken6 import isValid

from studio.base.errors import StudioError
from studio.base.jobs import Lane, Progress
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import exporting, photos
from studio.services.exporting import ExportReport, Manner
from studio.ui.export_form import ExportForm
from studio.ui.export_report import ReportView
from studio.ui.page import PageContext

_SIZE_PX = (760, 600)


class ExportDialog(QDialog):
    """Asks for whom and where, then shows the report.

    The Job goes on where the dialog is closed meanwhile; what there is to say is a notice then.
    """

    def __init__(self, context: PageContext, wanted: Sequence[PhotoId], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export pictures"))
        self.resize(*_SIZE_PX)
        self._context = context
        self._window = parent
        self._wanted = list(wanted)
        self._job: int | None = None
        self.form = ExportForm(context, self._wanted)
        self.report = ReportView(context)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self.form)
        self._faces.addWidget(self.report)
        self.form.started.connect(self._start)
        self.form.stopped.connect(self._stop)
        self.form.left.connect(self.close)
        self.report.left.connect(self.close)
        self.report.asked_anyway.connect(self._anyway)
        self.report.asked_folder.connect(self._open_folder)
        context.submit.progressed.connect(self._progress)
        context.submit.ended.connect(self._ended)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for Enter."""
        super().showEvent(event)
        self.form.focus_act()

    def _start(self) -> None:
        self._run(self._wanted, self.form.manner)

    def _anyway(self, ids: list[PhotoId]) -> None:
        self._faces.setCurrentWidget(self.form)
        self._run(ids, replace(self.form.manner, anyway=True))

    def _run(self, ids: Sequence[PhotoId], manner: Manner) -> None:
        studio, market, folder = self._context.studio, self.form.marketplace, self.form.folder
        self.form.remember()
        self.form.show_running(0, len(ids), "")
        context = self._context

        def told(report: ExportReport) -> None:
            self._show(report) if isValid(self) else _tell(context, report, folder)

        def refused(error: StudioError) -> None:
            self.form.say(str(error)) if isValid(self) else context.notices.toast(str(error), state="refused")

        self._job = context.submit(
            plural("Saving {n} picture", "Saving {n} pictures", len(ids)),
            Lane.IMAGE,
            lambda job: exporting.export(studio, ids, market, folder, job, manner),
            owner=self._window,
            on_result=told,
            on_error=refused,
        )

    def _show(self, report: ExportReport) -> None:
        ids = [photo_id for photo_id, _why in report.held + report.refused]
        found = {photo.id: photo for photo in photos.load(self._context.studio, ids)}
        self.report.show_report(report, found, self.form.folder, self.form.market_name)
        self._faces.setCurrentWidget(self.report)
        self.report.focus_act()

    def _stop(self) -> None:
        if self._job is not None:
            self._context.submit.cancel(self._job)

    def _progress(self, job_id: int, progress: Progress) -> None:
        if job_id == self._job:
            self.form.show_running(progress.done, progress.total or 0, progress.note)

    def _ended(self, job_id: int, _outcome: object) -> None:
        """However it ended: what is saved is whole, and the rest can be asked for again."""
        if job_id == self._job:
            self._job = None
            self.form.show_waiting()

    def _open_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _tell(context: PageContext, report: ExportReport, folder: Path) -> None:
    """Say in a notice what the report would have shown."""
    words = plural(
        "{n} picture saved in {folder}", "{n} pictures saved in {folder}", len(report.saved), folder=folder.name
    )
    context.notices.toast(words, state="live")
    left = report.held + report.refused
    if left:
        count = plural("{n} picture stayed here.", "{n} pictures stayed here.", len(left))
        context.notices.toast(f"{count} {left[0][1]}", state="needs")
