"""The child's side of `child.Child`: answers requests until its standard input ends."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _

Operation = Callable[..., Any]
NICENESS = 10  # the window comes first


def serve(
    operations: Mapping[str, Operation], *, memory_limit_bytes: int | None = None, niceness: int = NICENESS
) -> None:
    """Read requests from standard input and write one JSON line for each to standard output, until there are no more.

    Native code that prints would spoil the answers, so that descriptor 1 is led to standard error.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        os.nice(niceness)
    if memory_limit_bytes is not None:
        limit_memory(memory_limit_bytes)
    _send(answers, {"ok": None})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _send(answers, _answer(operations[request.pop("do")], request))


def _answer(operation: Operation, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"ok": operation(**arguments)}
    except UserError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": _("The picture needs more memory than decoding is allowed to take.")}
    except Exception as error:  # noqa: BLE001 - crosses a process border
        return {"fault": f"{type(error).__name__}: {error}"}


def _send(answers: Any, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def limit_memory(limit_bytes: int) -> None:
    """Let allocations beyond the limit fail (RLIMIT_DATA: private memory without mapped libraries, as Linux counts it).

    Windows and macOS have no such limit for one process; there the size check of the header is what stands.
    """
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit_bytes, limit_bytes))
