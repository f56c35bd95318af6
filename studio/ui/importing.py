"""Importing from any page: choose, drop or paste, work in the background, say what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.ui.page import Page, PageContext

if TYPE_CHECKING:
    from studio.services.importing import ImportReport
    from studio.ui.incoming import Incoming


def choose_and_import(page: Page) -> None:
    """Let the seller choose a folder of photos and import it."""
    folder = QFileDialog.getExistingDirectory(page, _("Import photos"))
    if folder:
        import_paths(page, [Path(folder)])


def import_paths(page: Page, paths: Sequence[Path]) -> None:
    """Import files and folders in the background."""
    start_import(page.context, page, paths)


def start_import(context: PageContext, owner: QObject, paths: Sequence[Path]) -> None:
    """Import files and folders in the background, for whoever `owner` is."""

    def work(job: Context) -> ImportReport:
        from studio.services.importing import import_photos  # pages that only offer it load without it

        return import_photos(context.studio, paths, job)

    _submit(context, owner, work)


def take(context: PageContext, owner: QObject, incoming: Incoming) -> None:
    """Import what was pasted or dropped, or say why there is nothing to import."""

    def work(job: Context) -> ImportReport:
        from studio.services.arrivals import import_pictures

        return import_pictures(context.studio, incoming.pictures, job)

    if incoming.files:
        start_import(context, owner, incoming.files)
    elif incoming.pictures:
        _submit(context, owner, work)
    else:
        context.notices.toast(incoming.why)


def take_leftovers(context: PageContext, owner: QObject) -> None:
    """Import what a phone or the clipboard had brought when the studio was killed."""

    def work(job: Context) -> ImportReport | None:
        from studio.services import arrivals

        return arrivals.take_in(context.studio, job) if arrivals.waiting(context.studio) else None

    def told(report: ImportReport | None) -> None:
        if report is not None:
            tell(context, report, owner=owner)

    context.submit(_("Looking for what was left"), Lane.IMAGE, work, owner=owner, on_result=told, quiet=True)


def tell(context: PageContext, report: ImportReport, *, owner: QObject) -> None:
    """Say what became of an import; files that were left out are listed when the seller asks."""
    pieces = len(report.photos) - report.cards
    words = plural("{n} photo imported", "{n} photos imported", pieces)
    if report.cards:
        words += plural(", {n} separator card", ", {n} separator cards", report.cards)
    if report.known:
        words += _(", {known} were here before").format(known=f"{report.known:,}")
    undo = context.undo if report.photos else None
    context.notices.toast(words, undo=undo, state="live" if report.photos else "")
    tell_refused(context, report, owner=owner)


def tell_refused(context: PageContext, report: ImportReport, *, owner: QObject) -> None:
    """Name the first file that was left out, and offer the list."""
    if report.refused:
        file, sentence = report.refused[0]
        left_out = plural("{n} file was left out.", "{n} files were left out.", len(report.refused))
        show = partial(_show_list, report, _widget_of(owner))
        context.notices.toast(f"{left_out} {file.name}: {sentence}", act=(_("Show list"), show), state="refused")


def _submit(context: PageContext, owner: QObject, work: Callable[[Context], ImportReport]) -> None:
    told = partial(tell, context, owner=owner)
    context.submit(_("Importing photos"), Lane.IMAGE, work, owner=owner, on_result=told)


def _show_list(report: ImportReport, parent: QWidget | None) -> None:
    from studio.ui.import_report import ImportReportDialog  # not before it is asked for

    ImportReportDialog(report.refused, parent).open()


def _widget_of(owner: QObject | None) -> QWidget | None:
    while owner is not None and not isinstance(owner, QWidget):
        owner = owner.parent()
    return owner
