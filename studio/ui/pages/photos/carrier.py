"""Carrier: what a drag or a copy takes along, made ready before it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QImageReader
from shiboken6 import isValid

from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import carrying, photos
from studio.services.carrying import Carried
from studio.ui.page import PageContext

MARKETPLACE = "export.marketplace"
_FIRST = "poshmark"
OURS = "application/x-closet-studio-copy"
"""Marks what was copied here, so that it is not taken for new photos."""


class Carrier(QObject):
    """Files of pictures as the marketplace of the last export takes them. Making them is a Job; nothing here waits."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._files: dict[PhotoId, Path] = {}
        self._looks: dict[PhotoId, str] = {}
        self._waiting: tuple[QMimeData, list[PhotoId], Callable[[], None] | None] | None = None

    def prepare(self, ids: Sequence[PhotoId]) -> None:
        """Make the files of these pictures ready, if they are not."""
        missing = [one for one in ids[: carrying.MOST] if one not in self._files]
        if missing:
            self._make(missing, self._prepared)

    def forget(self, ids: Sequence[PhotoId] = ()) -> None:
        """Make these anew the next time, or all: they look different now."""
        for one in ids or list(self._files):
            self._files.pop(one, None)
            self._looks.pop(one, None)

    def pack(self, mime: QMimeData, ids: Sequence[PhotoId], then: Callable[[], None] | None = None) -> bool:
        """Put the files of these pictures into a drag and return True.

        Where they are not ready it is False, and they are put in as soon as they are: `then` hears of it.
        """
        wanted = list(ids[: carrying.MOST])
        self._check(wanted)
        if all(one in self._files for one in wanted):
            mime.setUrls(self._urls(wanted))
            return True
        self._waiting = (mime, wanted, then)
        self.prepare(wanted)
        return False

    def copy(self, ids: Sequence[PhotoId]) -> None:
        """Put these pictures on the clipboard, as files and the first as a picture."""

        def work(job: Context) -> tuple[Carried, QImage]:
            found = carrying.carry(studio, list(ids), market, job)
            first = next(iter(found.files.values()), None)
            return found, QImageReader(str(first)).read() if first else QImage()

        def told(result: tuple[Carried, QImage]) -> None:
            found, picture = result
            mime = QMimeData()
            mime.setData(OURS, QByteArray(b"copied"))
            mime.setUrls([QUrl.fromLocalFile(str(file)) for file in found.files.values()])
            if not picture.isNull():
                mime.setImageData(picture)
            if found.files:
                QGuiApplication.clipboard().setMimeData(mime)
                count = plural("{n} picture copied", "{n} pictures copied", len(found.files))
                self._context.notices.toast(count, state="live")
            self._say(found)

        studio, market = self._context.studio, self._market
        title = plural("Copying {n} picture", "Copying {n} pictures", len(ids))
        self._context.submit(title, Lane.IMAGE, work, owner=self, on_result=told)

    @property
    def _market(self) -> str:
        return str(self._context.state.get(MARKETPLACE, _FIRST))

    def _make(self, ids: list[PhotoId], then: Callable[[Carried], None]) -> None:
        studio, market = self._context.studio, self._market
        self._context.submit(
            _("Making pictures ready to drag"),
            Lane.IMAGE,
            lambda job: carrying.carry(studio, ids, market, job),
            owner=self,
            on_result=then,
            key="carry",
            quiet=True,
        )

    def _prepared(self, found: Carried) -> None:
        self._files.update(found.files)
        self._looks.update(found.looks)
        self._say(found)
        if self._waiting is not None:
            mime, ids, then = self._waiting
            self._waiting = None
            if isValid(mime):
                mime.setUrls(self._urls(ids))
                if then is not None:
                    then()

    def _check(self, ids: Sequence[PhotoId]) -> None:
        """Forget the files of pictures that were edited since."""
        found = {photo.id: photo.look for photo in photos.load(self._context.studio, list(ids))}
        changed = [one for one in ids if self._looks.get(one) != found.get(one)]
        if changed:
            self.forget(changed)

    def _urls(self, ids: Sequence[PhotoId]) -> list[QUrl]:
        return [QUrl.fromLocalFile(str(self._files[one])) for one in ids if one in self._files]

    def _say(self, found: Carried) -> None:
        if found.doubt:
            self._context.notices.toast(found.doubt, state="needs")
