"""Brings photos into the closet: originals stored once, grouped into Items by time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.ids import ItemId, PhotoId
from studio.domain.photo import Flag, Photo
from studio.imaging.formats import SUFFIXES
from studio.imaging.hashing import sha256_of
from studio.services import darkroom
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.services.intake import Intake
from studio.storage.queries import photos as photo_query

_BATCH_S = 0.7
"""How often the contact sheet gets what came."""


if TYPE_CHECKING:
    from studio.imaging.first_look import FirstLook


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the files; `known` were in the closet before."""

    photos: tuple[PhotoId, ...]
    items: tuple[ItemId, ...]
    known: int
    refused: tuple[tuple[Path, str], ...]
    cards: int = 0
    """How many of the photos show a separator card."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file whose original is on disk, as a photo that is new or that the closet has; `card` as in Intake.add."""

    photo: Photo
    card: str | None = None
    is_new: bool = True


def import_photos(
    studio: Studio, paths: Sequence[Path], context: Context, *, intake: Intake | None = None
) -> ImportReport:
    """Import files and folders; a broken file is listed with its reason and the others go on.

    Photos are in the catalog a moment after each was decoded: a stop, or a kill, leaves those that came until then.
    Originals are on disk, whole, before the catalog names them. Importing the same again adds nothing. With an
    `intake` of earlier imports the photos are grouped together with those that it has.
    """
    files = pictures_in(paths, studio.profile.root.resolve())
    return import_files(studio, files, context, intake=intake)


def import_files(
    studio: Studio, files: Sequence[Path], context: Context, *, intake: Intake | None = None
) -> ImportReport:
    """Import just these files, as `import_photos`; one that is gone is refused, and the others go on."""
    studio.catalog.writer()  # refused at once where another process has the closet, not after all has been decoded
    intake = intake or Intake(studio)
    before, twice, cards = len(intake.photos), intake.twice, intake.cards
    refused: list[tuple[Path, str]] = []
    known = 0
    seen: set[str] = set()
    now = studio.clock.now()  # one moment for all: the contact sheet shows an import in the order of taking
    entered = time.monotonic()

    def arrive(file: Path) -> Arrival | UserError:
        try:
            return _arrive(studio, file, now, context)
        except UserError as error:
            return error

    try:
        answers = fan_out(files, arrive, context, name_of=lambda file: file.name, width=studio.darkroom.open().width)
        for file, answer in zip(files, answers, strict=True):
            if isinstance(answer, UserError):
                refused.append((file, str(answer)))
            elif not answer.is_new:
                known += 1
                intake.adopt(answer.photo, answer.card)
            elif answer.photo.sha256 in seen:
                known += 1
            else:
                seen.add(answer.photo.sha256)
                intake.add(answer.photo, answer.card)
            if intake.waiting >= intake.batch and time.monotonic() - entered >= _BATCH_S:
                intake.enter()
                entered = time.monotonic()
    finally:
        intake.enter()  # where it was stopped, too: what came is whole
    photos = tuple(intake.photos[before:])
    return ImportReport(
        photos=photos,
        items=intake.items if photos else (),
        known=known + intake.twice - twice,
        refused=tuple(refused),
        cards=intake.cards - cards,
    )


def pictures_in(paths: Iterable[Path], own: Path) -> list[Path]:
    """Return the pictures in folders, by their names, and every file that is named itself, whatever its name.

    The studio's `own` folder is passed over: all that it has of pictures was made from photos that are in already.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            here = path.resolve()
            inside = (file.relative_to(path) for file in path.rglob("*") if not file.is_dir())
            found += sorted(path / file for file in inside if is_picture(file) and own not in (here / file).parents)
        elif path.exists():
            found.append(path)
        else:
            raise UserError(_("{path} is not there. Check the name.").format(path=path))
    return list(dict.fromkeys(found))


def is_picture(file: Path) -> bool:
    """Return whether a file in a folder is one to import, by its name; hidden ones are not."""
    return file.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in file.parts)


def _arrive(studio: Studio, file: Path, now: datetime, context: Context) -> Arrival:
    """Decode the picture once, whole: what passes is shown at once as a thumbnail, and can be trusted later.

    Where the closet has it already and its original has got lost, that is back then.
    """
    sha256 = _sha256(file)
    if known := photo_query.by_sha256(studio.catalog, sha256):
        studio.originals.add_file(file, sha256, _suffix(known.format))
        may_be_card = known.item_id is None and known.flag is Flag.REJECT
        return Arrival(known, _look_at(studio, file, sha256, context).card if may_be_card else None, is_new=False)
    seen = _look_at(studio, file, sha256, context)
    probe, noticed = seen.probe, seen.noticed
    studio.originals.add_file(file, sha256, _suffix(probe.format))
    photo = Photo(
        id=PhotoId(new_id()),
        item_id=None,
        sha256=sha256,
        file_name=file.name,
        format=probe.format,
        width=probe.width_px,
        height=probe.height_px,
        byte_count=probe.byte_count,
        imported_at=now,
        taken_at=probe.taken_at,
        phash=noticed.phash,
        sharpness=noticed.sharpness,
        brightness=noticed.brightness,
    )
    return Arrival(photo, seen.card)


def _look_at(studio: Studio, file: Path, sha256: str, context: Context) -> FirstLook:
    thumbnail = darkroom.thumbnail_file(studio.profile, sha256)
    thumbnail.parent.mkdir(parents=True, exist_ok=True)
    return studio.darkroom.open().first_look(file, thumbnail, context, long_edge_px=darkroom.THUMBNAIL_PX)


def _suffix(picture_format: str) -> str:
    return f".{picture_format.lower()}"


def _sha256(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError as error:
        raise UserError(_("It cannot be read: {why}.").format(why=error.strerror)) from error
