"""The process that serves the embedded marketplace: one for a folder, gone with the studio, found where it runs."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio import market_process
from studio.base.errors import UserError
from studio.market_process import MarketProcess
from tests.demo_market.playing import Market


@pytest.fixture
def host(tmp_path: Path) -> Iterator[MarketProcess]:
    host = MarketProcess(tmp_path / "market", life_seed=None)
    yield host
    host.stop()


def pid(host: MarketProcess) -> int:
    assert host._process is not None
    return host._process.pid


def test_threads_that_start_it_at_once_start_one(host: MarketProcess) -> None:
    with ThreadPoolExecutor(4, "starting") as pool:
        places = list(pool.map(lambda _number: host.start(), range(4)))
    assert len({place.url for place in places}) == 1
    assert len({place.owner_key for place in places}) == 1
    first = pid(host)
    host.start()
    assert pid(host) == first


def test_it_comes_up_where_it_was_after_a_stop(host: MarketProcess, tmp_path: Path) -> None:
    place = host.start()
    host.stop()
    host.stop()
    assert not (tmp_path / "market" / "market.json").exists()
    assert host.start() == place


@pytest.mark.skipif(sys.platform == "win32", reason="stops it with SIGSTOP")
def test_one_that_does_not_leave_by_itself_is_ended(host: MarketProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(market_process, "_STOP_TIMEOUT_S", 0.1)
    host.start()
    stuck = pid(host)
    os.kill(stuck, signal.SIGSTOP)
    host.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(stuck, 0)


def test_one_that_another_process_runs_is_used_and_left_running(host: MarketProcess, tmp_path: Path) -> None:
    elsewhere = Market(tmp_path / "market")
    assert host.start().url == elsewhere.url
    assert host.start().url == elsewhere.url
    host.stop()
    assert elsewhere.process.poll() is None
    elsewhere.stop()
    assert host.start().url.startswith("http://127.0.0.1:")
    assert host._process is not None


def test_it_does_not_matter_in_which_folder_the_studio_was_started(
    host: MarketProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "studio").mkdir()
    (tmp_path / "studio" / "__init__.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert host.start().url


@pytest.mark.parametrize("left", [None, "broken", '{"url": "http://127.0.0.1:9"}'])
def test_one_that_cannot_start_is_one_sentence_whatever_was_left_behind(
    host: MarketProcess, tmp_path: Path, left: str | None
) -> None:
    folder = tmp_path / "market"
    folder.mkdir()
    (folder / "market.db").write_text("not a database")
    if left is not None:
        (folder / "market.json").write_text(left)
    for _time in range(2):
        with pytest.raises(UserError, match=r"could not start\. See .*market\.log"):
            host.start()
    assert (folder / "market.log").read_text()


def test_a_file_in_the_way_and_a_lost_key_are_one_sentence(host: MarketProcess, tmp_path: Path) -> None:
    (tmp_path / "market").write_text("a file in the way")
    with pytest.raises(UserError, match=r"could not start: .*File exists"):
        host.start()
    (tmp_path / "market").unlink()
    host.start()
    (tmp_path / "market" / "owner.key").unlink()
    with pytest.raises(UserError, match="could not start"):
        host.start()


def test_simulated_buyers_come_where_they_are_wanted(tmp_path: Path) -> None:
    lively = MarketProcess(tmp_path / "market", life_seed=7)
    place = lively.start()
    assert json.loads((tmp_path / "market" / "market.json").read_text())["url"] == place.url
    lively.stop()
