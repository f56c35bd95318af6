"""Photos are picked, rejected and rated, and any number of such decisions can be taken back and done again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.culling import Sieve
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.services import culling, history, importing, photos
from studio.services.context import Studio
from tests.services.closets import Shot, imported, snap


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    return imported(studio, tmp_path / "shoot", 3, 2)


@pytest.fixture
def ids(studio: Studio, pieces: list[ItemId]) -> list[PhotoId]:
    return [photo.id for item_id in pieces for photo in photos.of_item(studio, item_id)]


def decisions(studio: Studio) -> dict[str, tuple[Flag, int]]:
    found = studio.catalog.all(Photo, "SELECT * FROM photo")
    return {photo.id: (photo.flag, photo.rating) for photo in found}


def test_a_flag_and_stars_are_kept_and_named_in_the_history(studio: Studio, ids: list[PhotoId]) -> None:
    culling.flag(studio, ids[:2], Flag.PICK)
    culling.rate(studio, ids[:1], 4)
    culling.flag(studio, [ids[2], PhotoId("gone")], Flag.REJECT)
    culling.rate(studio, [PhotoId("gone")], 1)
    assert decisions(studio)[ids[0]] == (Flag.PICK, 4)
    assert studio.catalog.history()[:3] == ["reject 2 photos", "rate 1 photo", "pick 2 photos"]
    history.undo(studio)
    history.undo(studio)
    assert decisions(studio)[ids[0]] == (Flag.PICK, 0)
    assert decisions(studio)[ids[2]] == (Flag.NONE, 0)


@pytest.mark.parametrize("stars", [-1, 6])
def test_a_photo_has_nought_to_five_stars(studio: Studio, ids: list[PhotoId], stars: int) -> None:
    with pytest.raises(UserError, match="0 to 5"):
        culling.rate(studio, ids, stars)


PRESSES = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(list(Flag)) | st.integers(0, 5)), min_size=1, max_size=12
)


@given(presses=PRESSES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_all_decisions_returns_to_the_first_state_and_redoing_all_to_the_last(
    studio: Studio, ids: list[PhotoId], presses: list[tuple[int, Flag | int]]
) -> None:
    states = [decisions(studio)]
    for number, decision in presses:
        steps = studio.catalog.history()
        if isinstance(decision, Flag):
            culling.flag(studio, [ids[number]], decision)
        else:
            culling.rate(studio, [ids[number]], decision)
        if studio.catalog.history() != steps or decisions(studio) != states[-1]:
            states.append(decisions(studio))
    for state in reversed(states[:-1]):
        history.undo(studio)
        assert decisions(studio) == state
    for state in states[1:]:
        history.redo(studio)
        assert decisions(studio) == state


def passing(studio: Studio, sieve: Sieve, at_least: int = 0) -> list[PhotoId]:
    return [one for _item, group in culling.groups(studio, sieve, at_least=at_least) for one in group]


def test_the_sheet_is_narrowed_and_counted_alike(studio: Studio, ids: list[PhotoId]) -> None:
    culling.flag(studio, ids[:2], Flag.PICK)
    culling.flag(studio, ids[2:3], Flag.REJECT)
    culling.rate(studio, ids[:1], 3)
    with studio.catalog.operation(Op.NOTICE) as unit:
        for number, seen in ((0, {"sharpness": 0.1}), (1, {"brightness": 0.1}), (2, {"brightness": 0.95})):
            photo = unit.load(Photo, ids[number])
            assert photo
            unit.save(replace(photo, note="Look at it.", **seen))  # type: ignore[arg-type]
        for photo_id in ids[3:]:
            photo = unit.load(Photo, photo_id)
            assert photo
            unit.save(replace(photo, sharpness=None, brightness=None, recipe="{}"))
    wanted = {
        Sieve.ALL: ids,
        Sieve.PICKS: ids[:2],
        Sieve.UNFLAGGED: ids[3:],
        Sieve.REJECTS: ids[2:3],
        Sieve.AS_SHOT: ids[:3],
        Sieve.LOOK: ids[:3],
        Sieve.TROUBLED: ids[:3],
    }
    assert {sieve: sorted(passing(studio, sieve)) for sieve in wanted} == {s: sorted(i) for s, i in wanted.items()}
    assert culling.counts(studio) == {sieve: len(found) for sieve, found in wanted.items()}
    assert passing(studio, Sieve.ALL, 3) == passing(studio, Sieve.PICKS, 3) == ids[:1]
    assert culling.counts(studio, at_least=3)[Sieve.REJECTS] == 0
    assert all(group for _item, group in culling.groups(studio, Sieve.PICKS))


def test_an_empty_closet_counts_nothing(studio: Studio) -> None:
    assert set(culling.counts(studio).values()) == {0}
    assert culling.alike(studio) == []
    assert culling.remove_rejects(studio) == 0
    assert studio.catalog.history() == []


def test_all_rejects_go_in_one_step_that_can_be_taken_back(studio: Studio, ids: list[PhotoId]) -> None:
    culling.flag(studio, ids[1:4], Flag.REJECT)
    before = decisions(studio)
    assert culling.remove_rejects(studio) == 3
    assert set(decisions(studio)) == {ids[0], ids[4]}
    assert history.next_undo(studio) == "remove 3 photos"
    history.undo(studio)
    assert decisions(studio) == before


@pytest.fixture
def burst(studio: Studio, tmp_path: Path) -> list[PhotoId]:
    """A photo, the same a little out of focus, the same small, and something else."""
    first = snap(tmp_path / "burst" / "first.jpg", Shot(seed=31))
    with Image.open(first) as opened:
        large = opened.convert("RGB").resize((960, 1280), Image.Resampling.LANCZOS)
    large.save(first, quality=95)
    soft, small = first.with_name("soft.jpg"), first.with_name("small.jpg")
    large.filter(ImageFilter.GaussianBlur(4)).save(soft, quality=90)
    large.resize((480, 640), Image.Resampling.LANCZOS).save(small, quality=60)
    other = first.with_name("other.jpg")
    large.transpose(Image.Transpose.ROTATE_90).save(other)
    files = [soft, small, first, other]
    by_name = {}
    for file in files:
        (photo_id,) = importing.import_photos(studio, [file], Quiet()).photos
        by_name[file.stem] = photo_id
    return [by_name[name] for name in ("first", "soft", "small", "other")]


def test_near_duplicates_are_found_and_the_best_of_them_is_kept_in_one_step(
    studio: Studio, burst: list[PhotoId]
) -> None:
    first, soft, small, other = burst
    (together,) = culling.alike(studio)
    assert sorted(together) == sorted([first, soft, small])
    assert culling.keep_best(studio, [together]) == [first]
    found = decisions(studio)
    assert {one for one, (flag, _stars) in found.items() if flag is Flag.REJECT} == {soft, small}
    assert found[other] == (Flag.NONE, 0)
    assert history.next_undo(studio) == "keep the best, reject 2 others"
    assert culling.alike(studio) == []
    history.undo(studio)
    assert [sorted(group) for group in culling.alike(studio)] == [sorted(together)]


def test_there_is_no_best_of_one(studio: Studio, burst: list[PhotoId]) -> None:
    with pytest.raises(UserError, match="near duplicates first"):
        culling.keep_best(studio, [[burst[0]], [burst[1], PhotoId("gone")]])


def test_photos_are_named_by_id_or_by_a_file_name_that_only_one_has(
    studio: Studio, ids: list[PhotoId], tmp_path: Path
) -> None:
    name = photos.load(studio, ids[:1])[0].file_name
    assert culling.named(studio, [name, ids[1]]) == ids[:2]
    with pytest.raises(UserError, match="no photo nothing"):
        culling.named(studio, ["nothing"])
    importing.import_photos(studio, [snap(tmp_path / "again" / name, Shot(seed=77))], Quiet())
    with pytest.raises(UserError, match="Several photos are called"):
        culling.named(studio, [name])
