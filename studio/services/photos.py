"""What a seller does with Photos: arrange them into Items, clean them, take that back, look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Op
from studio.domain.photo import Photo, original_of
from studio.imaging.recipe import Recipe
from studio.selling.sku import make_sku
from studio.services import batch, darkroom, models
from studio.services.batch import BatchReport
from studio.services.context import Studio
from studio.settings import schema
from studio.storage.queries import items as item_query
from studio.storage.queries import photos as query

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork


REVIEW_LIST = PhotoId("the review list")
"""Stands for all Photos in doubt where a page is asked for one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that belong together on the contact sheet; without an Item where nobody has said to which."""

    item: Item | None
    photos: Sequence[Photo]


def of_item(studio: Studio, item_id: ItemId) -> list[Photo]:
    """Return an Item's Photos, the cover first."""
    return query.of_item(studio.catalog, item_id)


def load(studio: Studio, wanted: Sequence[PhotoId]) -> list[Photo]:
    """Return these Photos, in the order of the ids."""
    return query.load(studio.catalog, wanted)


def count(studio: Studio) -> int:
    """Return how many Photos the closet holds."""
    return query.count(studio.catalog)


def contact_sheet(studio: Studio) -> list[Group]:
    """Return every Photo by Item, those without one first, then what was imported last."""
    loose = query.without_item(studio.catalog)
    item_ids = query.items_by_photo(studio.catalog)
    by_item = query.of_items(studio.catalog, item_ids)
    items = item_query.load(studio.catalog, item_ids)
    return [*([Group(None, loose)] if loose else []), *(Group(item, by_item[item.id]) for item in items)]


def groups(studio: Studio) -> list[tuple[ItemId | None, list[PhotoId]]]:
    """Return the contact sheet as ids alone, for views that read the rows they show."""
    return query.groups(studio.catalog)


def as_shot(studio: Studio) -> list[PhotoId]:
    """Return the Photos that nothing has been done to."""
    return query.as_shot(studio.catalog)


def in_doubt(studio: Studio) -> list[Photo]:
    """Return the review list, in the order of the contact sheet: Photos in doubt that nobody has looked at since."""
    found = {photo.id: photo for photo in query.in_doubt(studio.catalog)}
    if len(found) < 2:
        return list(found.values())
    return [found[one] for _item, ids in query.groups(studio.catalog) for one in ids if one in found]


def arrange(studio: Studio, wanted: Sequence[PhotoId], item_id: ItemId | None, position: int | None = None) -> None:
    """Put Photos into an Item, before the one at `position` (None: at the end); without an Item they lie loose."""
    title = plural("move {n} photo", "move {n} photos", len(wanted))
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        _place(unit, wanted, item_id, position)


def split(studio: Studio, wanted: Sequence[PhotoId]) -> Item:
    """Make a new Item of these Photos."""
    if not wanted:
        raise UserError(_("Choose the photos of the new item first."))
    title = plural("new item of {n} photo", "new item of {n} photos", len(wanted))
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        sku = make_sku(known=item_query.skus(studio.catalog))
        item = Item(id=ItemId(new_id()), sku=sku, created_at=unit.now, currency=studio.settings.get(schema.CURRENCY))
        unit.save(item)
        _place(unit, wanted, item.id, None)
    return item


def merge(studio: Studio, item_ids: Sequence[ItemId]) -> None:
    """Put the Photos of several Items into the first; the others go, where nothing was written about them."""
    first, *others = dict.fromkeys(item_ids) or [ItemId("")]
    if not others:
        raise UserError(_("Choose at least two items to merge."))
    title = plural("merge {n} item", "merge {n} items", len(others) + 1)
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        for item_id in others:
            moved = sorted(unit.find(Photo, item_id=item_id), key=lambda photo: photo.position)
            _place(unit, [photo.id for photo in moved], first, None)
            item = unit.load(Item, item_id)
            if item is not None and item.is_blank and not unit.find(Listing, item_id=item_id):
                unit.remove(Item, item_id)


def remove(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Take Photos out of the closet; the originals stay on disk until the history has forgotten them."""
    title = plural("remove {n} photo", "remove {n} photos", len(wanted))
    with studio.catalog.operation(Op.DELETE_PHOTOS, title=title) as unit:
        for photo_id in wanted:
            unit.remove(Photo, photo_id)


def clean(studio: Studio, wanted: Sequence[PhotoId], context: Context, *, backend: str = "") -> BatchReport:
    """Clean Photos: upright, white balance, light, cut-out on white, in every shape; one step of the history.

    A Photo whose piece cannot be told from its ground (a close-up of cloth, say) keeps its ground, with a note.
    """
    return batch.run(studio, wanted, batch.cleaning(studio, backend), context)


def develop(studio: Studio, wanted: Sequence[PhotoId], recipe: str, context: Context) -> BatchReport:
    """Give Photos a Recipe (as JSON; "" as they were shot), in every shape; each keeps what is its own."""
    return batch.run(studio, wanted, batch.Treatment(recipe=Recipe.from_json(recipe)), context)


def chosen_backend(studio: Studio) -> str:
    """Return the cut-out that the seller chose: "auto", "classic", or that of a model that is here."""
    return models.chosen(studio)


def reset(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Show Photos as they were shot again."""
    photos = [replace(photo, recipe="", note="", confidence=None) for photo in query.load(studio.catalog, wanted)]
    batch.keep(studio, photos, plural("reset {n} photo", "reset {n} photos", len(photos)))


def approve(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Say that somebody looked at Photos and found them good."""
    photos = [replace(photo, note="") for photo in query.load(studio.catalog, wanted)]
    batch.keep(studio, photos, plural("approve {n} photo", "approve {n} photos", len(photos)))


def rendition(studio: Studio, photo: Photo, shape: str, context: Context | None = None) -> Path:
    """Return a Photo after its Recipe in a shape ("3x4" 1080×1440, "1x1" 1600×1600), without any metadata."""
    file = darkroom.rendition_file(studio.profile, photo.look, shape)
    if not file.exists():
        darkroom.develop(studio.darkroom, studio.profile, _original(studio, photo), photo, context)
    return file


def picture(studio: Studio, look: str, long_edge_px: int = darkroom.THUMBNAIL_PX) -> Path | None:
    """Return a small file that shows a look, made first where it is missing; None where its original is gone."""
    ready = darkroom.thumbnail_file(studio.profile, look, long_edge_px)
    if ready.exists():
        return ready
    photo = query.by_sha256(studio.catalog, original_of(look))
    source = studio.originals.find(original_of(look))
    if photo is None or source is None:
        return None
    if not darkroom.is_original(look):
        if photo.look != look:
            return None  # it was edited again since the view asked
        source = rendition(studio, photo, "3x4")
    return darkroom.thumbnail(studio.darkroom, studio.profile, source, look, long_edge_px)


def _place(unit: UnitOfWork, wanted: Sequence[PhotoId], item_id: ItemId | None, position: int | None) -> None:
    if item_id is not None and unit.load(Item, item_id) is None:
        raise UserError(_("This item is not in the closet any more."))
    moving = [photo for photo_id in wanted if (photo := unit.load(Photo, photo_id)) is not None]
    chosen = {photo.id for photo in moving}
    there = sorted(unit.find(Photo, item_id=item_id), key=lambda photo: photo.position) if item_id else []
    before = there if position is None else there[:position]
    order = [
        *(photo for photo in before if photo.id not in chosen),
        *moving,
        *(photo for photo in there[len(before) :] if photo.id not in chosen),
    ]
    for place, photo in enumerate(order):
        unit.save(replace(photo, item_id=item_id, position=place))


def _original(studio: Studio, photo: Photo) -> Path:
    return darkroom.original_file(studio.originals.find(photo.sha256), photo)
