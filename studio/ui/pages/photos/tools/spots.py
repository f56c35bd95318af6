"""Spots: lint and dust that the seller clicks away."""

from __future__ import annotations

from studio.base.texts import _, plural
from studio.ui.pages.photos.tools.marks import Marks
from studio.ui.pages.photos.tools.option_bar import OptionBar
from studio.ui.pages.photos.tools.tool import Session
from studio.ui.widgets import PlainLabel

_SIZES = 1.2


class Spots(Marks):
    """A click removes a piece of lint, a click on its ring brings it back."""

    step = "spots"
    title = _("Lint and dust")
    param = "spots"
    most = 500
    click_removes = True
    radius = 0.008

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._bar = OptionBar(self.title)
        self._count = PlainLabel(style="soft")
        self._bar.add(self._count)
        self._bar.add_button(_("Smaller"), lambda: self.resize(1 / _SIZES), tip=_("Smaller circle ([)"), icon="minus")
        self._bar.add_button(_("Larger"), lambda: self.resize(_SIZES), tip=_("Larger circle (])"), icon="add")
        self._bar.done.connect(self.finished)

    def options(self) -> OptionBar:
        """Return the bar."""
        self.told()
        return self._bar

    def told(self) -> None:
        """Say how many spots are gone."""
        count = len(self.marks())
        words = (
            plural("{n} spot removed", "{n} spots removed", count) if count else _("Click lint or dust to remove it")
        )
        self._count.setText(words)
