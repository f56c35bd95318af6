"""What every command keeps to: one object or plain lines, one sentence, exit codes, the right closet."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.app import default_root
from studio.services import items
from studio.storage import schema
from tests.cli.commands import Run, program
from tests.storage.children import child, heard, hold_the_closet


def test_a_program_reads_one_object_and_nothing_else(closet: Path) -> None:
    said = program("items", "--json", "--profile", closet)
    assert (said.code, said.answer, said.err) == (0, {"items": []}, "")


def test_a_person_reads_plain_lines(closet: Path) -> None:
    said = program("--profile", closet, "items")
    assert (said.code, said.out, said.err) == (0, "0 items\n", "")


def test_the_closet_is_named_before_or_after_the_command_or_by_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in (
        ("before", ("--profile", tmp_path / "before", "--json", "items")),
        ("after", ("items", "--json", "--profile", tmp_path / "after")),
        ("typed", ("--profile", tmp_path / "other", "items", "--json", "--profile", tmp_path / "typed")),
    ):
        assert run(*words).answer == {"items": []}
        assert (tmp_path / name / "catalog.db").exists()
    assert not (tmp_path / "other").exists()
    monkeypatch.setenv("STUDIO_PROFILE", str(tmp_path / "environment"))
    run("items")
    assert (tmp_path / "environment" / "catalog.db").exists()
    for name, words in (
        ("typed first", ("--profile", tmp_path / "typed first", "items")),
        ("typed last", ("items", "--profile", tmp_path / "typed last")),
    ):
        run(*words)
        assert (tmp_path / name / "catalog.db").exists()


def test_without_a_name_it_is_the_closet_of_this_user(run: Run, tmp_path: Path) -> None:
    run("items")
    run("--sample", "items")
    assert default_root().is_relative_to(tmp_path)
    assert (default_root() / "catalog.db").exists()
    assert (default_root("sample") / "catalog.db").exists()


def test_a_new_closet_is_private(run: Run, tmp_path: Path) -> None:
    run("items", "--profile", tmp_path / "mine")
    assert (tmp_path / "mine").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("items", "--bad"),
        ("items", "--state", "lost"),
        ("show",),
        ("print", "poster", "--pdf", "x.pdf"),
        ("clean", "a.jpg"),
        ("clean", "a.jpg", "--out", "o", "--shape", "2x2"),
        ("market", "serve", "--port", "70000"),
        ("market", "buyer", "like", "--listing", "X"),
    ],
)
def test_wrong_usage_is_two_and_says_how_it_is_right(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: studio")


def test_a_file_in_the_place_of_a_profile_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert run("items", "--profile", tmp_path / "file").code == 2


def test_help_and_version_are_no_errors(run: Run) -> None:
    assert run("--version").code == 0
    said = run("--help")
    assert said.code == 0
    for name in ("import", "items", "show", "edit", "clean", "publish", "sync", "inbox", "orders", "print", "undo"):
        assert f"  {name} " in said.out
    assert run("items", "-h").code == 0


def test_what_the_seller_can_mend_is_one_sentence_and_one(run: Run, closet: Path) -> None:
    said = run("show", "NOPE", "--json", "--profile", closet)
    assert (said.code, said.out) == (1, "")
    assert said.sentence == "There is no item NOPE. See the items for what there is."


def test_our_own_fault_is_three_with_a_log_that_keeps_no_secret(
    run: Run, closet: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> list[str]:
        raise ZeroDivisionError("while access_token=s3cr3t was used")

    monkeypatch.setattr(items, "ids", broken)
    said = run("items", "--profile", closet)
    caplog.clear()
    assert (said.code, said.out) == (3, "")
    log = closet / "logs" / "studio.log"
    assert said.sentence.endswith(f"The details are in {log}.")
    noted = log.read_text()
    assert "ZeroDivisionError" in noted
    assert "test_frame.py" in noted
    assert "s3cr3t" not in said.err + noted


def test_a_fault_before_a_closet_is_open_has_a_log_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("studio.imaging.clean.clean_files", broken)
    (tmp_path / "a.jpg").write_bytes(b"x")
    said = run("clean", tmp_path / "a.jpg", "--out", tmp_path / "out")
    caplog.clear()
    assert said.code == 3
    assert f"The details are in {default_root() / 'logs' / 'studio.log'}." in said.sentence
    assert "RuntimeError: broken" in (default_root() / "logs" / "studio.log").read_text()


def test_a_stopped_command_says_so(run: Run, closet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_arguments: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(items, "ids", stopped)
    said = run("items", "--profile", closet)
    assert (said.code, said.sentence) == (1, "Stopped.")


def test_a_closet_of_a_newer_version_is_left_untouched(run: Run, closet: Path) -> None:
    catalog = closet / "catalog.db"
    with closing(sqlite3.connect(catalog)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = catalog.read_bytes()
    for words in (("items",), ("check",), ("undo",)):
        said = run(*words, "--profile", closet)
        assert (said.code, said.sentence) == (
            1,
            "This closet was saved by a newer Closet Studio. Update the program to open it.",
        )
    assert catalog.read_bytes() == before


def test_a_place_that_cannot_be_used_is_one_sentence(run: Run, closet: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run("items", "--profile", tmp_path / "file" / "closet")
    assert (said.code, said.sentence.endswith("Choose another --profile.")) == (1, True)
    (closet / "logs").write_text("a file in the way")
    said = run("items", "--profile", closet)
    assert said.code == 1
    assert said.sentence.startswith(f"{closet / 'logs'} cannot be used")


def test_what_is_no_closet_is_left_untouched(run: Run, closet: Path) -> None:
    (closet / "catalog.db").write_text("Dear diary, " * 40)
    said = run("items", "--profile", closet)
    assert (said.code, "cannot be read as a catalog" in said.sentence) == (1, True)
    assert (closet / "catalog.db").read_text() == "Dear diary, " * 40


def test_while_another_process_writes_one_may_read(run: Run, closet: Path) -> None:
    with child(hold_the_closet, closet) as (_process, pipe):
        heard(pipe)
        (item,) = run("items", "--json", "--profile", closet).answer["items"]
        for words in (("edit", item["sku"], "title=Coat"), ("undo",), ("import", closet.parent)):
            said = run(*words, "--profile", closet)
            assert (said.code, said.out) == (1, "")
            assert said.sentence.startswith("This closet is open in another window or command.")
        pipe.send("end")
    assert run("edit", item["sku"], "title=Coat", "--profile", closet).code == 0
