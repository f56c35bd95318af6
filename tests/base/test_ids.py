"""New identifiers sort by the order of making and never repeat."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.base.ids import new_id

MORE_THAN_THE_COUNTER_HOLDS = 70_000


def test_ids_sort_by_the_order_in_which_they_were_made_even_where_the_counter_runs_over() -> None:
    made = [new_id() for _ in range(MORE_THAN_THE_COUNTER_HOLDS)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_is_thirty_two_hexadecimal_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", new_id())


def test_a_clock_that_is_set_back_does_not_disorder_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_id() > before


def test_ids_from_several_threads_are_unique() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [id_ for ids in pool.map(lambda _: [new_id() for _ in range(2_000)], range(8)) for id_ in ids]
    assert len(set(made)) == 16_000
