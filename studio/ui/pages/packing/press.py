"""Press: prints Documents on the printer of last time, or writes them as PDFs that only the seller can read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.base.errors import UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.printing.display_list import Document
from studio.printing.stock import Use
from studio.services import printing
from studio.ui.page import PageContext
from studio.ui.print.pdf import pdf_bytes
from studio.ui.print.printer import Ask, ask_system, print_document

Choose = Callable[[QWidget, str], str]
_FOLDER = "packing.folder"


def choose_folder(parent: QWidget, start: str) -> str:
    """Let the seller choose where the PDFs go; return "" where they thought better of it."""
    return QFileDialog.getExistingDirectory(parent, _("Save the PDFs in"), start)


def is_connected(printer: str) -> bool:
    """Return whether the system knows this printer."""
    return not QPrinterInfo.printerInfo(printer).isNull()


class Press:
    """What all printing of the page goes through. `ask` and `choose` open the system's dialogs."""

    def __init__(
        self,
        context: PageContext,
        *,
        ask: Ask = ask_system,
        choose: Choose = choose_folder,
        connected: Callable[[str], bool] = is_connected,
    ) -> None:
        self._context = context
        self._ask = ask
        self._choose = choose
        self._connected = connected

    def print(self, owner: QWidget, use: Use, document: Document, *, on_chosen_printer: bool = False) -> bool:
        """Print; return False where the seller cancelled or the printer did not take it, which they are told.

        The printer of last time is not asked for again, unless another is to be chosen.
        """
        last = printing.target(self._context.studio, use).printer
        known = bool(last) and not on_chosen_printer and self._connected(last)
        try:
            return print_document(
                document,
                owner,
                last_printer=last,
                remember=lambda name: self._remember(owner, use, name),
                ask=_as_last_time if known else self._ask,
            )
        except UserError as error:
            self._context.notices.toast(str(error), state="refused")
            return False

    def save(self, owner: QWidget, files: Mapping[str, Document], *, on_saved: Callable[[], None]) -> None:
        """Write Documents under these names into a folder that the seller chooses; `on_saved` may tell it."""
        folder = self._choose(owner, str(self._context.state.get(_FOLDER, "")))
        if not folder:
            return
        self._context.state.set(_FOLDER, folder)

        def write(_job: Context) -> None:
            for name, document in files.items():
                write_private(document, Path(folder) / name)

        self._context.submit(_("Saving PDFs"), Lane.IMAGE, write, owner=owner, on_result=lambda _done: on_saved())

    def _remember(self, owner: QWidget, use: Use, name: str) -> None:
        studio = self._context.studio
        if name and name != printing.target(studio, use).printer:
            self._context.submit(
                _("Remembering the printer"),
                Lane.WRITE,
                lambda _job: printing.keep_target(studio, use, printer=name),
                owner=owner,
                quiet=True,
            )


def write_private(document: Document, path: Path) -> None:
    """Write a Document as a PDF that only this user of the machine can read; raise UserError where it cannot be."""
    pdf = pdf_bytes(document)
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)  # made with mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(pdf)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserError(
            _("{path} cannot be written ({why}); choose another folder.").format(path=path, why=error.strerror)
        ) from error


def _as_last_time(printer: QPrinter, parent: QWidget | None) -> bool:
    return True
