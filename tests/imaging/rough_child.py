"""A child that copies, refuses, breaks, dies or sleeps as it is told; `python -m tests.imaging.rough_child`."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from studio.base.errors import UserError
from studio.imaging.child_loop import serve


def echo(value: Any) -> Any:
    """Give the value back, after noise of the kind that native libraries make."""
    os.write(1, b"libsomething: warning\n")
    return value


def refuse(sentence: str) -> None:
    """Refuse with a sentence."""
    raise UserError(sentence)


def fault() -> None:
    """Meet a bug."""
    raise KeyError("bug")


def hoard(megabytes: int) -> int:
    """Take so much memory."""
    return len(bytearray(megabytes << 20))


def die() -> None:
    """End as a crash in native code ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(seconds: float) -> None:
    """Hang."""
    time.sleep(seconds)  # noqa: TID251


def name(variable: str) -> str | None:
    """Return an environment variable."""
    return os.environ.get(variable)


if __name__ == "__main__":
    serve(
        {"echo": echo, "refuse": refuse, "fault": fault, "hoard": hoard, "die": die, "sleep": sleep, "name": name},
        memory_limit_bytes=400 << 20,
    )
