"""Runs a command and says what it and all its child processes cost: time, processor time, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.05
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a command cost; memory is the proportional set size of all its processes together, at its highest."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    output: str


def watched(command: Sequence[str], *, variables: Mapping[str, str] | None = None, niceness: int = 0) -> Spent:
    """Run `command` to its end; raise SystemExit with what it printed where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*(["nice", "-n", str(niceness)] if niceness else []), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(variables or {})},
        text=True,
    )
    peak, code, use = 0, 0, None
    while use is None:
        peak = max(peak, sum(_proportional_bytes(pid) for pid in _tree(process.pid)))
        found, code, usage = os.wait4(process.pid, os.WNOHANG)
        use = usage if found else None
        time.sleep(_EVERY_S)  # noqa: TID251 - a benchmark has no Job
    wall_s = time.perf_counter() - started
    output = process.stdout.read() if process.stdout else ""
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    return Spent(wall_s=wall_s, cpu_s=use.ru_utime + use.ru_stime, peak_mib=peak / _MIB, output=output)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for thread in _listed(Path(f"/proc/{pid}/task")):
        for child in _read(thread / "children").split():
            yield from _tree(int(child))


def _proportional_bytes(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) << 10
    return 0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it ended meanwhile
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
