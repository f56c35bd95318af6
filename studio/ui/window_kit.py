"""Puts together what pages receive."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from studio.base.jobs import JobRunner
from studio.services.context import Studio
from studio.ui.event_bridge import EventBridge
from studio.ui.frame import Frame
from studio.ui.job_bridge import JobBridge
from studio.ui.navigator import Navigator
from studio.ui.notices import Notices
from studio.ui.page import PageContext
from studio.ui.submit import Submit
from studio.ui.theme import Theme
from studio.ui.thumbnails import Locate, ThumbnailCache
from studio.ui.undo_keys import UndoKeys
from studio.ui.window_state import WindowState


def build_context(  # noqa: PLR0913 - the parts of a window, by name
    *,
    studio: Studio | None,
    frame: Frame,
    runner: JobRunner,
    bridge: JobBridge,
    theme: Theme,
    state_file: Path,
    locate: Locate,
) -> PageContext:
    """Return the context of one window; `bridge` is the listener that `runner` was made with and owns it all."""
    notices = Notices(bridge)
    submit = Submit(runner, bridge, partial(_tell, notices))
    history = UndoKeys(frame, submit, notices)
    return PageContext(
        studio=studio,
        submit=submit,
        events=EventBridge(bridge),
        navigator=Navigator(bridge),
        notices=notices,
        theme=theme,
        thumbnails=ThumbnailCache(submit, locate),
        state=WindowState(state_file),
        undo=history.undo,
        redo=history.redo,
    )


def _tell(notices: Notices, title: str, error: BaseException) -> None:
    from studio.ui.errors import Troubles  # first needed when something goes wrong

    Troubles(notices).tell(title, error)
