"""Serves the upload page on one address of this machine until it is told to stop, or nobody comes."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from studio.imaging.child_loop import limit_memory
from studio.phone.app import create_app
from studio.phone.door import Door
from studio.phone.keeping import Keeper, Limits

MOST_CONNECTIONS = 16
_REQUEST_WITHIN_S = 10.0
_MEMORY_LIMIT_BYTES = 600 << 20


class Protocol(H11Protocol):
    """HTTP/1.1 that hangs up on a crowd, and on a connection that does not come to the point."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        self._impatience = self.loop.call_later(_REQUEST_WITHIN_S, self._hang_up_if_idle)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nobody."""
        self._impatience.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request from now on."""
        super().on_response_complete()
        self._impatience.cancel()
        self._impatience = self.loop.call_later(_REQUEST_WITHIN_S, self._hang_up_if_idle)

    def _hang_up_if_idle(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete:
            self.transport.abort()


class Server(uvicorn.Server):
    """Says its port when it is ready, and leaves when the door has been shut by the clock."""

    def __init__(self, config: uvicorn.Config, door: Door, port: int) -> None:
        super().__init__(config)
        self._door = door
        self._port = port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so when it is open."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps({"port": self._port}) + "\n")
        sys.stdout.flush()

    async def on_tick(self, counter: int) -> bool:
        """Leave when nobody has come for long."""
        if self._door.expired:
            self.should_exit = True
        return await super().on_tick(counter)


def serve(address: str, inbox: Path, *, token: str, idle_s: float) -> None:
    """Serve until the parent closes our standard input; raise OSError where the address cannot be had."""
    limit_memory(_MEMORY_LIMIT_BYTES)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((address, 0))
    port = listener.getsockname()[1]
    door = Door(token, idle_s=idle_s, now=time.monotonic)
    keeper = Keeper(inbox, Limits())
    inbox.mkdir(parents=True, exist_ok=True)
    keeper.tell()
    config = uvicorn.Config(
        create_app(door, keeper, host=f"{address}:{port}"),
        http=Protocol,
        ws="none",
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        backlog=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=16_384,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )
    server = Server(config, door, port)
    _stop_with_parent(server)
    server.run(sockets=[listener])


def _stop_with_parent(server: Server) -> None:
    """Stop at the end of standard input, which comes however the parent ends."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.should_exit = True

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()  # noqa: TID251 - no jobs of ours here
