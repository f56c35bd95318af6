"""One process writes to a catalog; when it closes, or dies, another may."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.children import FORK_SERVER, child, heard, hold_the_closet, try_to_write
from tests.storage.items import add, an_item, ids

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server")
RACES = 10
STARTS = 3


def test_a_second_writer_is_told_and_may_read(profile: Profile) -> None:
    with child(hold_the_closet, profile.root) as (_, pipe):
        assert heard(pipe) == "mine"
        catalog = open_catalog(profile, FakeClock())
        with pytest.raises(UserError, match="open in another window or command"):
            add(catalog, an_item())
        assert len(ids(catalog)) == 1
        catalog.close()


def test_the_closet_is_free_when_the_other_closes(profile: Profile) -> None:
    with child(hold_the_closet, profile.root) as (process, pipe):
        heard(pipe)
        pipe.send("close")
        process.join(20)
    catalog = open_catalog(profile, FakeClock())
    add(catalog, an_item())
    assert len(ids(catalog)) == 2
    catalog.close()


def test_the_closet_is_free_when_the_other_is_killed(profile: Profile) -> None:
    catalog = open_catalog(profile, FakeClock())
    with child(hold_the_closet, profile.root) as (process, pipe):
        heard(pipe)
        with pytest.raises(UserError):
            add(catalog, an_item())
        process.kill()
        process.join(20)
        add(catalog, an_item())
    assert len(ids(catalog)) == 2
    catalog.close()


def test_of_several_starts_at_once_one_writes_and_the_others_are_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    for _ in range(RACES):
        root = tmp_path_factory.mktemp("race")
        start = FORK_SERVER.Event()
        with (
            child(try_to_write, root, start) as (_, first),
            child(try_to_write, root, start) as (_, second),
            child(try_to_write, root, start) as (_, third),
        ):
            start.set()
            answers = sorted(heard(pipe) for pipe in (first, second, third))
        assert answers[STARTS - 1] == "wrote"
        assert all("open in another window" in answer for answer in answers[: STARTS - 1])
        catalog = open_catalog(Profile(root), FakeClock())
        assert len(ids(catalog)) == 1
        catalog.close()


def test_a_catalog_that_one_thread_wrote_to_and_another_closed_is_free(profile: Profile) -> None:
    catalog = open_catalog(profile, FakeClock())
    written, end = threading.Event(), threading.Event()

    def lane() -> None:
        add(catalog, an_item())
        written.set()
        end.wait(20)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lane)
        written.wait(20)
        catalog.close()
        next_one = open_catalog(profile, FakeClock())
        add(next_one, an_item())
        next_one.close()
        end.set()
