"""The Listings page: the pieces at the left, the text in the middle, the buyer's view at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId
from studio.domain.item import Item, ItemCover, ItemState
from studio.domain.listing import Listing
from studio.domain.operation import Kind, Touched
from studio.domain.query import ItemQuery, parse_query
from studio.services import items, listings, photos
from studio.ui import confirm
from studio.ui.actions import Action
from studio.ui.importing import choose_and_import
from studio.ui.page import Page, PageContext
from studio.ui.pages.listings.buyers_view import BuyersView
from studio.ui.pages.listings.editor import ListingEditor
from studio.ui.publishing import ask_to_publish
from studio.ui.widgets import EmptyState, PrimaryButton, QuietButton, Row, RowList, column, state_of

_LIST_PX = 292
_LIST_LEAST_PX = 200
_MOST_ROWS = 400
_FIRST = (ItemState.REFUSED, ItemState.DRAFT, ItemState.WAITING, ItemState.LIVE, ItemState.ENDED, ItemState.SOLD)


class ListingsPage(Page):
    """Drafts first: what needs the seller stands at the top."""

    actions_table = (
        Action(id="listings.publish", text=_("Publish"), icon="publish", shortcut="Ctrl+Return", needs="ready"),
        Action(id="listings.propose", text=_("Propose a text"), icon="propose", shortcut="Ctrl+T", needs="one"),
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._query = ItemQuery()
        self._current = ""
        self._asked = ItemId("")
        self._list = RowList(_("Pieces"))
        self._list.setMinimumWidth(_LIST_LEAST_PX)
        self._list.current_changed.connect(self._choose)
        self._editor = ListingEditor(context)
        self._editor.live.connect(self._typed)
        self._buyer = BuyersView(context)
        self._buyer.end_asked.connect(self._ask_to_end)
        self._lay_out()
        self.on("listings.publish", self._publish)
        self.on("listings.propose", self._propose)

    def title(self) -> str:
        """Return the page's name."""
        return _("Listings")

    def search_hint(self) -> str:
        """Return what can be looked for."""
        return _("Search pieces   state:draft brand:…")

    def search(self, text: str) -> None:
        """Narrow to what `text` says."""
        self._query = parse_query(text)
        self._load()

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return what can be done with a piece."""
        return (self.button("listings.propose", QuietButton), self.button("listings.publish", PrimaryButton))

    def inspector(self) -> QWidget:
        """Return the buyer's view."""
        return self._buyer

    def shown(self) -> None:
        """Show the list as it is now."""
        self._load()

    def hidden(self) -> None:
        """Save what was typed."""
        self._editor.flush()

    def refresh(self, touched: Touched) -> None:
        """Show what changed."""
        if touched.of(Kind.ITEM):
            self._load()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Take a piece, or a Listing's piece, in hand."""
        listing = listings.get(self.context.studio, entity_id) if kind is Kind.LISTING else None  # type: ignore[arg-type]
        self._query = ItemQuery()
        self._asked = listing.item_id if listing else ItemId(entity_id)
        self._load()
        self._list.set_current(self._asked)

    def conditions(self) -> frozenset[str]:
        """Return whether there is a piece, and whether it can be published."""
        item = self._item()
        if item is None:
            return frozenset()
        publishable = item.state in (ItemState.DRAFT, ItemState.REFUSED, ItemState.ENDED) and self._editor.ready
        return frozenset({"one", "ready"} if publishable else {"one"})

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (
            self._editor,
            EmptyState(
                "listings",
                _("No pieces yet"),
                _("Import photos first: each piece gets its text here."),
                (_("Import photos"), partial(choose_and_import, self)),
            ),
            EmptyState("search", _("Nothing matches"), _("No piece is like that. Take a word away.")),
        ):
            self._stack.addWidget(widget)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setHandleWidth(1)
        whole.setChildrenCollapsible(False)
        whole.addWidget(self._list)
        whole.addWidget(self._stack)
        whole.setStretchFactor(1, 1)
        whole.setSizes([_LIST_PX, 2 * _LIST_PX])
        self.context.state.keep(whole, "listings.splitter")
        self.setLayout(column(whole))

    def _load(self) -> None:
        studio = self.context.studio
        ids = items.ids(studio, self._query)
        shown = ids[:_MOST_ROWS]
        shown += [self._asked] if self._asked in ids and self._asked not in shown else []
        covers = items.covers(studio, shown)
        covers.sort(key=lambda cover: _FIRST.index(cover.state))
        self._list.set_rows([_row(cover) for cover in covers])
        known = {cover.id for cover in covers}
        if self._current not in known:
            self._list.set_current(covers[0].id if covers else "")
            self._current = covers[0].id if covers else ""
        empty = 0 if covers else 2 if items.count(studio) else 1
        self._stack.setCurrentIndex(empty)
        self._list.setVisible(empty != 1)
        self._show()

    def _choose(self, item_id: str) -> None:
        if item_id != self._current:
            self._editor.flush()
            self._current = item_id
            self._show()

    def _show(self) -> None:
        item = self._item()
        self._buyer.setVisible(item is not None)
        if item is None:
            self.conditions_changed()
            return
        studio = self.context.studio
        self._editor.show_item(item)
        self._show_to_buyer(item)
        self._buyer.show_places(listings.of_item(studio, item.id), listings.accounts(studio))
        self.conditions_changed()

    def _show_to_buyer(self, item: Item) -> None:
        studio, rules = self.context.studio, self._editor.rules
        condition = rules.conditions.value.get(item.condition.value, "") if item.condition else ""
        self._buyer.show_item(item, photos.of_item(studio, item.id), condition)
        self._buyer.show_sums(listings.keep(studio, item, rules))

    def _typed(self, name: str, value: object) -> None:
        item = self._item()
        if item is not None and name != "condition":
            self._show_to_buyer(replace(item, **{name: value}))  # type: ignore[arg-type]  # the form's names are the Item's

    def _item(self) -> Item | None:
        return items.get(self.context.studio, self._current) if self._current else None

    def _publish(self) -> None:
        self._editor.flush()
        ask_to_publish(self, [ItemId(self._current)])

    def _propose(self) -> None:
        item, studio = self._item(), self.context.studio
        if item is None:
            return
        title, description = listings.propose(studio, item, self._editor.rules)
        values = {"title": item.title or title, "description": item.description or description}
        if values == {"title": item.title, "description": item.description}:
            self.context.notices.toast(_("There is a text already. Clear a field to have it proposed."))
            return
        self.submit(
            _("Proposing a text"),
            Lane.WRITE,
            lambda _job: items.edit(studio, [item.id], values),
            on_result=lambda _done: self.context.notices.toast(
                _("Written from what you said of it, nothing else."), undo=self.context.undo
            ),
            quiet=True,
        )

    def _ask_to_end(self, listing: Listing) -> None:
        confirm.ask(
            self,
            title=_("End this listing?"),
            text=_("Buyers no longer see it. The piece stays in your closet, and you can list it again."),
            act=_("End the listing"),
            on_act=lambda: self._end(listing),
        )

    def _end(self, listing: Listing) -> None:
        studio = self.context.studio
        self.submit(_("Ending a listing"), Lane.WRITE, lambda _job: listings.end(studio, listing.id), quiet=True)


def _row(cover: ItemCover) -> Row:
    state, word = state_of(cover.state.value)
    detail = " · ".join(
        part for part in (cover.sku, cover.brand, plural("{n} photo", "{n} photos", cover.photo_count)) if part
    )
    return Row(row_id=cover.id, title=cover.title or _("Not described yet"), subtitle=detail, note=word, state=state)
