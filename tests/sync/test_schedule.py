"""When the next attempt and the next Round are due: pure functions of how things stand, the time and a little noise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.account import Account, AccountState
from studio.domain.ids import AccountId
from studio.sync.schedule import POLL_NEAR_S, POLL_S, Standing, next_round
from studio.sync.throttle import LONGEST_S, SHORTEST_S, back_off_s, next_try
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()
SECOND = timedelta(seconds=1)


def quiet() -> float:
    return 0.0


def due(address: str = "https://market.example", state: AccountState = AccountState.CONNECTED, **more: Any) -> Any:
    account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=address, state=state)
    return next_round(Standing(account=account, **{"last_round": NOW, **more}), NOW, quiet)


def test_the_first_round_is_due_at_once() -> None:
    assert due(last_round=None) == NOW


def test_a_marketplace_is_asked_now_and_then_and_one_on_this_machine_more_often() -> None:
    assert due() == NOW + POLL_S * SECOND
    assert due("http://127.0.0.1:8000") == NOW + POLL_NEAR_S * SECOND


def test_what_waits_in_the_outbox_makes_a_round_due() -> None:
    assert due(waits_until=NOW - 5 * SECOND) == NOW
    assert due(waits_until=NOW + 5 * SECOND) == NOW + 5 * SECOND
    assert due(waits_until=NOW + 500 * SECOND) == NOW + POLL_S * SECOND


def test_nobody_there_makes_the_pauses_longer_whatever_waits() -> None:
    assert due(failures=1, waits_until=NOW) > NOW
    assert due(failures=50) <= NOW + LONGEST_S * SECOND


def test_a_wish_to_wait_is_obeyed() -> None:
    assert due(asked_to_wait_until=NOW + 300 * SECOND, waits_until=NOW) == NOW + 300 * SECOND
    assert due(asked_to_wait_until=NOW - 300 * SECOND) == NOW + POLL_S * SECOND


def test_signed_out_nothing_is_due() -> None:
    assert due(state=AccountState.SIGNED_OUT) is None


@given(attempts=st.integers(0, 10_000), noise=st.floats(0, 1, exclude_max=True))
def test_the_back_off_grows_from_a_second_to_a_quarter_of_an_hour(attempts: int, noise: float) -> None:
    wait_s = back_off_s(attempts, lambda: noise)
    assert SHORTEST_S <= wait_s <= LONGEST_S
    assert wait_s <= back_off_s(attempts + 1, lambda: noise)


@given(attempts=st.integers(0, 30), after_s=st.floats(-1e9, 1e9, allow_nan=False))
def test_what_the_marketplace_asks_for_is_what_is_waited_within_reason(attempts: int, after_s: float) -> None:
    wait = next_try(NOW, attempts, quiet, after_s=after_s) - NOW
    assert SECOND <= wait <= timedelta(days=1)
    if 1 <= after_s <= 86_400:
        assert wait == pytest.approx(timedelta(seconds=after_s), abs=SECOND / 1000)
