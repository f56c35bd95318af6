"""The main window: rail, pages, status bar, and the actions that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from studio.base.texts import _
from studio.domain.operation import Touched
from studio.ui import importing, metrics
from studio.ui.actions import GLOBAL, Action, ActionSet, keys_of
from studio.ui.entry import Entry, Provider
from studio.ui.frame import Frame
from studio.ui.incoming import has_pictures, read_mime
from studio.ui.job_board import JobBoard
from studio.ui.page import PageContext, PageSpec
from studio.ui.page_host import PageHost
from studio.ui.rail import Rail
from studio.ui.status_bar import StatusBar
from studio.ui.widgets.layouts import column, row

_FRAME_AFTER_MS = 100  # a burst of Operations is one look at the counts
_FRAME_EVERY_MS = 30_000  # "2 min ago" grows older
_MENU = ("undo", "redo", "", "palette", "jobs", "theme", "", "settings", "models", "shortcuts", "", "quit")


class MainWindow(QMainWindow):
    """`first_painted` and `completed` come once; what is asked is for whoever has the settings."""

    first_painted = Signal()
    completed = Signal()
    settings_asked = Signal()
    models_asked = Signal()
    theme_asked = Signal()

    def __init__(self, context: PageContext, specs: Sequence[PageSpec], frame: Frame) -> None:
        super().__init__()
        self._context = context
        self._frame = frame
        self._providers: list[Provider] = []
        self._painted = False
        self._steps: frozenset[str] = frozenset()
        self._board = JobBoard(context.submit)
        self._rail = Rail(specs)
        self._host = PageHost(context, specs)
        self._status = StatusBar(self._board)
        self._actions = ActionSet(self, [*GLOBAL, *_page_actions(specs)])
        self._lay_out()
        self._bind()
        self._listen()
        self.setWindowTitle(_("Closet Studio"))
        self.setAcceptDrops(True)
        context.state.restore_window(self)

    @property
    def host(self) -> PageHost:
        """The pages."""
        return self._host

    @property
    def actions_everywhere(self) -> ActionSet:
        """The actions that work whatever page is in front."""
        return self._actions

    def add_provider(self, provider: Provider) -> None:
        """Let the command palette find things by `provider`: a few, the best first, within milliseconds."""
        self._providers.append(provider)

    def look_again(self) -> None:
        """Show soon how it stands now: something changed that no Operation tells of."""
        self._frame_soon.start()

    def raise_up(self) -> None:
        """Come to the front of everything, out of the task bar if need be."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def complete(self) -> None:
        """Build and show what the first paint did not wait for; comes by itself right after it."""
        self._host.complete()
        self._frame_again.start()
        self._show_frame()
        self.completed.emit()

    # -- parts

    def _lay_out(self) -> None:
        upper = row(self._rail, gap_px=0)
        upper.addWidget(self._host, 1)
        whole = column(gap_px=0)
        whole.addLayout(upper, 1)
        whole.addWidget(self._status)
        body = QWidget()
        body.setLayout(whole)
        self.setCentralWidget(body)

    def _bind(self) -> None:
        acts = {
            "undo": self._context.undo,
            "redo": self._context.redo,
            "palette": self._open_palette,
            "search": self._host.focus_search,
            "inspector": self._host.toggle_inspector,
            "jobs": self._open_jobs,
            "notice": self._host.focus_notice,
            "theme": self.theme_asked.emit,
            "settings": self.settings_asked.emit,
            "models": self.models_asked.emit,
            "shortcuts": self._open_sheet,
            "quit": self.close,
        }
        acts |= {f"go.{page_id}": partial(self._host.go, page_id) for page_id in self._host.specs}
        for action_id, act in acts.items():
            self._actions.bind(action_id, act)
        self._rail.set_menu(self._actions.menu(_MENU, self))

    def _listen(self) -> None:
        self._frame_soon = QTimer(self, singleShot=True, interval=_FRAME_AFTER_MS)
        self._frame_soon.timeout.connect(self._show_frame)
        self._frame_again = QTimer(self, interval=_FRAME_EVERY_MS)
        self._frame_again.timeout.connect(self._show_frame)
        self._rail.chosen.connect(self._host.go)
        self._host.went.connect(self._went)
        self._status.sync_pressed.connect(partial(self._host.go, "outbox"))
        self._status.jobs_pressed.connect(self._open_jobs)
        self._context.navigator.gone.connect(self._host.go)
        self._context.navigator.asked.connect(self._host.open)
        self._context.navigator.acted.connect(lambda action_id: self.actions_everywhere.get(action_id).trigger())
        self._context.events.touched.connect(self._touched)

    def _went(self, page_id: str) -> None:
        self._rail.set_current(page_id)
        self._enable()

    def _touched(self, touched: Touched) -> None:
        self._host.touch(touched)
        self._frame_soon.start()

    def _show_frame(self) -> None:
        self._status.show_sync(self._frame.sync_note())
        self._status.show_counts(self._frame.counts())
        self._rail.set_badges(self._frame.badges())
        undo, redo = self._frame.undo_title(), self._frame.redo_title()
        self._actions.get("undo").setText(_("Undo {title}").format(title=undo) if undo else _("Undo"))
        self._actions.get("redo").setText(_("Redo {title}").format(title=redo) if redo else _("Redo"))
        self._steps = frozenset(name for name, title in (("undo", undo), ("redo", redo)) if title)
        self._enable()

    def _enable(self) -> None:
        self._actions.enable(self._host.conditions() | self._steps)

    # -- acts

    def _open_palette(self) -> None:
        from studio.ui.command_palette import CommandPalette  # not before it is asked for

        CommandPalette(self._entries(), self._providers, self).open_over(self)

    def _open_jobs(self) -> None:
        from studio.ui.jobs_panel import JobsPanel

        JobsPanel(self._board, self).open_above(self._status.mapToGlobal(QPoint(metrics.GRID_PX, 0)))

    def _open_sheet(self) -> None:
        from studio.ui.shortcut_sheet import ShortcutSheet

        of_pages = {spec.title: spec.load().actions_table for spec in self._host.specs.values()}
        ShortcutSheet({_("Everywhere"): self._actions.actions, **of_pages}, self).open()

    def _entries(self) -> list[Entry]:
        entries = _entries_of(self._host.current.action_set) if self._host.current else []
        entries += _entries_of(self._actions)
        for spec in self._host.specs.values():
            if spec.id != self._host.current_id:
                entries += [
                    Entry(
                        text=action.text,
                        detail=spec.title,
                        icon=action.icon,
                        act=partial(self._act_there, spec.id, action.id),
                    )
                    for action in spec.load().actions_table
                    if not action.needs
                ]
        return entries

    def _act_there(self, page_id: str, action_id: str) -> None:
        self._host.go(page_id)
        self._host.page(page_id).action(action_id).trigger()

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window with its first page has been painted."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)  # the children are painted in the same turn

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        QTimer.singleShot(0, self.complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures that come from elsewhere: our own pictures are dragged as files, too."""
        if has_pictures(event.mimeData()) and event.source() is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand files to the page in front, else to the first that knows what to do with them; import pictures."""
        incoming = read_mime(event.mimeData(), datetime.now(UTC))
        event.acceptProposedAction()
        paths = list(incoming.files)
        if not paths:
            importing.take(self._context, self, incoming)
        here = self._host.current_id
        order = sorted(self._host.specs, key=lambda page_id: page_id != here)
        if paths and not any(self._host.page(page_id).drop_files(paths) for page_id in order):
            self._context.notices.toast(_("Nothing here knows what to do with these files."), state="needs")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and where everything stood."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self._context.state.save(self)
        super().closeEvent(event)


def _page_actions(specs: Sequence[PageSpec]) -> list[Action]:
    return [
        Action(
            id=f"go.{spec.id}",
            text=_("Go to {page}").format(page=spec.title),
            icon=spec.icon,
            shortcut=f"Ctrl+{number}",
        )
        for number, spec in enumerate(specs, start=1)
    ]


def _entries_of(actions: ActionSet) -> list[Entry]:
    entries = []
    for action in actions.actions:
        made, keys = actions.get(action.id), keys_of(action)
        if made.isEnabled():
            detail = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
            entries.append(Entry(text=made.text(), detail=detail, icon=action.icon, act=made.trigger))
    return entries
