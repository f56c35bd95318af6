"""The week beside Today: what was kept, day by day, and which pieces wait longest."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from studio.base.texts import _, plural
from studio.domain.item import ItemState
from studio.domain.money import Money
from studio.domain.query import ItemQuery, Sort
from studio.services import items
from studio.services.today import Week
from studio.ui.page import PageContext
from studio.ui.widgets import Bar, BarChart, InspectorColumn, Picture, PlainLabel, clear, column, row

_LONGEST = 3
_PICTURE_PX = (42, 56)


class WeekColumn(InspectorColumn):
    """Figures that matter today; nothing is drawn where nothing has been sold."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._total = PlainLabel(style="figure")
        self._sales = PlainLabel(style="strong")
        self._chart = BarChart(_("Kept, by day"))
        self._waiting = QVBoxLayout()
        self._waiting_title = PlainLabel(_("Waiting longest"), style="caption")
        self.add(PlainLabel(_("This week"), style="heading"))
        self.column.addLayout(row(self._total, self._sales, None))
        self.add(self._chart, self._waiting_title)
        self.column.addLayout(self._waiting)

    def show_week(self, week: Week) -> None:
        """Show a week."""
        self._total.setText(str(Money(week.total_minor, week.currency)))
        self._total.setVisible(week.sales > 0)
        kept = plural("kept from {n} sale", "kept from {n} sales", week.sales)
        self._sales.setText(kept if week.sales else _("No sale yet"))
        bars = [
            Bar(label=f"{day:%a}", value=kept, text=str(Money(kept, week.currency)))
            for day, kept in zip(week.days, week.kept_minor, strict=True)
        ]
        self._chart.set_bars(bars, current=len(bars) - 1)
        self._chart.setVisible(week.sales > 0)
        self._show_waiting()

    def _show_waiting(self) -> None:
        studio = self._context.studio
        clear(self._waiting)
        ids = items.ids(studio, ItemQuery(state=ItemState.LIVE, sort=Sort.OLDEST))[:_LONGEST]
        found = items.covers(studio, ids)
        self._waiting_title.setVisible(bool(found))
        for item in found:
            picture = Picture(self._context.thumbnails, *_PICTURE_PX)
            picture.set_picture(item.look, item.title)
            days = (studio.clock.now() - item.created_at).days
            age = plural("{n} day", "{n} days", days) if days else _("since today")
            likes = plural("{n} like", "{n} likes", item.like_count)
            words = column(PlainLabel(item.title), PlainLabel(f"{age} · {likes}", style="caption"), gap_px=2)
            line = row(picture)
            line.addLayout(words, 1)
            self._waiting.addLayout(line)
