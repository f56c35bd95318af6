"""The market itself: its folder, its file, its listeners, and what happens merely because time passes."""

import asyncio
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from studio.demo_market import changes, idempotency, offers, orders, photos
from studio.demo_market.faults import Faults
from studio.demo_market.idempotency import KeysAtWork
from studio.demo_market.rate import Rate
from studio.demo_market.store import Store, Transaction, new_id


class Pokes:
    """Wakes those who listen on `/v1/events`; may be poked from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[asyncio.Event] = set()
        self.closed = False

    def listen(self) -> asyncio.Event:
        self._loop = asyncio.get_running_loop()
        listener = asyncio.Event()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: asyncio.Event) -> None:
        self._listeners.discard(listener)

    def poke(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Let every listener go, so that the server can stop."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.set()


@dataclass(slots=True)
class Market:
    """Everything that a request may need, in one place."""

    folder: Path
    store: Store
    pokes: Pokes
    owner_key: str
    rate: Rate = field(default_factory=Rate)
    faults: Faults = field(default_factory=Faults)
    keys_at_work: KeysAtWork = field(default_factory=KeysAtWork)

    @property
    def photo_folder(self) -> Path:
        return self.folder / "photos"

    def settle(self) -> None:
        """Do what has become due on the market's clock."""
        with self.store.writing() as tx:
            settle(tx)


def settle(tx: Transaction) -> None:
    offers.expire_due(tx)
    orders.deliver_due(tx)
    changes.prune(tx)
    idempotency.prune(tx)


def open_market(folder: Path, rate: Rate | None = None) -> Market:
    """Open or make the market in this folder. Raises AlreadyRunning where another process has it open."""
    folder.mkdir(parents=True, exist_ok=True)
    pokes = Pokes()
    store = Store(folder / "market.db", pokes.poke)
    photos.sweep(folder / "photos")
    with store.writing() as tx:
        if not tx.meta("market_id", ""):
            tx.set_meta("market_id", new_id("market"))
    return Market(folder=folder, store=store, pokes=pokes, owner_key=_owner_key(folder), rate=rate or Rate())


def _owner_key(folder: Path) -> str:
    """The secret that lets whoever can read this folder approve without a browser."""
    path = folder / "owner.key"
    if not path.exists():
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32), encoding="ascii")
        draft.replace(path)
    return path.read_text(encoding="ascii").strip()
