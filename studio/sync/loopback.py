"""The one-shot listener on this machine to which the seller's browser comes back after signing in (RFC 8252)."""

from __future__ import annotations

import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _

PATH = "/signed-in"
WAIT_S = 300.0
_LOOK_S = 0.2
_CALL_S = 5.0
_THANKS = "You are signed in. You can close this page and go back to Closet Studio."


class Listener:
    """Waits at `redirect_uri` for one call that carries the right `state`; everything else is turned away."""

    def __init__(self, state: str) -> None:
        self._server = _Server(state)
        self.redirect_uri = f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.server_close()

    def wait(self, context: Context) -> str:
        """Return the address with which the browser came back.

        Raises UserError after WAIT_S, and Cancelled.
        """
        until = time.monotonic() + WAIT_S
        while not self._server.arrived.is_set():
            context.check()
            if time.monotonic() > until:
                raise UserError(_("Nobody signed in within five minutes. Start again when you are ready."))
            self._server.handle_request()
        return self._server.answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a caller that never finishes its request holds a thread of its own and nothing else
    block_on_close = False
    timeout = _LOOK_S

    def __init__(self, state: str) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.state = state
        self.answer = ""
        self.arrived = threading.Event()
        self._turn = threading.Lock()

    def take(self, path: str) -> bool:
        """Keep the first good call; return whether this was it."""
        with self._turn:
            if self.arrived.is_set():
                return False
            self.answer = f"http://127.0.0.1:{self.server_port}{path}"
            self.arrived.set()
            return True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a caller that hangs up is not ours to report."""


class _Call(BaseHTTPRequestHandler):
    server: _Server
    timeout = _CALL_S

    def do_GET(self) -> None:
        """Take the browser's return, once; http.server answers every other method with 501."""
        asked = urlsplit(self.path)
        states = parse_qs(asked.query).get("state", [])
        if asked.path != PATH:
            self._answer(404, "There is nothing here.")
        elif len(states) != 1 or not secrets.compare_digest(states[0].encode(), self.server.state.encode()):
            self._answer(400, "This sign-in was not started from here. Start again in Closet Studio.")
        else:
            first = self.server.take(self.path)
            self._answer(*((200, _THANKS) if first else (410, "This sign-in is over.")))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Log nothing: the address carries the code."""

    def _answer(self, status: int, sentence: str) -> None:
        body = f"<!doctype html><meta charset=utf-8><title>Closet Studio</title><p>{sentence}</p>".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.end_headers()
        self.wfile.write(body)
