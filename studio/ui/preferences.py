"""Keeps the window as the settings say, also when they change while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.settings import schema
from studio.settings.store import SettingChanged, Settings
from studio.ui.submit import Submit
from studio.ui.theme import Choice, Theme


class Preferences(QObject):
    """`changed` tells a setting's key in the GUI thread, whoever changed it."""

    changed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, settings: Settings, theme: Theme, submit: Submit) -> None:
        super().__init__(submit)
        self._settings = settings
        self._theme = theme
        self._submit = submit
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        end = settings.subscribe(self._arrived.emit)
        self.destroyed.connect(lambda _gone: end())

    def switch_theme(self) -> None:
        """Go from light to dark or back, and stay there."""
        choice = Choice.LIGHT if self._theme.name == "dark" else Choice.DARK
        self._theme.use(choice)
        self._submit(
            _("Saving settings"),
            Lane.WRITE,
            lambda _job: self._settings.set(schema.THEME, choice.value),
            owner=self,
            quiet=True,
        )

    def open_dialog(self, parent: QWidget) -> None:
        """Show every setting."""
        from studio.ui.settings_dialog import SettingsDialog  # not before it is asked for

        SettingsDialog(self._settings, self._submit, parent).open()

    def _take(self, change: SettingChanged) -> None:
        if change.key == schema.THEME.key:
            self._theme.use(Choice(change.value))
        self.changed.emit(change.key)
