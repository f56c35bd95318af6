"""The Closet page: a grid of covers, narrowed at the left, edited at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from studio.base.texts import _, plural
from studio.domain.ids import ItemId
from studio.domain.item import ItemCover
from studio.domain.operation import Kind, Touched
from studio.domain.query import ItemQuery, Sort, parse_query
from studio.services import items
from studio.services.items import Facets
from studio.ui.actions import Action
from studio.ui.importing import choose_and_import, import_paths
from studio.ui.models.paged_model import Column, PagedModel
from studio.ui.page import Page, PageContext
from studio.ui.pages.closet.acts import ClosetActs
from studio.ui.pages.closet.covers import cover_of
from studio.ui.pages.closet.inspector_room import InspectorRoom
from studio.ui.pages.closet.narrowing import narrowed, sections
from studio.ui.reading import Reading
from studio.ui.widgets import CoverGrid, EmptyState, FacetList, PrimaryButton, QuietButton, column

_Found = tuple[Facets, Sequence[ItemId]]

_AT_ONCE = 5000
_FACETS_PX = 196
_FACETS_LEAST_PX = 150
_SORTS = {
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.PRICE_DOWN: _("Highest price first"),
    Sort.PRICE_UP: _("Lowest price first"),
    Sort.TITLE: _("By title"),
    Sort.LIKES: _("Most liked first"),
}


class ClosetPage(Page):
    """Every Item as a cover; edits happen in the inspector, one Item or many at once."""

    actions_table = (
        Action(id="closet.new", text=_("New item"), icon="add", shortcut="Ctrl+N"),
        Action(id="closet.import", text=_("Import photos"), icon="import", shortcut="Ctrl+I"),
        Action(id="closet.photos", text=_("Show photos"), icon="photos", shortcut="E", needs="selection"),
        Action(id="closet.clean", text=_("Clean photos"), icon="clean", shortcut="Ctrl+Shift+C", needs="selection"),
        Action(id="closet.draft", text=_("Write the listing"), icon="listings", shortcut="L", needs="selection"),
        Action(id="closet.export", text=_("Export pictures…"), icon="export", shortcut="Ctrl+E", needs="selection"),
        Action(id="closet.publish", text=_("Publish"), icon="publish", shortcut="Ctrl+Return", needs="selection"),
        Action(id="closet.remove", text=_("Remove"), icon="remove", shortcut="Del", needs="selection"),
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._query = ItemQuery()
        self._awaited = ""
        self._reading = Reading(self, _("Looking through the closet"), self._read, self._loaded)
        self._model: PagedModel[ItemCover] = PagedModel(
            kind=Kind.ITEM,
            columns=(Column(title=_("Title"), text=lambda item: item.title or item.sku),),
            fetch=lambda ids: items.covers(context.studio, [ItemId(id_) for id_ in ids]),
            id_of=lambda item: item.id,
        )
        self._grid = CoverGrid(self._model, cover_of, context.thumbnails)
        self._grid.selection_changed.connect(self._selected)
        self._grid.opened.connect(lambda item_id: context.navigator.open(Kind.ITEM, item_id, "photos"))
        self._grid.customContextMenuRequested.connect(self._offer_menu)
        self._facets = FacetList()
        self._facets.setMinimumWidth(_FACETS_LEAST_PX)
        self._facets.chosen.connect(lambda _key, _value: self._load())
        self._inspector = InspectorRoom(context)
        self._acts = ClosetActs(self, self._chosen)
        self._sort = QuietButton(_SORTS[Sort.NEWEST], "down")
        self._sort.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign of a menu stands after the words
        self._lay_out()
        self._bind()

    def title(self) -> str:
        """Return the page's name."""
        return _("Closet")

    def search_hint(self) -> str:
        """Return what can be typed into the search field."""
        count = plural("Search {n} item", "Search {n} items", items.count(self.context.studio))
        return f"{count}   brand:… price:<40 bin:A3"

    def search(self, text: str) -> None:
        """Narrow to what `text` says."""
        self._query = parse_query(text, ItemQuery(sort=self._query.sort))
        self._load()

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return the order, and the ways in."""
        return (
            self._sort,
            self.button("closet.import", QuietButton),
            self.button("closet.new", PrimaryButton),
        )

    def inspector(self) -> QWidget:
        """Return where the fields of what is chosen appear."""
        return self._inspector

    def shown(self) -> None:
        """Fill the grid the first time; the counts beside it come a moment later."""
        if self._model.ids:
            return
        if items.count(self.context.studio) <= _AT_ONCE:
            self._show_ids(items.ids(self.context.studio, self._query))
        self._load()

    def hidden(self) -> None:
        """Save what was typed."""
        self._inspector.flush()

    def refresh(self, touched: Touched) -> None:
        """Repaint what changed; look again for what belongs here."""
        if not touched.of(Kind.ITEM):
            return
        self._load()
        self._model.refresh(touched)
        self._inspector.refresh()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Choose an Item, with nothing narrowed that would hide it."""
        if entity_id in self._model.ids:
            self._grid.select_ids([entity_id])
            return
        self._query = ItemQuery(sort=self._query.sort)
        for key in self._facets.selected():
            self._facets.select(key, None)
        self._awaited = entity_id
        self._load()

    def conditions(self) -> frozenset[str]:
        """Return whether anything is chosen."""
        return frozenset({"selection"} if self._grid.selected_ids() else ())

    def drop_files(self, paths: Sequence[Path]) -> bool:
        """Import what was dropped."""
        import_paths(self, paths)
        return True

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        nothing_yet = EmptyState(
            "closet",
            _("Your closet is empty"),
            _("Drop a folder of photos here, or import one. Photos taken close together become one piece."),
            (_("Import photos"), partial(choose_and_import, self)),
        )
        no_match = EmptyState(
            "search", _("Nothing matches"), _("No piece is like that. Take a word or a filter away."), None
        )
        for widget in (self._grid, nothing_yet, no_match):
            self._stack.addWidget(widget)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setHandleWidth(1)
        whole.setChildrenCollapsible(False)
        whole.addWidget(self._facets)
        whole.addWidget(self._stack)
        whole.setStretchFactor(1, 1)
        whole.setSizes([_FACETS_PX, 4 * _FACETS_PX])
        self.context.state.keep(whole, "closet.splitter")
        self.setLayout(column(whole))
        menu = QMenu(self._sort)
        for sort, words in _SORTS.items():
            menu.addAction(words, partial(self._sort_by, sort))
        self._sort.setMenu(menu)

    def _bind(self) -> None:
        self.on("closet.new", lambda: self._acts.add(lambda item_id: self.open_entity(Kind.ITEM, item_id)))
        self.on("closet.import", partial(choose_and_import, self))
        self.on("closet.photos", partial(self._acts.go, "photos"))
        self.on("closet.draft", partial(self._acts.go, "listings"))
        self.on("closet.clean", self._acts.clean)
        self.on("closet.export", self._acts.export)
        self.on("closet.publish", self._acts.publish)
        self.on("closet.remove", self._acts.remove)

    def _load(self) -> None:
        self._reading.start()

    def _read(self) -> Callable[[], _Found]:
        studio, query = self.context.studio, narrowed(self._query, self._facets.selected())
        return lambda: (items.facets(studio), items.ids(studio, query))

    def _loaded(self, read: _Found) -> None:
        facets, ids = read
        found = sections(facets)
        self._facets.set_sections(found)
        offered = {(section.key, facet.value) for section in found for facet in section.rows}
        gone = [choice for choice in self._facets.selected().items() if choice not in offered]
        for key, _value in gone:  # its last piece is gone: a filter that nobody sees would hide all others
            self._facets.select(key, None)
        self._show_ids(ids)
        if gone:
            self._load()
        if self._awaited in self._model.ids:
            self._grid.select_ids([self._awaited])
            self._awaited = ""

    def _show_ids(self, ids: Sequence[ItemId]) -> None:
        self._model.set_ids(ids)
        total = len(ids) or items.count(self.context.studio)
        self._stack.setCurrentIndex(0 if ids else 1 if total == 0 else 2)
        self._facets.setVisible(total > 0)
        self._inspector.show_total(total)
        self.bar_changed.emit()

    def _sort_by(self, sort: Sort) -> None:
        self._query = replace(self._query, sort=sort)
        self._sort.setText(_SORTS[sort])
        self._load()

    def _selected(self, _ids: list[str]) -> None:
        self.conditions_changed()
        self._inspector.show_items(self._chosen())

    def _chosen(self) -> list[ItemId]:
        return [ItemId(id_) for id_ in self._grid.selected_ids()]

    def _offer_menu(self, point: QPoint) -> None:
        menu = self.menu(
            "closet.photos", "closet.draft", "closet.clean", "closet.export", "closet.publish", "", "closet.remove"
        )
        menu.popup(self._grid.viewport().mapToGlobal(point))
