"""Keeps the tokens of Accounts as secrets."""

from __future__ import annotations

import json
from typing import Any

from studio.services.context import Studio
from studio.settings.secrets import FileSecrets, Secrets


class AccountTokens:
    """A sync TokenStore over a store of secrets: one JSON text for each Account."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def get(self, account_id: str) -> dict[str, Any] | None:
        """Return the token of an Account; None, which means signing in again, where it does not read as one."""
        try:
            token = json.loads(self._secrets.get(account_id) or "null")
        except ValueError:
            return None
        return token if isinstance(token, dict) else None

    def set(self, account_id: str, token: dict[str, Any]) -> None:
        """Keep the token of an Account."""
        self._secrets.set(account_id, json.dumps(token))

    def delete(self, account_id: str) -> None:
        """Forget the token of an Account."""
        self._secrets.remove(account_id)


def market_tokens(studio: Studio) -> AccountTokens:
    """Return the tokens of the embedded marketplace: a file that only its owner can read guards a playground enough."""
    return AccountTokens(FileSecrets(studio.profile.market / "token.json"))
