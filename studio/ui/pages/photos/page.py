"""The Photos page: a contact sheet by piece, and the editor of one photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedLayout, QStackedWidget, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Kind, Touched
from studio.services import developing, items, photos
from studio.services.developing import Look
from studio.ui.page import Page, PageContext
from studio.ui.pages.photos import asking, table, words
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.selection_panel import SelectionPanel
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.pages.photos.step_panel import StepPanel
from studio.ui.widgets import EmptyState, PrimaryButton, QuietButton

_EDITED = ("{n} photo developed", "{n} photos developed")
_SHEET_MENU = (
    "photos.open",
    "photos.clean",
    "photos.reset",
    "",
    "photos.split",
    "photos.merge",
    "",
    "photos.save_3x4",
    "photos.save_1x1",
    "",
    "photos.remove",
)


class PhotosPage(Page):
    """The sheet and the editor are two faces of one page; what is chosen in one is in hand in the other."""

    actions_table = table.ACTIONS

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._model = SheetModel(context.studio)
        self._sheet = ContactSheet(self._model, context.thumbnails)
        self._acts = PhotoActs(context, self)
        self._steps = StepPanel(context.studio)
        self._bind()
        view_buttons = [self.button(one, QuietButton) for one in ("photos.compare", "photos.fit", "photos.full")]
        self._editor = Editor(context, self._steps, view_buttons, self._why_refused)
        self._with = QuietButton(_("Clean with…"))
        panel_buttons = [self.button(one, QuietButton) for one in table.PANEL]
        self._chosen_panel = SelectionPanel(context, [panel_buttons[0], self._with, *panel_buttons[1:]])
        self._inspector = QStackedWidget()
        self._bar: dict[bool, list[QWidget]] = {}
        self._lay_out()
        self._connect()

    # -- what the window asks

    def title(self) -> str:
        """Return the page's name."""
        return _("Photos")

    def subtitle(self) -> str:
        """Return how much there is, or which photo is in hand."""
        if self._editing:
            return self._photo_words()
        pieces = sum(group.item_id is not None for group in self._model.groups)
        counted = plural("{n} photo", "{n} photos", len(self._model.ids))
        return f"{counted} · " + plural("{n} piece", "{n} pieces", pieces) if self._model.ids else ""

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return the buttons of the sheet and those of the editor; the other face's are hidden."""
        self._bar = {
            False: [self.button("photos.clean", QuietButton), self.button("photos.import", PrimaryButton)],
            True: [
                self.button("photos.back", QuietButton),
                self.button("photos.copy", QuietButton),
                self.button("photos.reset", QuietButton),
                self.button("photos.next", PrimaryButton),
            ],
        }
        self._show_bar()
        return [*self._bar[True], *self._bar[False]]

    def inspector(self) -> QWidget:
        """Return what is chosen on the sheet, or the steps of the photo in hand."""
        return self._inspector

    def shown(self) -> None:
        """Read the sheet the first time."""
        if not self._model.groups:
            self._reload()
        (self._editor.strip if self._editing else self._sheet).setFocus()

    def refresh(self, touched: Touched) -> None:
        """Show anew what changed."""
        if not (touched.of(Kind.PHOTO) or touched.of(Kind.ITEM)):
            return
        self._model.refresh(touched)
        self._sheet.viewport().update()
        self._show_face()
        self._chose()
        if self._editing and not self._editor.refresh():
            self._close()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Open the editor on a Photo, or choose the photos of an Item."""
        self._reload()
        if kind is Kind.PHOTO:
            self._open(entity_id)
            return
        self._close()
        group = next((one for one in self._model.groups if one.item_id == entity_id), None)
        if group is not None:
            self._sheet.select_ids(group.photo_ids)
            self._sheet.setFocus()

    def conditions(self) -> frozenset[str]:
        """Return what can be done with what is chosen."""
        chosen, row = self._chosen(), self._current_row()
        holds = {
            "selection": chosen,
            "photos": self._model.ids,
            "sheet": chosen and not self._editing,
            "groups": not self._editing and len(self._chosen_items()) > 1,
            "editor": self._editing,
            "others": self._editing and self._editor.others(),
            "next": self._editing and row is not None and row + 1 < len(self._model.ids),
            "previous": self._editing and bool(row),
        }
        return frozenset(name for name, whether in holds.items() if whether)

    def drop_files(self, paths: Sequence[Path]) -> bool:
        """Import what was dropped."""
        self._acts.import_files(paths)
        return True

    # -- parts

    def _lay_out(self) -> None:
        nothing = EmptyState(
            "photos",
            _("No photos yet"),
            _("Drop a folder of photos here, or import one. Photos taken close together become one piece."),
            (_("Import photos"), self._ask_files),
        )
        self._stack = QStackedLayout(self)
        for widget in (self._sheet, nothing, self._editor):
            self._stack.addWidget(widget)
        self._inspector.addWidget(self._chosen_panel)
        self._inspector.addWidget(self._steps)

    def _connect(self) -> None:
        self._sheet.selection_changed.connect(lambda _ids: self._chose())
        self._sheet.opened.connect(self._open)
        self._sheet.dropped.connect(self._drop)
        self._sheet.pushed.connect(lambda step: self._acts.push(self._chosen(), step))
        self._sheet.pushed_over.connect(lambda step: self._acts.push_over(self._chosen(), step))
        self._sheet.customContextMenuRequested.connect(self._offer_menu)
        self._with.clicked.connect(lambda _on: self._backends().popup(self._with.mapToGlobal(QPoint(0, 0))))
        self._editor.current_changed.connect(lambda _id: self._turned())
        self._editor.reordered.connect(self._reorder)
        self._steps.changed.connect(self._develop)
        self._steps.cleaned.connect(lambda backend: self._clean(backend))
        self._steps.approved.connect(self._approve)
        self._acts.refused.connect(self._mark)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "photos.compare": self._compare,
            "photos.fit": partial(self._fit, whole=True),
            "photos.full": partial(self._fit, whole=False),
            "photos.import": self._ask_files,
            "photos.paste": self._paste,
            "photos.open": lambda: self._open(self._sheet.current_id() or self._chosen()[0]),
            "photos.back": self._close,
            "photos.clean": self._clean,
            "photos.reset": lambda: self._acts.reset(self._chosen()),
            "photos.split": lambda: self._acts.split(self._chosen()),
            "photos.merge": self._merge,
            "photos.remove": self._remove,
            "photos.save_3x4": partial(self._ask_target, "3x4"),
            "photos.save_1x1": partial(self._ask_target, "1x1"),
            "photos.copy": self._copy,
            "photos.next": partial(self._turn, 1),
            "photos.previous": partial(self._turn, -1),
        }
        for action_id, act in acts.items():
            self.on(action_id, act)

    # -- the two faces

    @property
    def _editing(self) -> bool:
        return self._editor.photo is not None

    def _open(self, photo_id: str) -> None:
        if self._editor.open(PhotoId(photo_id)):
            self._show_face()
            self._editor.strip.setFocus()

    def _close(self) -> None:
        photo = self._editor.photo
        self._editor.close_photo()
        self._show_face()
        if photo is not None:
            self._sheet.select_ids([photo.id])
            self._sheet.setFocus()

    def _show_face(self) -> None:
        self._stack.setCurrentIndex(2 if self._editing else 0 if self._model.ids else 1)
        self._inspector.setCurrentIndex(1 if self._editing else 0)
        self._show_bar()
        self._changed()

    def _show_bar(self) -> None:
        for editing, widgets in self._bar.items():
            for widget in widgets:
                widget.setVisible(editing == self._editing)

    def _reload(self) -> None:
        self._model.load()
        self._show_face()
        self._chose()

    def _changed(self) -> None:
        count = len(self._chosen())
        clean = plural("Clean {n} photo", "Clean {n} photos", count) if count else _("Clean all")
        self.action("photos.clean").setText(clean)
        others = len(self._editor.others())
        copy = (
            plural("Copy settings to {n} other", "Copy settings to {n} others", others)
            if others
            else _("Copy settings")
        )
        self.action("photos.copy").setText(copy)
        self.conditions_changed()
        self.bar_changed.emit()

    def _chose(self) -> None:
        chosen = self._chosen()
        found = photos.load(self.context.studio, chosen[:1])
        first = found[0] if found else None
        group = self._model.group_of(first.id) if first else None
        title = words.group_title(self._model.item_of(group)) if group is not None else ""
        refused = self._why_refused(first.id) if first else ""
        self._chosen_panel.show_photos(len(chosen), first, title, refused)
        self._changed()

    def _turned(self) -> None:
        if self._stack.currentWidget() is self._editor:
            self._changed()

    # -- what is chosen

    def _chosen(self) -> list[PhotoId]:
        return [self._editor.photo.id] if self._editor.photo is not None else self._sheet.selected_ids()

    def _why_refused(self, photo_id: PhotoId) -> str:
        return self._model.refused.get(photo_id, "")

    def _chosen_items(self) -> list[ItemId]:
        numbers = dict.fromkeys(self._model.group_of(one) for one in self._chosen())
        found = [self._model.groups[number].item_id for number in numbers if number is not None]
        return [item_id for item_id in found if item_id is not None]

    def _current_row(self) -> int | None:
        return self._model.row_of(self._editor.photo.id) if self._editor.photo is not None else None

    def _photo_words(self) -> str:
        photo, row = self._editor.photo, self._current_row()
        if photo is None or row is None:
            return ""
        group = self._model.group_of(photo.id) or 0
        ids = [one.id for one in self._editor.group]
        place = _("photo {n} of {count}").format(n=ids.index(photo.id) + 1, count=len(ids))
        return " · ".join((words.group_title(self._model.item_of(group)), place, photo.file_name, words.size(photo)))

    # -- acts

    def _clean(self, backend: str = "") -> None:
        chosen = self._chosen() or photos.as_shot(self.context.studio)
        if not chosen:
            self.context.notices.toast(_("Every photo is cleaned. Choose some to clean them again."))
            return
        if self._editing:
            self._editor.busy()
        self._acts.clean(chosen, backend)

    def _develop(self, look: Look) -> None:
        self._editor.busy()
        self._acts.develop(self._chosen(), look, _EDITED, self._editor.idle)

    def _copy(self) -> None:
        if self._editor.photo is not None:
            look = developing.look_of(self._editor.photo.recipe)
            others = self._editor.others()
            copied = ("Settings copied to {n} photo", "Settings copied to {n} photos")
            self._acts.develop(others, look, copied, self._editor.idle)

    def _approve(self) -> None:
        studio, chosen = self.context.studio, self._chosen()
        self.submit(_("Approving"), Lane.WRITE, lambda _job: photos.approve(studio, chosen), quiet=True)

    def _mark(self, refused: dict[PhotoId, str]) -> None:
        self._model.mark(refused)
        if self._editing:
            self._editor.idle()
            self._editor.refresh()
        self._chose()

    def _merge(self) -> None:
        """Put what is described first: the others' Items go where nothing was written about them."""
        found = items.load_all(self.context.studio, self._chosen_items())
        self._acts.merge([item.id for item in sorted(found, key=lambda item: not item.title)])

    def _remove(self) -> None:
        chosen = self._chosen()
        if self._editing:
            row = self._current_row() or 0
            follows = self._model.ids[row + 1 : row + 2] or self._model.ids[max(0, row - 1) : row]
            self._open(follows[0]) if follows else self._close()
        self._acts.remove(chosen)

    def _drop(self, ids: list[PhotoId], group: int, position: int) -> None:
        target = self._model.groups[group].item_id
        moved = any(self._model.group_of(one) != group for one in ids)
        self._acts.arrange(ids, target, position, told=moved)

    def _reorder(self, ids: list[str]) -> None:
        if self._editor.photo is not None and self._editor.photo.item_id is not None:
            self._acts.arrange([PhotoId(one) for one in ids], self._editor.photo.item_id, 0, told=False)

    def _turn(self, step: int) -> None:
        row = self._current_row()
        if row is not None and 0 <= row + step < len(self._model.ids):
            self._open(self._model.id_at(row + step))

    def _compare(self) -> None:
        self._editor.view.show_before(before=not self._editor.view.shows_before)

    def _fit(self, *, whole: bool) -> None:
        self._editor.view.fit(whole=whole)

    # -- asking

    def _backends(self) -> QMenu:
        menu = QMenu(self)
        for backend in developing.backends(self.context.studio):
            menu.addAction(backend.title, partial(self._clean, backend.value))
        return menu

    def _offer_menu(self, point: QPoint) -> None:
        menu = self.menu(*_SHEET_MENU)
        menu.popup(self._sheet.viewport().mapToGlobal(point))

    def _ask_files(self) -> None:
        asking.ask_folder(self, _("Import photos"), lambda folder: self._acts.import_files([folder]))

    def _ask_target(self, shape: str) -> None:
        chosen = self._chosen()
        asking.ask_folder(self, _("Save pictures in"), lambda folder: self._acts.save(chosen, shape, folder))

    def _paste(self) -> None:
        files = asking.pasted_files()
        if files:
            self._acts.import_files(files)
        else:
            self.context.notices.toast(_("There are no files to paste. Copy some photos in your file browser first."))
