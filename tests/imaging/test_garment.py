"""The network in the box cuts garments out, offline, and says when it is unsure."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base import resources
from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging import models, registry
from studio.imaging.backends import classic, garment, grabcut
from studio.imaging.backends.colour_model import agreed
from studio.imaging.backends.kind import Backend
from studio.imaging.backends.network import Belief
from studio.imaging.codec import decode, load_mask
from studio.imaging.cutout import Cutter
from studio.imaging.image import Image
from studio.imaging.recipe import Step
from tests.imaging.drawing import overlap, shirt

NOWHERE = Path("no-folder-of-fetched-models")


@pytest.fixture(scope="module")
def cut() -> Backend:
    return garment.load(NOWHERE)


@pytest.mark.parametrize(
    ("colour", "floor"),
    [
        ((176, 40, 48), (206, 190, 164)),
        ((30, 30, 34), (214, 212, 208)),
        ((236, 236, 232), (120, 84, 60)),
        ((60, 90, 150), (90, 90, 88)),
    ],
)
def test_a_shirt_on_a_floor_is_found(cut: Backend, colour: tuple[int, int, int], floor: tuple[int, int, int]) -> None:
    pixels, truth = shirt(colour=colour, floor=floor)
    mask, confidence = cut(pixels)
    assert overlap(mask, truth) > 0.93
    assert confidence > 0.6


def test_the_same_photo_gives_the_same_mask(cut: Backend) -> None:
    pixels, _truth = shirt()
    assert np.array_equal(cut(pixels)[0], cut(pixels)[0])


def test_a_large_photo_gives_the_same_garment_as_a_small_one(cut: Backend) -> None:
    pixels, _truth = shirt(1080, 1440)
    small = np.asarray(cv2.resize(pixels, (360, 480), interpolation=cv2.INTER_AREA), np.uint8)
    large_mask = cut(pixels)[0]
    assert large_mask.shape == (1440, 1080)
    assert overlap(np.asarray(cv2.resize(large_mask, (360, 480)), np.uint8), cut(small)[0]) > 0.97


@pytest.mark.parametrize("level", [0, 90, 255])
def test_a_picture_of_nothing_is_not_passed_on(cut: Backend, level: int) -> None:
    mask, confidence = cut(np.full((200, 150, 3), level, np.uint8))
    share = (mask > 127).mean()
    assert share < 0.005 or share > 0.985 or confidence < 0.5


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (16, 16), (30, 900), (900, 30), (200, 200)])
def test_odd_sizes_get_an_answer(cut: Backend, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (*size, 3), np.uint8)
    mask, confidence = cut(noise)
    assert mask.shape == size
    assert 0 <= confidence <= 1


def test_a_grey_picture_is_cut_out_as_a_coloured_one(cut: Backend) -> None:
    pixels, truth = shirt(colour=(40, 40, 44), floor=(210, 208, 204))
    grey = np.repeat(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2)
    assert overlap(cut(np.asarray(grey, np.uint8))[0], truth) > 0.9


def _belief(rows: slice, columns: slice, strength: float = 5.0) -> Belief:
    belief = np.full((320, 320), -strength, np.float32)
    belief[rows, columns] = strength
    return belief


def test_where_the_colours_agree_with_the_network_nobody_else_is_asked() -> None:
    pixels, truth = shirt()
    belief = np.where(cv2.resize(truth, (320, 320)) > 127, 5, -5).astype(np.float32)
    mask, confidence = garment.cut(pixels, belief)
    assert overlap(mask, truth) > 0.97
    assert confidence > 0.9


def test_a_network_that_found_a_part_is_corrected_where_classic_says_the_same() -> None:
    pixels, truth = shirt()
    mask, confidence = garment.cut(pixels, _belief(slice(60, 200), slice(100, 220), 1.0))
    assert overlap(mask, truth) > 0.9
    assert confidence < 0.8


def test_a_network_that_runs_over_the_border_gives_way_to_classic() -> None:
    pixels, truth = shirt()
    rng = np.random.default_rng(3)
    leaking = np.where(cv2.resize(truth, (320, 320)) > 127, 2.0, 0.6) + rng.normal(0, 0.2, (320, 320))
    leaking[:, 280:] = -2
    of_classic, _sure = classic.cut(pixels)
    assert overlap(garment.cut(pixels, leaking.astype(np.float32))[0], of_classic) > 0.95


def test_what_the_network_says_stands_where_the_colours_lead_away_and_classic_knows_nothing_better() -> None:
    noise = np.random.default_rng(4).integers(90, 140, (240, 180, 3), np.uint8)
    belief = _belief(slice(80, 240), slice(90, 230), 2.0)
    mask, confidence = garment.cut(noise, belief)
    assert overlap(mask, cv2.resize((belief > 0).astype(np.uint8) * 255, (180, 240))) > 0.9
    assert confidence < 0.97


def test_colours_correct_a_belief_and_belief_decides_where_colours_say_nothing() -> None:
    pixels = np.full((120, 120, 3), 220, np.uint8)
    pixels[30:90, 30:90] = (170, 30, 40)
    belief = np.full((120, 120), -3, np.float32)
    belief[34:90, 30:84] = 3  # a few pixels off
    truth = np.zeros((120, 120), bool)
    truth[30:90, 30:90] = True
    assert ((agreed(pixels, belief) > 0.5) == truth).mean() > 0.99
    plain = np.full((120, 120, 3), 220, np.uint8)
    assert ((agreed(plain, belief) > 0.5) == (belief > 0)).mean() > 0.97


def test_grabcut_has_an_answer_where_everything_or_nothing_is_subject() -> None:
    pixels = shirt(60, 80)[0]
    full, empty = np.ones((80, 60), bool), np.zeros((80, 60), bool)
    assert grabcut.refined(pixels, np.ones((80, 60), np.float32), full, rounds=1).all()
    assert not grabcut.refined(pixels, np.zeros((80, 60), np.float32), empty, rounds=1).any()
    assert grabcut.tidied(full).all()
    assert not grabcut.tidied(empty).any()


def test_the_child_loads_it_without_a_network_and_heeds_no_foreign_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")  # nobody answers there
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    monkeypatch.setenv("REMBG_HOME", str(tmp_path / "elsewhere"))
    pixels, truth = shirt()
    np.save(tmp_path / "shirt.npy", pixels)
    cutter = Cutter(tmp_path / "models")
    try:
        found = cutter.cut(tmp_path / "shirt.npy", tmp_path / "mask.png", models.GARMENT, Quiet())
    finally:
        cutter.close()
    assert found.usable
    assert not found.doubt
    assert overlap(load_mask(tmp_path / "mask.png"), truth) > 0.93


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder of the seller's own resources hold another file of the network's name."""
    own = tmp_path / "resources"
    (own / "models").mkdir(parents=True)
    content = models.find_model(models.GARMENT).path(NOWHERE).read_bytes()
    (own / "models" / "garment.onnx").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    monkeypatch.setattr(resources, "_user_folders", [own])


@pytest.mark.usefixtures("changed")
def test_a_file_that_is_not_the_one_that_was_shipped_is_refused() -> None:
    with pytest.raises(UserError, match="was changed"):
        garment.load(NOWHERE)


def test_it_is_the_cut_out_of_a_fresh_machine() -> None:
    assert models.default_backend(NOWHERE) == models.GARMENT
    model = models.find_model(models.GARMENT)
    assert model.path(NOWHERE).stat().st_size <= 2_000_000


@pytest.mark.parametrize("kind", ["normal", "hard"])
def test_the_shipped_file_gives_the_figures_of_its_card(shared: Path, cut: Backend, kind: str) -> None:
    """On the card's fixed subset of 24; training/card.py measured it."""
    card = resources.load_json("models/garment.json")["subset"][kind]
    assert len(card["ids"]) == card["count"]
    overlaps = [_overlap(shared / "data/masks", name, cut) for name in card["ids"]]
    assert np.mean(overlaps) == pytest.approx(card["iou"], abs=0.005)


def _overlap(folder: Path, name: str, backend: Backend) -> float:
    pixels = decode(folder / f"{name}.jpg", 1024).pixels
    coarse = Image(pixels=pixels, mask=backend(pixels)[0])
    mask = registry.apply(coarse, [Step(name="cutout")]).mask
    assert mask is not None
    return overlap(mask, load_mask(folder / f"{name}.png"))
