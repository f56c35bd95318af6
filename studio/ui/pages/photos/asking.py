"""Where photos come from and pictures go to: folders that the seller chooses, what is on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.ui import importing
from studio.ui.export_dialog import ExportDialog
from studio.ui.incoming import read_mime
from studio.ui.page import PageContext
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.carrier import OURS


def import_folder(parent: QWidget, acts: PhotoActs) -> None:
    """Let the seller choose a folder, and import it."""
    ask_folder(parent, _("Import photos"), lambda folder: acts.import_files([folder]))


def save_pictures(parent: QWidget, acts: PhotoActs, ids: Sequence[PhotoId], shape: str) -> None:
    """Let the seller choose a folder, and save the pictures of `ids` in it."""
    ask_folder(parent, _("Save pictures in"), lambda folder: acts.save(ids, shape, folder))


def paste(context: PageContext, owner: QObject) -> None:
    """Import the files or the picture that was copied, or say that there is none."""
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where it was never filled
    if mime is not None and mime.hasFormat(OURS):
        context.notices.toast(_("These pictures were copied here and are in the closet already."))
    else:
        importing.take(context, owner, read_mime(mime, context.studio.clock.now()))


def export(parent: QWidget, context: PageContext, ids: Sequence[PhotoId]) -> ExportDialog:
    """Open the dialog that saves pictures as a marketplace takes them."""
    dialog = ExportDialog(context, ids, parent)
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Let the seller choose a folder; the window goes on meanwhile."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda folder: then(Path(folder)))
    dialog.open()
