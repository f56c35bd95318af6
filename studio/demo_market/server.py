"""Serves a market on loopback: one process a folder, ready when its line is printed, gone with its parent if asked."""

import asyncio
import json
import os
import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from studio.demo_market.app import create_app
from studio.demo_market.faults import ABORT
from studio.demo_market.gate import Gate
from studio.demo_market.market import Market, open_market

HOST = "127.0.0.1"


class Protocol(H11Protocol):
    """HTTP/1.1 whose app may hang up: a fault that no answer can play."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = partial(_call, self.app, transport)


async def _call(app: ASGIApp, transport: asyncio.Transport, scope: Scope, receive: Receive, send: Send) -> None:
    scope["extensions"] = {**scope.get("extensions", {}), ABORT: transport.abort}
    await app(scope, receive, send)


class Server(uvicorn.Server):
    """Says when it is ready, and lets the listeners on `/v1/events` go before it waits for open requests."""

    def __init__(self, config: uvicorn.Config, market: Market, url: str) -> None:
        super().__init__(config)
        self._market = market
        self._ready = json.dumps({"url": url, "pid": os.getpid()})
        self._ready_file = market.folder / "market.json"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        draft = self._ready_file.with_suffix(".part")
        draft.write_text(self._ready + "\n", encoding="utf-8")
        draft.replace(self._ready_file)
        sys.stdout.write(self._ready + "\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._market.pokes.close()
        self._ready_file.unlink(missing_ok=True)
        await super().shutdown(sockets)


def serve(folder: Path, *, port: int = 0, life_seed: int | None = None, with_parent: bool = False) -> None:
    """Serve until stopped. Raises AlreadyRunning where the folder is in use, OSError where the port is."""
    market = open_market(folder)
    listener = _listen(market, port)
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        Gate(create_app(market, life_seed=life_seed), market),
        http=Protocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    server = Server(config, market, url)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: sys.exit(0))
    if with_parent:
        _stop_with_parent(server)
    server.run(sockets=[listener])


def _listen(market: Market, port: int) -> socket.socket:
    """Bind the wanted port; for 0 the one used last in this folder if it is free, else any."""
    with market.store.reading() as tx:
        last = int(tx.meta("port", "0"))
    try:
        listener = _bind(port or last)
    except OSError:
        if port:
            market.store.close()
            raise
        listener = _bind(0)
    with market.store.writing() as tx:
        tx.set_meta("port", listener.getsockname()[1])
    return listener


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # On Windows this option would let a second program take a port that is in use.
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


def _stop_with_parent(server: Server) -> None:
    """Stop at the end of standard input, which comes however the parent ends.

    A daemon thread on the bare descriptor: nothing waits for it, and it holds no lock that the exit needs.
    """

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.should_exit = True

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()  # noqa: TID251 - no jobs of ours here
