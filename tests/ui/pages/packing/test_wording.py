"""How parcels, days and weights are put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from studio.domain.ids import AccountId, OrderId, PersonId
from studio.domain.order import Order, OrderState
from studio.selling.rule_file import load_rules
from studio.services.orders import Parcel
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.progress import Progress

NOON = datetime(2026, 7, 3, 12, tzinfo=datetime.now().astimezone().tzinfo)
ORDER = Order(
    id=OrderId("o"),
    account_id=AccountId("a"),
    person_id=PersonId("p"),
    remote_id="r",
    number="10442",
    ordered_at=NOON.astimezone(UTC),
    total_minor=100,
)


def parcel(*, state: OrderState = OrderState.PAID, hours: float | None = None) -> Parcel:
    ship_by = None if hours is None else NOON + timedelta(hours=hours)
    return Parcel(order=replace(ORDER, state=state, ship_by=ship_by), buyer="Jo T.", piece_count=1, first=False)


def test_the_subtitle_counts_what_is_done_and_names_the_next_time() -> None:
    done, waiting = parcel(state=OrderState.SHIPPED), parcel(hours=5)
    cancelled = parcel(state=OrderState.CANCELLED, hours=1)
    assert wording.subtitle([done, waiting, cancelled], NOON) == "1 of 2 done · next must leave by 17:00"
    assert wording.subtitle([done, parcel(hours=29)], NOON) == "1 of 2 done · next must leave by tomorrow 17:00"
    assert wording.subtitle([parcel(hours=-19)], NOON) == "0 of 1 done · one should have left yesterday 17:00"
    assert wording.subtitle([parcel()], NOON) == "0 of 1 done"
    assert wording.subtitle([cancelled], NOON) == ""


@pytest.mark.parametrize(
    ("shown", "begun", "state", "note"),
    [
        (parcel(hours=5), False, "", "today 17:00"),
        (parcel(hours=29), False, "", "tomorrow"),
        (parcel(hours=24 * 9), False, "", "Sun 12 Jul"),
        (parcel(), False, "", ""),
        (parcel(hours=-1), False, "needs", "late"),
        (parcel(hours=5), True, "", "packing"),
        (parcel(hours=5, state=OrderState.PACKED), False, "", "packed"),
        (parcel(hours=5, state=OrderState.SHIPPED), False, "", "shipped"),
        (parcel(hours=5, state=OrderState.CANCELLED), True, "refused", "cancelled"),
    ],
)
def test_a_row_says_how_the_parcel_stands(shown: Parcel, begun: bool, state: str, note: str) -> None:
    row = wording.row(shown, Progress(weighed=begun), NOON)
    assert (row.state, row.note) == (state, note)


@pytest.mark.parametrize(
    ("grams", "unit", "words"),
    [(2268, "oz", "5 lb"), (397, "oz", "14 oz"), (454, "oz", "1 lb"), (380, "g", "380 g"), (1000, "kg", "1 kg")],
)
def test_weights_are_written_as_scales_show_them(grams: int, unit: str, words: str) -> None:
    assert wording.weight(grams, unit) == words


def test_only_a_parcel_over_the_covered_weight_is_warned_of() -> None:
    poshmark = load_rules("poshmark")
    assert wording.overweight(poshmark, 2268, "oz", "USD") == ""
    assert wording.overweight(poshmark, 5000, "g", "USD").endswith("the larger label costs you $10.00.")
    assert wording.overweight(load_rules("closet-fair"), 60_000, "oz", "USD") == ""


@pytest.mark.parametrize("number", ["10442", "../../10442", "10442\n1200 Example Ave 97201", "", "é", "x" * 900])
def test_a_file_is_named_by_the_orders_number_and_stays_in_its_folder(number: str) -> None:
    name = wording.file_name("shipping", replace(ORDER, number=number))
    assert name.startswith("order-")
    assert name.endswith("-label.pdf")
    assert len(name) < 60
    assert not set(name) & set("/\\ \n")
