"""Faults on request: a share of the calls goes wrong as calls in the world do, so that clients can be judged."""

import asyncio
import random
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.demo_market.bodies import FaultKind, FaultPlan
from studio.demo_market.problems import Problem

ABORT = "closet_fair.abort"


class Faults:
    """Holds the present plan and rolls its dice; seeded, so that a run can be repeated."""

    def __init__(self) -> None:
        self.plan: FaultPlan | None = None
        self.struck = 0
        self._dice = random.Random(0)

    def set(self, plan: FaultPlan) -> None:
        self.plan = plan if plan.rate > 0 else None
        self.struck = 0
        self._dice = random.Random(plan.seed)

    def roll(self, method: str, path: str) -> FaultKind | None:
        """The fault that this call meets, if any. The demo verbs themselves never fail."""
        plan = self.plan
        if plan is None or path.startswith("/demo") or not path.startswith(plan.path):
            return None
        if plan.method not in (None, method) or (plan.times is not None and self.struck >= plan.times):
            return None
        if self._dice.random() >= plan.rate:
            return None
        self.struck += 1
        return plan.kind if isinstance(plan.kind, str) else self._dice.choice(plan.kind)

    async def strike(self, kind: FaultKind, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve this call with the fault in it."""
        delay_s = self.plan.delay_s if self.plan else 0.0
        if kind == "slow":
            await asyncio.sleep(delay_s)
            await app(scope, receive, send)
        elif kind == "drop":
            await _hang_up(scope, receive)
        elif kind == "reply-lost":
            await app(scope, receive, _swallow)
            await _hang_up(scope, receive)
        else:
            await _refusal(kind).response(scope["state"]["request_id"])(scope, receive, send)


async def _swallow(_message: Message) -> None:
    return


async def _hang_up(scope: Scope, receive: Receive) -> None:
    """Reset the connection without a word, through the server's extension."""
    abort: Callable[[], None] = scope["extensions"][ABORT]
    abort()
    while (await receive())["type"] != "http.disconnect":
        pass


def _refusal(kind: str) -> Problem:
    if kind == "429":
        return Problem(429, "too-fast", "Too many requests; wait a second.", headers={"Retry-After": "1"})
    return Problem(503, "down-for-a-moment", "The market is down for a moment.", headers={"Retry-After": "1"})
