"""Everything that a use case may reach, put together once at start-up and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.base.clock import Clock
from studio.base.paths import Profile
from studio.services.darkroom import LazyDarkroom
from studio.settings.store import Settings
from studio.storage.catalog import Catalog

if TYPE_CHECKING:
    from studio.storage.media import MediaStore


@dataclass(frozen=True, slots=True)
class MarketAddress:
    """Where the embedded marketplace answers, and the key by which its owner approves without a browser."""

    url: str
    owner_key: str


class MarketHost(Protocol):
    """Runs the embedded marketplace in a process of its own."""

    def start(self) -> MarketAddress:
        """Start it unless it runs, and return where it is; raise UserError where it cannot start."""
        ...

    def stop(self) -> None:
        """End it, if it was started here."""
        ...


@dataclass(frozen=True, slots=True)
class Studio:
    """One open profile."""

    profile: Profile
    catalog: Catalog
    settings: Settings
    clock: Clock
    darkroom: LazyDarkroom
    market: MarketHost

    @property
    def originals(self) -> MediaStore:
        """The original photos."""
        return _store(self.profile.originals)

    @property
    def outgoing(self) -> MediaStore:
        """Renditions that an Account is going to get."""
        return _store(self.profile.outgoing)

    @property
    def documents(self) -> MediaStore:
        """Files that came with Orders."""
        return _store(self.profile.documents)

    def close(self) -> None:
        """End the child processes and close the files; another process may have the profile then."""
        self.darkroom.close()
        self.market.stop()
        self.catalog.close()


def _store(folder: Path) -> MediaStore:
    from studio.storage.media import MediaStore  # hashing and copying: the first page does without

    return MediaStore(folder)
