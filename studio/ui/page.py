"""Page: what every page of the window is, and what it receives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Lane, Work
from studio.domain.operation import Kind, Touched
from studio.ui.actions import Action, ActionSet
from studio.ui.event_bridge import EventBridge
from studio.ui.navigator import Navigator
from studio.ui.notices import Notices
from studio.ui.submit import Submit
from studio.ui.theme import Theme
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets.buttons import QuietButton
from studio.ui.window_state import WindowState

B = TypeVar("B", bound=QuietButton)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Everything a page may use; it finds nothing by itself."""

    studio: Any
    submit: Submit
    events: EventBridge
    navigator: Navigator
    notices: Notices
    theme: Theme
    thumbnails: ThumbnailCache
    state: WindowState
    undo: Callable[[], None]
    """Take back the last step, as Ctrl+Z does; what a toast's Undo calls."""
    redo: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page before it is built: `load` imports it, which happens when it is first gone to."""

    id: str
    title: str
    icon: str
    load: Callable[[], type[Page]]
    opens: frozenset[Kind] = frozenset()


class Page(QWidget):
    """A page fills the content of the window. Override the hooks; bind every action with `on`."""

    actions_table: ClassVar[tuple[Action, ...]] = ()
    bar_changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self._actions = ActionSet(self, self.actions_table)
        self._missed: list[Touched] = []

    # -- hooks

    def title(self) -> str:
        """Return the words at the left of the page bar; emit `bar_changed` when they change."""
        return ""

    def subtitle(self) -> str:
        """Return the small print beside the title."""
        return ""

    def search_hint(self) -> str:
        """Return what the search field says while it is empty; without one there is no field."""
        return ""

    def search(self, text: str) -> None:
        """Look for `text`; called when the typing pauses."""

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return what stands at the right of the page bar, the primary button last; asked once."""
        return ()

    def inspector(self) -> QWidget | None:
        """Return the widget that shows what is chosen; asked once, the page changes what is in it."""
        return None

    def shown(self) -> None:
        """Came to the front."""

    def hidden(self) -> None:
        """Left the front."""

    def refresh(self, touched: Touched) -> None:
        """Show anew what an Operation changed; while hidden, all of it is told at once before `shown`."""

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Take the thing in hand that the seller was sent here for."""

    def conditions(self) -> frozenset[str]:
        """Return which conditions of the actions hold now."""
        return frozenset()

    def drop_files(self, paths: Sequence[Path]) -> bool:
        """Take files dropped on the window; return whether they mean anything here."""
        return False

    # -- what a page uses

    def on(self, action_id: str, act: Callable[[], object]) -> None:
        """Let an action of this page do something."""
        self._actions.bind(action_id, act)

    def action(self, action_id: str) -> QAction:
        """Return the Qt action."""
        return self._actions.get(action_id)

    def menu(self, *action_ids: str) -> QMenu:
        """Return a menu of this page's actions; an empty id is a line."""
        return self._actions.menu(action_ids, self)

    def button(self, action_id: str, kind: type[B]) -> B:
        """Return a button that does an action, is enabled with it and says why it is not."""
        action, button = self.action(action_id), kind()
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setText(action.text())
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

        action.changed.connect(follow)
        follow()
        return button

    def conditions_changed(self) -> None:
        """Enable and disable actions by what `conditions` says now."""
        self._actions.enable(self.conditions())

    def submit(  # noqa: PLR0913 - as Submit
        self,
        title: str,
        lane: Lane,
        work: Work,
        *,
        on_result: Callable[[Any], None] | None = None,
        on_error: Callable[[UserError | TransientError], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> int:
        """Run `work` in the background; see `Submit`."""
        return self.context.submit(
            title, lane, work, owner=self, on_result=on_result, on_error=on_error, key=key, quiet=quiet
        )

    # -- what the window calls

    @property
    def action_set(self) -> ActionSet:
        """This page's actions."""
        return self._actions

    def enter(self) -> None:
        """Come to the front, up to date."""
        missed, self._missed = self._missed, []
        if missed:
            self.refresh(merged(missed))
        self.shown()
        self.conditions_changed()

    def leave(self) -> None:
        """Leave the front."""
        self.hidden()

    def touch(self, touched: Touched, *, in_front: bool) -> None:
        """Hear of an Operation."""
        if in_front:
            self.refresh(touched)
            self.conditions_changed()
        else:
            self._missed.append(touched)


def merged(several: Sequence[Touched]) -> Touched:
    """Return all that was touched as one; the last one's operation stands for all."""
    ids: dict[Kind, frozenset[str]] = {}
    for touched in several:
        for kind, touched_ids in touched.ids.items():
            ids[kind] = ids.get(kind, frozenset()) | touched_ids
    return Touched(several[-1].op, ids)
