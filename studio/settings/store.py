"""The settings file: what the seller chose, kept whole whatever happens to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from studio.base.errors import UserError
from studio.base.events import Events
from studio.base.texts import _
from studio.settings.declare import Setting
from studio.settings.files import keep_aside, write_atomically
from studio.settings.schema import SETTINGS

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged:
    """A setting has another value now."""

    key: str
    value: Any


class Settings:
    """Every setting's value; reading never touches the disk, writing keeps what the file has besides.

    Usable from any thread. `notes` has a sentence for everything in the file that could not be used.
    """

    def __init__(self, file: Path, declared: Sequence[Setting[Any]] = SETTINGS) -> None:
        self._file = file
        self._declared = declared
        self._events: Events[SettingChanged] = Events()
        self._lock = threading.Lock()
        self._values: dict[str, Any] = {}
        self.notes: list[str] = []
        try:
            self._take(self._read())
        except UserError as error:
            self.notes.append(str(error))

    def get(self, setting: Setting[T]) -> T:
        """Return the chosen value, or the default."""
        value: T = self._values.get(setting.key, setting.default)
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Choose a value and save it; raise UserError where it is out of bounds or the disk refuses it."""
        checked = setting.checked(value)
        self._change(lambda content: content | {setting.key: checked})

    def reset(self, setting: Setting[Any]) -> None:
        """Go back to the default; raise UserError where the disk refuses it."""
        self._change(lambda content: {key: value for key, value in content.items() if key != setting.key})

    def subscribe(self, subscriber: Callable[[SettingChanged], None]) -> Callable[[], None]:
        """Call `subscriber` after each change, in the thread that made it; return what ends that."""
        return self._events.subscribe(subscriber)

    def _change(self, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        with self._lock:
            before = self._read()  # again, so that an edit by hand or by another process is not undone
            after = edit(before)
            if _text(after) != _text(before):  # texts, because True and 1 are equal and yet not the same
                self._write(_text(after))
            changed = self._take(after)
        for event in changed:
            self._events.publish(event)

    def _take(self, content: dict[str, Any]) -> list[SettingChanged]:
        """Make the file's content the values in use and return what is different from now."""
        values: dict[str, Any] = {}
        for setting in self._declared:
            if setting.key in content:
                try:
                    values[setting.key] = setting.checked(content[setting.key])
                except UserError as error:
                    self._note(_("{error} The default is used.").format(error=error))
        before, self._values = self._values, values
        return [
            SettingChanged(key=setting.key, value=self.get(setting))
            for setting in self._declared
            if before.get(setting.key, setting.default) != self.get(setting)
        ]

    def _read(self) -> dict[str, Any]:
        """Return what the file holds, unknown keys and all; a broken file is kept aside and counts as empty."""
        try:
            raw = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise UserError(
                _("The settings in {file} cannot be read ({reason}). Make the file readable and start again.").format(
                    file=self._file, reason=error.strerror
                )
            ) from error
        try:
            content = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested beyond reason
            content = None
        if isinstance(content, dict):
            return content
        self._keep_aside()
        return {}

    def _keep_aside(self) -> None:
        try:
            aside = keep_aside(self._file)
        except OSError as error:
            raise UserError(
                _("{file} is broken and cannot be moved away ({reason}). Remove it and start again.").format(
                    file=self._file, reason=error.strerror
                )
            ) from error
        self._note(
            _("The settings file was broken. It is kept as {aside}; the defaults are used.").format(aside=aside.name)
        )

    def _write(self, text: str) -> None:
        try:
            write_atomically(self._file, text)
        except OSError as error:
            raise UserError(
                _("The settings could not be saved to {file} ({reason}). Make room there, or make it writable.").format(
                    file=self._file, reason=error.strerror
                )
            ) from error

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2) + "\n"
