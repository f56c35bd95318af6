"""The front gate: what every request passes before the market sees it."""

import re
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.demo_market import rules
from studio.demo_market.market import Market
from studio.demo_market.problems import Problem

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}


class Gate:
    """Names each request, turns away strangers, floods and giants, and lets planned faults strike."""

    def __init__(self, app: ASGIApp, market: Market) -> None:
        self._app = app
        self._market = market

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = headers.get("x-request-id", "")
        request_id = asked if re.fullmatch(r"[\w.-]{1,64}", asked, re.ASCII) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update({"X-Request-Id": request_id, **SAFE_HEADERS})
            await send(message)

        problem = self._turn_away(scope["path"], headers)
        if problem:
            await problem.response(request_id)(scope, receive, send_named)
            return
        measured = _measured(receive, _size_limit(scope["path"]))
        fault = self._market.faults.roll(scope["method"], scope["path"])
        if fault:
            await self._market.faults.strike(fault, self._app, scope, measured, send_named)
        else:
            await self._app(scope, measured, send_named)

    def _turn_away(self, path: str, headers: Headers) -> Problem | None:
        host = headers.get("host", "")
        if _host_name(f"//{host}") not in rules.LOOPBACK_NAMES:
            return Problem(421, "wrong-host", "Closet Fair answers on this computer only; call it as 127.0.0.1.")
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return Problem(403, "wrong-origin", "A page from elsewhere may not call this market.")
        if not headers.get("content-length", "0").isdecimal():
            return Problem(400, "http", "Content-Length must be a number.")
        if int(headers.get("content-length", "0")) > _size_limit(path):
            return Problem(413, "too-large", f"The request is too large; send at most {_size_limit(path)} bytes.")
        if path.startswith("/v1/"):
            wait_s = self._market.rate.take(headers.get("authorization", ""))
            if wait_s:
                after = {"Retry-After": str(int(wait_s) + 1)}
                return Problem(429, "too-fast", "Too many requests; wait a moment and go on.", headers=after)
        return None


def _host_name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _size_limit(path: str) -> int:
    if path == "/v1/photos":
        return rules.PHOTO_BYTES_MAX + 64 * 1024
    if path == "/v1/batch":
        return rules.BATCH_BYTES_MAX
    return rules.JSON_BYTES_MAX


def _measured(receive: Receive, limit: int) -> Receive:
    """A body without a Content-Length is counted while it comes in."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413)
        return message

    return counted
