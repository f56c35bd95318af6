"""Pictures as a marketplace takes them, in a folder: named by SKU, within its sizes and bytes, without metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.photo import Flag, Photo
from studio.imaging.files import write_atomically
from studio.selling.file_names import safe_stem, safe_stems
from studio.selling.photo_rules import PhotoRules as PhotoRules
from studio.selling.photo_rules import all_photo_rules, photo_rules
from studio.services import close_ups, darkroom, drafting
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.storage.queries import items as item_query
from studio.storage.queries import photos as photo_query

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}
LISTING_FILE = "listing.txt"
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.part")  # as imaging.files names what it writes
_LONG_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to save: `anyway` with those in doubt, `replace` files of the same name, `folders` one for each piece.

    With `folders`, those of a marketplace lie in one of its name, and each has a text to paste, too.
    """

    anyway: bool = False
    replace: bool = False
    folders: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A picture that was saved."""

    photo_id: PhotoId
    file: Path
    byte_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What became of the Photos; those in doubt are held back until somebody says “anyway”."""

    saved: tuple[Saved, ...] = ()
    texts: tuple[Path, ...] = ()
    held: tuple[tuple[PhotoId, str], ...] = ()
    refused: tuple[tuple[PhotoId, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def byte_count(self) -> int:
        """How much was saved."""
        return sum(one.byte_count for one in self.saved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What an export would be: of how many Photos of how many pieces, which of them are in doubt, what to know."""

    photo_count: int
    piece_count: int
    doubtful: tuple[Photo, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    photo: Photo
    stem: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.stem}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class _Flaw:
    photo: Photo
    stem: str
    number: int
    place: int

    @property
    def name(self) -> str:
        return f"{self.stem}-flaw-{self.place}"


def marketplaces() -> tuple[PhotoRules, ...]:
    """Return the photo rules of every marketplace that pictures can be saved for."""
    return all_photo_rules()


def of_items(studio: Studio, item_ids: Sequence[ItemId]) -> list[PhotoId]:
    """Return the Photos of whole Items but for the rejected ones, in the order of the Items and theirs."""
    found = photo_query.of_items(studio.catalog, item_ids)
    return [photo.id for item_id in item_ids for photo in found[item_id] if photo.flag is not Flag.REJECT]


def prospect(studio: Studio, wanted: Sequence[PhotoId], marketplace: str) -> Prospect:
    """Return what an export of these Photos would be."""
    photos = photo_query.load(studio.catalog, wanted)
    return Prospect(
        photo_count=len(photos),
        piece_count=len({photo.item_id or photo.id for photo in photos}),
        doubtful=tuple(photo for photo in photos if photo.note),
        notes=tuple(_notes(studio, photos, photo_rules(marketplace))),
    )


def export(
    studio: Studio, wanted: Sequence[PhotoId], marketplace: str, folder: Path, context: Context, manner: Manner
) -> ExportReport:
    """Save Photos for a marketplace as SKU-01.jpg and so on, each whole or not at all.

    Raises UserError where there are no such rules or the folder cannot be made. A picture that cannot be made is only
    listed. No file is written over unless `manner` says so.
    """
    rules = photo_rules(marketplace)
    folder = folder / safe_stem(rules.name) if manner.folders else folder
    photos = photo_query.load(studio.catalog, wanted)
    held = [photo for photo in photos if photo.note and not manner.anyway]
    work = _named(studio, [photo for photo in photos if photo not in held], rules)
    _make(folder)
    _sweep(studio, folder)
    saved: list[Saved] = []
    refused: list[tuple[PhotoId, str]] = []
    answers = fan_out(
        work,
        lambda one: _picture(studio, one.photo, rules, context),
        context,
        name_of=lambda one: one.name,
        width=studio.darkroom.open().width,
    )
    for one, answer in zip(work, answers, strict=True):
        if isinstance(answer, Path):
            place = folder / one.stem if manner.folders else folder
            saved.append(_save(one, answer, place, manner))
        else:
            refused.append((one.photo.id, str(answer)))
    for flaw in _flaws(work):
        try:
            picture = close_ups.close_up(studio, flaw.photo, flaw.number, context)
        except (UserError, TransientError) as error:
            refused.append((flaw.photo.id, str(error)))
        else:
            saved.append(_save(flaw, picture, folder / flaw.stem if manner.folders else folder, manner))
    return ExportReport(
        saved=tuple(saved),
        texts=tuple(_texts(studio, photos, rules, folder, manner)) if manner.folders else (),
        held=tuple((photo.id, photo.note) for photo in held),
        refused=tuple(refused),
        notes=tuple(_notes(studio, photos, rules)),
    )


def going_out(studio: Studio, item_id: ItemId) -> list[Photo]:
    """Return the Photos of an Item that others get to see: all but the rejected ones, the cover first."""
    return [photo for photo in photo_query.of_item(studio.catalog, item_id) if photo.flag is not Flag.REJECT]


def ready(studio: Studio, photo: Photo, marketplace: str, context: Context) -> Path:
    """Return the file of a Photo as a marketplace takes it, made first where it is missing.

    Raises UserError with the reason where it cannot be made.
    """
    return _picture_of(studio, photo, photo_rules(marketplace), context)


def names(studio: Studio, photos: Sequence[Photo], marketplace: str) -> list[str]:
    """Return what these Photos are called for a marketplace, each by SKU and place."""
    rules = photo_rules(marketplace)
    return [f"{one.name}{_SUFFIXES[rules.format.value]}" for one in _named(studio, photos, rules)]


def _named(studio: Studio, photos: Sequence[Photo], rules: PhotoRules) -> list[_Wanted]:
    """Give each Photo the SKU of its Item and its place there; one without an Item the beginning of its SHA-256."""
    item_ids = list(dict.fromkeys(photo.item_id for photo in photos if photo.item_id))
    skus: dict[str, str] = {item.id: item.sku for item in item_query.load(studio.catalog, item_ids)}
    loose = {photo.id: f"photo-{photo.sha256[:8]}" for photo in photos if photo.item_id not in skus}
    stems = safe_stems({**skus, **loose})
    places = _places(photo_query.of_items(studio.catalog, item_ids), rules)
    return [_Wanted(photo, stems[photo.item_id or photo.id], places.get(photo.id, 1)) for photo in photos]


def _places(by_item: Mapping[ItemId, Sequence[Photo]], rules: PhotoRules) -> dict[PhotoId, int]:
    """Number the Photos of each Item in the order in which they are uploaded, the rejected ones last."""
    found = {}
    for photos in by_item.values():
        order = sorted(photos, key=lambda photo: photo.flag is Flag.REJECT)
        if rules.cover.value == "last":
            order = [*order[1:], *order[:1]]
        found.update({photo.id: number for number, photo in enumerate(order, 1)})
    return found


def _notes(studio: Studio, photos: Sequence[Photo], rules: PhotoRules) -> Iterator[str]:
    """Say which Items have more pictures than the marketplace takes; the seller chooses which to leave out."""
    counts: dict[ItemId, int] = {}
    for photo in photos:
        if photo.item_id:
            counts[photo.item_id] = counts.get(photo.item_id, 0) + 1
    over = [item_id for item_id, count in counts.items() if count > rules.photos_max.value]
    for item in item_query.load(studio.catalog, over):
        yield plural(
            "{market} takes {n} photo of a piece, and {sku} has {there}. {note}",
            "{market} takes {n} photos of a piece, and {sku} has {there}. {note}",
            rules.photos_max.value,
            market=rules.name,
            sku=item.sku,
            there=counts[item.id],
            note=rules.photos_max.note,
        ).strip()


def _texts(studio: Studio, photos: Sequence[Photo], rules: PhotoRules, folder: Path, manner: Manner) -> Iterator[Path]:
    """Write what to paste into the folder of each piece; one whose pictures are all held back has its text already."""
    named = _named(studio, photos, rules)
    stems = {one.photo.item_id: one.stem for one in named if one.photo.item_id}
    for item in item_query.load(studio.catalog, list(stems)):
        _make(folder / stems[item.id])
        content = drafting.listing_text(studio, item, rules.id).encode()
        yield _written(folder / stems[item.id] / LISTING_FILE, content, replaces=manner.replace)


def _picture(studio: Studio, photo: Photo, rules: PhotoRules, context: Context) -> Path | UserError | TransientError:
    try:
        return _picture_of(studio, photo, rules, context)
    except (UserError, TransientError) as error:
        return error


def _picture_of(studio: Studio, photo: Photo, rules: PhotoRules, context: Context) -> Path:
    from studio.imaging.plan import Fit

    wanted = Fit(
        format=rules.format.value,
        long_edge_px=rules.long_edge_px.value if rules.long_edge_px else 0,
        short_edge_min_px=rules.short_edge_min_px.value if rules.short_edge_min_px else 0,
        bytes_max=rules.bytes_max.value if rules.bytes_max else 0,
    )
    source = darkroom.original_file(studio.originals.find(photo.sha256), photo)
    return darkroom.fitted(studio.darkroom, studio.profile, source, photo, rules.shape.value, wanted, context)


def _save(one: _Wanted | _Flaw, picture: Path, place: Path, manner: Manner) -> Saved:
    _make(place)
    content = picture.read_bytes()
    file = _written(place / f"{one.name}{picture.suffix}", content, replaces=manner.replace)
    return Saved(photo_id=one.photo.id, file=file, byte_count=len(content))


def _flaws(work: Sequence[_Wanted]) -> Iterator[_Flaw]:
    """Return the marked flaws that are to be shown from near, counted through the photos of a piece."""
    counts: dict[str, int] = {}
    for one in work:
        for number in range(len(close_ups.squares(one.photo))):
            counts[one.stem] = counts.get(one.stem, 0) + 1
            yield _Flaw(one.photo, one.stem, number, counts[one.stem])


def _written(file: Path, content: bytes, *, replaces: bool) -> Path:
    """Write a file whole; where another of its name is there and stays, under the next name that is free."""
    target, number = file, 1
    while not replaces and target.exists() and target.read_bytes() != content:
        number += 1
        target = file.with_name(f"{file.stem}-{number}{file.suffix}")
    if not target.exists() or target.read_bytes() != content:
        write_atomically(target, content)
    return target


def _sweep(studio: Studio, folder: Path) -> None:
    """Remove what an export that was killed long ago left unfinished; the name is one that only we give."""
    now = studio.clock.now().timestamp()
    for file in (*folder.glob(".*.part"), *folder.glob("*/.*.part")):
        if _UNFINISHED.fullmatch(file.name) and now - file.stat().st_mtime > _LONG_S:
            file.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {name} cannot be made: {why}.").format(name=folder, why=error.strerror)
        ) from error
