"""Actions as data, and the Qt actions made of them: menus, buttons, palette and shortcut sheet come from one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.base.texts import _
from studio.ui import icons


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something the seller can do. `shortcut` may hold several ("Ctrl+Y; Ctrl+Shift+Z"), `needs` a condition."""

    id: str
    text: str
    icon: str = ""
    shortcut: str = ""
    needs: str = ""
    why: str = ""
    """Why it is disabled while its condition does not hold; conditions of many pages have their reason here."""
    local: bool = False
    """Its keys work only in the widgets that it is given to: a key that means something else to a button, say."""


REASONS: Mapping[str, str] = {
    "selection": _("Choose something in the list first."),
    "one": _("Choose exactly one first."),
    "undo": _("There is nothing to undo."),
    "redo": _("There is nothing to redo."),
    "inspector": _("This page has no inspector."),
    "search": _("This page has no search."),
    "sheet": _("Choose a photo of the contact sheet first."),
    "ready": _("Something is missing that this marketplace asks for."),
}

NEVER_TOGETHER = {frozenset({here, there}) for here in ("sheet", "alike") for there in ("editor", "doubt")}
"""Conditions that never hold at once, so that the same key may serve both: the two faces of the Photos page."""

GLOBAL: tuple[Action, ...] = (
    Action(id="undo", text=_("Undo"), icon="undo", shortcut="Ctrl+Z", needs="undo"),
    Action(id="redo", text=_("Redo"), icon="redo", shortcut="Ctrl+Shift+Z; Ctrl+Y", needs="redo"),
    Action(id="palette", text=_("Find anything…"), icon="command", shortcut="Ctrl+K"),
    Action(id="search", text=_("Search this page"), icon="search", shortcut="Ctrl+F", needs="search"),
    Action(id="inspector", text=_("Inspector"), icon="inspector", shortcut="F9", needs="inspector"),
    Action(id="jobs", text=_("Jobs"), icon="jobs", shortcut="Ctrl+J"),
    Action(id="notice", text=_("Go to the notice"), icon="bell", shortcut="Ctrl+Shift+N"),
    Action(id="theme", text=_("Light or dark"), icon="theme", shortcut="Ctrl+Shift+L"),
    Action(id="settings", text=_("Settings…"), icon="settings", shortcut="Ctrl+,"),
    Action(id="models", text=_("Cut-out models…"), icon="clean"),
    Action(id="shortcuts", text=_("Keyboard shortcuts"), icon="keyboard", shortcut="F1"),
    Action(id="quit", text=_("Quit"), icon="quit", shortcut="Ctrl+Q"),
)


def keys_of(action: Action) -> list[QKeySequence]:
    """Return every key sequence of an action."""
    return [keys for keys in QKeySequence.listFromString(action.shortcut) if not keys.isEmpty()]


def clashes(everywhere: Iterable[Action], of_page: Iterable[Action]) -> list[str]:
    """Return the shortcuts that more than one action has where both can be used, and ids used twice."""
    together = [*everywhere, *of_page]
    by_key: dict[str, list[Action]] = {}
    for action in together:
        for keys in keys_of(action):
            by_key.setdefault(keys.toString(), []).append(action)
    ids = Counter(action.id for action in together)
    twice = [name for name, found in by_key.items() if any(_meet(one, other) for one, other in combinations(found, 2))]
    return [*twice, *(name for name, count in ids.items() if count > 1)]


def _meet(one: Action, other: Action) -> bool:
    """Return whether both can be enabled at once."""
    return frozenset({one.needs, other.needs}) not in NEVER_TOGETHER


class ActionSet:
    """The Qt actions of one scope: they work while `owner` is visible, whatever in the window has the focus."""

    def __init__(self, owner: QWidget, actions: Iterable[Action]) -> None:
        self.actions = tuple(actions)
        self._made = {action.id: _made(owner, action) for action in self.actions}
        self._bound: set[str] = set()

    def bind(self, action_id: str, act: Callable[[], object]) -> None:
        """Let an action do something; until then it is disabled."""
        self._made[action_id].triggered.connect(lambda _on: act())
        self._bound.add(action_id)
        self._made[action_id].setEnabled(not self._action(action_id).needs)

    def unbound(self) -> set[str]:
        """Return the ids of actions that do nothing."""
        return set(self._made) - self._bound

    def get(self, action_id: str) -> QAction:
        """Return the Qt action; raise KeyError where there is none of that id."""
        return self._made[action_id]

    def enable(self, conditions: frozenset[str]) -> None:
        """Enable what `conditions` allow; what is disabled says why."""
        for action in self.actions:
            made = self._made[action.id]
            allowed = action.id in self._bound and (not action.needs or action.needs in conditions)
            made.setEnabled(allowed)
            made.setToolTip(tool_tip(action) if allowed else action.why or REASONS.get(action.needs, ""))

    def menu(self, action_ids: Iterable[str], parent: QWidget) -> QMenu:
        """Return a menu of `action_ids`; an empty id is a line."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for action_id in action_ids:
            if action_id:
                menu.addAction(self._made[action_id])
            else:
                menu.addSeparator()
        return menu

    def _action(self, action_id: str) -> Action:
        return next(action for action in self.actions if action.id == action_id)


def tool_tip(action: Action) -> str:
    """Return what an action is called and its first key."""
    keys = keys_of(action)
    shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    return f"{action.text.rstrip('…')} ({shown})" if shown else action.text.rstrip("…")


def _made(owner: QWidget, action: Action) -> QAction:
    made = QAction(action.text, owner)
    if action.icon:
        made.setIcon(icons.icon(action.icon, "text"))
    made.setShortcuts(keys_of(action))
    made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut if action.local else Qt.ShortcutContext.WindowShortcut)
    made.setToolTip(tool_tip(action))
    made.setEnabled(False)
    owner.addAction(made)
    return made
