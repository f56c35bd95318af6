"""Brings photos into the closet: originals stored once, grouped into Items by time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.photo import Photo, Shot, group_by_time
from studio.imaging.formats import SUFFIXES
from studio.imaging.hashing import sha256_of
from studio.selling.sku import make_sku
from studio.services import darkroom
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.settings import schema
from studio.storage.queries import items as item_query
from studio.storage.queries import photos as photo_query

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the files; `known` were in the closet before."""

    photos: tuple[PhotoId, ...]
    items: tuple[ItemId, ...]
    known: int
    refused: tuple[tuple[Path, str], ...]


def import_photos(studio: Studio, paths: Sequence[Path], context: Context) -> ImportReport:
    """Import files and folders; a broken file is listed with its reason and the others go on.

    Originals are on disk, whole, before the catalog names them. Importing the same again adds nothing.
    """
    studio.catalog.writer()  # refused at once where another process has the closet, not after all has been decoded
    files = _pictures(paths, studio.profile.root.resolve())
    arrivals: dict[str, Photo] = {}
    refused: list[tuple[Path, str]] = []
    known = 0
    now = studio.clock.now()  # one moment for all: the contact sheet shows an import in the order of taking
    width = studio.darkroom.open().width

    def arrive(file: Path) -> Photo | UserError | None:
        try:
            return _arrive(studio, file, now, context)
        except UserError as error:
            return error

    answers = fan_out(files, arrive, context, name_of=lambda file: file.name, width=width)
    for file, answer in zip(files, answers, strict=True):
        if isinstance(answer, UserError):
            refused.append((file, str(answer)))
        elif answer is None or answer.sha256 in arrivals:
            known += 1
        else:
            arrivals[answer.sha256] = answer
    items = _enter(studio, list(arrivals.values()))
    photos = tuple(photo.id for photo in arrivals.values())
    return ImportReport(photos=photos, items=items, known=known, refused=tuple(refused))


def _pictures(paths: Iterable[Path], own: Path) -> list[Path]:
    """Return the pictures in folders, by their names, and every file that is named itself, whatever its name.

    The studio's `own` folder is passed over: all that it has of pictures was made from photos that are in already.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            here = path.resolve()
            inside = (file.relative_to(path) for file in path.rglob("*") if not file.is_dir())
            found += sorted(path / file for file in inside if _is_picture(file) and own not in (here / file).parents)
        elif path.exists():
            found.append(path)
        else:
            raise UserError(_("{path} is not there. Check the name.").format(path=path))
    return list(dict.fromkeys(found))


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in file.parts)


def _arrive(studio: Studio, file: Path, now: datetime, context: Context) -> Photo | None:
    """Decode the picture once, whole: what passes is shown at once as a thumbnail, and can be trusted later.

    Return None where the closet has it already; should its original have got lost, it is back then.
    """
    sha256 = _sha256(file)
    if known := photo_query.by_sha256(studio.catalog, sha256):
        studio.originals.add_file(file, sha256, _suffix(known.format))
        return None
    thumbnail = darkroom.thumbnail_file(studio.profile, sha256)
    thumbnail.parent.mkdir(parents=True, exist_ok=True)
    probe = studio.darkroom.open().thumbnail(file, thumbnail, context, long_edge_px=darkroom.THUMBNAIL_PX)
    studio.originals.add_file(file, sha256, _suffix(probe.format))
    return Photo(
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
    )


def _enter(studio: Studio, photos: Sequence[Photo]) -> tuple[ItemId, ...]:
    if not photos:
        return ()
    by_id = {photo.id: photo for photo in photos}
    shots = [Shot(photo.id, photo.file_name, photo.taken_at) for photo in photos]
    groups = group_by_time(shots, gap_s=studio.settings.get(schema.IMPORT_GAP_S))
    title = plural("import {n} photo", "import {n} photos", len(photos))
    taken = set(item_query.skus(studio.catalog))
    made: list[ItemId] = []
    with studio.catalog.operation(Op.IMPORT_PHOTOS, title=title) as unit:
        for group in groups:
            item = _new_item(studio, unit, taken)
            made.append(item.id)
            for position, shot in enumerate(group):
                photo = by_id[PhotoId(shot.key)]
                unit.save(replace(photo, item_id=item.id, position=position))
    return tuple(made)


def _new_item(studio: Studio, unit: UnitOfWork, taken: set[str]) -> Item:
    sku = make_sku(known=taken)
    taken.add(sku)
    item = Item(id=ItemId(new_id()), sku=sku, created_at=unit.now, currency=studio.settings.get(schema.CURRENCY))
    unit.save(item)
    return item


def _suffix(picture_format: str) -> str:
    return f".{picture_format.lower()}"


def _sha256(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError as error:
        raise UserError(_("It cannot be read: {why}.").format(why=error.strerror)) from error
