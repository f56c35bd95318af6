"""ExportDialog: saves pictures as a marketplace takes them, and says what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget

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
    """Asks for whom and where, then shows the report; the Job goes on where the dialog is closed meanwhile."""

    def __init__(self, context: PageContext, wanted: Sequence[PhotoId], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export pictures"))
        self.resize(*_SIZE_PX)
        self._context = context
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
        self._job = self._context.submit(
            plural("Saving {n} picture", "Saving {n} pictures", len(ids)),
            Lane.IMAGE,
            lambda job: exporting.export(studio, ids, market, folder, job, manner),
            owner=self,
            on_result=self._show,
            on_error=self._refuse,
        )

    def _show(self, report: ExportReport) -> None:
        ids = [photo_id for photo_id, _why in report.held + report.refused]
        found = {photo.id: photo for photo in photos.load(self._context.studio, ids)}
        self.report.show_report(report, found, self.form.folder, self.form.market_name)
        self._faces.setCurrentWidget(self.report)
        self.report.focus_act()

    def _refuse(self, error: StudioError) -> None:
        self.form.say(str(error))

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
