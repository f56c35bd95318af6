"""Runs the window on a studio, from the application object to the last Job."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialog

from studio import __version__
from studio.base.errors import UserError
from studio.base.jobs import JobRunner, Lane
from studio.base.texts import _
from studio.services.context import Studio
from studio.settings import schema
from studio.ui import icons
from studio.ui.job_bridge import JobBridge
from studio.ui.main_window import MainWindow
from studio.ui.page import PageSpec
from studio.ui.pages import PAGES
from studio.ui.single_window import SingleWindow
from studio.ui.studio_frame import StudioFrame
from studio.ui.theme import Choice, Theme
from studio.ui.window_kit import build_context

if TYPE_CHECKING:
    from studio.ui.watching import Watching

log = logging.getLogger(__name__)

DONE, SELLERS = 0, 1


def run(open_studio: Callable[[], Studio], *, sample: bool = False, exit_after_first_paint: bool = False) -> int:
    """Open the window and return the exit code when it is closed.

    With `sample` an empty catalog is filled with the sample closet. With `exit_after_first_paint` the window leaves
    as soon as it has painted the first page of the closet. Raises UserError where the studio cannot be opened and
    no one could see a dialog.
    """
    gc.disable()  # nothing made before the first paint is garbage; looking for it took a twentieth of the start
    app = build_application(sys.argv)
    theme = Theme(app)
    try:
        studio = open_studio()
        single = SingleWindow(studio.profile.root)
        first = single.take()
    except UserError as error:
        return _tell(app, str(error))
    try:
        if not first:
            return DONE if single.raise_first() else _tell(app, _("This closet is open in another window already."))
        opened = OpenWindow(studio, theme)
        if exit_after_first_paint:
            opened.window.first_painted.connect(partial(app.exit, DONE))  # quit() would first close the window
        else:
            opened.window.completed.connect(opened.begin)
            opened.window.completed.connect(single.listen)
            single.raised.connect(opened.window.raise_up)
        opened.open("closet" if exit_after_first_paint else studio.settings.get(schema.START_PAGE), sample=sample)
        app.exec()
        opened.close()
        return DONE
    finally:
        gc.freeze()  # and leaving does not look through it all either
        single.let_go()
        studio.close()


class OpenWindow(QObject):
    """One window on one studio, with everything that lives as long as it does."""

    def __init__(self, studio: Studio, theme: Theme, pages: Sequence[PageSpec] = PAGES) -> None:
        super().__init__()
        self._studio = studio
        self._theme = theme
        self._sample = False
        self._models: QDialog | None = None
        self._watching: Watching | None = None
        self._bridge = JobBridge(self)
        self._runner = JobRunner(self._bridge)
        theme.use(Choice(studio.settings.get(schema.THEME)))
        frame = StudioFrame(studio)
        self.context = build_context(
            studio=studio,
            frame=frame,
            runner=self._runner,
            bridge=self._bridge,
            theme=theme,
            state_file=studio.profile.root / "window.json",
            locate=partial(_locate, studio),
        )
        self.context.events.listen(studio.catalog.events)
        self.window = MainWindow(self.context, pages, frame)

    def open(self, page_id: str, *, sample: bool = False) -> None:
        """Show the window with a page in front."""
        self._sample = sample
        self.window.host.go(page_id)
        self.window.show()

    def begin(self) -> None:
        """Start what the first paint did not wait for; the imports below are most of it."""
        from studio.ui.errors import Troubles
        from studio.ui.finders import finders
        from studio.ui.preferences import Preferences
        from studio.ui.retelling import Retelling

        gc.freeze()  # what the start made stays: no later collection looks at it again
        gc.enable()
        Troubles(self.context.notices).catch_all()
        preferences = Preferences(self._studio.settings, self._theme, self.context.submit)
        self.window.settings_asked.connect(partial(preferences.open_dialog, self.window))
        self.window.theme_asked.connect(preferences.switch_theme)
        self.window.models_asked.connect(self._open_models)
        preferences.changed.connect(lambda _key: self.window.look_again())
        for provider in finders(self._studio, self.context.navigator):
            self.window.add_provider(provider)
        Retelling(self.context, self.window)
        for note in self._studio.settings.notes:
            self.context.notices.bar("settings", note)
        self._tidy()

    def _tidy(self) -> None:
        """Remove what a kill left behind and keep today's copy of the catalog, before anything is written."""
        from studio.services import maintenance

        studio, go_on = self._studio, self._fill if self._sample else self._start_rounds

        def told(error: Exception) -> None:
            self.context.notices.toast(str(error), state="needs")
            go_on()

        self.context.submit(
            _("Tidying up"),
            Lane.WRITE,
            lambda _job: maintenance.tidy(studio),
            owner=self,
            on_result=lambda _done: go_on(),
            on_error=told,
            quiet=True,
        )

    def close(self) -> None:
        """Stop what runs; what would not stop is noted down."""
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        if self._watching is not None:
            self._watching.rest()
        for title in self._runner.close():
            log.warning("%s did not stop in time", title)
        sys.excepthook = sys.__excepthook__

    def _open_models(self) -> None:
        from studio.ui.models_dialog import ModelsDialog  # not before it is asked for

        if self._models is None:
            self._models = ModelsDialog(self.context, self.window)
        self._models.open()

    def _fill(self) -> None:
        from studio.services import items, sample

        studio = self._studio
        if items.count(studio):
            self._start_rounds()
            return
        self.context.submit(
            _("Hanging up the sample closet"),
            Lane.IMAGE,
            lambda job: sample.open_shop(studio, job),
            owner=self,
            on_result=lambda _done: self._start_rounds(),
        )

    def _start_rounds(self) -> None:
        from studio.ui import importing
        from studio.ui.rounds import Rounds
        from studio.ui.watching import Watching

        Rounds(self.context, self.window).start()
        importing.take_leftovers(self.context, self.window)
        self._watching = Watching(self.context, self.window)
        self._watching.start()


def _locate(studio: Studio, look: str) -> Path | None:
    from studio.services import photos  # in a worker, after the first paint

    return photos.picture(studio, look)


def build_application(arguments: Sequence[str]) -> QApplication:
    """Return the application object: names, icon, Qt's own words in the seller's language."""
    app = QApplication(list(arguments))
    app.setApplicationName("closet-studio")
    app.setApplicationDisplayName("Closet Studio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("closet-studio")
    app.setWindowIcon(icons.icon("closet", "accent"))
    _translate_qt(app)
    return app


def _translate_qt(app: QApplication) -> None:
    locale = QLocale()
    if locale.language() in (QLocale.Language.English, QLocale.Language.C):
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        app.installTranslator(translator)


def _tell(app: QApplication, sentence: str) -> int:
    """Show why there is no window; where nobody could see it, let the command line say it."""
    if app.platformName() in ("offscreen", "minimal"):
        raise UserError(sentence)
    from studio.ui.widgets import EmptyState

    said = EmptyState("warning", "Closet Studio", sentence, (_("Close"), app.quit))
    said.resize(520, 320)
    said.show()
    app.exec()
    return SELLERS
