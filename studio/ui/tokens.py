"""The colours of the theme in use, by what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class StateColours:
    """What a state is written with, and on."""

    text: QColor
    ground: QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme. `line` divides, `control` bounds what can be typed into (3:1), `sunken` lies below the page."""

    name: str
    dark: bool
    window: QColor
    page: QColor
    surface: QColor
    sunken: QColor
    line: QColor
    control: QColor
    text: QColor
    text_soft: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    states: Mapping[str, StateColours]

    def colour(self, role: str) -> QColor:
        """Return the colour called `role`; `state-live` and the like are the colours that states are written with."""
        if role.startswith("state-"):
            return self.states[role.removeprefix("state-")].text
        colour: QColor = getattr(self, role)
        return colour


def load(name: str) -> Tokens:
    """Return the theme `name` ("light" or "dark"); raise UserError where its file is not a whole theme."""
    row: dict[str, Any] = resources.load_json(f"themes/{name}.json")
    try:
        states = {
            state: StateColours(text=QColor(pair["text"]), ground=QColor(pair["ground"]))
            for state, pair in row.pop("states").items()
        }
        dark = bool(row.pop("dark"))
        return Tokens(name=name, dark=dark, states=states, **{role: QColor(value) for role, value in row.items()})
    except (KeyError, TypeError) as error:
        raise UserError(
            _("The theme file {name}.json is not complete ({error}). Remove it to get the program's own back.").format(
                name=name, error=error
            )
        ) from error


_in_use: list[Tokens] = []


def current() -> Tokens:
    """Return the colours to paint with now. Ask at every paint: the theme may change at any time."""
    return _in_use[-1] if _in_use else use(load("light"))


def use(tokens: Tokens) -> Tokens:
    """Let everything that paints from now on use `tokens`."""
    _in_use[:] = [tokens]
    return tokens
