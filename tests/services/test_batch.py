"""A batch: by a preset or like another photo, stopped halfway, and with workers that are shot under it."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import batch, history, photos
from studio.services.context import Studio
from studio.settings import schema
from tests.services.closets import imported

FLAW = Step(name="flaws", params={"regions": [[0.5, 0.5, 0.1]]})
GROUND = Recipe((Step(name="white_balance"), Step(name="tone", version=1, params={"contrast": 0.3})))


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    """An Item of three photos and one of two."""
    return imported(studio, tmp_path / "shoot", 3, 2)


def ids(studio: Studio, item_id: ItemId) -> list[PhotoId]:
    return [photo.id for photo in photos.of_item(studio, item_id)]


def steps_of(studio: Studio, photo_id: PhotoId) -> list[str]:
    return [step.name for step in Recipe.from_json(photos.load(studio, [photo_id])[0].recipe).steps]


def give(studio: Studio, photo_id: PhotoId, recipe: Recipe) -> None:
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="edit") as unit:
        photo = unit.load(Photo, photo_id)
        assert photo is not None
        unit.save(replace(photo, recipe=recipe.to_json()))


def test_a_preset_is_used_on_any_photos_and_each_keeps_what_is_its_own(studio: Studio, pieces: list[ItemId]) -> None:
    first, second = ids(studio, pieces[0])[:2]
    give(studio, second, Recipe((FLAW,)))
    report = batch.run(studio, [first, second], batch.by_preset(studio, "keep-ground"), Quiet())
    assert set(report.done) == {first, second}
    assert "flaws" in steps_of(studio, second)
    assert "flaws" not in steps_of(studio, first)
    assert history.next_undo(studio) == "“Keep the ground” on 2 photos"


def test_a_preset_that_names_no_cut_out_takes_the_one_that_was_chosen(studio: Studio) -> None:
    studio.settings.set(schema.CUTOUT_BACKEND, "classic")
    for name in ("white-gentle", "warm-grey"):
        cutout = batch.by_preset(studio, name).recipe.step("cutout")
        assert cutout is not None
        assert cutout.params["backend"] == "classic"


def test_photos_are_made_like_another_one(studio: Studio, pieces: list[ItemId]) -> None:
    first, second, third = ids(studio, pieces[0])
    give(studio, first, Recipe((FLAW, *GROUND.steps)))
    report = batch.run(studio, [second, third], batch.like(studio, first), Quiet())
    assert report.done == (second, third)
    assert steps_of(studio, second) == ["white_balance", "tone"]
    with pytest.raises(UserError, match="Clean or edit it first"):
        batch.like(studio, ids(studio, pieces[1])[0])


def test_an_unknown_preset_is_told(studio: Studio) -> None:
    with pytest.raises(UserError):
        batch.by_preset(studio, "no-such-preset")


class Stoppable(Quiet):
    """A Context that is stopped from outside, as the window's stop does."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def check(self) -> None:
        if self.stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        if done == 1:
            self.stop.set()
        self.check()


def test_a_stop_keeps_what_is_finished_and_names_what_is_left(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = [*ids(studio, pieces[0]), *ids(studio, pieces[1])]
    treatment = batch.cleaning(studio, "classic")
    report = batch.run(studio, wanted, treatment, Stoppable())
    assert report.done
    assert report.left
    assert [*report.done, *report.left] == wanted
    assert not report.refused
    rest = batch.run(studio, report.left, treatment, Quiet())
    assert rest.done == report.left
    assert photos.as_shot(studio) == []
    history.undo(studio)
    history.undo(studio)
    assert photos.as_shot(studio) == wanted


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_decoder_that_dies_costs_at_most_its_photo_and_the_photo_is_not_lost(
    studio: Studio, pieces: list[ItemId], kind: signal.Signals
) -> None:
    wanted = ids(studio, pieces[0])
    room = studio.darkroom.open()

    class Shooting(Quiet):
        """A Context that shoots the decoders when the first photo is done."""

        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            if done == 1:
                for pid in room.decoder_pids:
                    os.kill(pid, kind)

    treatment = batch.cleaning(studio, "classic")
    report = batch.run(studio, wanted, treatment, Shooting())
    assert len(report.refused) <= 1
    assert {*report.done, *(photo_id for photo_id, _why in report.refused)} == set(wanted)
    again = batch.run(studio, [photo_id for photo_id, _why in report.refused], treatment, Quiet())
    assert not again.refused
    assert photos.as_shot(studio) == ids(studio, pieces[1])
