"""What is taken has limits: each photo, all of them, how many at once, how slowly, and how full the disk may get."""

from __future__ import annotations

import asyncio
import shutil
from collections import namedtuple
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.phone import keeping
from studio.phone.door import Door
from studio.phone.keeping import Keeper, Limits, TooLarge
from tests.phone.test_phone import jpeg

Usage = namedtuple("Usage", ["total", "used", "free"])


async def chunks(*parts: bytes, pause_s: float = 0.0) -> AsyncIterator[bytes]:
    for part in parts:
        await asyncio.sleep(pause_s)
        yield part


def keep(keeper: Keeper, content: bytes, *, announced: int | None = None, pause_s: float = 0.0) -> None:
    asyncio.run(keeper.keep("a.jpg", announced, chunks(content, pause_s=pause_s), lambda: None))


def left(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.name != keeping.STATE)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(photo_bytes=1_000), "no photo needs"),
        (Limits(total_bytes=1_000), "Start again from the studio"),
        (Limits(photos=0), "Start again from the studio"),
        (Limits(at_once=0), "Wait for the others"),
    ],
)
@pytest.mark.parametrize("is_announced", [True, False])
def test_more_than_a_limit_is_refused_and_leaves_nothing(
    tmp_path: Path, limits: Limits, sentence: str, is_announced: bool
) -> None:
    content = jpeg()
    assert len(content) > 1_000
    with pytest.raises(UserError, match=sentence):
        keep(Keeper(tmp_path, limits), content, announced=len(content) if is_announced else None)
    assert left(tmp_path) == []


def test_a_disk_that_is_nearly_full_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10, 9, 400_000_000))
    with pytest.raises(TooLarge, match="nearly full"):
        keep(Keeper(tmp_path, Limits()), jpeg())


def test_a_phone_that_falls_silent_or_crawls_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_SILENCE_S", 0.05)
    with pytest.raises(UserError, match="fell silent"):
        keep(Keeper(tmp_path, Limits()), jpeg(), pause_s=5)
    monkeypatch.setattr(keeping, "_SILENCE_S", 0.2)
    monkeypatch.setattr(keeping, "_SLOWEST_BYTES_S", 1e12)
    crawling = chunks(*[b"\xff\xd8\xff"] * 20, pause_s=0.15)
    with pytest.raises(UserError, match=r"too slow|fell silent"):  # the second where this machine dawdles, too
        asyncio.run(Keeper(tmp_path, Limits()).keep("a.jpg", None, crawling, lambda: None))
    assert left(tmp_path) == []


def test_a_body_that_is_shorter_than_announced_is_not_kept(tmp_path: Path) -> None:
    content = jpeg()
    with pytest.raises(UserError, match="did not come through whole"):
        keep(Keeper(tmp_path, Limits()), content, announced=len(content) + 1)
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, Limits())
    (tmp_path / "00001").write_text("in the way")
    with pytest.raises(UserError, match="could not keep it"):
        keep(keeper, jpeg())


def test_what_is_sound_is_kept_and_told(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, Limits())
    keep(keeper, jpeg(), announced=len(jpeg()))
    assert left(tmp_path) == ["00001", "a.jpg"]
    assert keeper.came == 1
    assert '"came": 1' in (tmp_path / keeping.STATE).read_text()


def test_the_door_opens_for_the_first_with_the_token_and_shuts_after_a_silence() -> None:
    now = [100.0]
    door = Door("a-token-of-some-length", idle_s=600, now=lambda: now[0])
    assert door.admit_first("another") == ""
    secret = door.admit_first("a-token-of-some-length")
    assert len(secret) >= 40
    assert door.admit_first("a-token-of-some-length") == ""
    assert door.opened
    now[0] += 599
    assert door.knows("a-token-of-some-length", secret)
    assert not door.knows("a-token-of-some-length", "é" + secret)
    assert not door.knows("", secret)
    now[0] += 600
    assert not door.expired
    now[0] += 1
    assert door.expired


def test_nobody_is_known_before_somebody_has_come() -> None:
    assert not Door("token", idle_s=1, now=lambda: 0.0).knows("token", "")
