"""Photographs every page of the real window, light and dark; needs no display."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from studio.base.errors import UserError
from studio.services.context import Studio

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported: nobody watches a tour

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.domain.item import ItemState
from studio.domain.operation import Kind
from studio.domain.query import Sort
from studio.services import inbox, items, orders, photos
from studio.ui.application import OpenWindow, build_application
from studio.ui.pages import PAGES
from studio.ui.theme import Choice, Theme

_SIZE_PX = (1440, 900)
_SETTLE_MS = 1200  # thumbnails and previews arrive from their Jobs
_FIRST_MS = 2500

Shot = tuple[str, Callable[[OpenWindow], None]]


class Stage:
    """Holds the one application object; `photograph` may be called once."""

    def __init__(self) -> None:
        self._app: QApplication = build_application(["studio"])
        self._theme = Theme(self._app)

    def photograph(self, studio: Studio, folder: Path) -> list[Path]:
        """Write one PNG a page and theme into `folder` and return the files."""
        folder.mkdir(parents=True, exist_ok=True)
        opened = OpenWindow(studio, self._theme)
        opened.window.resize(*_SIZE_PX)
        opened.open("today")
        # theme by theme a page would be met as it was left: the photos with the editor in front
        shots = [(name, theme, show) for name, show in _shots(studio) for theme in (Choice.LIGHT, Choice.DARK)]
        written: list[Path] = []

        def take(number: int) -> None:
            if number == len(shots):
                self._app.quit()
                return
            name, theme, show = shots[number]
            self._theme.use(theme)
            show(opened)
            QTimer.singleShot(_SETTLE_MS, lambda: keep(number, folder / f"{name}_{theme.value}.png"))

        def keep(number: int, file: Path) -> None:
            opened.window.grab().save(str(file))
            written.append(file)
            take(number + 1)

        QTimer.singleShot(_FIRST_MS, lambda: take(0))
        self._app.exec()
        opened.close()
        if not all(file.exists() for file in written):
            raise UserError(f"The screenshots could not be written to {folder}.")
        return written


def _shots(studio: Studio) -> list[Shot]:
    """Return a picture of every page, with something in hand where the day has left it."""
    shots = {spec.id: _go(spec.id) for spec in PAGES}
    liked = items.ids(studio, items.ItemQuery(state=ItemState.LIVE, sort=Sort.LIKES))
    cleaned = [photo for group in photos.contact_sheet(studio) for photo in group.photos if photo.recipe]
    people, waiting = inbox.people(studio), orders.to_pack(studio)
    if liked:
        shots["closet"] = _open(Kind.ITEM, liked[0])
    if cleaned:
        shots["editor"] = _open(Kind.PHOTO, cleaned[-1].id)
    if people:
        shots["people"] = _open(Kind.PERSON, people[0].person.id)
    if waiting:
        shots["packing"] = _open(Kind.ORDER, waiting[0].id)
    return list(shots.items())


def _go(page_id: str) -> Callable[[OpenWindow], None]:
    return lambda opened: opened.context.navigator.go(page_id)


def _open(kind: Kind, entity_id: str) -> Callable[[OpenWindow], None]:
    return lambda opened: opened.context.navigator.open(kind, entity_id)
