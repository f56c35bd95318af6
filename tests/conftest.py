"""What every test lives under: a closed network, no unexpected warning, no thread left behind."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SHARED = Path(os.environ.get("STUDIO_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make soak` ask for the long way."""
    parser.addoption("--soak", action="store_true", help="thousands of malformed pictures and a hundred deaths")


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for thousands."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture
def shared() -> Path:
    """The folder of real photos, masks and contracts; the test is skipped where it is missing."""
    if not _SHARED.is_dir():
        pytest.skip("no shared folder beside the checkout")
    return _SHARED


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a warning of ours that nobody expected; a test marks one as expected by clearing caplog."""
    yield
    bad = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING and r.name.startswith("studio")]
    assert not bad, bad[0].getMessage()


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail where a Job outlives its test."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.name.startswith("studio-")]
    for thread in left:
        thread.join(2.0)
    assert not [t.name for t in left if t.is_alive()]


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback
