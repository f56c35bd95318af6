"""Light, dark or as the system has it: palette, style and style sheet, changed while the window is open."""

from __future__ import annotations

import enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from studio.ui import fonts, style_sheet, tokens
from studio.ui.tokens import Tokens


class Choice(enum.StrEnum):
    """What the seller can ask for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Choice.SYSTEM: Qt.ColorScheme.Unknown,
    Choice.LIGHT: Qt.ColorScheme.Light,
    Choice.DARK: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Dresses the application; `changed` comes after every widget has the new colours."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = Choice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._shown = ""
        app.setStyle("Fusion")
        fonts.load_inter()
        app.setFont(fonts.font())
        self.use(choice)
        app.styleHints().colorSchemeChanged.connect(self._dress)

    @property
    def choice(self) -> Choice:
        """What was asked for."""
        return self._choice

    @property
    def name(self) -> str:
        """What is shown: "light" or "dark"."""
        return self._shown

    def use(self, choice: Choice) -> None:
        """Show `choice` from now on."""
        self._choice = choice
        self._app.styleHints().setColorScheme(_SCHEMES[choice])  # title bars and native dialogs follow
        self._dress()

    def _dress(self) -> None:
        name = self._choice.value
        if self._choice is Choice.SYSTEM:
            name = "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        if name == self._shown:
            return
        self._shown = name
        colours = tokens.use(tokens.load(name))
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(style_sheet.build(colours))
        self.changed.emit()


def palette(colours: Tokens) -> QPalette:
    """Return the palette of a theme; soft text is the role PlaceholderText."""
    role = QPalette.ColorRole
    result = QPalette(colours.surface, colours.page)
    for which, colour in {
        role.Window: colours.page,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.sunken,
        role.Text: colours.text,
        role.PlaceholderText: colours.text_soft,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.line,
        role.Mid: colours.line,
        role.Dark: colours.control,
        role.Shadow: colours.line,
    }.items():
        result.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, which, colours.text_soft)
    return result
