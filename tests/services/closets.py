"""Closets for tests: a real profile with a real catalog, one Darkroom for all of them, and a market that obeys."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from studio.base.clock import Clock
from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Condition, Item
from studio.domain.operation import Op
from studio.imaging.pipeline import Darkroom
from studio.imaging.recipe import Recipe, Step
from studio.market_process import MarketProcess
from studio.services import importing, items, photos
from studio.services.context import MarketAddress, MarketHost, Studio
from studio.services.darkroom import LazyDarkroom
from studio.settings.store import Settings
from studio.storage.opening import open_catalog
from tests.demo_market import playing
from tests.imaging.drawing import shirt

FIRST_SHOT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class KeptDarkroom(LazyDarkroom):
    """Lends the one Darkroom of the session to every closet."""

    def __init__(self, profile: Profile, room: Darkroom) -> None:
        super().__init__(profile)
        self._kept = room

    def open(self) -> Darkroom:
        return self._kept


class NoMarket:
    """A MarketHost on a machine where the market cannot start."""

    def start(self) -> MarketAddress:
        raise UserError("Closet Fair could not start. See market.log.")

    def stop(self) -> None:
        """Nothing runs."""


class OwnMarket:
    """The real market process of a profile, which a test can take down and let come up again."""

    def __init__(self, profile: Profile) -> None:
        self._process = MarketProcess(profile.market, life_seed=None)
        self.is_down = False

    def start(self) -> MarketAddress:
        if self.is_down:
            raise UserError("Closet Fair could not start. See market.log.")
        return self._process.start()

    def stop(self) -> None:
        self._process.stop()

    def go_down(self) -> None:
        self.is_down = True
        self.stop()

    def come_up(self) -> None:
        self.is_down = False


class Beside(playing.Market):
    """The market that a studio runs, seen from beside it: its buyers, and its seller by another sign-in."""

    def __init__(self, host: MarketHost, folder: Path) -> None:
        self._host = host
        self.folder = folder
        self.session = requests.Session()
        self.session.trust_env = False

    @property
    def url(self) -> str:  # type: ignore[override]  # it may move while the market is down
        return self._host.start().url

    def seller(self) -> playing.Seller:
        return playing.Seller(self)

    def listings(self) -> list[dict[str, Any]]:
        """Return everything that the marketplace shows of this seller."""
        seller = self.seller()
        try:
            found: list[dict[str, Any]] = seller.get("/v1/listings?limit=500")["listings"]
            return found
        finally:
            seller.session.close()

    def ask(self, path: str) -> Any:
        """Return what the seller's own view of the marketplace says."""
        seller = self.seller()
        try:
            return seller.get(path)
        finally:
            seller.session.close()


def open_closet(root: Path, room: Darkroom, clock: Clock, market: MarketHost | None = None) -> Studio:
    """Open the profile at `root` with everything real but for what a test brings."""
    profile = Profile(root)
    return Studio(
        profile=profile,
        catalog=open_catalog(profile, clock),
        settings=Settings(profile.settings),
        clock=clock,
        darkroom=KeptDarkroom(profile, room),
        market=market or NoMarket(),
    )


def copy_catalog(template: Path, root: Path) -> Path:
    """Put a fresh catalog into `root`: quicker than making one."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, Profile(root).catalog)
    return root


@dataclass(frozen=True, kw_only=True)
class Shot:
    """How a picture is taken; no two seeds give the same one."""

    seed: int
    taken_at: datetime | None = None
    orientation: int = 1
    width_px: int = 240
    height_px: int = 320


def snap(file: Path, shot: Shot) -> Path:
    """Draw a shirt on the floor and save it as a phone would, in the format that the name says."""
    colour = (40 + shot.seed * 53 % 180, 30 + shot.seed * 31 % 150, 60 + shot.seed * 97 % 160)
    pixels, _mask = shirt(shot.width_px, shot.height_px, colour=colour, seed=shot.seed)
    exif = Image.Exif()
    exif[0x0112] = shot.orientation
    if shot.taken_at is not None:
        clock = exif.get_ifd(0x8769)
        clock[0x9003] = f"{shot.taken_at:%Y:%m:%d %H:%M:%S}"
        clock[0x9011] = "+00:00"
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(file, exif=exif, quality=90)
    return file


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height of a picture file that can be decoded."""
    with Image.open(picture) as opened:
        opened.load()
        return opened.size


CUT_OUT = Recipe((Step(name="cutout", version=2, params={"backend": "classic"}),)).to_json()


def doubted(studio: Studio, photo_id: PhotoId, sentence: str = "The edge is uncertain.") -> None:
    """Let a Photo be one whose cut-out somebody should look at."""
    (photo,) = photos.load(studio, [photo_id])
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="doubt") as unit:
        unit.save(replace(photo, note=sentence, recipe=CUT_OUT))


def snap_pieces(folder: Path, *photo_counts: int, first_seed: int = 1) -> list[Path]:
    """Photograph some pieces, minutes apart, with so many photos each."""
    files, seed = [], first_seed
    for piece, count in enumerate(photo_counts):
        for number in range(count):
            taken_at = FIRST_SHOT + timedelta(minutes=10 * piece, seconds=15 * number)
            files.append(snap(folder / f"IMG_{seed:04}.jpg", Shot(seed=seed, taken_at=taken_at)))
            seed += 1
    return files


def imported(studio: Studio, folder: Path, *photo_counts: int, first_seed: int = 1) -> list[ItemId]:
    """Photograph some pieces and import them; return their Items."""
    report = importing.import_photos(studio, snap_pieces(folder, *photo_counts, first_seed=first_seed), Quiet())
    assert report.refused == ()
    return list(report.items)


def written(studio: Studio, item_id: ItemId, **other: Any) -> Item:
    """Write down all that a marketplace wants to know of an Item."""
    known: dict[str, Any] = {
        "title": "Harbour & Pine wool shift dress, navy",
        "description": "A shift dress. Worn twice.",
        "brand": "Harbour & Pine",
        "category": "Women > Dresses",
        "size": "6",
        "colours": ("Blue",),
        "condition": Condition.GOOD,
        "measurements_mm": {"pit_to_pit": 457},
        "price_minor": 6800,
        "weight_g": 400,
        "bin": "B2",
    }
    items.edit(studio, [item_id], known | other)
    return items.load(studio, item_id)
