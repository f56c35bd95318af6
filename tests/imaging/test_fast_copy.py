"""A fast copy is made, measured against its original, and kept only where their masks agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.imaging import fast_copy, model_trial, models
from studio.imaging.cutout import Cutter
from tests.imaging import networks
from tests.imaging.drawing import shirt


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Nine shirts on a lawn."""
    folder = tmp_path_factory.mktemp("lawn")
    files = []
    for seed in range(9):
        pixels, _mask = shirt(240, 320, colour=(120 + 12 * seed, 40, 90), floor=(70, 170 + 4 * seed, 60), seed=seed)
        files.append(folder / f"{seed}.png")
        Pillow.fromarray(pixels).save(files[-1])
    return files


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "models" / models.CUSTOM).iterdir())


def test_a_copy_that_agrees_is_kept_with_its_figures_and_cuts_out(pictures: list[Path], tmp_path: Path) -> None:
    backend = model_trial.adopt(networks.deep_network(tmp_path / "deep.onnx"), tmp_path / "home")
    told: list[tuple[int, int | None, str]] = []

    class Listens(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            told.append((done, total, note))

    measured = fast_copy.make(backend, tmp_path / "home", pictures, Listens())
    assert 0.98 <= measured.iou_worst <= measured.iou <= 1
    assert measured.picture_count == 6
    assert measured.speedup > 0
    assert told[0] == (0, 7, "Making the copy")
    assert told[-1] == (6, 7, "Measuring it")
    _in_the_box, _original, copy = models.kept(tmp_path / "home")
    assert (copy.backend, copy.title) == (f"{backend}+int8", "deep.onnx, fast copy")
    assert copy.facts["iou"] == measured.iou
    assert copy.size_bytes < models.original_file("deep.onnx", tmp_path / "home").stat().st_size
    assert listed(tmp_path / "home") == ["deep.int8.onnx", "deep.int8.onnx.sha256", "deep.onnx", "deep.onnx.sha256"]
    cutter = Cutter(tmp_path / "home")
    try:
        cut = cutter.cut(_kept(pictures[0], tmp_path), tmp_path / "mask.png", copy.backend, Quiet())
    finally:
        cutter.close()
    assert 0.1 < cut.share < 0.6
    own = tmp_path / "again.onnx"
    own.write_bytes(models.fast_copy(backend, tmp_path / "home").read_bytes())
    again = model_trial.adopt(own, tmp_path / "home")
    with pytest.raises(UserError, match="8-bit integers already"):
        fast_copy.make(again, tmp_path / "home", pictures, Quiet())


def _kept(picture: Path, folder: Path) -> Path:
    """Write a picture as the darkroom hands it to the cut-out."""
    with Pillow.open(picture) as opened:
        np.save(folder / "picture.npy", np.asarray(opened), allow_pickle=False)
    return folder / "picture.npy"


def test_a_copy_that_does_not_agree_goes_with_a_sentence(pictures: list[Path], tmp_path: Path) -> None:
    backend = model_trial.adopt(networks.delicate_network(tmp_path / "delicate.onnx"), tmp_path / "home")
    with pytest.raises(UserError, match=r"agrees with it to 0\.\d{3} on 6 pictures; 0\.98 is needed, so it went"):
        fast_copy.make(backend, tmp_path / "home", pictures, Quiet())
    assert listed(tmp_path / "home") == ["delicate.onnx", "delicate.onnx.sha256"]


def test_making_one_can_be_stopped_and_leaves_nothing(pictures: list[Path], tmp_path: Path) -> None:
    class StopsAt(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            if done == 2:
                raise Cancelled

    backend = model_trial.adopt(networks.deep_network(tmp_path / "deep.onnx"), tmp_path / "home")
    with pytest.raises(Cancelled):
        fast_copy.make(backend, tmp_path / "home", pictures, StopsAt())
    assert listed(tmp_path / "home") == ["deep.onnx", "deep.onnx.sha256"]


def test_too_few_pictures_and_too_large_models_are_refused_at_once(
    pictures: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = model_trial.adopt(networks.colour_network(tmp_path / "mine.onnx"), tmp_path / "home")
    with pytest.raises(UserError, match="needs 6 photos to be measured on"):
        fast_copy.make(backend, tmp_path / "home", pictures[:5], Quiet())
    monkeypatch.setattr(fast_copy, "SIZE_MAX_BYTES", 10)
    with pytest.raises(UserError, match=r"mine\.onnx is too large for a fast copy"):
        fast_copy.make(backend, tmp_path / "home", pictures, Quiet())
    with pytest.raises(UserError, match="u2net is not here yet"):
        fast_copy.make("rembg:u2net", tmp_path / "home", pictures, Quiet())
