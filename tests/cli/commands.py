"""Runs the command line, in this process or as a program of its own, and keeps what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 120


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def sentence(self) -> str:
        """The one line on standard error, with nothing of a traceback in it."""
        (line,) = self.err.strip().splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Said]


def program(*words: str | Path, said: str = "", environment: Mapping[str, str] | None = None) -> Said:
    """Run `python -m studio` as a shell would."""
    done = subprocess.run(
        [sys.executable, "-m", "studio", *map(str, words)],
        input=said,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(environment or {})},
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
