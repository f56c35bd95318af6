"""The pictures of the contact sheet: ids by group, rows and Items read as they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from studio.base.texts import _
from studio.domain.culling import Sieve
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.operation import Kind, Op, Touched
from studio.domain.photo import Photo
from studio.services import culling, items, photos
from studio.services.context import Studio
from studio.ui.models.paged_model import Column, PagedModel, runs
from studio.ui.pages.photos import words

_AROUND = 50
"""How many groups' Items are read at once."""
_KEEP_THE_ORDER = frozenset({Op.CULL_PHOTOS, Op.NOTICE})


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that belong together; without an Item where nobody has said to which."""

    item_id: ItemId | None
    photo_ids: Sequence[PhotoId]
    alike: bool = False
    """Near duplicates of each other, from whatever Items."""


class SheetModel(PagedModel[Photo]):
    """One row a Photo, group after group. `regrouped` comes when groups changed and the pictures may be the same."""

    regrouped = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(
            kind=Kind.PHOTO,
            columns=(Column(_("Photo"), lambda photo: photo.file_name),),
            fetch=lambda ids: photos.load(studio, [PhotoId(one) for one in ids]),
            id_of=lambda photo: photo.id,
            spoken=self._words_of,
        )
        self._studio = studio
        self._items: dict[ItemId, Item] = {}
        self.groups: list[Group] = []
        self._firsts: list[int] = []
        self.refused: dict[PhotoId, str] = {}
        """Why Photos could not be cleaned, since the window was opened."""
        self.sieve, self.at_least = Sieve.ALL, 0
        self.alike: Sequence[Sequence[PhotoId]] = ()
        """Near duplicates, as far as somebody has looked for them."""
        self._whole: culling.Groups | None = None
        self._decided: dict[str, dict[str, Any]] = {}

    @property
    def arranged(self) -> bool:
        """Whether the groups are the seller's own, so that photos can be put into another."""
        return self.sieve is not Sieve.ALIKE

    def narrow(self, sieve: Sieve, at_least: int) -> None:
        """Show only what passes."""
        self.sieve, self.at_least = sieve, at_least
        self._show_passing()

    def load(self) -> None:
        """Read which Photos there are, and in which groups."""
        self._whole = None
        self._show_passing()

    def _show_passing(self) -> None:
        if self.sieve is Sieve.ALIKE:
            groups = [Group(None, ids, alike=True) for ids in self.alike]
        else:
            if self._whole is None:
                self._whole = photos.groups(self._studio)
            found = culling.narrowed(self._studio, self._whole, self.sieve, at_least=self.at_least)
            groups = [Group(item_id, ids) for item_id, ids in found]
        if groups != self.groups:
            self.groups = groups
            self._firsts = list(accumulate((len(group.photo_ids) for group in groups), initial=0))[:-1]
            self.set_ids(chain.from_iterable(group.photo_ids for group in groups))
            self.regrouped.emit()

    def refresh(self, touched: Touched) -> None:
        """Show anew what an Operation changed."""
        self._items.clear()
        if touched.of(Kind.PHOTO) and touched.op not in _KEEP_THE_ORDER:
            self.load()
        elif touched.of(Kind.PHOTO) and (self.sieve is not Sieve.ALL or self.at_least):
            self._show_passing()
        super().refresh(touched)

    def decide(self, ids: Iterable[str], **fields: Any) -> None:
        """Show photos as they will be once they have been written: with another flag, or other stars."""
        ids = list(ids)
        for one in ids:
            self._decided[one] = self._decided.get(one, {}) | fields
        self._show(ids)

    def settle(self) -> None:
        """Show photos as they are: what was decided has been written, or could not be."""
        decided, self._decided = list(self._decided), {}
        self.refresh_ids(decided)

    def mark(self, refused: Mapping[PhotoId, str]) -> None:
        """Mark photos that could not be cleaned with the reason, and take the mark off those that could."""
        self.refused = {one: why for one, why in {**self.refused, **refused}.items() if why}
        self.refresh_ids(refused)

    def why_refused(self, photo_id: PhotoId) -> str:
        """Return why a Photo could not be cleaned; empty where it could."""
        return self.refused.get(photo_id, "")

    def photo(self, row: int) -> Photo | None:
        """Return a Photo; None where it is gone since the ids were read."""
        return self.object_at(row)

    def object_at(self, row: int) -> Photo | None:
        """Return a Photo as it will be once what was decided has been written."""
        photo = super().object_at(row)
        decided = self._decided.get(photo.id) if photo is not None else None
        return replace(photo, **decided) if photo is not None and decided else photo

    def alike_to(self, ids: Iterable[str]) -> list[Sequence[PhotoId]]:
        """Return the groups of near duplicates in which `ids` are."""
        wanted = set(ids)
        return [group for group in self.alike if wanted & set(group)]

    def words_of_group(self, number: int) -> tuple[str, list[str]]:
        """Return what stands over a group, and the small print under that."""
        group = self.groups[number]
        first = self.photo(self._firsts[number])
        if group.alike:
            return words.alike_words(photos.load(self._studio, group.photo_ids))
        item = self.item_of(number)
        return words.group_title(item), words.group_caption(item, len(group.photo_ids), first)

    def item_of(self, number: int) -> Item | None:
        """Return the Item of a group."""
        item_id = self.groups[number].item_id
        if item_id is None:
            return None
        if item_id not in self._items:
            around = self.groups[max(0, number - _AROUND) : number + _AROUND]
            found = items.load_all(self._studio, [group.item_id for group in around if group.item_id])
            self._items.update((item.id, item) for item in found)
        return self._items.get(item_id)

    def group_of(self, photo_id: str) -> int | None:
        """Return in which group a Photo is; None where it is not shown."""
        row = self.row_of(photo_id)
        return None if row is None else bisect_right(self._firsts, row) - 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let pictures be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what PagedModel does, and why a picture should be looked at as its tool tip."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            photo = self.photo(index.row())
            return words.tool_tip(photo, self.why_refused(photo.id)) if photo else None
        return super().data(index, role)

    def _show(self, ids: Iterable[str]) -> None:
        rows = sorted(row for row in map(self.row_of, ids) if row is not None)
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _words_of(self, photo: Photo) -> str:
        number = self.group_of(photo.id)
        group = self.words_of_group(number)[0] if number is not None else words.LOOSE
        return words.spoken(photo, group, self.why_refused(photo.id))
