"""The window on a real studio, in a process of its own and in this one."""

import os
import subprocess
import sys

import pytest

from studio.app import open_studio
from studio.base.errors import UserError
from studio.domain.operation import Kind
from studio.services import items
from studio.ui.application import OpenWindow, run
from studio.ui.finders import finders
from studio.ui.navigator import Navigator
from studio.ui.page import PageSpec
from studio.ui.pages import PAGES
from studio.ui.single_window import SingleWindow
from studio.ui.studio_frame import StudioFrame
from tests.ui.test_main_window import TodayPage

HEAVY = (
    *("cv2", "numpy", "rembg", "onnxruntime", "fastapi"),
    *("alembic", "requests", "sqlalchemy", "qtawesome", "rapidfuzz"),
)

PAINT = """
import sys
from pathlib import Path
from studio.app import run_window
code = run_window(Path(sys.argv[1]), exit_after_first_paint=True)
print(code, [name for name in sys.argv[2:] if name in sys.modules])
"""


@pytest.fixture
def root(tmp_path):
    """A profile with two items in it."""
    studio = open_studio(tmp_path / "closet")
    items.add(studio, title="Theory wool shift dress", price_minor=6800)
    items.add(studio, title="Linen shirt")
    studio.close()
    return tmp_path / "closet"


def test_nothing_heavy_is_imported_before_the_first_paint(root):
    told = subprocess.run(
        [sys.executable, "-c", PAINT, str(root), *HEAVY], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.strip() == "0 []"


def test_a_studio_that_cannot_be_opened_is_told_on_the_command_line(root):
    (root / "catalog.db").write_bytes(b"not a catalog at all, but long enough to look at")
    code = "import sys; from studio.cli import main; main(['--profile', sys.argv[1], '--exit-after-first-paint'])"
    told = subprocess.run(
        [sys.executable, "-c", code, str(root)], capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 1
    assert "catalog" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.fixture
def studio(root):
    studio = open_studio(root)
    yield studio
    studio.close()


def test_the_frame_says_what_the_studio_has(studio):
    frame = StudioFrame(studio)
    assert frame.counts() == "2 items · 0 photos"
    assert frame.undo_title() != ""
    assert frame.redo_title() == ""
    assert frame.sync_note().state in ("live", "needs", "refused", "draft")
    assert sum(frame.badges().values()) == 0


def test_the_palette_finds_items_by_their_words(studio, qtbot):
    navigator, asked = Navigator(), []
    navigator.asked.connect(lambda *what: asked.append(what))
    found = [entry for find in finders(studio, navigator) for entry in find("theory")]
    assert [(entry.text, entry.detail.endswith("$68.00")) for entry in found] == [("Theory wool shift dress", True)]
    found[0].act()
    assert asked[0][0] is Kind.ITEM
    assert [entry for find in finders(studio, navigator) for entry in find("no such thing")] == []


def test_a_window_opens_and_closes_on_a_studio(studio, theme, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    pages = (PageSpec(id="today", title="Today", icon="today", load=lambda: TodayPage),)
    opened = OpenWindow(studio, theme, pages)
    with qtbot.waitSignal(opened.window.completed):
        opened.open("today")
    items.add(studio, title="Silk scarf")
    page = opened.window.host.page("today")
    qtbot.waitUntil(lambda: any(isinstance(entry, tuple) and entry[0] == "refresh" for entry in page.log))
    opened.window.close()
    opened.close()


def test_every_page_of_the_rail_is_there():
    assert [spec.id for spec in PAGES] == ["today", "closet", "photos", "listings", "people", "packing", "outbox"]
    kinds = [kind for spec in PAGES for kind in spec.opens]
    assert len(kinds) == len(set(kinds))


@pytest.mark.skipif(os.name != "posix", reason="asks the system for a second process")
def test_a_second_start_leaves_the_first_alone(root, qtbot):
    first = SingleWindow(root)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.raised, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", PAINT, str(root)], stdout=subprocess.PIPE, text=True)
    assert second.communicate(timeout=60)[0].strip() == "0 []"
    first.let_go()


def test_an_error_while_opening_reaches_the_command_line(monkeypatch, tmp_path):
    def refuse():
        raise UserError("This closet was saved by a newer Closet Studio.")

    monkeypatch.setattr("studio.ui.application.build_application", lambda arguments: _Application())
    monkeypatch.setattr("studio.ui.application.Theme", lambda app: None)
    with pytest.raises(UserError, match="newer"):
        run(refuse)


class _Application:
    """Stands for the application object, of which a process can have only one."""

    def platformName(self):  # noqa: N802
        return "offscreen"
