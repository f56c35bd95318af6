"""The window's kit of widgets: what pages are built from."""

from studio.ui.widgets.badge import Badge, state_of
from studio.ui.widgets.bar_chart import Bar, BarChart
from studio.ui.widgets.bubbles import Bubble, BubbleList
from studio.ui.widgets.buttons import GhostButton, IconButton, PrimaryButton, QuietButton
from studio.ui.widgets.card import Card
from studio.ui.widgets.choice_field import ChoiceField, DropDown
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
from studio.ui.widgets.time_left import TimeLeft, time_left

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
