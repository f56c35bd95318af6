"""Publish, sync, inbox, orders, outbox: for people and for programs, online and offline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.settings import schema
from studio.settings.store import Settings
from tests.cli.commands import Run
from tests.cli.conftest import Lived


def test_what_is_not_ready_is_named_with_what_to_do(run: Run, lived: Lived) -> None:
    said = run("publish", lived.draft, "--profile", lived.root)
    assert (said.code, "0 listings wait to go out" in said.out) == (1, True)
    assert said.sentence.startswith("Nothing was published: ")
    assert "price" in said.sentence
    answer = run("publish", lived.draft, "--json", "--profile", lived.root).answer
    assert answer["listings"] == []
    assert "price" in answer["refused"][0]["reason"]


def test_one_ready_item_is_enough_and_the_others_are_named(run: Run, lived: Lived) -> None:
    run("edit", lived.draft, "price=48", "--profile", lived.root)
    said = run("publish", lived.draft, lived.offered, "--profile", lived.root)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "1 listing waits to go out",
        "  Linen shirt: It is at Closet Fair already.",
    ]
    waiting = run("outbox", "--json", "--profile", lived.root).answer["changes"]
    assert [change["kind"] for change in waiting] == ["offer.decline", "listing.create"]
    assert "listing.create  pending  Publish Silk scarf" in run("outbox", "--profile", lived.root).out
    assert run("items", "--state", "waiting", "--profile", lived.root).out.endswith("1 item\n")


def test_an_item_that_is_not_there_stops_before_anything_is_published(run: Run, lived: Lived) -> None:
    said = run("publish", lived.draft, "NOPE", "--profile", lived.root)
    assert (said.code, said.out) == (1, "")
    assert "There is no item NOPE" in said.sentence


def test_sync_sends_what_waits_and_says_how_it_stands(run: Run, lived: Lived) -> None:
    settings = Settings(lived.root / "settings.json")
    settings.set(schema.SIMULATED_LIFE, False)
    said = run("sync", "--profile", lived.root)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == ["1 change sent; nothing new", "In step with Closet Fair, just now"]
    answer = run("sync", "--json", "--profile", lived.root).answer
    assert (answer["sent"], answer["unreachable"], answer["state"]) == (0, [], "in_step")
    assert (answer["waiting"], answer["blocked"]) == (0, 0)


def test_a_market_that_cannot_start_is_offline_and_loses_nothing(run: Run, lived: Lived) -> None:
    for file in (lived.root / "market").glob("market.db*"):
        file.write_text("not a database")
    said = run("sync", "--profile", lived.root)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Closet Fair could not start. See ")
    answer = run("sync", "--json", "--profile", lived.root).answer
    assert (answer["sent"], answer["waiting"], answer["state"], len(answer["unreachable"])) == (0, 1, "offline", 1)


def test_who_works_offline_is_told_so(run: Run, lived: Lived) -> None:
    Settings(lived.root / "settings.json").set(schema.WORK_OFFLINE, True)
    said = run("sync", "--profile", lived.root)
    assert said.code == 0
    assert said.out.splitlines() == [
        "You work offline, so nothing was sent or fetched. Switch that off in the settings.",
        "Working offline · 1 change waiting",
    ]


def test_the_inbox_shows_who_wrote_liked_and_offered(run: Run, lived: Lived) -> None:
    said = run("inbox", "--profile", lived.root)
    assert said.code == 0
    dee = next(line for line in said.out.splitlines() if line.startswith("Dee K."))
    assert "1 new · 1 like" in dee
    assert dee.endswith("Is it soft?")
    answer = run("inbox", "--json", "--profile", lived.root).answer
    (wrote,) = [person for person in answer["people"] if person["name"] == "Dee K."]
    assert (wrote["unread"], wrote["likes"], wrote["last_text"]) == (1, 1, "Is it soft?")
    assert answer["offers"] == []


def test_orders_are_listed_with_what_they_bring_and_when_they_must_leave(run: Run, lived: Lived) -> None:
    line, total = run("orders", "--profile", lived.root).out.splitlines()
    assert line.startswith(f"{lived.order}  paid  Marisol  $68.00  20")
    assert total == "1 order"
    (order,) = run("orders", "--json", "--profile", lived.root).answer["orders"]
    assert (order["number"], order["state"], order["buyer_first_name"]) == (lived.order, "paid", "Marisol")
    assert (order["total_minor"], isinstance(order["address"], list)) == (6800, True)


@pytest.mark.parametrize(("command", "noun"), [("inbox", "people"), ("orders", "orders"), ("outbox", "changes")])
def test_an_empty_closet_has_empty_lists(run: Run, closet: Path, command: str, noun: str) -> None:
    said = run(command, "--json", "--profile", closet)
    assert (said.code, json.loads(said.out)[noun]) == (0, [])
    assert run(command, "--profile", closet).code == 0
