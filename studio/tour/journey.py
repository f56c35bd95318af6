"""The tour as a whole: a fresh closet in a folder, the day, the screenshots, and a report."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.app import build_studio
from studio.base import resources
from studio.base.errors import UserError
from studio.tour.day import Day
from studio.tour.screens import Stage

Say = Callable[[str], None]

_MARK = "tour.txt"
_TITLE = "A tour of Closet Studio: the next one into this folder takes the place of all that is in it."
_LEFT = ("photos", "closet", "clean", "print", "screenshots")


@dataclass(frozen=True, slots=True)
class TourReport:
    """What was done, a sentence a step, and the files that lie there now."""

    steps: list[str]
    files: list[Path]


def run_tour(out: Path, screenshots: Path, say: Say) -> TourReport:
    """Do the day in the folder `out` and leave photos, PDFs and screenshots there; raise UserError where it cannot be.

    A tour that was there before is replaced; a folder with anything else in it is refused.
    """
    photos, closet = out / "photos", out / "closet"
    _make_room(out)
    photos.mkdir()
    for photo in sorted(resources.path("sample/photos").glob("*.jpg")):
        shutil.copy(photo, photos)
    steps: list[str] = []

    def told(sentence: str) -> None:
        steps.append(sentence)
        say(sentence)

    stage = Stage()  # before the first PDF: painting needs the one application object there can be
    studio = build_studio(closet, simulated_life=False)
    try:
        Day(studio, out, told).live(photos)
        shown = stage.photograph(studio, screenshots)
        told(f"{len(shown)} screenshots of every page, light and dark, are in {screenshots}")
    finally:
        studio.close()
    (out / _MARK).write_text("\n".join([_TITLE, *steps]) + "\n", "utf-8")
    return TourReport(steps, sorted(file for file in out.rglob("*") if file.is_file() and closet not in file.parents))


def _make_room(out: Path) -> None:
    """Empty a folder that a tour has filled, and mark it as a tour's before anything else is in it."""
    mark = out / _MARK
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not _is_marked(mark):
            raise UserError(f"{out} has other files in it. Choose an empty folder for the tour with --out.")
        mark.write_text(f"{_TITLE}\n", "utf-8")
        for left in _LEFT:
            shutil.rmtree(out / left, ignore_errors=True)
    except OSError as error:
        raise UserError(f"{out} cannot be used ({error.strerror}). Choose another folder with --out.") from error


def _is_marked(mark: Path) -> bool:
    return mark.is_file() and mark.read_text("utf-8", "replace").startswith(_TITLE)
