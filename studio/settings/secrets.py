"""Where tokens are kept: the machine's key store, else this session only, else a file where the seller chose so."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.base.errors import UserError
from studio.base.texts import _
from studio.settings.files import keep_aside, write_atomically

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

PART_LENGTH = 1000
"""Windows keeps at most 2,560 bytes (1,280 characters) in one entry of its credential store."""
_RECOMMENDED_PRIORITY = 1
"""keyring's own line between real key stores and makeshifts that keep secrets in the open, or nowhere."""


class Secrets(Protocol):
    """Keeps secret texts by name. May wait for the seller to unlock the key store: call it from a Job."""

    @property
    def note(self) -> str:
        """What the seller should know of how secrets are kept; empty where it is as it should be."""
        ...

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, secret: str) -> None: ...
    def remove(self, name: str) -> None: ...


def open_secrets(root: Path, *, in_file: bool) -> Secrets:
    """Return the place for the secrets of the profile at `root`; `in_file` is the seller's own choice of a file."""
    if in_file:
        return FileSecrets(root / "secrets.json")
    import keyring  # not before it is needed: looks through the system's key stores

    store = keyring.get_keyring()
    return KeyStoreSecrets(service_name(root), store) if store.priority >= _RECOMMENDED_PRIORITY else SessionSecrets()


def service_name(root: Path) -> str:
    """Return the name under which the key store shows this profile's entries: another profile has another."""
    digest = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"Closet Studio ({root.resolve().name}, {digest[:12]})"


class SessionSecrets:
    """Keeps secrets in memory, for a machine without a key store."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    @property
    def note(self) -> str:
        """That signing in lasts until the program ends."""
        return _(
            "This machine has no key store, so you sign in again after each start. "
            "You can choose to keep sign-ins in a file in the settings."
        )

    def get(self, name: str) -> str | None:
        """Return a secret of this session."""
        return self._secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        """Keep a secret until the program ends."""
        self._secrets[name] = secret

    def remove(self, name: str) -> None:
        """Forget a secret."""
        self._secrets.pop(name, None)


class KeyStoreSecrets:
    """Keeps secrets in the machine's key store, long ones in parts of 1,000 characters.

    The first entry is written last and says how many parts and characters there are, so that parts of two different
    secrets, left by a crash between them, are never taken for one.
    """

    note = ""

    def __init__(self, service: str, store: KeyringBackend) -> None:
        self._service = service
        self._store = store

    def get(self, name: str) -> str | None:
        """Return a secret; None where there is none or where its parts do not fit together."""
        with _store_errors():
            head = self._store.get_password(self._service, name)
            if head is None:
                return None
            count, length, first = _parse(head)
            rest = [self._store.get_password(self._service, _part(name, number)) for number in range(2, count + 1)]
        secret = first + "".join(part or "" for part in rest)
        if len(secret) == length:
            return secret
        log.info("the parts of secret %r do not fit together", name)
        return None

    def set(self, name: str, secret: str) -> None:
        """Keep a secret; raise UserError where the key store refuses it."""
        parts = [secret[start : start + PART_LENGTH] for start in range(0, len(secret), PART_LENGTH)] or [""]
        with _store_errors():
            before = self._count(name)
            for number, part in enumerate(parts[1:], 2):
                self._store.set_password(self._service, _part(name, number), part)
            self._store.set_password(self._service, name, f"{len(parts)}:{len(secret)}:{parts[0]}")
            self._drop(name, range(len(parts) + 1, before + 1))

    def remove(self, name: str) -> None:
        """Forget a secret with all its parts."""
        with _store_errors():
            count = self._count(name)
            if count:
                self._store.delete_password(self._service, name)
                self._drop(name, range(2, count + 1))

    def _count(self, name: str) -> int:
        head = self._store.get_password(self._service, name)
        return 0 if head is None else _parse(head)[0]

    def _drop(self, name: str, numbers: range) -> None:
        from keyring.errors import PasswordDeleteError

        for number in numbers:
            with contextlib.suppress(PasswordDeleteError):  # a part that a crash never wrote
                self._store.delete_password(self._service, _part(name, number))


class FileSecrets:
    """Keeps secrets in a file that only this user of the machine can read (mode 0600), unencrypted.

    For two cases. A seller without a key store may choose it, knowing that whoever can read their files can use their
    accounts. And the token of the embedded marketplace is kept so without asking: it opens nothing but a playground
    that listens on this machine only, whose whole data lies unprotected in the same profile, so that a key store
    would guard nothing and its question for a password would meet every newcomer at the first start.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def note(self) -> str:
        """That a file is what keeps them."""
        return _("Sign-ins are kept in {file}, which other users of this machine cannot read.").format(file=self._file)

    def get(self, name: str) -> str | None:
        """Return a secret."""
        return self._read().get(name)

    def set(self, name: str, secret: str) -> None:
        """Keep a secret; raise UserError where the disk refuses it."""
        self._write(self._read() | {name: secret})

    def remove(self, name: str) -> None:
        """Forget a secret."""
        secrets = self._read()
        if secrets.pop(name, None) is not None:
            self._write(secrets)

    def _read(self) -> dict[str, str]:
        """Return all secrets; none of a broken file, which is kept aside: signing in again mends it."""
        with _file_errors(self._file):
            try:
                content = json.loads(self._file.read_text("utf-8"))
            except FileNotFoundError:
                return {}
            except (ValueError, RecursionError):
                content = None
            if isinstance(content, dict) and all(isinstance(secret, str) for secret in content.values()):
                return content
            log.warning("the file of secrets was broken and is kept as %s", keep_aside(self._file).name)
            return {}

    def _write(self, secrets: dict[str, str]) -> None:
        with _file_errors(self._file):
            write_atomically(self._file, json.dumps(secrets))


def _part(name: str, number: int) -> str:
    return f"{name} part {number}"


def _parse(head: str) -> tuple[int, int, str]:
    """Return parts, characters and the first part; something that we did not write is one part that fits nothing."""
    count, _colon, rest = head.partition(":")
    length, _colon, first = rest.partition(":")
    return (int(count), int(length), first) if count.isdecimal() and length.isdecimal() else (1, -1, "")


@contextlib.contextmanager
def _store_errors() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except (KeyringError, OSError) as error:
        raise UserError(
            _("The key store of this machine did not answer ({reason}). Unlock it and try again.").format(reason=error)
        ) from error


@contextlib.contextmanager
def _file_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(
            _("{file} cannot be used ({reason}). Make it readable and writable for you.").format(
                file=file, reason=error.strerror
            )
        ) from error
