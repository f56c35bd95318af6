"""Runs one function over many things in a few threads and gives the answers in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from studio.base.jobs import Context

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def fan_out(
    things: Sequence[Thing],
    work: Callable[[Thing], Answer],
    context: Context,
    *,
    name_of: Callable[[Thing], str],
    width: int,
) -> Iterator[Answer]:
    """Yield `work(thing)` for every thing, in order, `width` at a time; report after each.

    What `work` raises ends the whole, and so does a stop: what has not begun is left.
    """
    with ThreadPoolExecutor(width, "studio-fan-out") as pool:
        running = [pool.submit(work, thing) for thing in things]
        try:
            for number, (thing, future) in enumerate(zip(things, running, strict=True)):
                context.report(number, len(things), name_of(thing))
                yield future.result()
            context.report(len(things), len(things))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
