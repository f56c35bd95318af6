"""The window's kit of widgets: what pages are built from.

A name is imported when it is first asked for: the window opens with a few of them, and each costs start-up time.
No module may have the name of what another brings, or the one would hide the other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.ui.widgets.badge import Badge, state_of
    from studio.ui.widgets.bar_chart import Bar, BarChart
    from studio.ui.widgets.bubbles import Bubble, BubbleList
    from studio.ui.widgets.buttons import GhostButton, IconButton, PrimaryButton, QuietButton
    from studio.ui.widgets.card import Card
    from studio.ui.widgets.choice_field import ChoiceField, DropDown
    from studio.ui.widgets.countdown import TimeLeft, time_left
    from studio.ui.widgets.cover_grid import CoverGrid
    from studio.ui.widgets.covers import Cover
    from studio.ui.widgets.empty_state import EmptyState
    from studio.ui.widgets.facet_list import FacetList, FacetRow, Section
    from studio.ui.widgets.field import Field
    from studio.ui.widgets.flow import FlowLayout
    from studio.ui.widgets.labels import PlainLabel
    from studio.ui.widgets.layouts import InspectorColumn, ScrollColumn, clear, column, fields, row
    from studio.ui.widgets.money_field import MoneyField
    from studio.ui.widgets.number_field import LENGTH_UNITS, WEIGHT_UNITS, NumberUnitField, Unit
    from studio.ui.widgets.photo_strip import PhotoStrip, StripPhoto
    from studio.ui.widgets.picture import Picture
    from studio.ui.widgets.row_list import Row, RowList
    from studio.ui.widgets.search_field import SearchField
    from studio.ui.widgets.table_view import TableView
    from studio.ui.widgets.tags_field import Tag, TagsField
    from studio.ui.widgets.text_field import TextField

_HOMES = {
    "badge": ("Badge", "state_of"),
    "bar_chart": ("Bar", "BarChart"),
    "bubbles": ("Bubble", "BubbleList"),
    "buttons": ("GhostButton", "IconButton", "PrimaryButton", "QuietButton"),
    "card": ("Card",),
    "choice_field": ("ChoiceField", "DropDown"),
    "cover_grid": ("CoverGrid",),
    "countdown": ("TimeLeft", "time_left"),
    "covers": ("Cover",),
    "empty_state": ("EmptyState",),
    "facet_list": ("FacetList", "FacetRow", "Section"),
    "field": ("Field",),
    "flow": ("FlowLayout",),
    "labels": ("PlainLabel",),
    "layouts": ("InspectorColumn", "ScrollColumn", "clear", "column", "fields", "row"),
    "money_field": ("MoneyField",),
    "number_field": ("LENGTH_UNITS", "WEIGHT_UNITS", "NumberUnitField", "Unit"),
    "photo_strip": ("PhotoStrip", "StripPhoto"),
    "picture": ("Picture",),
    "row_list": ("Row", "RowList"),
    "search_field": ("SearchField",),
    "table_view": ("TableView",),
    "tags_field": ("Tag", "TagsField"),
    "text_field": ("TextField",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "LENGTH_UNITS",
    "WEIGHT_UNITS",
    "Badge",
    "Bar",
    "BarChart",
    "Bubble",
    "BubbleList",
    "Card",
    "ChoiceField",
    "Cover",
    "CoverGrid",
    "DropDown",
    "EmptyState",
    "FacetList",
    "FacetRow",
    "Field",
    "FlowLayout",
    "GhostButton",
    "IconButton",
    "InspectorColumn",
    "MoneyField",
    "NumberUnitField",
    "PhotoStrip",
    "Picture",
    "PlainLabel",
    "PrimaryButton",
    "QuietButton",
    "Row",
    "RowList",
    "ScrollColumn",
    "SearchField",
    "Section",
    "StripPhoto",
    "TableView",
    "Tag",
    "TagsField",
    "TextField",
    "TimeLeft",
    "Unit",
    "clear",
    "column",
    "fields",
    "row",
    "state_of",
    "time_left",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found
