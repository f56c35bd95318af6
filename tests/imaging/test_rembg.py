"""rembg's own loading code, with a network of a few bytes that these tests build."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging import model_trial, models
from studio.imaging.backends import rembg
from studio.imaging.cutout import Cutter
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import DEFAULT_CLEAN, Step
from tests.imaging.drawing import overlap, shirt
from tests.imaging.networks import colour_network


@pytest.fixture(scope="session")
def backend(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return model_trial.adopt(colour_network(tmp_path_factory.mktemp("own") / "not-green.onnx"), models_folder)


def test_a_network_cuts_out_through_rembgs_own_session(
    room: Darkroom, backend: str, photo: Path, tmp_path: Path
) -> None:
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": backend}))
    outputs = [
        Output(path=tmp_path / "master.png", background="transparent"),
        Output(path=tmp_path / "out.jpg", shape="1x1"),
    ]
    made = room.develop(photo, recipe, outputs, Quiet())
    assert made.usable
    with Pillow.open(tmp_path / "master.png") as picture:
        assert overlap(np.asarray(picture)[:, :, 3], shirt()[1]) > 0.95


def test_rembg_never_downloads_and_heeds_no_foreign_setting(
    backend: str, models_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong file in another home must not be found, and the switch that turns checksums off must be ignored."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "models" / "u2netp").mkdir(parents=True)
    (elsewhere / "models" / "u2netp" / "u2netp.onnx").write_bytes(b"not a model")
    for variable in ("U2NET_HOME", "REMBG_HOME"):
        monkeypatch.setenv(variable, str(elsewhere))
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    cutter, small = Cutter(models_folder), tmp_path / "small.npy"
    np.save(small, shirt()[0])
    try:
        with pytest.raises(UserError, match="not here yet"):
            cutter.cut(small, tmp_path / "mask.png", "rembg:u2netp", Quiet())
        cut = cutter.cut(small, tmp_path / "mask.png", backend, Quiet())
    finally:
        cutter.close()
    assert cut.usable
    assert cut.confidence > 0.5


def test_a_file_that_is_no_network_is_told(room: Darkroom, models_folder: Path, photo: Path, tmp_path: Path) -> None:
    fake = models_folder / "models" / models.CUSTOM / "fake.onnx"
    fake.write_bytes(b"not a network")
    models.remember(fake, {"sha256": models.sha256_of(fake)})
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": "rembg:fake.onnx"}))
    with pytest.raises(UserError, match="no cut-out model that can be used"):
        room.develop(photo, recipe, [Output(path=tmp_path / "out.jpg")], Quiet())


def test_a_network_that_was_changed_after_it_came_is_refused(
    room: Darkroom, models_folder: Path, photo: Path, tmp_path: Path
) -> None:
    name = model_trial.adopt(colour_network(tmp_path / "changed.onnx"), models_folder)
    path = models_folder / "models" / models.CUSTOM / "changed.onnx"
    path.write_bytes(path.read_bytes() + b"\0")
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": name}))
    with pytest.raises(UserError, match="was changed"):
        room.develop(photo, recipe, [Output(path=tmp_path / "out.jpg")], Quiet())


def test_every_model_that_is_offered_has_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone where it can be, with all of its kind where they need each other."""
    for package in ("rembg", "rembg.sessions"):
        monkeypatch.delitem(sys.modules, package, raising=False)
    found = {model.name: rembg._base_class(model.name) for model in models.known_models() if not model.bundled}
    assert len(found) > 10
    for name, session in found.items():
        assert session is not None, name
        assert session.name() == name
    assert rembg._base_class("no-such-session") is None
