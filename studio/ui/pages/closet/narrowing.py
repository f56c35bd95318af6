"""What the closet can be narrowed to, beside the grid, and what that means as a query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.base.texts import _
from studio.domain.item import ItemState
from studio.domain.query import ItemQuery
from studio.services.items import Facets
from studio.ui.widgets import FacetRow, Section, state_of

_STATES = (
    ItemState.LIVE,
    ItemState.DRAFT,
    ItemState.WAITING,
    ItemState.SOLD,
    ItemState.REFUSED,
    ItemState.ENDED,
)


def sections(facets: Facets) -> list[Section]:
    """Return the sections of the facet list."""
    states = [
        FacetRow(value=state.value, text=state_of(state.value)[1], count=facets.states.get(state, 0))
        for state in _STATES
        if facets.states.get(state)
    ]
    return [
        Section(key="state", title=_("State"), rows=states),
        *(
            Section(
                key=key, title=title, rows=[FacetRow(value=f.value, text=f.value, count=f.count) for f in found[:7]]
            )
            for key, title, found in (
                ("bin", _("Bin"), facets.bins),
                ("brand", _("Brand"), facets.brands),
                ("size", _("Size"), facets.sizes),
                ("colour", _("Colour"), facets.colours),
            )
        ),
    ]


def narrowed(query: ItemQuery, selected: Mapping[str, str]) -> ItemQuery:
    """Return `query` narrowed to what is selected in the facet list."""
    state = selected.get("state")

    def exactly(key: str, typed: str) -> str:
        return f"={selected[key]}" if key in selected else typed

    return replace(
        query,
        state=ItemState(state) if state else query.state,
        bin=exactly("bin", query.bin),
        brand=exactly("brand", query.brand),
        size=exactly("size", query.size),
        colour=selected.get("colour", query.colour),
    )
