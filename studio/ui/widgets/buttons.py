"""Buttons: one primary a page, quiet ones beside it, ghosts inside text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from studio.ui import icons

_ICON_PX = 16


class QuietButton(QPushButton):
    """A button like the others."""

    icon_role = "text"

    def __init__(self, text: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str) -> None:
        """Show the icon `name` in the colour of this sort of button."""
        self.setIcon(icons.icon(name, self.icon_role))
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))


class PrimaryButton(QuietButton):
    """The one thing to do next."""

    icon_role = "on_accent"


class GhostButton(QuietButton):
    """A button without ground or border, for lesser acts."""

    icon_role = "text_soft"


class IconButton(QuietButton):
    """A square button with an icon only; `name` says what it does, to the mouse and to screen readers."""

    icon_role = "text_soft"

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", icon, parent)
        self.setIconSize(QSize(_ICON_PX + 2, _ICON_PX + 2))
        self.setAccessibleName(name)
        self.setToolTip(name)
