"""The network learns, goes on where it was interrupted, and is exported as rembg's session expects it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")

from studio.imaging.backends import network as shipped  # noqa: E402
from training import export  # noqa: E402
from training.network import GarmentNet  # noqa: E402
from training.train import Run, Schedule, normalised, trained  # noqa: E402


def _square(place: int) -> tuple[np.ndarray, np.ndarray]:
    pixels, mask = np.full((64, 64, 3), 200, np.uint8), np.zeros((64, 64), np.float32)
    pixels[place : place + 24, 16:48], mask[place : place + 24, 16:48] = (180, 30, 40), 1
    return pixels, mask


def _batch() -> tuple[object, object]:
    squares = [_square(place) for place in (4, 12, 20, 32)]
    return normalised([one[0] for one in squares]), torch.from_numpy(np.stack([one[1] for one in squares])[:, None])


def test_it_has_the_size_that_was_asked_for() -> None:
    assert 300_000 < sum(part.numel() for part in GarmentNet().parameters()) < 1_200_000


def test_training_goes_on_as_if_it_had_not_been_interrupted(tmp_path: Path) -> None:
    whole, torn = Run(tmp_path / "whole"), Run(tmp_path / "torn")
    for _step in range(4):
        whole.learn(*_batch(), 1e-3)
    for _step in range(2):
        torn.learn(*_batch(), 1e-3)
    torn.keep()
    torn = Run(tmp_path / "torn")
    assert torn.step == 2
    for _step in range(2):
        torn.learn(*_batch(), 1e-3)
    for name, value in whole.network.state_dict().items():
        assert torch.allclose(value.float(), torn.network.state_dict()[name].float(), atol=1e-5), name


def test_it_learns_where_a_red_square_is_and_the_exported_file_says_the_same(tmp_path: Path) -> None:
    run = Run(tmp_path)
    losses = [run.learn(*_batch(), 2e-3) for _step in range(25)]
    assert losses[-1] < 0.6 * losses[0]
    run.keep()
    file = export.whole(trained(tmp_path), tmp_path / "garment.onnx")
    pixels = np.kron(_square(12)[0], np.ones((5, 5, 1), np.uint8))
    pixels[0, 0] = 255  # rembg scales by the brightest value
    with torch.no_grad():
        expected = trained(tmp_path)(normalised([pixels]))[0, 0].numpy()
    assert np.abs(shipped.load(file)(pixels) - expected.clip(-9, 9)).max() < 0.02


def test_the_schedule_grows_the_pictures_and_ends_with_a_small_rate() -> None:
    schedule = Schedule((3, 2, 1))
    assert [schedule.side_px(step) for step in range(6)] == [192, 192, 192, 256, 256, 320]
    assert schedule.rate(5) < schedule.rate(3)
