"""How long a slider of the editor takes until the photo is painted anew, without a screen.

A photo of 12 megapixels in a profile of its own; each slider is moved forty times, and each picture is waited for, up
to the end of the painting. Prints milliseconds (median and 95th percentile) of the clock, and the processor time of one
move in the window's process and in the child that holds the photo, which a machine that does something else besides
does not change. Also: a photo opened for the first time, and sliders moved faster than pictures come.

Run: python -m benchmarks.slider FOLDER    (a folder of photos; they are enlarged to 12 megapixels)
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.photos import prepare

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

GOAL_MS = 50.0
MOVES = 40
WAIT_MS = 60_000
_TICKS = os.sysconf("SC_CLK_TCK")
CUT = {"cutout": {"backend": "classic"}, "background": {}}
SLIDERS: tuple[tuple[str, dict[str, Any], str, Callable[[float], dict[str, Any]]], ...] = (
    ("light by hand, last", {}, "tone", lambda share: {"exposure_ev": share, "contrast": 0.2}),
    ("clarity, last", {}, "tone", lambda share: {"clarity": share}),
    ("white balance, last", {}, "white_balance", lambda share: {"strength": share}),
    ("sharpen, after a cut-out", CUT, "sharpen", lambda share: {"amount": share}),
    ("background's shadow", {"cutout": {"backend": "classic"}}, "background", lambda share: {"shadow": share}),
    ("soft edge, with background", CUT, "cutout", lambda share: {"softness": 0.002 + 0.015 * share}),
    ("light by hand, cut-out behind", CUT, "tone", lambda share: {"exposure_ev": share}),
    ("straighten, cut-out behind", CUT, "crop", lambda share: {"angle_deg": 5 * share}),
)


class Easel:
    """A session and a view as in the editor, and the time at which the last picture was painted."""

    def __init__(self, profile: Path, photo: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from studio.app import open_studio
        from studio.base.jobs import Quiet
        from studio.services import importing, photos
        from studio.ui.application import OpenWindow
        from studio.ui.pages.photos.edit_session import EditSession
        from studio.ui.pages.photos.photo_view import PhotoView
        from studio.ui.theme import Choice, Theme

        self.app = QApplication([])
        self.studio = open_studio(profile)
        self.opened = OpenWindow(self.studio, Theme(self.app, Choice.LIGHT))
        report = importing.import_photos(self.studio, [photo], Quiet())
        (self.photo,) = photos.load(self.studio, report.photos)
        self.session = EditSession(self.opened.context)
        self.view = PhotoView()
        self.view.resize(980, 660)
        self.view.show()
        self.session.preview_ready.connect(self._show)
        self.painted = 0
        self.opened.context.events.touched.connect(
            lambda _touched: self.session.open(photos.load(self.studio, [self.photo.id])[0])
        )

    def close(self) -> None:
        """End everything."""
        self.session.close()
        self.opened.close()
        self.studio.close()

    def until(self, true: Callable[[], object]) -> None:
        """Wait in the event loop until something is true."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, end = QEventLoop(), time.monotonic() + WAIT_MS / 1000
        timer = QTimer()
        timer.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > end else None)
        self.session.preview_ready.connect(lambda *_any: loop.quit() if true() else None)
        timer.start(20)
        if not true():
            loop.exec()
        if not true():
            raise SystemExit("the picture did not come")

    def cpu_ms(self) -> tuple[float, float]:
        """Return the processor time so far, of the window and of the child."""
        pids = self.studio.darkroom.previewer().pids
        ticks = 0
        for pid in pids:
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return time.process_time() * 1000, ticks * 1000 / _TICKS

    def _show(self, image: Any, made: Any) -> None:
        from PySide6.QtGui import QColor

        from studio.ui.pages.photos.sight import Sight

        self.view.show_photo(Sight(image=image, frames=made.frames, background=QColor("white"), cut_out=True))
        self.view.repaint()
        self.painted += 1


def moved(easel: Easel, before: dict[str, Any], name: str, params: Callable[[float], dict[str, Any]]) -> list[float]:
    """Move one slider and return median and 95th percentile of the clock, and the median processor times."""
    session = easel.session
    for step in session.steps:
        session.remove(step.name)
    for other, values in {**before, name: params(0.0)}.items():
        session.set_params(other, values)
    easel.until(lambda: session.preview is not None and not session.preview.awaits_cut)
    easel.until(lambda: len(session.steps) == len({**before, name: {}}))
    clock, window, child = [], [], []
    for number in range(MOVES):
        count, start, cpu = easel.painted, time.perf_counter(), easel.cpu_ms()
        session.set_params(name, params((number + 1) / MOVES), live=True)
        easel.until(lambda count=count: easel.painted > count)
        clock.append(1000 * (time.perf_counter() - start))
        after = easel.cpu_ms()
        window.append(after[0] - cpu[0])
        child.append(after[1] - cpu[1])
    return [median(clock), quantiles(clock, n=20)[18], sum(window) / MOVES, sum(child) / MOVES]


def faster_than_pictures(easel: Easel) -> tuple[int, float]:
    """Move a slider 200 times without waiting; return how many pictures came, and the longest time one call took."""
    count, longest = easel.painted, 0.0
    for number in range(200):
        start = time.perf_counter()
        easel.session.set_params("tone", {"exposure_ev": number / 200}, live=True)
        longest = max(longest, time.perf_counter() - start)
    easel.until(lambda: easel.painted > count + 1)
    return easel.painted - count, 1000 * longest


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        photo = prepare(arguments.folder, Path(scratch), 1)[0]
        easel = Easel(Path(scratch) / "profile", photo)
        start = time.perf_counter()
        easel.session.open(easel.photo)
        easel.until(lambda: easel.painted)
        print(f"12 megapixels, opened and painted with a cold child: {1000 * (time.perf_counter() - start):.0f} ms\n")
        print(f"{'milliseconds of':32s}{'clock':>8s}{'p95':>8s}{'window CPU':>12s}{'child CPU':>12s}")
        for title, before, name, params in SLIDERS:
            clock, worst, window, child = moved(easel, before, name, params)
            mark = "" if clock <= GOAL_MS else f"  > {GOAL_MS:.0f}"
            print(f"{title:32s}{clock:8.1f}{worst:8.1f}{window:12.1f}{child:12.1f}{mark}")
        pictures, longest = faster_than_pictures(easel)
        print(f"\n200 moves at once: {pictures} pictures painted, the longest call took {longest:.2f} ms")
        easel.close()


if __name__ == "__main__":
    main()
