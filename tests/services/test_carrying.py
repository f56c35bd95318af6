"""What is dragged or copied out has the name of its piece, is as a marketplace takes it, and is made once."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from studio.base.jobs import Quiet
from studio.domain.operation import Op
from studio.services import carrying, items, photos
from studio.services.context import Studio
from tests.services.closets import imported, size_of


def test_files_are_named_by_sku_and_made_once(studio: Studio, tmp_path: Path) -> None:
    (piece,) = imported(studio, tmp_path / "shoot", 2)
    items.edit(studio, [piece], {"sku": "HP-0101"})
    ids = [photo.id for photo in photos.of_item(studio, piece)]
    found = carrying.carry(studio, ids, "poshmark", Quiet())
    assert [found.files[one].name for one in ids] == ["HP-0101-01.jpg", "HP-0101-02.jpg"]
    assert size_of(found.files[ids[0]]) == (1080, 1440)
    assert found.doubt == ""
    before = found.files[ids[0]].stat().st_mtime_ns
    assert carrying.carry(studio, ids, "poshmark", Quiet()).files == found.files
    assert found.files[ids[0]].stat().st_mtime_ns == before
    photos.clean(studio, ids[:1], Quiet(), backend="classic")
    other = carrying.carry(studio, ids[:1], "poshmark", Quiet()).files[ids[0]]
    assert (other.name, other != found.files[ids[0]]) == ("HP-0101-01.jpg", True)


def test_what_is_in_doubt_or_cannot_be_made_is_said(studio: Studio, tmp_path: Path) -> None:
    (piece,) = imported(studio, tmp_path / "shoot", 2)
    first, second = photos.of_item(studio, piece)
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="test") as unit:
        unit.save(replace(first, note="Look."))
    found = carrying.carry(studio, [first.id, second.id], "ebay", Quiet())
    assert found.doubt == "1 of these cut-outs is in doubt. IMG_0001.jpg: Look."
    assert len(found.files) == 2
    original = studio.originals.find(second.sha256)
    assert original is not None
    original.chmod(0o600)
    original.unlink()
    found = carrying.carry(studio, [first.id, second.id], "depop", Quiet())
    assert list(found.files) == [first.id]
    assert found.doubt.startswith("IMG_0002.jpg: The original of IMG_0002.jpg is missing")


def test_what_was_carried_before_yesterday_is_gone(studio: Studio, tmp_path: Path) -> None:
    (piece,) = imported(studio, tmp_path / "shoot", 1)
    ids = [photo.id for photo in photos.of_item(studio, piece)]
    (file,) = carrying.carry(studio, ids, "vinted", Quiet()).files.values()
    long_ago = studio.clock.now().timestamp() - 100_000
    os.utime(file.parent, (long_ago, long_ago))
    carrying.carry(studio, [], "vinted", Quiet())
    assert not file.exists()
