"""Pictures that leave by hand, dragged to a browser or copied: files by SKU, made ready in the background."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.services import exporting
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.storage.queries import photos as photo_query

MOST = 60
"""How many pictures are made ready at once: more than any marketplace takes of a piece."""
_KEPT_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The files of Photos by id, and what the seller should know of those in doubt or left out."""

    files: dict[PhotoId, Path]
    looks: dict[PhotoId, str]
    doubt: str = ""


def carry(studio: Studio, wanted: Sequence[PhotoId], marketplace: str, context: Context) -> Carried:
    """Return the files of Photos as a marketplace takes them, under names that say the SKU and nothing else."""
    photos = photo_query.load(studio.catalog, wanted[:MOST])
    names = exporting.names(studio, photos, marketplace)
    folder = studio.profile.root / "cache" / "carried"
    _forget_old(studio, folder)
    width = studio.darkroom.open().width
    named = list(zip(photos, names, strict=True))

    def one(entry: tuple[Photo, str]) -> Path | UserError | TransientError:
        photo, name = entry
        try:
            return _placed(exporting.ready(studio, photo, marketplace, context), folder / marketplace, name)
        except (UserError, TransientError) as error:
            return error

    answers = fan_out(named, one, context, name_of=lambda entry: entry[1], width=width)
    files: dict[PhotoId, Path] = {}
    why = ""
    for photo, answer in zip(photos, answers, strict=True):
        if isinstance(answer, Path):
            files[photo.id] = answer
        else:
            why = f"{photo.file_name}: {answer}"
    return Carried(files=files, looks={photo.id: photo.look for photo in photos}, doubt=why or _doubt(photos))


def _doubt(photos: Sequence[Photo]) -> str:
    doubtful = [photo for photo in photos if photo.note]
    if not doubtful:
        return ""
    count = plural("{n} of these cut-outs is in doubt.", "{n} of these cut-outs are in doubt.", len(doubtful))
    return _("{count} {name}: {note}").format(count=count, name=doubtful[0].file_name, note=doubtful[0].note)


def _placed(picture: Path, folder: Path, name: str) -> Path:
    """Give a picture its name, in a folder of its own: another look of the same Photo has the same name."""
    place = folder / picture.stem[-40:] / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{name}.part")
        shutil.copyfile(picture, part)
        part.replace(place)
    return place


def _forget_old(studio: Studio, folder: Path) -> None:
    """Remove what was carried before yesterday: a browser has read it by now."""
    now = studio.clock.now().timestamp()
    for market in folder.iterdir() if folder.is_dir() else ():
        for place in market.iterdir():
            if now - place.stat().st_mtime > _KEPT_S:
                shutil.rmtree(place, ignore_errors=True)
