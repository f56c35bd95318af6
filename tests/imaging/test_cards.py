"""A separator card is read however it is held, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging import codec
from studio.imaging.cards import SECOND_LOOK_PX, first_look_px, read_card
from studio.imaging.image import Pixels
from studio.imaging.pipeline import Darkroom
from studio.imaging.probe import Probe
from studio.imaging.probing import probe
from studio.printing.barcode import build_code
from studio.printing.display_list import Frame
from tests.imaging.card_scenes import Scene, photographed
from tests.imaging.drawing import shirt

SCENES = {
    "large": Scene(size=0.4),
    "a twelfth": Scene(size=0.08),
    "upside down": Scene(size=0.12, turned_deg=180),
    "askew": Scene(size=0.12, turned_deg=37),
    "tilted": Scene(size=0.15, turned_deg=20, tilted_deg=35),
    "in shadow": Scene(size=0.12, turned_deg=-15, shadow=0.65),
    "out of focus": Scene(size=0.15, turned_deg=80, blur_px=2.5),
    "all at once": Scene(size=0.12, turned_deg=133, tilted_deg=25, blur_px=1.2, shadow=0.5),
}


@pytest.fixture(scope="module")
def ground() -> Pixels:
    """A shirt on a floor as a camera of three megapixels sees it."""
    return shirt(1512, 2016)[0]


def never() -> Pixels:
    raise AssertionError("a picture without a doubtful code was looked at twice")


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("sku", ["", "IT-0042"])
def test_a_card_is_read(room: Darkroom, ground: Pixels, tmp_path: Path, name: str, sku: str) -> None:
    file = tmp_path / "card.jpg"
    Pillow.fromarray(photographed(ground, sku, SCENES[name])).save(file, quality=85)
    seen = room.first_look(file, tmp_path / "small.jpg", Quiet())
    assert seen.card == sku
    with Pillow.open(tmp_path / "small.jpg") as small:
        assert small.size == (384, 512)


def test_a_code_that_is_seen_and_not_read_is_looked_at_again_from_nearer(ground: Pixels) -> None:
    """The finder patterns are sound and a part of the cells is not: as far away as that, they run together."""
    sharp = photographed(ground, "IT-0042", Scene(size=0.3))
    spoiled = sharp.copy()
    height, width = spoiled.shape[:2]
    spoiled[height // 2 - 125 : height // 2 + 200, width // 2 - 125 : width // 2 + 200] = 20
    asked: list[int] = []

    def closer() -> Pixels:
        asked.append(1)
        return sharp

    assert read_card(spoiled, closer) == "IT-0042"
    assert asked == [1]
    assert read_card(spoiled, lambda: spoiled) is None


def test_a_photo_without_a_card_has_none_and_is_looked_at_once(ground: Pixels, room: Darkroom, photo: Path) -> None:
    assert read_card(ground, never) is None
    assert room.first_look(photo, photo.with_name("small.jpg"), Quiet()).card is None


def test_another_code_is_no_card(ground: Pixels) -> None:
    rows = build_code("qr", "https://example.com/dress", Frame(0, 0, 90, 90)).modules.rows
    cells = np.kron(np.pad(np.array(rows, bool), 4), np.ones((8, 8), bool))
    picture = ground.copy()
    picture[200 : 200 + len(cells), 200 : 200 + len(cells)] = np.where(cells, 20, 240)[..., None]
    assert read_card(picture, never) is None


def test_no_real_photo_is_taken_for_a_card(shared: Path) -> None:
    looked = 0
    for file in sorted(file for name in ("photos", "masks", "hostile") for file in (shared / "data" / name).rglob("*")):
        try:
            found = probe(file)
            if found.format != "HEIF":
                pixels = codec.decode(file, first_look_px(found)).pixels
                assert read_card(pixels, lambda at=file: codec.decode(at, SECOND_LOOK_PX).pixels) is None, file.name  # type: ignore[misc]
                looked += 1
        except UserError:
            continue  # not a picture, or a broken one
    assert looked > 200


@pytest.mark.parametrize(
    ("size", "kind", "edge"),
    [
        ((4032, 3024), "JPEG", 1008),
        ((2448, 3264), "JPEG", 816),
        ((8064, 6048), "JPEG", 1008),
        ((1599, 1200), "JPEG", 1599),
        ((400, 300), "JPEG", 400),
        ((4032, 3024), "HEIF", 1600),
        ((1200, 900), "PNG", 1200),
    ],
)
def test_the_first_look_is_at_a_size_that_the_decoder_gives(size: tuple[int, int], kind: str, edge: int) -> None:
    found = Probe(format=kind, width_px=size[0], height_px=size[1], orientation=1, byte_count=1)
    assert first_look_px(found) == edge


def test_what_cannot_be_decoded_is_refused_at_first_sight(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.jpg").write_bytes(photo.read_bytes()[:2000])
    with pytest.raises(UserError):
        room.first_look(tmp_path / "torn.jpg", tmp_path / "small.jpg", Quiet())
    assert not (tmp_path / "small.jpg").exists()
