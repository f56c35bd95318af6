"""Finds the Connector of a marketplace by its name, and imports it only when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from studio.base.errors import UserError
from studio.domain.account import Account
from studio.domain.feed import Seller
from studio.sync.connector import Approval, Connector, TokenStore

_PACKAGES: Mapping[str, str] = {"closet_fair": "studio.sync.connectors.closet_fair"}


def names() -> list[str]:
    """Return the names of the marketplaces that can be connected."""
    return sorted(_PACKAGES)


def open_connector(account: Account, tokens: TokenStore) -> Connector:
    """Return the Connector of an Account; raise UserError where this program has none for its marketplace."""
    connector: Connector = import_module(f"{_package(account)}.connector").open_connector(account, tokens)
    return connector


def sign_in(account: Account, tokens: TokenStore, approval: Approval) -> Seller:
    """Get and keep the token of an Account, and return who the seller is there.

    Raises UserError where the seller or the marketplace said no, Unreachable where nobody answered, and Cancelled.
    """
    token: dict[str, Any] = import_module(f"{_package(account)}.connect").sign_in(account.address, approval)
    tokens.set(account.id, token)
    connector = open_connector(account, tokens)
    try:
        return connector.whoami()
    finally:
        connector.close()


def _package(account: Account) -> str:
    if account.connector not in _PACKAGES:
        raise UserError(f"This program cannot talk to {account.connector}. Update it, or remove {account.name}.")
    return _PACKAGES[account.connector]
