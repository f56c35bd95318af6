"""SheetDesk: what the seller does on the contact sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.base.texts import plural
from studio.domain.ids import ItemId, PhotoId
from studio.services import items, photos
from studio.services.context import Studio
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.selection_panel import SelectionPanel
from studio.ui.pages.photos.sheet_model import SheetModel


class SheetDesk(QObject):
    """Sorts photos into pieces as the contact sheet asks for it, and keeps beside it what is chosen there."""

    def __init__(
        self,
        *,
        studio: Studio,
        acts: PhotoActs,
        model: SheetModel,
        sheet: ContactSheet,
        panel: SelectionPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._acts = acts
        self._model = model
        self._sheet = sheet
        self._panel = panel
        sheet.selection_changed.connect(lambda _ids: self.show_chosen())
        sheet.dropped.connect(self._drop)
        sheet.pushed.connect(lambda step: acts.push(sheet.chosen_ids(), step))
        sheet.pushed_over.connect(lambda step: acts.push_over(sheet.chosen_ids(), step))

    def caption(self) -> str:
        """Return how much is shown."""
        if not self._model.ids:
            return ""
        pieces = sum(group.item_id is not None for group in self._model.groups)
        groups = plural("{n} group", "{n} groups", len(self._model.groups))
        counted = plural("{n} photo", "{n} photos", len(self._model.ids))
        return f"{counted} · " + (plural("{n} piece", "{n} pieces", pieces) if self._model.arranged else groups)

    def show_chosen(self) -> None:
        """Show in the inspector what is chosen, as it is now."""
        chosen = self._sheet.chosen_ids()
        found = photos.load(self._studio, chosen[:1])
        first = found[0] if found else None
        group = self._model.group_of(first.id) if first else None
        title = self._model.words_of_group(group)[0] if group is not None else ""
        refused = self._model.why_refused(first.id) if first else ""
        self._panel.show_photos(len(chosen), first, title, refused)

    def choose_item(self, item_id: str) -> None:
        """Choose the photos of an Item; without any, all stays as it is."""
        group = next((one for one in self._model.groups if one.item_id == item_id), None)
        if group is not None:
            self._sheet.select_ids(group.photo_ids)
            self._sheet.setFocus()

    def chosen_items(self) -> list[ItemId]:
        """Return the Items of what is chosen, in the order shown."""
        numbers = dict.fromkeys(self._model.group_of(one) for one in self._sheet.chosen_ids())
        found = [self._model.groups[number].item_id for number in numbers if number is not None]
        return [item_id for item_id in found if item_id is not None]

    def chosen_skus(self) -> list[str]:
        """Return the SKUs of the Items of what is chosen."""
        return [item.sku for item in items.load_all(self._studio, self.chosen_items())]

    def mark(self, refused: dict[PhotoId, str]) -> None:
        """Mark photos that could not be cleaned, and take the mark off those that could."""
        self._model.mark(refused)
        self.show_chosen()

    def _drop(self, ids: list[PhotoId], group: int, position: int) -> None:
        target = self._model.groups[group].item_id
        moved = any(self._model.group_of(one) != group for one in ids)
        self._acts.arrange(ids, target, position, told=moved)
