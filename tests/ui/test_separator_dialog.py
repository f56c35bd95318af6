"""Separator cards from the window: what is chosen, seen, saved, and read back from the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.base.separator import sku_on
from studio.services import printing
from studio.services.context import Studio
from studio.ui.notices import Toast
from studio.ui.page import PageContext
from studio.ui.separator_dialog import SeparatorDialog
from studio.ui.widgets import PlainLabel

_WAIT_MS = 40_000


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    return kit(studio)


def open_dialog(context: PageContext, qtbot: QtBot, *skus: str) -> SeparatorDialog:
    dialog = SeparatorDialog(context, skus, None, ask=lambda _printer, _parent: False)
    dialog.show()
    qtbot.waitUntil(dialog._save.isEnabled, timeout=_WAIT_MS)
    return dialog


def read_back(pdf: Path) -> list[list[str | None]]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=2).to_pil() for page in document]
    document.close()
    return [[sku_on(code.text) for code in zxingcpp.read_barcodes(page)] for page in pages]


def test_cards_of_the_chosen_items_carry_their_skus(context: PageContext, qtbot: QtBot, tmp_path: Path) -> None:
    toasts: list[Toast] = []
    context.notices.toasted.connect(toasts.append)
    dialog = open_dialog(context, qtbot, "IT-0001", "IT-0002")
    dialog.save(tmp_path / "cards.pdf")
    qtbot.waitUntil(lambda: bool(toasts), timeout=_WAIT_MS)
    assert toasts[0].text == "Saved as cards.pdf"
    assert [sorted(map(str, page)) for page in read_back(tmp_path / "cards.pdf")] == [["IT-0001", "IT-0002"]]


def test_plain_cards_come_by_the_sheet_on_the_paper_that_is_remembered(
    context: PageContext, studio: Studio, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(context, qtbot)
    dialog._stock.set_value("a4-quarters")
    dialog._stock.committed.emit("a4-quarters")
    qtbot.waitUntil(lambda: printing.target(studio, "separator").stock.key == "a4-quarters", timeout=_WAIT_MS)
    dialog._cards.set_value("2")
    dialog._cards.committed.emit("2")
    qtbot.waitUntil(lambda: dialog._document is not None and len(dialog._document.pages) == 2, timeout=_WAIT_MS)
    assert dialog._document is not None
    assert (dialog._document.pages[0].width_mm, len(dialog._document.pages[0].placed)) == (210, 4)
    dialog.save(tmp_path / "cards.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "cards.pdf").exists(), timeout=_WAIT_MS)
    assert read_back(tmp_path / "cards.pdf") == [[""] * 4, [""] * 4]


def test_a_folder_that_is_not_there_is_said_in_the_window(context: PageContext, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog(context, qtbot)
    dialog.save(tmp_path / "nowhere" / "cards.pdf")
    qtbot.waitUntil(
        lambda: any("cannot be written" in label.text() for label in dialog.findChildren(PlainLabel)), timeout=_WAIT_MS
    )
    dialog.close()


def test_printing_that_is_thought_better_of_leaves_the_window_open(context: PageContext, qtbot: QtBot) -> None:
    asked: list[QPrinter] = []
    dialog = SeparatorDialog(context, (), None, ask=lambda printer, _parent: bool(asked.append(printer)))
    dialog.show()
    qtbot.waitUntil(dialog._print.isEnabled, timeout=_WAIT_MS)
    dialog._print.click()
    assert len(asked) == 1
    assert dialog.isVisible()
    dialog.close()
