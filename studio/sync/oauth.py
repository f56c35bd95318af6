"""Signs in at a marketplace with OAuth 2.1: a code with PKCE, tokens that are renewed and never shown to a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from requests.auth import AuthBase

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.sync import http
from studio.sync.connector import SignedOut, TokenStore, Unreachable
from studio.sync.loopback import Listener

VERIFIER_LENGTH = 64  # RFC 7636 allows 43 to 128
STATE_LENGTH = 43
CLIENT_ID = "Closet Studio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where a marketplace lets people sign in."""

    address: str
    authorize: str = "/oauth/authorize"
    token: str = "/oauth/token"
    client_id: str = CLIENT_ID


class Consent(Protocol):
    """How the seller says yes."""

    redirect_uri: str

    def answer(self, address: str) -> str:
        """Let the seller decide at `address`; return the address that the marketplace sends them back to."""
        ...


class InBrowser:
    """The seller says yes in their own browser, which comes back to a listener on this machine."""

    def __init__(self, listener: Listener, open_page: Callable[[str], object], context: Context) -> None:
        self.redirect_uri = listener.redirect_uri
        self._listener = listener
        self._open_page = open_page
        self._context = context

    def answer(self, address: str) -> str:
        """Open the page and wait for the browser to come back."""
        self._open_page(address)
        return self._listener.wait(self._context)


def sign_in(provider: Provider, state: str, consent: Consent) -> dict[str, Any]:
    """Return the token that the seller's consent gives.

    Raises UserError where the seller or the marketplace said no, Unreachable where nobody answered.
    """
    verifier = generate_token(VERIFIER_LENGTH)
    with _session(provider, redirect_uri=consent.redirect_uri, code_challenge_method="S256") as session:
        address, _state = session.create_authorization_url(
            provider.address + provider.authorize, state=state, code_verifier=verifier
        )
        came_back = consent.answer(address)
        try:
            with _answered():
                return dict(
                    session.fetch_token(
                        provider.address + provider.token,
                        authorization_response=came_back,
                        state=state,
                        code_verifier=verifier,
                        client_id=provider.client_id,
                        allow_redirects=False,
                    )
                )
        except AuthlibBaseError as error:
            raise UserError(_("You are not signed in: the marketplace or you said no. Try again.")) from error


def sign_in_with_browser(provider: Provider, open_page: Callable[[str], object], context: Context) -> dict[str, Any]:
    """Return the token that the seller's consent in their own browser gives; raises as `sign_in` and Cancelled."""
    state = generate_token(STATE_LENGTH)
    with Listener(state) as listener:
        return sign_in(provider, state, InBrowser(listener, open_page, context))


class Grant(AuthBase):
    """The token of one Account: put on every request, renewed when the marketplace asks for that."""

    def __init__(self, provider: Provider, account_id: str, tokens: TokenStore) -> None:
        self._provider = provider
        self._account_id = account_id
        self._tokens = tokens
        self._token: dict[str, Any] | None = None

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the token on a request; raise SignedOut where there is none."""
        request.headers["Authorization"] = f"Bearer {self._load()['access_token']}"
        return request

    def renew(self) -> None:
        """Get a new token; raise SignedOut where the marketplace gives none, Unreachable where nobody answered."""
        old = self._load()
        with _session(self._provider, token=old) as session:
            try:
                with _answered():
                    address = self._provider.address + self._provider.token
                    new = session.refresh_token(address, old.get("refresh_token", ""), allow_redirects=False)
            except AuthlibBaseError as error:
                raise SignedOut(_("The marketplace asks you to sign in again.")) from error
        self._token = dict(new)
        self._tokens.set(self._account_id, self._token)

    def _load(self) -> dict[str, Any]:
        self._token = self._token or self._tokens.get(self._account_id)
        if not self._token or "access_token" not in self._token:
            raise SignedOut(_("You are not signed in there. Sign in once and it goes on."))
        return self._token


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except requests.RequestException as error:
        raise http.named(error) from error
    except ValueError as error:
        raise Unreachable(_("The marketplace answered something that is not understood.")) from error


def _session(provider: Provider, **options: Any) -> OAuth2Session:
    session = OAuth2Session(provider.client_id, default_timeout=(http.CONNECT_S, http.READ_S), **options)
    session.trust_env = not http.is_loopback(provider.address)
    return session
