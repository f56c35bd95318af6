"""How long the window's event loop stalls while a batch of photos runs in the real window, off screen.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.window_batch FOLDER [--count 60] [--screenshots DIR] [--dark]

A timer ticks every 5 ms; what lies between two ticks is a stall. On a busy machine the window's thread also waits for
a core, so the processor time that it used itself in the longest stall is told beside. Meanwhile the sheet is scrolled
and photos are chosen, as a seller does. Some files are spoilt after their import, so that the report has something to
say.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from studio.app import open_studio
from studio.base.jobs import Quiet
from studio.domain.ids import PhotoId
from studio.services import importing, photos
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.application import OpenWindow, build_application
from studio.ui.pages.photos.page import PhotosPage
from studio.ui.theme import Theme

_TICK_MS = 5
_SEEN_MS = 400
_SPOILT = 3


@dataclass(slots=True)
class Watchdog:
    """Notes how long each turn of the event loop took, by the clock and in processor time of this thread."""

    gaps_ms: list[tuple[float, float]] = field(default_factory=list)
    _wall: float = 0.0
    _cpu: float = 0.0

    def forget(self) -> None:
        """Begin anew at the next tick."""
        self._wall = 0.0

    def tick(self) -> None:
        """Note the time since the last tick."""
        wall, cpu = time.perf_counter(), time.thread_time()
        if self._wall:
            self.gaps_ms.append(((wall - self._wall) * 1000 - _TICK_MS, (cpu - self._cpu) * 1000))
        self._wall, self._cpu = wall, cpu


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--screenshots", type=Path)
    parser.add_argument("--dark", action="store_true")
    arguments = parser.parse_args()
    app = build_application(["studio"])
    with tempfile.TemporaryDirectory() as scratch:
        studio = _filled(Path(scratch), arguments.folder, arguments.count)
        try:
            _run(app, studio, arguments)
        finally:
            studio.close()


def _filled(scratch: Path, folder: Path, count: int) -> Studio:
    camera = scratch / "camera"
    camera.mkdir()
    for number, file in enumerate(sorted(folder.glob("garment_*.jpg"))[:count]):
        shutil.copy(file, camera / f"IMG_{2001 + number}.jpg")
    studio = open_studio(scratch / "profile")
    importing.import_photos(studio, [camera], Quiet())
    return studio


def _run(app: QApplication, studio: Studio, arguments: argparse.Namespace) -> None:
    studio.settings.set(schema.THEME, "dark" if arguments.dark else "light")
    opened = OpenWindow(studio, Theme(app))
    window, loop, watchdog = opened.window, QEventLoop(), Watchdog()
    window.resize(1440, 900)
    opened.open("photos")
    page = window.host.page("photos")
    assert isinstance(page, PhotosPage)
    _wait(loop, 2500)  # thumbnails come in
    ids = photos.as_shot(studio)
    _spoil(studio, ids)
    ticks = _timer(_TICK_MS, watchdog.tick)
    restless = _timer(_SEEN_MS, lambda: _look_around(page, ids, len(watchdog.gaps_ms)))
    page._batches.told.connect(lambda _told: loop.quit())
    if arguments.screenshots:
        shot = "dark" if arguments.dark else "light"
        QTimer.singleShot(6000, lambda: _picture(window, watchdog, arguments.screenshots / f"batch-running-{shot}.png"))
    started = time.perf_counter()
    page._batches.clean(ids)
    loop.exec()
    wall_s = time.perf_counter() - started
    for timer in (ticks, restless):
        timer.stop()
    _tell(watchdog, len(ids), wall_s)
    if arguments.screenshots:
        _report_picture(loop, page, arguments.screenshots / f"batch-report-{shot}.png")
    window.close()
    opened.close()


def _picture(window: QWidget, watchdog: Watchdog, file: Path) -> None:
    """Take a screenshot, which stalls the loop by itself and does not count."""
    window.grab().save(str(file))
    watchdog.forget()


def _spoil(studio: Studio, ids: list[PhotoId]) -> None:
    """Take two originals away and cut one short, as a bad disk does."""
    for number, photo in enumerate(photos.load(studio, ids[4 : 4 + _SPOILT])):
        original = studio.originals.find(photo.sha256)
        if original is not None:
            original.chmod(0o600)
            original.unlink() if number else original.write_bytes(original.read_bytes()[:9000])


def _look_around(page: PhotosPage, ids: list[PhotoId], turn: int) -> None:
    page._sheet.select_ids([ids[turn % len(ids)]])
    bar = page._sheet.verticalScrollBar()
    bar.setValue((bar.value() + 160) % max(1, bar.maximum()))


def _report_picture(loop: QEventLoop, page: PhotosPage, file: Path) -> None:
    page._batches.show_last()
    _wait(loop, 1500)
    dialog = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "batch-report")
    dialog.grab().save(str(file))
    dialog.close()


def _timer(interval_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer()
    timer.setInterval(interval_ms)
    timer.timeout.connect(act)
    timer.start()
    return timer


def _wait(loop: QEventLoop, duration_ms: int) -> None:
    QTimer.singleShot(duration_ms, loop.quit)
    loop.exec()


def _tell(watchdog: Watchdog, count: int, wall_s: float) -> None:
    walls = sorted(wall for wall, _cpu in watchdog.gaps_ms)
    wall_ms, used_ms = max(watchdog.gaps_ms)
    most_ms, usual_ms = max(cpu for _wall, cpu in watchdog.gaps_ms), walls[len(walls) * 99 // 100]
    load = Path("/proc/loadavg").read_text("utf-8").split()[0]
    print(f"a batch of {count} photos in {wall_s:.1f} s, {len(walls):,} turns of the loop; load of the machine {load}")
    print(f"longest stall {wall_ms:.0f} ms, of which the window itself used {used_ms:.0f} ms (goal: 100 ms)")
    print(f"most processor time of the window in one turn {most_ms:.0f} ms; 99 % of stalls under {usual_ms:.1f} ms")


if __name__ == "__main__":
    main()
