"""Importing from any page: choose a folder, work in the background, say what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.ui.page import Page

if TYPE_CHECKING:
    from studio.services.importing import ImportReport


def choose_and_import(page: Page) -> None:
    """Let the seller choose a folder of photos and import it."""
    folder = QFileDialog.getExistingDirectory(page, _("Import photos"))
    if folder:
        import_paths(page, [Path(folder)])


def import_paths(page: Page, paths: Sequence[Path]) -> None:
    """Import files and folders in the background."""
    from studio.services.importing import import_photos  # pages that only offer it load without it

    studio = page.context.studio
    page.submit(
        _("Importing photos"),
        Lane.IMAGE,
        lambda job: import_photos(studio, paths, job),
        on_result=lambda report: _tell(page, report),
    )


def _tell(page: Page, report: ImportReport) -> None:
    words = plural("{n} photo imported", "{n} photos imported", len(report.photos))
    if report.known:
        words += _(", {known:,} were here before").format(known=report.known)
    notices = page.context.notices
    notices.toast(words, undo=page.context.undo if report.photos else None, state="live")
    if report.refused:
        file, sentence = report.refused[0]
        left_out = plural("{n} file was left out", "{n} files were left out", len(report.refused))
        notices.toast(f"{left_out}. {file.name}: {sentence}", state="refused")
