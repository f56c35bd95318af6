"""The settings window, built from the declarations of the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from studio.base.errors import UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.settings.declare import Choice, Flag, Number, Setting, Text, Whole
from studio.settings.schema import SECTIONS, SETTINGS
from studio.settings.store import Settings
from studio.ui import metrics
from studio.ui.submit import Submit
from studio.ui.widgets.choice_field import ChoiceField
from studio.ui.widgets.field import Field
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import ScrollColumn, column
from studio.ui.widgets.text_field import TextField

_WIDTH_PX, _HEIGHT_PX = 560, 680


class SettingsDialog(QDialog):
    """Every setting that a person sets by hand; each is saved when it is changed. Tables have windows of their own."""

    def __init__(self, settings: Settings, submit: Submit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Settings"))
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._settings = settings
        self._submit = submit
        self.editors: dict[str, QWidget] = {}
        self._list = ScrollColumn(metrics.PAGE_MARGIN_PX, metrics.GAP_PX)
        self.setLayout(column(self._list))
        for section, title in SECTIONS.items():
            self._add_section(title, [one for one in SETTINGS if one.section == section and one.shown])

    def _add_section(self, title: str, settings: list[Setting[Any]]) -> None:
        editors = {one.key: self._editor(one) for one in settings}
        found = {key: editor for key, editor in editors.items() if editor is not None}
        if found:
            self._list.add(PlainLabel(title, style="heading"), *found.values())
            self._list.column.addSpacing(metrics.GRID_PX)
            self.editors.update(found)

    def _editor(self, setting: Setting[Any]) -> QWidget | None:
        if isinstance(setting, Flag):
            return self._check_box(setting)
        field = _field(setting)
        if field is None:
            return None
        value = self._settings.get(setting)
        field.start(value if isinstance(setting, Choice | Text) else f"{value:g}")
        field.committed.connect(partial(self._committed, setting, field))
        return field

    def _check_box(self, setting: Flag) -> QWidget:
        box = QCheckBox(setting.label)
        box.setChecked(self._settings.get(setting))
        box.toggled.connect(partial(self._save, setting))
        if not setting.help:
            return box
        whole = QWidget()
        whole.setLayout(column(box, PlainLabel(setting.help, style="caption", wrap=True), gap_px=2))
        return whole

    def _committed(self, setting: Setting[Any], field: Field, value: object) -> None:
        try:
            self._save(setting, setting.checked(_converted(setting, str(value))), field.set_error)
        except UserError as error:
            field.set_error(str(error))

    def _save(self, setting: Setting[Any], value: object, tell: Callable[[str], None] | None = None) -> None:
        def work(_job: Context) -> None:
            self._settings.set(setting, value)

        on_error = (lambda error: tell(str(error))) if tell else None
        self._submit(_("Saving settings"), Lane.WRITE, work, owner=self, on_error=on_error, quiet=True)


def _field(setting: Setting[Any]) -> Field | None:
    if isinstance(setting, Choice):
        return ChoiceField(setting.label, list(setting.choices.items()), hint=setting.help)
    if isinstance(setting, Text):
        return TextField(setting.label, lines=setting.lines, placeholder=setting.example, hint=setting.help)
    if isinstance(setting, Whole | Number):
        label = f"{setting.label} ({setting.unit})" if setting.unit else setting.label
        return TextField(label, hint=setting.help)
    return None


def _converted(setting: Setting[Any], text: str) -> object:
    """Return what was typed as the sort of value that the setting has; text that is no number stays text."""
    try:
        if isinstance(setting, Whole):
            return int(text)
        return float(text.replace(",", ".")) if isinstance(setting, Number) else text
    except ValueError:
        return text
