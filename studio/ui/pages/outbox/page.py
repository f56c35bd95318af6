"""The Outbox page: every Change and its fate, conflicts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.jobs import Lane
from studio.base.log import redact
from studio.base.texts import _, plural
from studio.domain.change import Change, ChangeState
from studio.domain.listing import Listing
from studio.domain.operation import Touched
from studio.services import inbox, syncing
from studio.ui import confirm
from studio.ui.actions import Action
from studio.ui.page import Page, PageContext
from studio.ui.pages.outbox.change_card import ChangeCard
from studio.ui.pages.outbox.conflict_card import ConflictCard
from studio.ui.widgets import EmptyState, PlainLabel, PrimaryButton, ScrollColumn

_WIDEST_PX = 860
_MOST = 200


class OutboxPage(Page):
    """What waits, what was refused and why, what was changed on both sides."""

    actions_table = (Action(id="outbox.sync", text=_("Sync now"), icon="sync", shortcut="F5"),)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._told: object = None
        self._list = ScrollColumn()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(
            EmptyState("outbox", _("Nothing waits"), _("Everything you did has reached the marketplace."))
        )
        self.on("outbox.sync", self._sync)

    def title(self) -> str:
        """Return the page's name."""
        return _("Outbox")

    def subtitle(self) -> str:
        """Return how it stands."""
        return syncing.status(self.context.studio).sentence

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return the button that does not wait for the clock."""
        return (self.button("outbox.sync", PrimaryButton),)

    def shown(self) -> None:
        """Show how it stands now."""
        self._show()

    def refresh(self, touched: Touched) -> None:
        """Show how it stands now."""
        self._show()

    def _show(self) -> None:
        studio = self.context.studio
        conflicts = syncing.conflicts(studio)
        changes = sorted(syncing.outbox(studio), key=lambda change: change.state is not ChangeState.BLOCKED)
        if (conflicts, changes) != self._told:  # what is being typed into a card stays
            self._told = (conflicts, changes)
            self._show_cards(conflicts, changes)
        self._stack.setCurrentIndex(0 if conflicts or changes else 1)
        self.bar_changed.emit()

    def _show_cards(self, conflicts: Sequence[Listing], changes: Sequence[Change]) -> None:
        studio = self.context.studio
        self._list.clear()
        for listing in conflicts:
            self._add_conflict(listing)
        for change in changes[:_MOST]:
            card = ChangeCard(change, studio.clock.now())
            card.try_again.connect(self._try_again)
            card.discard.connect(self._ask_to_discard)
            card.copy.connect(self._copy)
            self._add(card)
        if len(changes) > _MOST:
            more = plural("{n} more waits", "{n} more wait", len(changes) - _MOST)
            self._list.add(PlainLabel(more, style="soft"))

    def _add_conflict(self, listing: Listing) -> None:
        item = inbox.item_of(self.context.studio, listing.id)
        for field, sides in listing.conflict.items():
            title, currency = (item.title or item.sku, item.currency) if item else ("", "USD")
            card = ConflictCard(listing, title, field, dict(sides), currency)
            card.chosen.connect(self._resolve)
            self._add(card)

    def _add(self, card: QWidget) -> None:
        card.setMaximumWidth(_WIDEST_PX)
        self._list.add(card)

    def _sync(self) -> None:
        studio, notices = self.context.studio, self.context.notices
        self.submit(
            _("Syncing"),
            Lane.NET,
            lambda job: syncing.sync(studio, job),
            on_result=lambda report: notices.toast(report.sentence, state="needs" if report.unreachable else "live"),
            key="sync",
        )

    def _try_again(self, change: Change) -> None:
        studio = self.context.studio
        self.submit(
            _("Trying again"),
            Lane.WRITE,
            lambda _job: syncing.try_again(studio, change.key),
            on_result=lambda _done: self._sync(),
            quiet=True,
        )

    def _ask_to_discard(self, change: Change) -> None:
        confirm.ask(
            self,
            title=_("Discard this change?"),
            text=_("The marketplace never hears of it, and it cannot be brought back."),
            act=_("Discard the change"),
            on_act=lambda: self._discard(change),
        )

    def _discard(self, change: Change) -> None:
        studio = self.context.studio
        self.submit(_("Discarding"), Lane.WRITE, lambda _job: syncing.discard(studio, change.key), quiet=True)

    def _resolve(self, listing: Listing, field: str, keep: str, other: object) -> None:
        studio = self.context.studio
        self.submit(
            _("Settling"), Lane.WRITE, lambda _job: syncing.resolve(studio, listing.id, field, keep, other), quiet=True
        )

    def _copy(self, change: Change) -> None:
        details = f"{change.kind.value} {change.state.value} attempts={change.attempts} {change.reason}"
        QGuiApplication.clipboard().setText(redact(details))
        self.context.notices.toast(_("Copied, without names and messages."))
