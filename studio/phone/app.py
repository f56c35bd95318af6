"""The upload page as an ASGI app: four addresses behind the token, and one and the same answer for all others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import unquote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from studio.base.errors import UserError
from studio.phone import page
from studio.phone.door import COOKIE, Door
from studio.phone.keeping import Keeper, TooLarge

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TOLD = (200, 400, 413)


class Guard(BaseHTTPMiddleware):
    """Turns away who was led here by another name or another page, and lets no answer out without its headers."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        super().__init__(app)
        self._host = host

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Answer, or say nothing at all."""
        origin = request.headers.get("origin")
        strange = request.headers.get("host") != self._host or origin not in (None, f"http://{self._host}")
        answer = _nothing() if strange else await call_next(request)
        if answer.status_code not in _TOLD:
            answer = _nothing()
        answer.headers.update(SAFE_HEADERS)
        return answer


def create_app(door: Door, keeper: Keeper, *, host: str) -> FastAPI:
    """Return the app; `host` is the address and port that a request must name, whatever the phone resolved."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    app.add_middleware(Guard, host=host)

    @app.get("/{token}")
    async def first(token: str, request: Request) -> Response:
        if door.knows(token, request.cookies.get(COOKIE, "")):
            return Response(page.html(token), media_type="text/html")
        if request.headers.get("sec-purpose", "").startswith("prefetch"):
            return _nothing()  # a browser that only guesses where its owner will go
        secret = door.admit_first(token)
        if not secret:
            return _nothing()
        keeper.opened = True
        keeper.tell()
        answer = Response(page.html(token), media_type="text/html")
        answer.set_cookie(COOKIE, secret, path=f"/{token}", httponly=True, samesite="strict")
        return answer

    @app.get("/{token}/{name}")
    async def part(token: str, name: str, request: Request) -> Response:
        known = door.knows(token, request.cookies.get(COOKIE, ""))
        return Response(*page.PARTS[name]) if known and name in page.PARTS else _nothing()

    @app.post("/{token}/photo")
    async def photo(token: str, request: Request) -> Response:
        if not door.knows(token, request.cookies.get(COOKIE, "")) or "x-name" not in request.headers:
            return _nothing()
        return await _take(request, door, keeper)

    return app


async def _take(request: Request, door: Door, keeper: Keeper) -> Response:
    name = unquote(request.headers["x-name"][:600])
    length = request.headers.get("content-length", "")
    try:
        await keeper.keep(name, int(length) if length.isdigit() else None, _chunks(request), door.hear)
    except TooLarge as error:
        return JSONResponse({"why": str(error)}, 413, {"Connection": "close"})
    except UserError as error:
        return JSONResponse({"why": str(error)}, 400, {"Connection": "close"})
    except ClientDisconnect:
        return Response(status_code=400)
    return JSONResponse({"came": keeper.came})


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        if chunk:
            yield chunk


def _nothing() -> Response:
    """Return what everybody gets who has no business here: it does not even say whose door it is."""
    return Response("Not found\n", 404, media_type="text/plain")
