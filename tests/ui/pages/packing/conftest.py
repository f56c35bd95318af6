"""A packing bench in the real window on a real closet, with a printer that writes files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.app import open_studio
from studio.services import syncing
from studio.services.context import Studio
from studio.ui.main_window import MainWindow
from studio.ui.page import Page, PageContext, PageSpec
from studio.ui.pages.packing.page import PackingPage
from studio.ui.pages.packing.press import Press


class FilePrinter:
    """Stands where the printer does: every page sent is a PDF in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed: list[Path] = []
        self.refuses = False

    def ask(self, printer: QPrinter, parent: QWidget | None) -> bool:
        if self.refuses:
            return False
        file = self.folder / f"printed-{len(self.printed)}.pdf"
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        self.printed.append(file)
        return True


class AtTheBench:
    """A packer: what they type, press and see."""

    def __init__(self, qtbot: QtBot, window: MainWindow, printer: FilePrinter, studio: Studio) -> None:
        self.qtbot = qtbot
        self.window = window
        self.printer = printer
        self.studio = studio
        page = window.host.page("packing")
        assert isinstance(page, PackingPage)
        self.page = page
        self.bench = page._bench
        self.papers = page._papers

    @property
    def keyboard(self) -> QWidget:
        """What has the focus."""
        focused = self.window.focusWidget()
        assert focused is not None
        return focused

    def type(self, keys: str) -> None:
        """Type on whatever has the focus; a line's end is Enter."""
        for sign in keys:
            if sign == "\n":
                self.qtbot.keyClick(self.keyboard, Qt.Key.Key_Return)
            else:
                self.qtbot.keyClicks(self.keyboard, sign)

    def says(self) -> str:
        return self.bench._said.text()

    def places(self) -> list[str]:
        return [card.place.word for card in self.bench._cards]

    def steps(self) -> list[str]:
        return [step.accessibleName() for step in self.bench._steps if step.isVisible()]

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def wait_for_papers(self, count: int = 2) -> None:
        self.wait(lambda: len(self.papers.documents) == count)

    def dialog(self) -> QDialog:
        """The dialog on top."""
        self.wait(self._dialogs)
        return self._dialogs()[-1]

    def press(self, text: str, inside: QWidget | None = None) -> None:
        """Press the button that says so."""
        found = [b for b in (inside or self.window).findChildren(QPushButton) if b.text() == text and b.isVisible()]
        assert len(found) == 1, text
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def shipments(self) -> list[str]:
        """The shipments that wait in the outbox."""
        return [change.title for change in syncing.outbox(self.studio) if change.kind.value == "order.ship"]

    def _dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    root = logging.getLogger()
    before = root.handlers[:]
    studio = open_studio(tmp_path / "closet")
    yield studio
    studio.close()
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture
def printer(tmp_path: Path) -> FilePrinter:
    return FilePrinter(tmp_path)


@pytest.fixture
def go_to_bench(
    studio: Studio, kit: Callable[..., PageContext], frame: object, printer: FilePrinter, tmp_path: Path, qtbot: QtBot
) -> Callable[[], AtTheBench]:
    """Open the window on the packing page: `go_to_bench()`, once the orders are there."""

    class BenchOfThisTest(PackingPage):
        def __init__(self, context: PageContext) -> None:
            super().__init__(context, Press(context, ask=printer.ask, choose=lambda _parent, _start: str(tmp_path)))

    def load() -> type[Page]:
        return BenchOfThisTest

    def go() -> AtTheBench:
        context = kit(studio)
        context.events.listen(studio.catalog.events)
        specs = (
            PageSpec(id="packing", title="Packing", icon="packing", load=load),
            PageSpec(id="other", title="Other", icon="closet", load=lambda: Page),
        )
        window = MainWindow(context, specs, frame)  # type: ignore[arg-type]  # QuietFrame is a Frame
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.host.go("packing")
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return AtTheBench(qtbot, window, printer, studio)

    return go
