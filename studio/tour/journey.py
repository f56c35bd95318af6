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
    photos.mkdir(parents=True)
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
    (out / _MARK).write_text("\n".join(steps) + "\n", "utf-8")
    return TourReport(steps, sorted(file for file in out.rglob("*") if file.is_file() and closet not in file.parents))


_MARK = "tour.txt"


def _make_room(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()):
        if not (out / _MARK).exists() and not (out / "closet" / "catalog.db").exists():
            raise UserError(f"{out} has other files in it. Choose an empty folder for the tour with --out.")
        for left in ("photos", "closet", "clean", "print", "screenshots"):
            shutil.rmtree(out / left, ignore_errors=True)
        (out / _MARK).unlink(missing_ok=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{out} cannot be made ({error.strerror}). Choose another folder with --out.") from error
