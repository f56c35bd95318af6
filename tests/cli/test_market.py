"""The marketplace in one terminal, the studio in another, and buyers that act between them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from studio.settings import schema
from studio.settings.store import Settings
from tests.cli.commands import ROOT, Run, program
from tests.cli.conftest import Lived


@contextmanager
def serving(*words: str | Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """Run `studio market serve` until the block ends, then stop it as Ctrl+C would."""
    command = [sys.executable, "-m", "studio", "market", "serve", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def test_a_buyer_acts_while_the_studio_syncs_with_the_same_market(run: Run, lived: Lived) -> None:
    Settings(lived.root / "settings.json").set(schema.SIMULATED_LIFE, False)
    with serving("--profile", lived.root) as (process, ready):
        assert ready["url"].startswith("http://127.0.0.1:")
        like = run("market", "buyer", "like", "--buyer", "Ana P.", "--listing", lived.offered, "--profile", lived.root)
        assert (like.code, like.out) == (0, f"Ana P.: like {lived.offered}\n")
        words = ("--buyer", "Ana P.", "--listing", lived.offered, "--profile", lived.root)
        message = run("market", "buyer", "message", *words, "--text", "Could you hold it?", "--json")
        assert message.answer["message"]["text"] == "Could you hold it?"
        assert run("market", "buyer", "offer", *words, "--price", "$51.50", "--message", "Please").code == 0
        assert run("sync", "--profile", lived.root).out.startswith("1 change sent; new: 1 offer, ")
        (offer,) = run("inbox", "--json", "--profile", lived.root).answer["offers"]
        assert offer["price_minor"] == 5150
        assert "offer $51.50 for Linen shirt" in run("inbox", "--profile", lived.root).out
        bought = run("market", "buyer", "buy", *words, "--note", "A present", "--json")
        assert bought.answer["buy"]["number"] != lived.order
        gone = run("market", "buyer", "buy", *words)
        assert (gone.code, gone.out) == (1, "")
        assert gone.sentence
        run("sync", "--profile", lived.root)
        assert len(run("orders", "--json", "--profile", lived.root).answer["orders"]) == 2
        assert process.poll() is None
    assert process.returncode == 0
    assert process.stderr is not None
    assert process.stderr.closed


def test_a_buyer_needs_a_market_and_a_price(run: Run, lived: Lived, tmp_path: Path) -> None:
    words = ("--buyer", "Ana P.", "--listing", "X", "--profile")
    said = run("market", "buyer", "like", *words, tmp_path / "new")
    assert (said.code, said.sentence) == (
        1,
        "Closet Fair is not running for this profile. Start it with: studio market serve.",
    )
    ready = {"url": "http://127.0.0.1:9", "pid": os.getpid()}
    (lived.root / "market" / "market.json").write_text(json.dumps(ready))
    said = run("market", "buyer", "like", *words, lived.root)
    assert (said.code, said.sentence) == (1, "Closet Fair does not answer. Start it with: studio market serve.")
    for price in ("nan", "-1", "cheap"):
        said = run("market", "buyer", "offer", *words, lived.root, "--price", price)
        assert (said.code, "is not a price" in said.sentence) == (1, True)


def test_a_market_that_runs_or_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    data = tmp_path / "market"
    with serving("--data", data) as (_process, ready):
        again = program("market", "serve", "--data", data)
        assert (again.code, again.out) == (1, "")
        assert again.sentence == f"Closet Fair already runs in {data}. Use it, or choose another --data."
        port = ready["url"].rpartition(":")[2]
        taken = program("market", "serve", "--data", tmp_path / "other", "--port", port)
        assert (taken.code, taken.out) == (1, "")
        assert taken.sentence.startswith("Closet Fair cannot start (")
        assert taken.sentence.endswith("Choose another --port or --data.")


@pytest.mark.parametrize("verb", ["like", "message", "offer", "buy"])
def test_every_verb_says_what_it_needs(run: Run, verb: str) -> None:
    said = run("market", "buyer", verb, "--help")
    assert said.code == 0
    assert "--buyer" in said.out
    assert "--listing" in said.out
