"""What the machine sees in a photo comes with its import, and later for those that were here before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.base.jobs import Quiet
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.services import noticing, photos
from studio.services.context import Studio
from studio.services.darkroom import thumbnail_file
from tests.services.closets import imported


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    return imported(studio, tmp_path / "shoot", 3)


@pytest.fixture
def old(studio: Studio, pieces: list[ItemId]) -> list[Photo]:
    """The photos of the first item as they were before the studio looked at photos."""
    found = photos.of_item(studio, pieces[0])
    with studio.catalog.operation(Op.NOTICE) as unit:
        for photo in found:
            unit.save(replace(photo, phash="", sharpness=None, brightness=None))
    return found


def test_an_import_notices_how_sharp_and_bright_a_photo_is_and_what_it_shows(
    studio: Studio, pieces: list[ItemId]
) -> None:
    for photo in photos.of_item(studio, pieces[0]):
        assert len(photo.phash) == 16
        assert photo.sharpness is not None
        assert photo.brightness is not None
        assert 0 < photo.brightness < 1
    assert noticing.not_noticed(studio) == []


def test_older_photos_are_looked_at_from_their_thumbnails_or_originals(studio: Studio, old: list[Photo]) -> None:
    thumbnail_file(studio.profile, old[0].sha256).unlink()
    wanted = noticing.not_noticed(studio)
    assert sorted(wanted) == sorted(photo.id for photo in old)
    steps = studio.catalog.history()
    assert noticing.notice(studio, wanted, Quiet()) == len(old)
    assert noticing.not_noticed(studio) == []
    assert studio.catalog.history() == steps
    for before, photo in zip(old, photos.load(studio, [photo.id for photo in old]), strict=True):
        assert photo.sharpness == pytest.approx(before.sharpness, abs=0.08)
        assert (int(photo.phash, 16) ^ int(before.phash, 16)).bit_count() <= 4


def test_what_cannot_be_seen_or_is_gone_costs_nobody_else(studio: Studio, old: list[Photo]) -> None:
    lost, broken, good = old
    for photo in (lost, broken):
        thumbnail_file(studio.profile, photo.sha256).unlink()
    original = studio.originals.find(lost.sha256)
    assert original is not None
    original.unlink()
    original = studio.originals.find(broken.sha256)
    assert original is not None
    original.write_bytes(b"no picture")
    wanted = [lost.id, broken.id, PhotoId("gone"), good.id]
    assert noticing.notice(studio, wanted, Quiet()) == 1
    assert sorted(noticing.not_noticed(studio)) == sorted([lost.id, broken.id])
    assert noticing.notice(studio, [lost.id], Quiet()) == 0


class Meanwhile(Quiet):
    """A Context during whose first report a seller does something."""

    def __init__(self, studio: Studio, picked: Photo, removed: Photo) -> None:
        self._studio, self._picked, self._removed = studio, picked, removed

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Pick one photo and remove another."""
        if done == 0:
            with self._studio.catalog.operation(Op.CULL_PHOTOS, title="cull") as unit:
                unit.save(replace(self._picked, phash="", sharpness=None, brightness=None, flag=Flag.PICK))
                unit.remove(Photo, self._removed.id)


def test_what_a_seller_does_meanwhile_stays(studio: Studio, old: list[Photo]) -> None:
    picked, removed, _other = old
    wanted = [photo.id for photo in old]
    noticing.notice(studio, wanted, Meanwhile(studio, picked, removed))
    (found,) = photos.load(studio, [picked.id])
    assert (found.flag, bool(found.phash)) == (Flag.PICK, True)
    assert photos.load(studio, [removed.id]) == []
