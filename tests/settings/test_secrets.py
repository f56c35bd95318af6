import json
import logging
import os
import stat
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from studio.base.errors import UserError
from studio.settings.secrets import FileSecrets, KeyStoreSecrets, SessionSecrets, open_secrets, service_name


class WindowsLikeStore(KeyringBackend):
    """A key store in memory that, as Windows does, refuses entries over 2,560 bytes of UTF-16."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        assert len(password.encode("utf-16-le")) <= 2560
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("no such entry")

    def _check(self) -> None:
        if self.locked:
            raise KeyringLocked("the collection is locked")


@pytest.mark.parametrize("length", [0, 1, 999, 1000, 1001, 2000, 4321])
def test_a_long_secret_is_kept_in_parts_and_comes_back_whole(length: int) -> None:
    store = WindowsLikeStore()
    secrets = KeyStoreSecrets("ours", store)
    secrets.set("token", "é" * length)
    assert secrets.get("token") == "é" * length
    assert len(store.entries) == max(1, -(-length // 1000))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.none() | st.integers(0, 3500)), max_size=12))
@hypothesis_settings(max_examples=50, deadline=None)
def test_a_key_store_says_what_was_last_written_and_keeps_no_part_too_many(acts: list[tuple[str, int | None]]) -> None:
    store, expected = WindowsLikeStore(), dict[str, str]()
    secrets = KeyStoreSecrets("ours", store)
    for number, (name, length) in enumerate(acts):
        if length is None:
            secrets.remove(name)
            expected.pop(name, None)
        else:
            expected[name] = chr(ord("0") + number) * length
            secrets.set(name, expected[name])
    assert {name: secrets.get(name) for name in "ab"} == {name: expected.get(name) for name in "ab"}
    assert len(store.entries) == sum(max(1, -(-len(secret) // 1000)) for secret in expected.values())


def test_parts_left_by_a_crash_are_not_taken_for_a_secret() -> None:
    store = WindowsLikeStore()
    secrets = KeyStoreSecrets("ours", store)
    secrets.set("token", "x" * 2500)
    del store.entries["ours", "token part 3"]
    assert secrets.get("token") is None
    secrets.set("token", "new")
    assert secrets.get("token") == "new"
    assert len(store.entries) == 1


def test_an_entry_that_somebody_else_wrote_is_no_secret_of_ours() -> None:
    store = WindowsLikeStore()
    store.entries["ours", "token"] = "typed by hand"
    assert KeyStoreSecrets("ours", store).get("token") is None


def test_a_locked_key_store_is_one_sentence() -> None:
    store = WindowsLikeStore()
    store.locked = True
    with pytest.raises(UserError, match=r"did not answer \(the collection is locked\)\. Unlock it"):
        KeyStoreSecrets("ours", store).set("token", "x")


def test_two_profiles_of_the_same_name_have_entries_of_their_own(tmp_path: Path) -> None:
    assert service_name(tmp_path / "a" / "mine") != service_name(tmp_path / "b" / "mine")
    assert service_name(tmp_path / "mine") == service_name(tmp_path / "x" / ".." / "mine")


def test_the_key_store_is_used_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = WindowsLikeStore()
    monkeypatch.setattr(keyring, "get_keyring", lambda: store)
    secrets = open_secrets(tmp_path, in_file=False)
    secrets.set("token", "x")
    assert secrets.note == ""
    assert list(store.entries) == [(service_name(tmp_path), "token")]
    assert list(tmp_path.iterdir()) == []


def test_without_a_key_store_secrets_last_for_the_session_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", NoKeyring)
    secrets = open_secrets(tmp_path, in_file=False)
    assert isinstance(secrets, SessionSecrets)
    secrets.set("token", "x")
    assert secrets.get("token") == "x"
    secrets.remove("token")
    secrets.remove("token")
    assert secrets.get("token") is None
    assert "no key store" in secrets.note
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_used_only_where_the_seller_chose_it(tmp_path: Path) -> None:
    secrets = open_secrets(tmp_path, in_file=True)
    secrets.set("token", "x")
    assert "secrets.json" in secrets.note
    assert open_secrets(tmp_path, in_file=True).get("token") == "x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_of_secrets_is_readable_by_its_user_only(tmp_path: Path) -> None:
    file = tmp_path / "market" / "token.json"
    file.parent.mkdir()
    file.write_text("{}")
    file.chmod(0o644)
    FileSecrets(file).set("token", "x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_removing_from_the_file_leaves_the_other_secrets(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "token.json")
    secrets.set("a", "1")
    secrets.set("b", "2")
    secrets.remove("a")
    secrets.remove("a")
    assert (secrets.get("a"), secrets.get("b")) == (None, "2")


@pytest.mark.parametrize("content", ["{", "[]", '{"token": 1}'])
def test_a_broken_file_of_secrets_is_kept_aside_and_its_content_not_logged(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "token.json"
    file.write_text(content)
    assert FileSecrets(file).get("token") is None
    assert (tmp_path / "token.broken-1.json").read_text() == content
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        "the file of secrets was broken and is kept as token.broken-1.json"
    ]
    caplog.clear()
    FileSecrets(file).set("token", "x")
    assert json.loads(file.read_text()) == {"token": "x"}


def test_a_folder_in_place_of_the_file_of_secrets_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"cannot be used .*Make it readable"):
        FileSecrets(tmp_path).set("token", "x")
