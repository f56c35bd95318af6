"""Finds the near duplicates among many hashes without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Rows = NDArray[np.intp]

_BITS = 64
_ROOM = 1 << 20  # pairs compared at once: 8 MB


def numbers_of(hashes: Sequence[str]) -> Numbers:
    """Return hashes of 16 hexadecimal digits as the numbers that they write."""
    return np.frombuffer(bytes.fromhex("".join(hashes)), ">u8").astype(np.uint64)


def groups_of(hashes: Sequence[str], *, within_bits: int) -> list[list[int]]:
    """Return the places of hashes that differ in at most so many bits, as groups of two and more.

    A group holds all that are joined by a chain of neighbours, in their order; groups are in the order of their first.
    Of `within_bits` + 1 slices of the bits at least one is the same in both of a pair, so only those that share a
    slice are compared.
    """
    numbers, leads = np.unique(numbers_of(hashes), return_inverse=True)
    parents = list(range(len(numbers)))
    for one, other in _pairs(numbers, within_bits):
        first, second = _root(parents, one), _root(parents, other)
        parents[max(first, second)] = min(first, second)
    members: dict[int, list[int]] = {}
    for place, number in enumerate(leads.tolist()):
        members.setdefault(_root(parents, number), []).append(place)
    return sorted(group for group in members.values() if len(group) > 1)


def _pairs(numbers: Numbers, within_bits: int) -> Iterator[tuple[int, int]]:
    edges = np.linspace(0, _BITS, within_bits + 2).round().astype(int).tolist()
    for low, high in pairwise(edges):
        slices = (numbers >> np.uint64(low)) & np.uint64((1 << (high - low)) - 1)
        order = np.argsort(slices, kind="stable")
        starts = np.flatnonzero(np.diff(slices[order], prepend=slices[order[:1]] ^ np.uint64(1)))
        for rows in np.split(order, starts[1:]):
            if len(rows) > 1:
                yield from _near(numbers, rows, within_bits)


def _near(numbers: Numbers, rows: Rows, within_bits: int) -> Iterator[tuple[int, int]]:
    """Compare each of `rows` with each, a block at a time."""
    values, step = numbers[rows], max(1, _ROOM // len(rows))
    for start in range(0, len(rows), step):
        block = values[start : start + step]
        ones, others = np.nonzero(np.bitwise_count(block[:, None] ^ values[None, start:]) <= within_bits)
        later = others > ones
        yield from zip(rows[start + ones[later]].tolist(), rows[start + others[later]].tolist(), strict=True)


def _root(parents: list[int], one: int) -> int:
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one
