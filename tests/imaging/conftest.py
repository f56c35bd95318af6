"""Pictures that the imaging tests draw for themselves, and one Darkroom for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging.image import Pixels
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import Recipe, Step
from tests.imaging.drawing import shirt


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the room looks for cut-out models."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Darkroom]:
    """A Darkroom with one child of each sort, already running."""
    folder = tmp_path_factory.mktemp("darkroom")
    picture = folder / "warm_up.png"
    Pillow.new("RGB", (64, 64), "navy").save(picture)
    with Darkroom(cache=folder / "cache", models=models_folder, width=1) as darkroom:
        target = Output(path=folder / "warm_up.jpg")
        for backend in ("classic", "rembg:u2netp"):  # neither finds anything, and one is not there
            recipe = Recipe((Step(name="cutout", params={"backend": backend}),))
            with suppress(UserError):
                darkroom.develop(picture, recipe, [target], Quiet())
        yield darkroom


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A JPEG of a red shirt on a wooden floor."""
    path = tmp_path / "shirt.jpg"
    Pillow.fromarray(shirt()[0]).save(path, quality=92)
    return path


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Pixels, str], Path]:
    """Write pixels under a name."""

    def write(pixels: Pixels, name: str) -> Path:
        path = tmp_path / name
        good, data = cv2.imencode(path.suffix, np.ascontiguousarray(pixels[:, :, ::-1]))
        assert good
        path.write_bytes(bytes(data))
        return path

    return write
