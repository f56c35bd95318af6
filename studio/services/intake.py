"""One import while it runs: photos go into the catalog in batches, and are grouped as if all had come at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studio.base.ids import new_id
from studio.base.texts import _, plural
from studio.domain.grouping import Shot, ShotGroup, group_shots
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item, ItemState
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.selling.sku import make_sku
from studio.services.context import Studio
from studio.settings import schema
from studio.storage.queries import items as item_query

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork

_HISTORY_SHARE = 16
"""A batch has at least this part of all before it, because each one writes the step of the history anew."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a photo stands."""

    item_id: ItemId
    position: int


@dataclass(slots=True)
class Intake:
    """The photos of one import; what the seller moved or removed meanwhile is left as it is now."""

    studio: Studio
    name: str = field(default_factory=new_id)
    photos: list[PhotoId] = field(default_factory=list)
    """Every photo that is in the catalog by this import, in the order of coming."""
    cards: int = 0
    twice: int = 0
    """How many were found to be in the closet when their turn came."""
    _waiting: dict[PhotoId, Photo] = field(default_factory=dict)
    _shots: dict[PhotoId, Shot] = field(default_factory=dict)
    _placed: dict[PhotoId, _Place] = field(default_factory=dict)
    _adopted: dict[PhotoId, ItemId] = field(default_factory=dict)
    _made: list[ItemId] = field(default_factory=list)
    _named: dict[str, ItemId] = field(default_factory=dict)
    _title: str = ""
    _in_step: int = 0

    @property
    def items(self) -> tuple[ItemId, ...]:
        """The Items that have photos of this import, in the order of taking."""
        places = (self._placed.get(PhotoId(shot.key)) for group in self._groups() for shot in group.shots)
        return tuple(dict.fromkeys(place.item_id for place in places if place))

    @property
    def waiting(self) -> int:
        """How many photos are whole on disk and not in the catalog yet."""
        return len(self._waiting)

    @property
    def batch(self) -> int:
        """How many should wait before they are entered."""
        return 1 + len(self.photos) // _HISTORY_SHARE

    def add(self, photo: Photo, card: str | None = None) -> None:
        """Take a photo whose original is on disk; `card` is what a separator card in it says, None without one."""
        self._waiting[photo.id] = photo
        self._shots[photo.id] = Shot(photo.id, photo.file_name, photo.taken_at, card)

    def adopt(self, photo: Photo, card: str | None = None) -> None:
        """Let what comes be grouped with a photo that the closet has: it stays where it is, they join it there."""
        if photo.id not in self._shots and (photo.item_id is not None or card is not None):
            self._shots[photo.id] = Shot(photo.id, photo.file_name, photo.taken_at, card)
            if photo.item_id is not None:
                self._adopted[photo.id] = photo.item_id

    def enter(self) -> None:
        """Put what waits into the catalog; all of an import is one step of the history."""
        if not self._waiting:
            return
        last = self.studio.catalog.history(limit=1)
        self._in_step = (self._in_step if last == [self._title] else 0) + len(self._waiting)
        self._title = plural("import {n} photo", "import {n} photos", self._in_step)
        with self.studio.catalog.operation(
            Op.IMPORT_PHOTOS, title=self._title, merge_key=f"import:{self.name}"
        ) as unit:
            self._leave_what_moved(unit)
            self._leave_what_is_known(unit)
            self._enter_cards(unit)
            targets = self._targets(unit)
            for photo_id, place in targets.items():
                self._put(unit, photo_id, place)
            self._remove_what_is_empty(unit, {place.item_id for place in targets.values()})
        self.photos += self._waiting
        self._waiting = {}

    def _groups(self) -> list[ShotGroup]:
        return group_shots(self._shots.values(), gap_s=self.studio.settings.get(schema.IMPORT_GAP_S))

    def _leave_what_moved(self, unit: UnitOfWork) -> None:
        items = {place.item_id for place in self._placed.values()}
        still = {photo.id: photo.item_id for item_id in items for photo in unit.find(Photo, item_id=item_id)}
        for photo_id, place in list(self._placed.items()):
            if photo_id not in still or still[photo_id] != place.item_id:
                del self._placed[photo_id], self._shots[photo_id]

    def _leave_what_is_known(self, unit: UnitOfWork) -> None:
        for photo in list(self._waiting.values()):
            if unit.find(Photo, sha256=photo.sha256):
                del self._waiting[photo.id], self._shots[photo.id]
                self.twice += 1

    def _enter_cards(self, unit: UnitOfWork) -> None:
        """Keep the picture of a card, in no Item: should it be none, the seller can drag it where it belongs."""
        for photo_id, photo in self._waiting.items():
            card = self._shots[photo_id].card
            if card is not None:
                named = _("Separator card {sku}: it is in no item.").format(sku=card)
                note = named if card else _("Separator card: it is in no item.")
                unit.save(replace(photo, item_id=None, flag=Flag.REJECT, note=note))
                self.cards += 1

    def _targets(self, unit: UnitOfWork) -> dict[PhotoId, _Place]:
        """Return where each photo of a piece belongs, given all that came so far."""
        known = set(item_query.skus(self.studio.catalog))
        claimed: set[ItemId] = set()
        members: dict[ItemId, list[PhotoId]] = {}
        for group in self._groups():
            came = [PhotoId(shot.key) for shot in group.shots if shot.key not in self._adopted]
            if came:
                item_id = self._adopting(unit, group) or self._item_of(unit, group, known, claimed)
                claimed.add(item_id)
                members.setdefault(item_id, []).extend(came)
        return {
            photo_id: _Place(item_id, position)
            for item_id, photo_ids in members.items()
            for photo_id, position in zip(photo_ids, self._free_positions(unit, item_id), strict=False)
        }

    def _adopting(self, unit: UnitOfWork, group: ShotGroup) -> ItemId | None:
        """Return the Item of the photo before the first that came, else of the one after; None where there is none.

        What is listed or sold takes no photos by itself: buyers see it.
        """
        if group.sku:
            return None
        before: ItemId | None = None
        for shot in group.shots:
            item_id = self._adopted.get(PhotoId(shot.key))
            if item_id is None and before is not None:
                break
            item = unit.load(Item, item_id) if item_id else None
            before = item.id if item is not None and item.state is ItemState.DRAFT else before
        return before

    def _item_of(self, unit: UnitOfWork, group: ShotGroup, known: set[str], claimed: set[ItemId]) -> ItemId:
        """Return the Item of a group: the one that its card names, the one its first photo is in, or a new one."""
        if group.sku:
            return self._item_named(unit, group.sku, known)
        for shot in group.shots:
            place = self._placed.get(PhotoId(shot.key))
            if place and place.item_id in self._made and place.item_id not in claimed:
                return place.item_id
        return self._new_item(unit, make_sku(known=known), known)

    def _item_named(self, unit: UnitOfWork, sku: str, known: set[str]) -> ItemId:
        found = item_query.find(self.studio.catalog, sku)
        item_id = found.id if found else self._named.get(sku.casefold())
        if item_id is None or unit.load(Item, item_id) is None:
            item_id = self._named[sku.casefold()] = self._new_item(unit, sku, known)
        return item_id

    def _new_item(self, unit: UnitOfWork, sku: str, known: set[str]) -> ItemId:
        known.add(sku)
        currency = self.studio.settings.get(schema.CURRENCY)
        item = Item(id=ItemId(new_id()), sku=sku, created_at=unit.now, currency=currency)
        unit.save(item)
        self._made.append(item.id)
        return item.id

    def _free_positions(self, unit: UnitOfWork, item_id: ItemId) -> Iterable[int]:
        others = [photo.position for photo in unit.find(Photo, item_id=item_id) if photo.id not in self._placed]
        return itertools.count(max(others, default=-1) + 1)

    def _put(self, unit: UnitOfWork, photo_id: PhotoId, place: _Place) -> None:
        if self._placed.get(photo_id) == place:
            return
        photo = self._waiting.get(photo_id) or unit.load(Photo, photo_id)
        if photo is not None:
            unit.save(replace(photo, item_id=place.item_id, position=place.position))
            self._placed[photo_id] = place

    def _remove_what_is_empty(self, unit: UnitOfWork, used: set[ItemId]) -> None:
        for item_id in [made for made in self._made if made not in used]:
            item = unit.load(Item, item_id)
            if item is not None and item.is_blank and not unit.find(Photo, item_id=item_id):
                unit.remove(Item, item_id)
            self._made.remove(item_id)
