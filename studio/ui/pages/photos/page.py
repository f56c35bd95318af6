"""The Photos page: a contact sheet by piece, and the editor of one photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget

from studio.base.texts import _, plural
from studio.domain.culling import Sieve
from studio.domain.ids import PhotoId
from studio.domain.operation import Kind, Touched
from studio.services import photos
from studio.ui.page import Page, PageContext
from studio.ui.pages.photos import asking, table
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.batches import Batches
from studio.ui.pages.photos.carrier import Carrier
from studio.ui.pages.photos.clean_with_button import CleanWithButton
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.cull_desk import CullDesk
from studio.ui.pages.photos.edit_session import EditSession
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.editor_desk import EditorDesk
from studio.ui.pages.photos.photo_view import KEY_ZOOM
from studio.ui.pages.photos.presets_button import PresetsButton
from studio.ui.pages.photos.reviewing import Reviewing
from studio.ui.pages.photos.selection_panel import SelectionPanel
from studio.ui.pages.photos.sheet_desk import SheetDesk
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.pages.photos.sheet_room import SheetRoom
from studio.ui.pages.photos.sieve_bar import SieveBar
from studio.ui.pages.photos.step_panel import StepPanel
from studio.ui.pages.photos.ways_in import WaysIn
from studio.ui.widgets import EmptyState, PrimaryButton, QuietButton

_VIEW = ("photos.compare", "photos.split_view", "photos.fit", "photos.full")


class PhotosPage(Page):
    """The sheet and the editor are two faces of one page; what is chosen in one is in hand in the other."""

    actions_table = table.ACTIONS

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._acts = PhotoActs(context, self)
        self._model = SheetModel(context.studio)
        self._sheet = ContactSheet(self._model, context.thumbnails)
        self._batches = Batches(context, self)
        self._clean_with = CleanWithButton(context.studio, self._sheet.current_id)
        clean, *others = (self.button(one, QuietButton) for one in table.PANEL)
        self._chosen_panel = SelectionPanel(context, [clean, self._clean_with, *others])
        self._session = EditSession(context, self)
        self._steps = StepPanel(context.studio, self._session)
        view_buttons = [self.button(one, QuietButton) for one in _VIEW]
        self._editor = Editor(context, self._session, self._steps, view_buttons, self._model.why_refused)
        self._sheet_desk = SheetDesk(
            studio=context.studio,
            acts=self._acts,
            model=self._model,
            sheet=self._sheet,
            panel=self._chosen_panel,
            parent=self,
        )
        self._editor_desk = EditorDesk(
            context, acts=self._acts, model=self._model, editor=self._editor, steps=self._steps, parent=self
        )
        self._reviewing = Reviewing(
            context,
            acts=self._acts,
            desk=self._editor_desk,
            editor=self._editor,
            buttons=[self.button(one, QuietButton) for one in table.REVIEW],
        )
        acts = {Sieve.REJECTS: "photos.remove_rejects", Sieve.ALIKE: "photos.keep_best"}
        bar = SieveBar({sieve: self.button(one, QuietButton) for sieve, one in acts.items()})
        self._cull = CullDesk(context, model=self._model, sheet=self._sheet, bar=bar, page=self)
        self._room = SheetRoom(bar, self._sheet, lambda: self._cull.narrow(Sieve.ALL))
        self._carrier = Carrier(context, self)
        self._presets = PresetsButton(context.studio)
        self._ways_in = WaysIn(context, self, partial(self.menu, *table.WAYS_IN), self._sheet_desk.chosen_skus)
        self._inspector = QStackedWidget()
        self._bar: dict[bool, list[QWidget]] = {}
        self._lay_out()
        self._connect()
        self._bind()

    # -- what the window asks

    def title(self) -> str:
        """Return the page's name."""
        return _("Photos")

    def subtitle(self) -> str:
        """Return how much there is, or which photo is in hand."""
        if self._editing:
            return self._editor_desk.caption()
        return self._sheet_desk.caption()

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return the buttons of the sheet and those of the editor; the other face's are hidden."""
        self._bar = {
            False: [
                self.button("photos.clean", QuietButton),
                self._ways_in.button,
                self.button("photos.import", PrimaryButton),
            ],
            True: [
                self.button("photos.back", QuietButton),
                self._presets,
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
        if self._model.ids:
            self._session.prepare()
        self._cull.begin()
        (self._editor.strip if self._editing else self._cull.loupe if self._cull.looking else self._sheet).setFocus()

    def refresh(self, touched: Touched) -> None:
        """Show anew what changed."""
        if not (touched.of(Kind.PHOTO) or touched.of(Kind.ITEM)):
            return
        self._model.refresh(touched)
        self._sheet.viewport().update()
        self._cull.refresh(touched)
        self._show_face()
        self._sheet_desk.show_chosen()
        if self._editing and not self._editor.refresh():
            self._close()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Open the editor on a Photo or on the first in doubt, or choose the photos of an Item."""
        self._reload()
        if entity_id == photos.REVIEW_LIST:
            self._cull.narrow(Sieve.LOOK)
            self._reviewing.begin()
            return
        if kind is Kind.PHOTO:
            self._editor_desk.open(entity_id)
            return
        self._close()
        self._sheet_desk.choose_item(entity_id)

    def conditions(self) -> frozenset[str]:
        """Return what can be done with what is chosen."""
        chosen = self._chosen()
        holds = {
            "selection": chosen,
            "photos": self._model.ids,
            "report": self._batches.has_report,
            "sheet": chosen and not self._editing,
            "groups": not self._editing and len(self._sheet_desk.chosen_items()) > 1,
            "editor": self._editing,
            "doubt": self._reviewing.doubtful,
            "others": self._editor.others(),
            "next": self._editor_desk.can_turn(1),
            "previous": self._editor_desk.can_turn(-1),
            **(self._cull.conditions() if not self._editing else {}),
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
            (_("Import photos"), partial(asking.import_folder, self, self._acts)),
        )
        self._stack = QStackedLayout(self)
        for widget in (self._room, nothing, self._editor, self._cull.loupe):
            self._stack.addWidget(widget)
        for looked_at in (self._sheet, self._cull.loupe):
            looked_at.addAction(self.action("photos.loupe"))
        self._inspector.addWidget(self._chosen_panel)
        self._inspector.addWidget(self._steps)

    def _connect(self) -> None:
        self._sheet.selection_changed.connect(lambda _ids: self._changed())
        self._sheet.opened.connect(self._editor_desk.open)
        self._cull.changed.connect(self._show_face)
        self._cull.loupe.opened.connect(self.action("photos.open").trigger)
        self._sheet.customContextMenuRequested.connect(self._offer_menu)
        self._editor.current_changed.connect(lambda _id: self._show_face())
        self._editor.view.tool_changed.connect(lambda _tool: self.conditions_changed())
        self._sheet.carrier = self._carrier
        self._editor.strip.pack_with(lambda mime, ids: self._carrier.pack(mime, [PhotoId(one) for one in ids]))
        self._editor.strip.pressed.connect(lambda _index: self._carrier.prepare(self._chosen()))
        self._clean_with.chosen.connect(self._clean)
        self._clean_with.preset.connect(lambda name: self._batches.use_preset(self._chosen(), name))
        self._clean_with.like.connect(lambda model: self._batches.make_like(self._chosen(), PhotoId(model)))
        self._clean_with.more.connect(lambda: self.context.navigator.act("models"))
        self._steps.cleaned.connect(self._clean)
        self._steps.models_wanted.connect(lambda: self.context.navigator.act("models"))
        self._presets.used.connect(self._editor_desk.use_preset)
        self._presets.kept.connect(self._editor_desk.keep_preset)
        self._presets.removed.connect(self._editor_desk.remove_preset)
        for told in (self._acts.refused, self._batches.told):
            told.connect(self._sheet_desk.mark)  # first: the editor shows the marks
            told.connect(lambda _refused: self._editor_desk.show_outcome())
        self._batches.told.connect(lambda _refused: self._changed())
        self._batches.opened.connect(self._editor_desk.open)

    def _bind(self) -> None:
        acts, view = self._acts, self._editor.view
        bound: dict[str, Callable[[], object]] = {
            "photos.compare": self._editor.comparing.turn,
            "photos.split_view": self._editor.comparing.turn_split,
            "photos.presets": self._presets.offer,
            "photos.fit": partial(view.fit, whole=True),
            "photos.full": partial(view.fit, whole=False),
            "photos.import": partial(asking.import_folder, self, acts),
            **self._ways_in.acts(),
            "photos.open": lambda: self._editor_desk.open(self._sheet.current_id() or self._chosen()[0]),
            "photos.back": self._close,
            "photos.clean": self._clean,
            "photos.report": self._batches.show_last,
            "photos.reset": lambda: acts.reset(self._chosen()),
            "photos.split": lambda: acts.split(self._chosen()),
            "photos.merge": lambda: acts.merge(self._sheet_desk.chosen_items()),
            "photos.remove": self._remove,
            "photos.save_3x4": lambda: asking.save_pictures(self, acts, self._chosen(), "3x4"),
            "photos.save_1x1": lambda: asking.save_pictures(self, acts, self._chosen(), "1x1"),
            "photos.export": self._export,
            "photos.take": lambda: self._carrier.copy(self._chosen()),
            "photos.copy": self._editor_desk.copy,
            "photos.next": partial(self._editor_desk.turn, 1),
            "photos.previous": partial(self._editor_desk.turn, -1),
            "photos.zoom_in": partial(view.zoom_by, KEY_ZOOM),
            "photos.zoom_out": partial(view.zoom_by, 1 / KEY_ZOOM),
            "photos.outline": lambda: view.show_outline(outlined=not view.outlined),
            "photos.good": self._reviewing.approve,
            "photos.use_original": self._reviewing.use_original,
            **self._cull.bindings(),
        }
        bound |= {one: partial(self._editor.take, step) for one, step in table.TOOLS.items()}
        for action_id, act in bound.items():
            self.on(action_id, act)
        self.action("photos.compare").setAutoRepeat(False)  # it may be held
        self._reviewing.own([self.action(one) for one in table.REVIEW], self)

    # -- the two faces

    @property
    def _editing(self) -> bool:
        return self._editor.photo is not None

    def _chosen(self) -> list[PhotoId]:
        return [self._editor.photo.id] if self._editor.photo is not None else self._sheet.chosen_ids()

    def _close(self) -> None:
        photo = self._editor.photo
        self._editor.close_photo()
        self._show_face()
        if photo is not None:
            self._sheet.select_ids([photo.id])
            self._sheet.setFocus()

    def _show_face(self) -> None:
        narrowed = self._model.sieve is not Sieve.ALL or self._model.at_least
        shown = 2 if self._editing else 3 if self._cull.looking else 0 if self._model.ids or narrowed else 1
        self._stack.setCurrentIndex(shown)
        self._room.show_sheet(self._model.sieve, empty=not self._model.ids)
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
        self._sheet_desk.show_chosen()

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

    def _offer_menu(self, point: QPoint) -> None:
        self.menu(*table.MENU).popup(self._sheet.viewport().mapToGlobal(point))

    # -- acts on what is chosen on either face

    def _clean(self, backend: str = "") -> None:
        chosen = self._chosen() or photos.as_shot(self.context.studio)
        if not chosen:
            self.context.notices.toast(_("Every photo is cleaned. Choose some to clean them again."))
            return
        if self._editing:
            self._editor.busy()
        self._batches.clean(chosen, backend)

    def _export(self) -> None:
        asking.export(self, self.context, [PhotoId(one) for one in self._chosen() or self._model.ids])

    def _remove(self) -> None:
        chosen = self._chosen()
        if self._editing and not (self._editor_desk.turn(1) or self._editor_desk.turn(-1)):
            self._close()
        self._acts.remove(chosen)
