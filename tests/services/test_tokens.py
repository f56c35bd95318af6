"""Tokens of Accounts are kept as secrets, and what does not read as one is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.services.tokens import AccountTokens
from studio.settings.secrets import FileSecrets


def test_a_token_is_kept_until_it_is_deleted(tmp_path: Path) -> None:
    tokens = AccountTokens(FileSecrets(tmp_path / "token.json"))
    assert tokens.get("fair") is None
    tokens.set("fair", {"access_token": "a", "expires_at": 12.5})
    tokens.set("other", {"access_token": "b"})
    again = AccountTokens(FileSecrets(tmp_path / "token.json"))
    assert again.get("fair") == {"access_token": "a", "expires_at": 12.5}
    again.delete("fair")
    again.delete("fair")
    assert (tokens.get("fair"), tokens.get("other")) == (None, {"access_token": "b"})


@pytest.mark.parametrize("secret", ["", "{", "[1]", '"text"', "null"])
def test_what_does_not_read_as_a_token_means_signing_in_again(tmp_path: Path, secret: str) -> None:
    secrets = FileSecrets(tmp_path / "token.json")
    secrets.set("fair", secret)
    assert AccountTokens(secrets).get("fair") is None
