"""What tests of the window share: the theme, a kit of real parts, pictures drawn on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.base.jobs import Context, JobRunner
from studio.ui.frame import SyncNote
from studio.ui.job_bridge import JobBridge
from studio.ui.page import PageContext
from studio.ui.theme import Choice, Theme
from studio.ui.window_kit import build_context

_OFFSCREEN = "^This plugin does not support"  # the platform without a screen has no window manager either


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a warning of the platform without a screen pass; every other one fails the test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN))


class QuietFrame:
    """A frame of a closet in which nothing happens; tests set what they need."""

    def __init__(self) -> None:
        self.note = SyncNote(state="live", text="In step with Closet Fair, 2 min ago")
        self.waiting: dict[str, int] = {}
        self.steps: list[str] = []
        self.undone: list[str] = []

    def sync_note(self) -> SyncNote:
        return self.note

    def counts(self) -> str:
        return "1,284 items · 5,902 photos"

    def badges(self) -> Mapping[str, int]:
        return self.waiting

    def undo_title(self) -> str:
        return self.steps[-1] if self.steps else ""

    def redo_title(self) -> str:
        return self.undone[-1] if self.undone else ""

    def undo(self, job: Context) -> str:
        self.undone.append(self.steps.pop())
        return self.undone[-1]

    def redo(self, job: Context) -> str:
        self.steps.append(self.undone.pop())
        return self.steps[-1]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme on the test's application."""
    theme = Theme(qapp, Choice.LIGHT)
    yield theme
    theme.deleteLater()


@pytest.fixture
def frame() -> QuietFrame:
    return QuietFrame()


@pytest.fixture
def kit(theme: Theme, frame: QuietFrame, tmp_path: Path) -> Iterator[Callable[..., PageContext]]:
    """Make page contexts: `kit()` or `kit(studio)`; keys of thumbnails are paths of pictures."""
    made: list[tuple[JobRunner, JobBridge]] = []

    def make(studio: Any = None) -> PageContext:
        bridge = JobBridge()
        runner = JobRunner(bridge)
        made.append((runner, bridge))
        return build_context(
            studio=studio,
            frame=frame,
            runner=runner,
            bridge=bridge,
            theme=theme,
            state_file=tmp_path / "window.json",
            locate=Path,
        )

    yield make
    for runner, bridge in made:
        assert runner.close(5.0) == []
        bridge.deleteLater()


@pytest.fixture
def context(kit: Callable[..., PageContext]) -> PageContext:
    """A page context without a studio."""
    return kit()


@pytest.fixture
def picture(tmp_path: Path, qapp: QApplication) -> Callable[..., Path]:
    """Draw a picture of a garment-like shape: `picture("dress", "#3355aa", 600, 800)`."""

    def draw(name: str, colour: str = "#3355aa", width: int = 600, height: int = 800) -> Path:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("#d8d2c8"))
        painter = QPainter(image)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(width // 4, height // 8, width // 2, height * 3 // 4, 60, 60)
        painter.end()
        file = tmp_path / f"{name}.png"
        assert image.save(str(file))
        return file

    return draw
