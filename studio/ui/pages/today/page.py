"""The Today page: one column of what to do next, and how the week went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.operation import Kind, Touched
from studio.services import items, today
from studio.services.today import Line, Week
from studio.settings import schema
from studio.ui.actions import Action
from studio.ui.importing import choose_and_import, import_paths
from studio.ui.page import Page, PageContext
from studio.ui.pages.today.line_card import LineCard
from studio.ui.pages.today.week import WeekColumn
from studio.ui.pages.today.welcome import Welcome
from studio.ui.reading import Reading
from studio.ui.widgets import EmptyState, QuietButton, ScrollColumn

_WIDEST_PX = 772
_LINES, _ALL_DONE, _WELCOME = 1, 2, 3


class TodayPage(Page):
    """Empty, with a kind word, when all is done."""

    actions_table = (Action(id="today.offline", text=_("Work offline"), icon="offline", shortcut="Ctrl+Shift+O"),)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._lines: list[Line] = []
        self._list = ScrollColumn()
        self._week = WeekColumn(context)
        self._reading = Reading(self, _("Looking for what to do"), self._read, self._show)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._list)
        self._stack.addWidget(
            EmptyState(
                "today",
                _("All done"),
                _("Nothing waits for you. A good moment to photograph the next bag."),
                (_("Import photos"), self._import),
            )
        )
        welcome = Welcome()
        welcome.import_asked.connect(self._import)
        welcome.refused.connect(lambda sentence: context.notices.toast(sentence, state="refused"))
        self._stack.addWidget(welcome)
        self.on("today.offline", self._switch_offline)

    def title(self) -> str:
        """Greet by the time of the day."""
        hour = self.context.studio.clock.now().astimezone().hour
        return _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")

    def subtitle(self) -> str:
        """Return the date."""
        now = self.context.studio.clock.now().astimezone()
        return f"{now:%A} {now.day} {now:%B}"

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return the switch between working offline and not."""
        self._show_offline()
        return (self.button("today.offline", QuietButton),)

    def inspector(self) -> QWidget:
        """Return how the week went."""
        return self._week

    def shown(self) -> None:
        """Look anew: the clock has gone on, and the settings may have changed."""
        self._show_offline()
        self._reading.start()

    def refresh(self, touched: Touched) -> None:
        """Look anew."""
        self._reading.start()

    def _read(self) -> Callable[[], tuple[Week, list[Line], int]]:
        studio = self.context.studio
        return lambda: (today.week(studio), today.lines(studio), items.count(studio))

    def _show(self, read: tuple[Week, list[Line], int]) -> None:
        week, found, item_count = read
        self._week.show_week(week)
        self._stack.setCurrentIndex(_LINES if found else _ALL_DONE if item_count else _WELCOME)
        if found == self._lines:
            return
        self._lines = found
        self._list.clear()
        for number, line in enumerate(found):
            card = LineCard(line, primary=number == 0)
            card.setMaximumWidth(_WIDEST_PX)
            card.pressed.connect(self._follow)
            self._list.add(card)

    def drop_files(self, paths: Sequence[Path]) -> bool:
        """Import what was dropped."""
        import_paths(self, paths)
        return True

    def _import(self) -> None:
        self.context.navigator.go("photos")
        choose_and_import(self)

    def _follow(self, line: Line) -> None:
        if line.kind is not None and line.entity_id:
            self.context.navigator.open(Kind(line.kind), line.entity_id, line.page)
        else:
            self.context.navigator.go(line.page)

    def _switch_offline(self) -> None:
        settings = self.context.studio.settings
        offline = not settings.get(schema.WORK_OFFLINE)
        self.submit(
            _("Saving"),
            Lane.WRITE,
            lambda _job: settings.set(schema.WORK_OFFLINE, offline),
            on_result=lambda _done: self._switched(offline=offline),
            quiet=True,
        )

    def _switched(self, *, offline: bool) -> None:
        self._show_offline()
        words = _("Offline: what you do waits in the outbox.") if offline else _("Online again: the outbox goes out.")
        self.context.notices.toast(words, state="waiting")

    def _show_offline(self) -> None:
        offline = self.context.studio.settings.get(schema.WORK_OFFLINE)
        self.action("today.offline").setText(_("Go online") if offline else _("Work offline"))
