"""Watches a folder: what a card reader or a tethering program puts there comes in, once, when it is whole."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.base.jobs import Context
from studio.imaging.ends import has_end
from studio.imaging.files import write_atomically
from studio.services import importing
from studio.services.context import Studio
from studio.services.importing import ImportReport
from studio.services.intake import Intake
from studio.settings import schema

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
_STILL_LOOKS = 2
_PATIENT_LOOKS = 15
"""A file that does not grow and still has no end is taken after so many looks, and refused in a sentence."""
_GROUPED_TOGETHER = 2_000
"""Photos that come one by one are grouped with those before them, up to so many."""

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look at the folder found; `away` where the folder is not there now."""

    ready: tuple[Path, ...] = ()
    waiting: int = 0
    away: bool = False


@dataclass(frozen=True, slots=True)
class _Sighting:
    stamp: _Stamp
    looks: int = 1


@dataclass(slots=True)
class _Ledger:
    """What came from a folder, by path below it, and how many photos on its last day."""

    folder: str
    day: str = ""
    came: int = 0
    files: dict[str, _Stamp] = field(default_factory=dict)


class Watch:
    """One watched folder. Call `look` every LOOK_EVERY_S seconds and `take` with what it found ready."""

    def __init__(self, studio: Studio, folder: Path) -> None:
        self.folder = folder
        self._studio = studio
        self._intake = Intake(studio)
        self._sightings: dict[Path, _Sighting] = {}
        self._ledger = _read(studio.profile.watching, folder)

    @property
    def came_today(self) -> int:
        """How many photos have come from the folder today."""
        return self._ledger.came if self._ledger.day == self._today() else 0

    def look(self) -> Found:
        """Return the files that are new and have not changed between two looks."""
        try:
            stamps = dict(_pictures(self.folder, self._studio.profile.root.resolve()))
        except OSError as error:
            log.info("the watched folder is away: %s", error)
            self._sightings.clear()
            return Found(away=True)
        new = {file: stamp for file, stamp in stamps.items() if self._ledger.files.get(self._name(file)) != stamp}
        self._sightings = {file: self._seen(file, stamp) for file, stamp in new.items()}
        ready = tuple(file for file in sorted(new) if _is_whole(file, self._sightings[file]))
        return Found(ready=ready, waiting=len(new) - len(ready))

    def take(self, ready: Sequence[Path], context: Context) -> ImportReport:
        """Import files that a look found ready; one that is gone by now is not worth a word."""
        if len(self._intake.photos) > _GROUPED_TOGETHER:
            self._intake = Intake(self._studio)
        stamps = {file: self._sightings[file].stamp for file in ready if file in self._sightings}
        report = importing.import_files(self._studio, ready, context, intake=self._intake)
        gone = {file for file, _sentence in report.refused if not file.exists()}
        self._note({self._name(file): stamp for file, stamp in stamps.items() if file not in gone}, report)
        return replace(report, refused=tuple(entry for entry in report.refused if entry[0] not in gone))

    def _seen(self, file: Path, stamp: _Stamp) -> _Sighting:
        before = self._sightings.get(file)
        return _Sighting(stamp, before.looks + 1) if before and before.stamp == stamp else _Sighting(stamp)

    def _note(self, files: Mapping[str, _Stamp], report: ImportReport) -> None:
        today = self._today()
        came = len(report.photos) - report.cards + self.came_today
        self._ledger = replace(self._ledger, day=today, came=came, files={**self._ledger.files, **files})
        text = json.dumps([self._ledger.folder, today, came, self._ledger.files], ensure_ascii=False)
        write_atomically(self._studio.profile.watching, text.encode())

    def _name(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    def _today(self) -> str:
        return self._studio.clock.now().astimezone().date().isoformat()


def watched_folder(studio: Studio) -> Path | None:
    """Return the folder that the seller asked to watch, if any."""
    text = studio.settings.get(schema.WATCH_FOLDER).strip()
    return Path(text) if text else None


def watch_folder(studio: Studio, folder: Path | None) -> None:
    """Watch `folder` from now on, also after a restart; with None watch nothing any more."""
    studio.settings.set(schema.WATCH_FOLDER, str(folder.absolute()) if folder else "")


def _pictures(folder: Path, own: Path) -> Iterator[tuple[Path, _Stamp]]:
    """Yield the pictures below `folder` with size and time of change; raise OSError where the folder is away."""
    os.scandir(folder).close()
    for path, folders, names in os.walk(folder):
        here = Path(path)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != own]
        for name in names:
            if importing.is_picture(Path(name)):
                try:
                    found = (here / name).stat()
                except OSError as error:
                    log.info("%s went while the folder was read: %s", name, error)
                    continue
                yield here / name, (found.st_size, found.st_mtime_ns)


def _is_whole(file: Path, sighting: _Sighting) -> bool:
    if sighting.looks < _STILL_LOOKS:
        return False
    try:
        return sighting.looks >= _PATIENT_LOOKS or has_end(file)
    except OSError as error:
        log.info("%s cannot be read yet: %s", file.name, error)
        return False


def _read(file: Path, folder: Path) -> _Ledger:
    """Return what was noted of this folder; nothing where it was another, or where the notes cannot be read."""
    try:
        noted, day, came, files = json.loads(file.read_text("utf-8"))
        stamps = {str(name): (int(size), int(changed_ns)) for name, (size, changed_ns) in files.items()}
        return _Ledger(noted, str(day), int(came), stamps) if noted == str(folder) else _Ledger(str(folder))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        log.info("no notes of the watched folder: %s", error)
        return _Ledger(str(folder))
