"""The hash stays what it is when a picture is saved again, and near ones are found among many."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.domain.quality import ALIKE_WITHIN_BITS
from studio.imaging.alike import groups_of, numbers_of
from studio.imaging.image import Pixels
from studio.imaging.quality import notice
from studio.imaging.scaling import fitted
from tests.imaging.drawing import shirt

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=30)
NEAR = st.lists(st.tuples(st.integers(0, 29), st.sets(st.integers(0, 63), max_size=5)), max_size=12)


def apart(one: Pixels, other: Pixels) -> int:
    first, second = (int(notice(pixels).phash, 16) for pixels in (one, other))
    return (first ^ second).bit_count()


@given(
    quality=st.integers(40, 95),
    scale=st.floats(0.35, 1),
    gain=st.floats(0.75, 1.2),
    colour=st.tuples(*[st.integers(20, 230)] * 3),
)
@settings(max_examples=40, deadline=None)
def test_the_same_picture_saved_smaller_and_brighter_is_near(
    quality: int, scale: float, gain: float, colour: tuple[int, int, int]
) -> None:
    original = shirt(colour=colour)[0]
    again = (fitted(original, round(480 * scale)) * gain).clip(0, 255).astype(np.uint8)
    _good, buffer = cv2.imencode(".jpg", again, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert apart(original, np.asarray(cv2.imdecode(buffer, cv2.IMREAD_COLOR), np.uint8)) <= ALIKE_WITHIN_BITS


def test_another_picture_is_far() -> None:
    one = shirt()[0]
    other = np.ascontiguousarray(np.rot90(shirt(colour=(20, 60, 90))[0]))
    assert apart(one, other) > 2 * ALIKE_WITHIN_BITS
    assert len(notice(one).phash) == 16


@given(hashes=HASHES, near=NEAR, within=st.integers(0, 12))
@settings(max_examples=150, deadline=None)
def test_the_groups_are_those_that_comparing_each_with_each_gives(
    hashes: list[int], near: list[tuple[int, set[int]]], within: int
) -> None:
    for place, bits in near:
        if place < len(hashes):
            hashes.append(hashes[place] ^ sum(1 << bit for bit in bits))
    found = groups_of([f"{one:016x}" for one in hashes], within_bits=within)
    assert found == _by_comparing_all(hashes, within)


def _by_comparing_all(hashes: list[int], within: int) -> list[list[int]]:
    left, groups = set(range(len(hashes))), []
    while left:
        group, edge = set(), {min(left)}
        while edge:
            one = edge.pop()
            group.add(one)
            left.discard(one)
            edge |= {other for other in left if (hashes[one] ^ hashes[other]).bit_count() <= within}
        if len(group) > 1:
            groups.append(sorted(group))
    return sorted(groups)


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_have_no_duplicates(count: int) -> None:
    assert groups_of(["00ff00ff00ff00ff"] * count, within_bits=8) == []


def test_very_many_of_the_same_are_one_group() -> None:
    assert groups_of(["00ff00ff00ff00ff"] * 5_000, within_bits=8) == [list(range(5_000))]


def test_many_that_share_a_slice_are_compared_a_block_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.imaging.alike._ROOM", 64)
    hashes = [f"{number * 0x0101_0101_0101_0100:016x}" for number in range(200)]
    assert groups_of(hashes, within_bits=8) == _by_comparing_all([int(one, 16) for one in hashes], 8)


def test_a_hash_is_read_as_the_number_it_writes() -> None:
    assert numbers_of(["00000000000000ff", "8000000000000000"]).tolist() == [255, 2**63]
