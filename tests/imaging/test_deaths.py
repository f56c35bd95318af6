"""Workers are shot at any moment: the program goes on, each photo is done or named, and a second try succeeds."""

from __future__ import annotations

import logging
import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image as Pillow

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Quiet
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import DEFAULT_CLEAN, Step
from tests.imaging.drawing import shirt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGTERM)
CLASSIC = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": "classic"}))


class Marksman:
    """Shoots one running child each time it is asked, at a moment that chance gives."""

    def __init__(self, room: Darkroom, seed: int) -> None:
        self._room = room
        self._choice = random.Random(seed)
        self.hits = 0

    def shoot(self, stop: threading.Event, wanted: int) -> None:
        """Shoot until so many were hit."""
        while self.hits < wanted and not stop.wait(self._choice.uniform(0.0, 0.3)):
            pids = (*self._room.decoder_pids, *self._room.cutter_pids)
            if pids:
                self.hits += _hit(self._choice.choice(pids), self._choice.choice(SIGNALS))


def _hit(pid: int, kind: signal.Signals) -> bool:
    try:
        os.kill(pid, kind)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def range_(tmp_path: Path) -> Iterator[Darkroom]:
    """A Darkroom of two children of each sort, whose loss hurts no other test."""
    with Darkroom(cache=tmp_path / "cache", models=tmp_path / "models", width=2) as room:
        yield room


def test_deaths_by_signal_cost_single_photos_and_never_the_program(
    range_: Darkroom, tmp_path: Path, *, soak: bool
) -> None:
    deaths = 100 if soak else 12
    photo = tmp_path / "shirt.jpg"
    Pillow.fromarray(shirt(900, 1200)[0]).save(photo, quality=92)
    marksman, stop = Marksman(range_, seed=20_261_128), threading.Event()
    endings: list[str] = []

    def develop(number: int) -> None:
        target = tmp_path / f"{number}.jpg"
        try:
            _develop(range_, photo, number, target)
        except (UserError, TransientError) as error:
            endings.append(str(error))
        else:
            endings.append("done")

    with ThreadPoolExecutor(3, "studio-deaths") as pool:
        shooting = pool.submit(marksman.shoot, stop, deaths)
        number = 0
        while not shooting.done():
            for future in [pool.submit(develop, number + one) for one in range(4)]:
                future.result()
            number += 4
        stop.set()
    assert marksman.hits == deaths
    assert not list(tmp_path.glob(".*.part"))
    for again in range(4):
        _develop(range_, photo, number + again, tmp_path / f"again{again}.jpg")
        assert (tmp_path / f"again{again}.jpg").exists()
    done = endings.count("done")
    assert len(endings) == number
    assert all(ending == "done" or ending.endswith(".") for ending in endings)
    assert len([*tmp_path.glob("[0-9]*.jpg")]) == done, "a photo that was named as lost left a file"
    logging.getLogger("tests.soak").info("%d deaths: %d photos done, %d named", deaths, done, number - done)


def _develop(room: Darkroom, photo: Path, number: int, target: Path) -> None:
    room.develop(photo, CLASSIC, [Output(path=target, shape="1x1")], Quiet(), source_sha256=f"shot {number}")
