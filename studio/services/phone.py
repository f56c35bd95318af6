"""Photos from a phone on the same Wi-Fi: opens and closes the upload page, and takes in what came."""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.paths import Profile
from studio.base.texts import _

log = logging.getLogger(__name__)

IDLE_S = 600
_TOKEN_BYTES = 24
_LEAVE_S = 3.0
_PACKAGES = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNews:
    """How it stands: is the page there, has a phone opened it, how many photos came, and which were not taken."""

    is_open: bool
    opened: bool = False
    came: int = 0
    running: int = 0
    refused: tuple[tuple[str, str], ...] = ()


class PhonePage:
    """The upload page, served by a process of its own that ends with the window at the latest."""

    def __init__(self, profile: Profile, *, idle_s: float = IDLE_S) -> None:
        self._profile = profile
        self._idle_s = idle_s
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = profile.inbox
        self._over = threading.Event()

    @property
    def pid(self) -> int | None:
        """The process that serves, while there is one."""
        return self._process.pid if self._process else None

    def open(self, address: str) -> str:
        """Open the page on an address of this machine, behind a new token, and return where it is.

        A page that was open before is closed. Raises UserError where it cannot be opened.
        """
        with self._turn:
            self._end()
            if self._over.is_set():
                raise UserError(_("The window is closed. Open it again for a new code."))
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            self._folder = self._profile.inbox / f"phone-{new_id()}"
            port = self._launch(address, token)
            if self._over.is_set():
                self._end()
            return f"http://{address}:{port}/{token}"

    def news(self) -> PhoneNews:
        """Return how it stands."""
        process = self._process
        is_open = process is not None and process.poll() is None
        try:
            state = json.loads((self._folder / ".state.json").read_text("utf-8"))
            refused = tuple((str(name), str(why)) for name, why in state["refused"])
            return PhoneNews(
                is_open=is_open, opened=state["opened"], came=state["came"], running=state["running"], refused=refused
            )
        except (OSError, ValueError, LookupError, TypeError) as error:
            log.debug("nothing is known of the phone: %s", error)
            return PhoneNews(is_open=is_open)

    def dismiss(self) -> None:
        """Ask the page to close for good, without waiting for it; `close` waits."""
        self._over.set()
        process = self._process
        if process is not None:
            _hang_up(process)

    def close(self) -> None:
        """Close the page for good: nobody gets in from now on."""
        self._over.set()
        with self._turn:
            self._end()

    def _launch(self, address: str, token: str) -> int:
        command = [sys.executable, "-P", "-m", "studio.phone", "--address", address]
        command += ["--inbox", str(self._folder), "--idle", str(self._idle_s)]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
            )
        except OSError as error:
            raise UserError(_("The page for the phone could not open: {why}.").format(why=error.strerror)) from error
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        with suppress(OSError):  # it has left already, and says why
            process.stdin.write(token.encode())
            process.stdin.flush()
        line = process.stdout.readline()
        if line:
            return int(json.loads(line)["port"])
        why = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        self._end()
        raise UserError(
            _("The page for the phone could not open ({why}). Choose another network, or try again.").format(
                why=why[-1] if why else "?"
            )
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _hang_up(process)
        try:
            process.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            log.info("the page for the phone did not close by itself")
            process.kill()
            process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        with suppress(OSError):  # photos that have not been taken in yet keep it
            (self._folder / ".state.json").unlink()
            self._folder.rmdir()


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    """Close the standard input of the page, which is how it knows that it shall leave."""
    if process.stdin is not None:
        with suppress(OSError):  # it is gone already
            process.stdin.close()


def _environment() -> dict[str, str]:
    paths = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
