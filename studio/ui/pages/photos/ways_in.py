"""Other ways in than choosing a folder: a phone, a watched folder, what was copied; and the cards that part pieces."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.services import watching
from studio.ui.page import PageContext
from studio.ui.pages.photos import asking
from studio.ui.phone_dialog import PhoneDialog
from studio.ui.separator_dialog import SeparatorDialog
from studio.ui.widgets import QuietButton


class WaysIn(QObject):
    """`button` opens the menu that `menu` makes; `skus` says which items are chosen, for cards with their SKUs."""

    def __init__(
        self, context: PageContext, page: QWidget, menu: Callable[[], QMenu], skus: Callable[[], list[str]]
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._skus = skus
        self._phone: PhoneDialog | None = None
        self.button = QuietButton(_("Bring in from"), "down")
        self.button.clicked.connect(lambda _on: self._offer(menu()))

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do, by their ids."""
        return {
            "photos.phone": self._open_phone,
            "photos.watch": partial(asking.ask_folder, self._page, _("Watch a folder"), self._watch),
            "photos.separators": self._open_separators,
            "photos.paste": partial(asking.paste, self._context, self._page),
        }

    def _offer(self, menu: QMenu) -> None:
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _open_phone(self) -> None:
        if self._phone is None:
            self._phone = PhoneDialog(self._context, self._page)
            self._phone.destroyed.connect(self._phone_gone)
        self._phone.show()
        self._phone.raise_()
        self._phone.activateWindow()

    def _phone_gone(self) -> None:
        self._phone = None

    def _open_separators(self) -> None:
        SeparatorDialog(self._context, self._skus(), self._page).open()

    def _watch(self, folder: Path) -> None:
        studio = self._context.studio
        self._context.submit(
            _("Watching a folder"),
            Lane.WRITE,
            lambda _job: watching.watch_folder(studio, folder),
            owner=self,
            quiet=True,
        )
