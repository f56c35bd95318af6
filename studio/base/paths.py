"""Where everything of one profile lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """One seller's folder: catalog, originals, settings, models, logs, the embedded marketplace."""

    root: Path

    @property
    def catalog(self) -> Path:
        """The SQLite file."""
        return self.root / "catalog.db"

    @property
    def lock(self) -> Path:
        """Held by the one process that may write to the catalog."""
        return self.root / "catalog.lock"

    @property
    def originals(self) -> Path:
        """Original photos, named by their SHA-256; never changed."""
        return self.root / "media" / "originals"

    @property
    def outgoing(self) -> Path:
        """Renditions promised to a marketplace, kept until it has them, named by SHA-256."""
        return self.root / "media" / "outgoing"

    @property
    def documents(self) -> Path:
        """Files that came with Orders, such as shipping labels."""
        return self.root / "media" / "documents"

    @property
    def renditions(self) -> Path:
        """Computed pictures; may be thrown away at any time."""
        return self.root / "cache" / "renditions"

    @property
    def inbox(self) -> Path:
        """Pictures on their way in, pasted or sent by a phone, until the closet has them."""
        return self.root / "inbox"

    @property
    def watching(self) -> Path:
        """What has come from the watched folder; without it every file is looked at once more."""
        return self.root / "watching.json"

    @property
    def models(self) -> Path:
        """Cut-out models."""
        return self.root / "models"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    @property
    def presets(self) -> Path:
        """The seller's own presets for photos, one file each."""
        return self.root / "presets"

    @property
    def resources(self) -> Path:
        """Resource files of the seller's own, which win over the program's."""
        return self.root / "resources"

    @property
    def backups(self) -> Path:
        """Copies of the catalog."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """What the program noted down."""
        return self.root / "logs"

    @property
    def market(self) -> Path:
        """The embedded marketplace's own folder."""
        return self.root / "market"
