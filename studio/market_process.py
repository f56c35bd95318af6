"""Runs the embedded marketplace as a process of its own, which ends with the studio."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from studio.base.errors import UserError
from studio.base.texts import _
from studio.services.context import MarketAddress

log = logging.getLogger(__name__)

_STOP_TIMEOUT_S = 5.0


class MarketProcess:
    """A MarketHost: one server on loopback for one profile, with its file in `folder`."""

    def __init__(self, folder: Path, *, life_seed: int | None) -> None:
        self._folder = folder
        self._life_seed = life_seed
        self._process: subprocess.Popen[str] | None = None
        self._url = ""

    def start(self) -> MarketAddress:
        """Start the server unless it runs, and return where it is; raise UserError where it cannot start."""
        if self._process is None or self._process.poll() is not None:
            self._url = self._launch()
        key = (self._folder / "owner.key").read_text("utf-8").strip()
        return MarketAddress(self._url, key)

    def stop(self) -> None:
        """End the server: it leaves by itself when its standard input closes."""
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

    def _launch(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "studio.demo_market", "--data", str(self._folder), "--with-parent"]
        if self._life_seed is not None:
            command += ["--life", str(self._life_seed)]
        with (self._folder / "market.log").open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise UserError(_("Closet Fair could not start. See {file}.").format(file=self._folder / "market.log"))
        return str(json.loads(line)["url"])
