"""Photos: put into order, cleaned, taken back, looked at; whatever goes wrong with one, the others go on."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.ids import ItemId, PhotoId
from studio.imaging.recipe import Recipe, Step
from studio.services import darkroom, history, importing, items, photos
from studio.services.context import Studio
from studio.services.darkroom import LazyDarkroom
from studio.settings import schema
from tests.services.closets import imported, size_of
from tests.services.dealings import connected, listed


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    """An Item of three photos and one of two."""
    return imported(studio, tmp_path / "shoot", 3, 2)


def ids(studio: Studio, item_id: ItemId) -> list[PhotoId]:
    return [photo.id for photo in photos.of_item(studio, item_id)]


def names(studio: Studio, item_id: ItemId) -> list[str]:
    return [photo.file_name[4:8] for photo in photos.of_item(studio, item_id)]


@pytest.mark.parametrize(
    ("moved", "position", "order"),
    [
        ([0], None, ["0002", "0003", "0001"]),
        ([2], 0, ["0003", "0001", "0002"]),
        ([0], 2, ["0002", "0001", "0003"]),
        ([2, 1], 0, ["0003", "0002", "0001"]),
        ([0, 2], 2, ["0002", "0001", "0003"]),
        ([1], 99, ["0001", "0003", "0002"]),
    ],
)
def test_photos_are_put_before_the_one_at_a_position(
    studio: Studio, pieces: list[ItemId], moved: list[int], position: int | None, order: list[str]
) -> None:
    there = ids(studio, pieces[0])
    photos.arrange(studio, [there[place] for place in moved], pieces[0], position)
    assert names(studio, pieces[0]) == order
    history.undo(studio)
    assert names(studio, pieces[0]) == ["0001", "0002", "0003"]


def test_photos_move_between_items_and_lie_loose(studio: Studio, pieces: list[ItemId]) -> None:
    first, second = pieces
    photos.arrange(studio, ids(studio, first)[:1], second, 1)
    assert (names(studio, first), names(studio, second)) == (["0002", "0003"], ["0004", "0001", "0005"])
    photos.arrange(studio, [*ids(studio, second)[:2], PhotoId("gone")], None)
    sheet = photos.contact_sheet(studio)
    assert (sheet[0].item, {p.file_name for p in sheet[0].photos}) == (None, {"IMG_0004.jpg", "IMG_0001.jpg"})
    assert history.next_undo(studio) == "move 3 photos"


def test_photos_cannot_be_put_into_an_item_that_has_gone(studio: Studio, pieces: list[ItemId]) -> None:
    moved = ids(studio, pieces[0])
    items.remove(studio, [pieces[1]])
    with pytest.raises(UserError, match="not in the closet any more"):
        photos.arrange(studio, moved, pieces[1])
    with pytest.raises(UserError, match="not in the closet any more"):
        photos.merge(studio, [pieces[1], pieces[0]])
    assert ids(studio, pieces[0]) == moved


def test_splitting_makes_an_item_of_the_chosen_photos(studio: Studio, pieces: list[ItemId]) -> None:
    studio.settings.set(schema.CURRENCY, "AUD")
    made = photos.split(studio, ids(studio, pieces[0])[1:])
    assert (names(studio, pieces[0]), names(studio, made.id)) == (["0001"], ["0002", "0003"])
    assert (made.sku, made.currency) == ("IT-0003", "AUD")
    with pytest.raises(UserError, match="Choose the photos"):
        photos.split(studio, [])
    history.undo(studio)
    assert items.get(studio, made.id) is None
    assert names(studio, pieces[0]) == ["0001", "0002", "0003"]


def test_merging_puts_all_photos_into_the_first_item(studio: Studio, pieces: list[ItemId]) -> None:
    photos.merge(studio, pieces)
    assert names(studio, pieces[0]) == ["0001", "0002", "0003", "0004", "0005"]
    assert items.get(studio, pieces[1]) is None
    assert history.next_undo(studio) == "merge 2 items"
    history.undo(studio)
    assert names(studio, pieces[1]) == ["0004", "0005"]


@pytest.mark.parametrize("said", [{"title": "Coat"}, {"price_minor": 4800}, {"bin": "A1"}, {"colours": ("Red",)}])
def test_merging_keeps_an_item_of_which_anything_was_written(
    studio: Studio, pieces: list[ItemId], said: dict[str, object]
) -> None:
    items.edit(studio, [pieces[1]], said)
    photos.merge(studio, pieces)
    assert items.get(studio, pieces[1]) is not None
    assert names(studio, pieces[1]) == []


def test_merging_keeps_an_item_that_is_listed(studio: Studio, pieces: list[ItemId]) -> None:
    connected(studio)
    listed(studio, items.load(studio, pieces[1]))
    photos.merge(studio, pieces)
    assert items.get(studio, pieces[1]) is not None


def test_an_item_is_not_merged_with_itself(studio: Studio, pieces: list[ItemId]) -> None:
    for wanted in ([], pieces[:1], [pieces[0], pieces[0]]):
        with pytest.raises(UserError, match="at least two items"):
            photos.merge(studio, wanted)
    photos.merge(studio, [pieces[0], pieces[1], pieces[0]])
    assert names(studio, pieces[0]) == ["0001", "0002", "0003", "0004", "0005"]


def test_removed_photos_come_back_with_undo(studio: Studio, pieces: list[ItemId]) -> None:
    photos.remove(studio, [*ids(studio, pieces[0])[:2], PhotoId("gone")])
    assert (names(studio, pieces[0]), photos.count(studio)) == (["0003"], 3)
    history.undo(studio)
    assert names(studio, pieces[0]) == ["0001", "0002", "0003"]


def test_cleaning_gives_both_shapes_on_white_and_undo_gives_the_original_back(
    studio: Studio, pieces: list[ItemId]
) -> None:
    wanted = ids(studio, pieces[0])[:2]
    before = [photo.look for photo in photos.load(studio, wanted)]
    report = photos.clean(studio, wanted, Quiet(), backend="classic")
    assert (set(report.done), report.refused) == (set(wanted), ())
    for photo in photos.load(studio, wanted):
        assert photo.look not in before
        assert size_of(photos.rendition(studio, photo, "3x4")) == (1080, 1440)
        square = photos.rendition(studio, photo, "1x1")
        assert size_of(square) == (1600, 1600)
        with Image.open(square) as opened:
            assert np.asarray(opened)[:20, :20].min() >= 250
            assert not opened.getexif()
        shown = photos.picture(studio, photo.look)
        assert shown is not None
        assert max(size_of(shown)) == darkroom.THUMBNAIL_PX
    assert history.next_undo(studio) == "clean 2 photos"
    history.undo(studio)
    assert [photo.look for photo in photos.load(studio, wanted)] == before
    history.redo(studio)
    assert all(photo.recipe for photo in photos.load(studio, wanted))


def test_resetting_shows_photos_as_they_were_shot(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = ids(studio, pieces[0])
    assert photos.as_shot(studio) == [*wanted, *ids(studio, pieces[1])]
    photos.clean(studio, wanted, Quiet(), backend="classic")
    assert photos.as_shot(studio) == ids(studio, pieces[1])
    photos.reset(studio, wanted)
    assert [(photo.recipe, photo.note, photo.confidence) for photo in photos.load(studio, wanted)] == [
        ("", "", None)
    ] * 3
    assert history.next_undo(studio) == "reset 3 photos"
    steps = len(studio.catalog.history())
    photos.reset(studio, [PhotoId("gone")])
    assert len(studio.catalog.history()) == steps


def blank(studio: Studio, tmp_path: Path) -> PhotoId:
    """Import a photo of nothing at all, and return it."""
    file = tmp_path / "blank.png"
    Image.new("RGB", (240, 320), (205, 200, 190)).save(file)
    (photo_id,) = importing.import_photos(studio, [file], Quiet()).photos
    return photo_id


def test_cleaning_again_leaves_what_was_cropped_and_marked_by_hand(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = ids(studio, pieces[0])[:1]
    own = Recipe((Step(name="crop", params={"left": 0.1}), Step(name="flaws", params={"regions": [[0.5, 0.5, 0.02]]})))
    photos.develop(studio, wanted, own.to_json(), Quiet())
    photos.clean(studio, wanted, Quiet(), backend="classic")
    (cleaned,) = photos.load(studio, wanted)
    recipe = Recipe.from_json(cleaned.recipe)
    assert [step.name for step in recipe.steps][:2] == ["crop", "flaws"]
    assert recipe.step("cutout") is not None
    assert recipe.step("crop") == own.step("crop")


def test_what_cannot_be_cut_out_keeps_its_ground_and_says_so(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    nothing = blank(studio, tmp_path)
    good = ids(studio, pieces[0])[0]
    report = photos.clean(studio, [nothing, good], Quiet(), backend="classic")
    assert set(report.done) == {nothing, good}
    ((doubtful, sentence),) = report.doubtful
    assert (doubtful, "keeps it" in sentence) == (nothing, True)
    (kept,) = photos.load(studio, [nothing])
    assert "cutout" not in kept.recipe
    assert kept.confidence == 0.0
    assert photos.rendition(studio, kept, "3x4").exists()


def test_an_edit_that_asks_for_a_cut_out_is_refused_where_there_is_nothing(studio: Studio, tmp_path: Path) -> None:
    nothing = blank(studio, tmp_path)
    recipe = '{"steps": [{"name": "cutout", "version": 1, "params": {"backend": "classic"}}]}'
    report = photos.develop(studio, [nothing], recipe, Quiet())
    ((refused, sentence),) = report.refused
    assert (refused, "No garment" in sentence or "No background" in sentence) == (nothing, True)
    assert photos.load(studio, [nothing])[0].recipe == ""


def test_a_doubt_is_noted_at_the_photo_until_somebody_has_looked(studio: Studio, pieces: list[ItemId]) -> None:
    (wanted,) = ids(studio, pieces[0])[:1]
    photos.clean(studio, [wanted], Quiet(), backend="classic")
    (cleaned,) = photos.load(studio, [wanted])
    photos.reset(studio, [wanted])
    facts = studio.profile.renditions / cleaned.look[:2] / f"{cleaned.look}.json"
    facts.write_text('{"confidence": 0.2, "doubt": "The edge is uncertain.", "frames": {}}')
    report = photos.clean(studio, [wanted], Quiet(), backend="classic")
    assert (report.done, report.doubtful) == ((wanted,), ((wanted, "The edge is uncertain."),))
    (doubtful,) = photos.load(studio, [wanted])
    assert (doubtful.note, doubtful.confidence) == ("The edge is uncertain.", 0.2)
    photos.approve(studio, [wanted])
    assert photos.load(studio, [wanted])[0].note == ""
    assert history.next_undo(studio) == "approve 1 photo"


def test_a_missing_original_costs_its_own_photo(studio: Studio, pieces: list[ItemId]) -> None:
    lost, good = photos.of_item(studio, pieces[0])[:2]
    original = studio.originals.find(lost.sha256)
    assert original is not None
    original.unlink()
    report = photos.clean(studio, [lost.id, good.id], Quiet(), backend="classic")
    assert report.done == (good.id,)
    assert report.refused == ((lost.id, "The original of IMG_0001.jpg is missing from the media folder."),)


def test_nothing_cleaned_is_no_step_of_the_history(studio: Studio, pieces: list[ItemId]) -> None:
    steps = studio.catalog.history()
    report = photos.clean(studio, ids(studio, pieces[0]), Quiet(), backend="rembg:u2net")
    assert {sentence for _id, sentence in report.refused} == {
        "The cut-out model u2net is not here yet. Fetch it, or use classic."
    }
    assert studio.catalog.history() == steps


class AtFirstReport(Quiet):
    """A Context that lets something happen while the first photo is in the darkroom."""

    def __init__(self, happen: object) -> None:
        self._happen = happen

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        if done == 0 and callable(self._happen):
            self._happen()


def test_a_photo_removed_while_it_is_in_the_darkroom_stays_removed(studio: Studio, pieces: list[ItemId]) -> None:
    gone, kept = ids(studio, pieces[0])[:2]
    removing = AtFirstReport(lambda: photos.remove(studio, [gone]))
    photos.clean(studio, [gone, kept], removing, backend="classic")
    assert gone not in ids(studio, pieces[0])
    assert photos.load(studio, [kept])[0].recipe


def test_a_photo_moved_while_it_is_in_the_darkroom_stays_where_it_was_put(studio: Studio, pieces: list[ItemId]) -> None:
    moved = ids(studio, pieces[0])[0]
    moving = AtFirstReport(lambda: photos.arrange(studio, [moved], pieces[1]))
    photos.clean(studio, [moved], moving, backend="classic")
    assert names(studio, pieces[1]) == ["0004", "0005", "0001"]
    assert photos.load(studio, [moved])[0].recipe


def test_a_cut_out_that_crashes_costs_its_own_photo(
    studio: Studio, pieces: list[ItemId], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = studio.darkroom.open()
    for mask in room.cache_folder.rglob("*.png"):
        mask.unlink()  # other tests cut the same pictures out in the same darkroom
    photos.clean(studio, ids(studio, pieces[0])[:1], Quiet(), backend="classic")  # now a child is there
    cutter = room._cutter
    cut, left = cutter.cut, list(cutter.pids)

    def dying(*arguments: object, **options: object) -> object:
        while left:
            os.kill(left.pop(), signal.SIGKILL)
        return cut(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(cutter, "cut", dying)
    first, second = ids(studio, pieces[1])
    report = photos.clean(studio, [first, second], Quiet(), backend="classic")
    assert report.done == (second,)
    ((refused, sentence),) = report.refused
    assert (refused, "Try again" in sentence) == (first, True)
    assert photos.clean(studio, [first], Quiet(), backend="classic").done == (first,)


def test_the_settings_say_which_cut_out_is_used(studio: Studio) -> None:
    assert photos.chosen_backend(studio) == "auto"
    studio.settings.set(schema.CUTOUT_BACKEND, "classic")
    assert photos.chosen_backend(studio) == "classic"


def test_a_picture_is_made_again_after_the_cache_was_emptied(studio: Studio, pieces: list[ItemId]) -> None:
    photos.clean(studio, ids(studio, pieces[0])[:1], Quiet(), backend="classic")
    cleaned, plain = photos.of_item(studio, pieces[0])[:2]
    for file in studio.profile.renditions.rglob("*.jpg"):
        file.unlink()
    for photo in (cleaned, plain):
        shown = photos.picture(studio, photo.look, 96)
        assert shown is not None
        assert max(size_of(shown)) == 96
        assert photos.picture(studio, photo.look, 96) == shown


def test_there_is_no_picture_of_what_is_not_there_any_more(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = ids(studio, pieces[0])[:1]
    photos.clean(studio, wanted, Quiet(), backend="classic")
    (cleaned,) = photos.load(studio, wanted)
    photos.reset(studio, wanted)
    darkroom.thumbnail_file(studio.profile, cleaned.look).unlink()
    assert photos.picture(studio, cleaned.look) is None
    photos.remove(studio, wanted)
    assert photos.picture(studio, cleaned.sha256, 64) is None
    assert photos.picture(studio, "0" * 64) is None


def test_the_darkroom_starts_with_the_first_picture_and_is_closed_for_good(tmp_path: Path) -> None:
    unused = LazyDarkroom(Profile(tmp_path))
    unused.close()
    lazy = LazyDarkroom(Profile(tmp_path))
    room = lazy.open()
    assert lazy.open() is room
    lazy.close()
    for closed in (lazy, unused):
        with pytest.raises(Cancelled):
            closed.open()
