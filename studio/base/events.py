"""One hub that tells everybody who asked about what happened, in the thread where it happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Events(Generic[Event]):
    """Subscribers of one sort of event; a subscriber must be quick and must not raise."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Event], None]] = []

    def subscribe(self, subscriber: Callable[[Event], None]) -> Callable[[], None]:
        """Call `subscriber` with every later event; return what ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, event: Event) -> None:
        """Tell every subscriber, in the order in which they came."""
        for subscriber in list(self._subscribers):
            subscriber(event)
