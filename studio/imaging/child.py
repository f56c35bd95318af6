"""A child process that answers JSON requests one at a time and is replaced when it dies, hangs or is cancelled."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _

log = logging.getLogger(__name__)

START_TIMEOUT_S = 60.0
_POLL_S = 0.05
_LEAVE_S = 0.5  # an idle child needs a tenth of that to end
_PACKAGES = Path(__file__).resolve().parents[2]


class ChildDied(TransientError):
    """The child ended or would not answer; the next request starts another one."""


class ChildFault(Exception):
    """The child met a bug of ours, or a file found one in a decoder."""


class Child:
    """The parent's side of one child process, which starts at the first request.

    JSON lines on pipes instead of `multiprocessing`: its spawn imports the parent's main module again (the window!)
    and its answers are pickles, which a decoder that a hostile picture took over could forge.
    """

    def __init__(self, module: str, arguments: tuple[str, ...] = ()) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._reader = ThreadPoolExecutor(1, "studio-child")
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id, while there is a process."""
        return self._process.pid if self._process else None

    def ask(self, operation: str, arguments: Mapping[str, Any], *, timeout_s: float, context: Context) -> Any:
        """Return the child's answer.

        Raises UserError with the child's own sentence, ChildDied where it ended or took longer than `timeout_s`,
        ChildFault for anything unexpected, Cancelled when the context says so (that ends the child, too).
        """
        context.check()
        if self._process is not None and self._process.poll() is not None:
            self._end()  # it died while nobody asked for anything
        process = self._process or self._start(context)
        return self._exchange(process, json.dumps({"do": operation, **arguments}), timeout_s, context)

    def close(self) -> None:
        """End the child: an idle one by itself, a busy one now."""
        self._closed = True
        process = self._process
        if process is not None and process.stdin is not None:
            _close_quietly(process.stdin)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LEAVE_S)
        self._end()
        self._reader.shutdown()

    def _start(self, context: Context) -> subprocess.Popen[bytes]:
        if self._closed:
            raise ChildDied(_("The studio is closing."))
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # decoders write their own complaints there
            env=_environment(),
            creationflags=flags,
        )
        self._process = process
        self._exchange(process, "", START_TIMEOUT_S, context)
        return process

    def _exchange(self, process: subprocess.Popen[bytes], request: str, timeout_s: float, context: Context) -> Any:
        try:
            if request:
                _write(process, request)
            line = self._read(process, timeout_s, context)
            answer = json.loads(line) if line else None
        except (OSError, ValueError) as error:
            self._end()
            raise ChildDied(_("The background process for pictures ended. Try again.")) from error
        except BaseException:
            self._end()
            raise
        if answer is None:
            code = self._end()
            raise ChildDied(_("The background process for pictures ended ({code}). Try again.").format(code=code))
        return _unpacked(answer)

    def _read(self, process: subprocess.Popen[bytes], timeout_s: float, context: Context) -> bytes:
        if process.stdout is None:
            raise ChildDied(_("The background process for pictures ended. Try again."))
        line: Future[bytes] = self._reader.submit(process.stdout.readline)
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                return line.result(_POLL_S)
            except TimeoutError:
                context.check()
                if time.monotonic() > deadline:
                    raise ChildDied(_("The picture took longer than {n} seconds.").format(n=round(timeout_s))) from None

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close_quietly(pipe)
        return code


class ChildPool:
    """Up to `width` children of one sort, lent to one thread each."""

    def __init__(self, build: Callable[[], Child], width: int) -> None:
        self._children = [build() for _number in range(width)]
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue()
        self._lock = threading.Lock()
        for child in self._children:
            self._idle.put(child)

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the children that run."""
        return tuple(child.pid for child in self._children if child.pid is not None)

    @contextmanager
    def borrowed(self, context: Context) -> Iterator[Child]:
        """Lend an idle child, waiting for one where all are busy."""
        child = self._wait(context)
        try:
            yield child
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """End every child."""
        with self._lock:
            for child in self._children:
                child.close()

    def _wait(self, context: Context) -> Child:
        while True:
            try:
                return self._idle.get(timeout=_POLL_S)
            except queue.Empty:
                context.check()


def _write(process: subprocess.Popen[bytes], request: str) -> None:
    if process.stdin is not None:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()


def _unpacked(answer: Any) -> Any:
    if "refused" in answer:
        raise UserError(str(answer["refused"]))
    if "fault" in answer:
        raise ChildFault(str(answer["fault"]))
    return answer["ok"]


def _close_quietly(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError as error:  # the last flush into a pipe that nobody reads
        log.debug("closing a pipe: %s", error)


def _environment() -> dict[str, str]:
    """Return the parent's environment, made to find this program and to use one core a child."""
    ours = {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_PACKAGES), os.environ.get("PYTHONPATH", "")))),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENCV_IO_MAX_IMAGE_PIXELS": "210000000",
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),  # a photo's arrays are used again instead of being mapped and zeroed
        "MALLOC_TRIM_THRESHOLD_": str(128 << 20),  # by the kernel each time: a fifth of the time of all steps
    }
    return {**os.environ, **ours}
