"""Lets buyers of the embedded marketplace act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

_TIMEOUT_S = 10.0


class Buyers:
    """Speaks to the marketplace's own verbs for buyers; `address` is asked each time."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address

    def like(self, buyer: str, listing: str) -> None:
        """Like a listing."""
        self._act("like", buyer=buyer, listing=listing)

    def message(self, buyer: str, listing: str, text: str) -> None:
        """Write to the seller."""
        self._act("message", buyer=buyer, listing=listing, text=text)

    def offer(self, buyer: str, listing: str, price_minor: int, message: str) -> None:
        """Offer a price."""
        self._act("offer", buyer=buyer, listing=listing, price_minor=price_minor, message=message)

    def buy(self, buyer: str, listing: str, note: str) -> None:
        """Buy a listing."""
        self._act("buy", buyer=buyer, listing=listing, note=note)

    def accept_counter(self, buyer: str, listing: str) -> None:
        """Accept what the seller countered with."""
        self._act("counter-answer", buyer=buyer, listing=listing, accept=True)

    def _act(self, verb: str, **words: Any) -> None:
        url = f"{self._address()}/demo/{verb}"
        with requests.Session() as session:
            session.trust_env = False  # a proxy knows nothing of this machine's loopback
            session.post(url, json=words, timeout=_TIMEOUT_S, allow_redirects=False).raise_for_status()
