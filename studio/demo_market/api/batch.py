"""`/v1/batch`: many writes in one request, each with its own key and its own outcome."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.types import Message, Scope

from studio.demo_market.answers import BatchOutcome, BatchOutcomes
from studio.demo_market.api.writing import show
from studio.demo_market.bodies import Batch, BatchWrite
from studio.demo_market.problems import Problem

router = APIRouter(prefix="/v1", tags=["batch"])
LEFT_OUT = ("/v1/batch", "/v1/photos")


@router.post("/batch", response_model=BatchOutcomes)
async def batch(request: Request, wanted: Batch) -> Response:
    """Runs the writes in their order; one refused does not stop the others."""
    return show(BatchOutcomes(outcomes=[await _outcome(request, write) for write in wanted.writes]))


async def _outcome(request: Request, write: BatchWrite) -> BatchOutcome:
    """Send one write through the whole app, so that it meets the same rules as when it comes alone."""
    if write.path.split("?")[0] in LEFT_OUT:
        problem = Problem(422, "not-in-a-batch", "A batch cannot hold this kind of write; send it alone.")
        return BatchOutcome(key=write.key, status=422, etag=None, body=_read(bytes(problem.response(None).body)))
    headers = {"content-type": "application/json", "idempotency-key": write.key}
    headers["authorization"] = request.headers.get("authorization", "")
    if write.if_match:
        headers["if-match"] = write.if_match
    path, _, query = write.path.partition("?")
    scope: Scope = {
        **request.scope,
        "method": write.method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "state": dict(request.scope.get("state", {})),
    }
    body = b"" if write.body is None else json.dumps(write.body).encode()
    status, etag, answer = await _call(request, scope, body)
    return BatchOutcome(key=write.key, status=status, etag=etag, body=_read(answer))


async def _call(request: Request, scope: Scope, body: bytes) -> tuple[int, str | None, bytes]:
    """One in-process ASGI call."""
    sent: list[Message] = []
    unread = [body]

    async def receive() -> Message:
        if unread:
            return {"type": "http.request", "body": unread.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await request.app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    content = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return start["status"], headers.get("etag"), content


def _read(answer: bytes) -> Any:
    return json.loads(answer) if answer else None
