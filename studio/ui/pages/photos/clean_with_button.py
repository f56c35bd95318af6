"""CleanWithButton: develops what is chosen by a preset, like the photo in hand, or with a cut-out that is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.services import developing, photos, presets
from studio.services.context import Studio
from studio.ui.widgets import QuietButton


class CleanWithButton(QuietButton):
    """`chosen` brings a backend, `preset` the name of a preset, `like` a photo's id; `more` asks for other models."""

    chosen = Signal(str)
    preset = Signal(str)
    like = Signal(str)
    more = Signal()

    def __init__(self, studio: Studio, current: Callable[[], str]) -> None:
        """`current` tells the id of the photo in hand, whose look is offered for the others."""
        super().__init__(_("Clean with…"))
        self._studio = studio
        self._current = current
        self.clicked.connect(lambda _on: self.offer())

    def offer(self) -> QMenu:
        """Open the menu, and return it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for one in presets.listed(self._studio):
            menu.addAction(one.title, partial(self.preset.emit, one.name)).setToolTip(one.about)
        for model in photos.load(self._studio, [PhotoId(self._current())]):
            if model.recipe:
                menu.addSeparator()
                look = _("The look of {name}").format(name=model.file_name.replace("&", "&&"))
                menu.addAction(look, partial(self.like.emit, model.id))
        menu.addSeparator()
        cut_out = menu.addMenu(_("Cut out with"))
        for backend in developing.backends(self._studio):
            cut_out.addAction(backend.title, partial(self.chosen.emit, backend.value))
        cut_out.addSeparator()
        cut_out.addAction(_("More models…"), self.more.emit)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        return menu
