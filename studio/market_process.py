"""Runs the embedded marketplace as a process of its own, which ends with the studio."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

from studio.base.errors import UserError
from studio.base.texts import _
from studio.services.context import MarketAddress

log = logging.getLogger(__name__)

_STOP_TIMEOUT_S = 5.0
_ANSWER_TIMEOUT_S = 2.0
_PACKAGES = Path(__file__).resolve().parents[1]


class MarketProcess:
    """A MarketHost: one server on loopback for one profile, with its file in `folder`.

    Where `studio market serve`, or another window, runs it already, that one is used and left running.
    """

    def __init__(self, folder: Path, *, life_seed: int | None) -> None:
        self._folder = folder
        self._life_seed = life_seed
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._url = ""

    def start(self) -> MarketAddress:
        """Start the server unless it runs, and return where it is; raise UserError where it cannot start."""
        with self._turn:
            if not self._runs():
                self._url = self._launch()
            try:
                key = (self._folder / "owner.key").read_text("utf-8").strip()
            except OSError as error:
                raise self._trouble() from error
            return MarketAddress(self._url, key)

    def stop(self) -> None:
        """End the server, if it was started here: it leaves by itself when its standard input closes."""
        with self._turn:
            self._end()

    def _runs(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        return bool(self._url) and _answers(self._url)

    def _launch(self) -> str:
        self._end()
        command = [sys.executable, "-P", "-m", "studio.demo_market", "--data", str(self._folder), "--with-parent"]
        if self._life_seed is not None:
            command += ["--life", str(self._life_seed)]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / "market.log").open("a", encoding="utf-8") as errors:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                    encoding="utf-8",
                    env=_environment(),
                )
        except OSError as error:
            raise UserError(_("Closet Fair could not start: {why}.").format(why=error)) from error
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line:
            return str(json.loads(line)["url"])
        self._end()
        return self._elsewhere()

    def _elsewhere(self) -> str:
        """Return where another process serves this folder; raise UserError where none does."""
        try:
            url = str(json.loads((self._folder / "market.json").read_text("utf-8"))["url"])
        except (OSError, ValueError, LookupError) as error:
            raise self._trouble() from error
        if not _answers(url):
            raise self._trouble()
        return url

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            log.info("the embedded marketplace did not leave by itself")
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()

    def _trouble(self) -> UserError:
        return UserError(_("Closet Fair could not start. See {file}.").format(file=self._folder / "market.log"))


def _answers(url: str) -> bool:
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port), _ANSWER_TIMEOUT_S).close()
    except (OSError, ValueError):
        return False
    return True


def _environment() -> dict[str, str]:
    """Return ours, made to find this program wherever the command was typed: -P keeps that folder out of the path."""
    paths = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
