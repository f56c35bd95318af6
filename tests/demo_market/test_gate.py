"""The rate limit, by a clock that the test moves."""

import asyncio
from pathlib import Path
from typing import Any

from starlette.types import Message

from studio.demo_market.app import create_app
from studio.demo_market.gate import Gate
from studio.demo_market.market import open_market
from studio.demo_market.rate import Rate


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_bucket_empties_with_a_burst_and_refills_with_time() -> None:
    clock = Clock()
    rate = Rate(per_s=2, burst=3, clock=clock)
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert rate.take("b") == 0
    clock.now_s += 0.5
    assert [rate.take("a"), rate.take("a")] == [0, 0.5]
    clock.now_s += 3600
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


async def call(gate: Gate, path: str) -> tuple[int, dict[str, str]]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": b"", "scheme": "http"}
    await gate({**scope, "headers": [(b"host", b"localhost:8000")]}, receive, send)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_a_flood_is_told_when_to_come_back_and_pages_stay_open(tmp_path: Path) -> None:
    market = open_market(tmp_path, Rate(per_s=0.2, burst=2, clock=Clock()))
    gate = Gate(create_app(market), market)
    answers = [asyncio.run(call(gate, "/v1/me")) for _ in range(3)]
    assert [status for status, _ in answers] == [401, 401, 429]
    assert answers[-1][1]["retry-after"] == "6"
    assert asyncio.run(call(gate, "/"))[0] == 200
    market.store.close()
