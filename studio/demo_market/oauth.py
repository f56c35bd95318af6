"""OAuth 2.1 for one seller: consent tickets, codes with PKCE, and refresh tokens that rotate."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from studio.demo_market import rules
from studio.demo_market.bodies import ConsentQuestion, TokenRequest
from studio.demo_market.problems import Problem
from studio.demo_market.store import Row, Transaction, Value, later, new_id, stamp

ACCESS_LASTS_S = 3600
REFRESH_LASTS_D = 90
CODE_LASTS_S = 300
TICKET_LASTS_S = 900


class OAuthError(Exception):
    """An RFC 6749 error: its code and one sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a client asks at `/oauth/authorize`, after its checks."""

    client_id: str
    redirect_uri: str
    challenge: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    access: str
    refresh: str


def _now() -> str:
    """Real time: moving the market's clock must not sign anyone out."""
    return stamp(datetime.now(UTC))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def check_asked(wanted: ConsentQuestion) -> Asked:
    """Raises 400, shown in the browser and never sent on, where the request is not one we may answer."""
    challenge = wanted.code_challenge
    if wanted.response_type != "code":
        raise Problem(400, "oauth", "response_type must be code.")
    if not re.fullmatch(r"[ -~]{1,100}", wanted.client_id):
        raise Problem(400, "oauth", "client_id must name the program that asks.")
    if not _is_loopback(wanted.redirect_uri):
        raise Problem(400, "oauth", "redirect_uri must be a plain http address on 127.0.0.1, [::1] or localhost.")
    if wanted.code_challenge_method != "S256" or not re.fullmatch(r"[A-Za-z0-9_-]{43}", challenge):
        raise Problem(400, "oauth", "PKCE is required: send code_challenge with code_challenge_method=S256.")
    if len(wanted.state) > 500:
        raise Problem(400, "oauth", "state may have at most 500 characters.")
    return Asked(client_id=wanted.client_id, redirect_uri=wanted.redirect_uri, challenge=challenge, state=wanted.state)


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
        clean = parts.scheme == "http" and not parts.fragment and parts.username is None and parts.port != 0
        return clean and parts.hostname in rules.LOOPBACK_NAMES and re.fullmatch(r"[!-~]{1,500}", address) is not None
    except ValueError:
        return False


def new_ticket(tx: Transaction) -> str:
    """A one-time word on the consent page, which a page from elsewhere cannot know."""
    ticket = secrets.token_urlsafe(24)
    tx.insert("tickets", {"hash": _hash(ticket), "expires_at": later(_now(), seconds=TICKET_LASTS_S)})
    return ticket


def use_ticket(tx: Transaction, ticket: str) -> None:
    tx.run("DELETE FROM tickets WHERE expires_at <= ?", _now())
    if tx.one("DELETE FROM tickets WHERE hash = ? RETURNING hash", _hash(ticket)) is None:
        raise Problem(403, "oauth", "This page has waited too long; start the connection again from the studio.")


def new_code(tx: Transaction, asked: Asked) -> str:
    code = secrets.token_urlsafe(32)
    tx.insert(
        "codes",
        {
            "hash": _hash(code),
            "client_id": asked.client_id,
            "redirect_uri": asked.redirect_uri,
            "challenge": asked.challenge,
            "expires_at": later(_now(), seconds=CODE_LASTS_S),
        },
    )
    return code


def exchange_code(tx: Transaction, wanted: TokenRequest) -> Tokens | OAuthError:
    """Tokens for a code. A code shown twice ends the grant it made: one of the two is a thief.

    Errors are returned, not raised, so that what they ended stays ended.
    """
    row = tx.one("SELECT * FROM codes WHERE hash = ?", _hash(wanted.code))
    if row is None or row["expires_at"] <= _now():
        return OAuthError("invalid_grant", "This code is unknown or has expired; ask for consent again.")
    if row["grant_id"]:
        revoke_grant(tx, row["grant_id"])
        return OAuthError("invalid_grant", "This code was used before; ask for consent again.")
    digest = base64.urlsafe_b64encode(hashlib.sha256(wanted.code_verifier.encode()).digest()).decode().rstrip("=")
    if not secrets.compare_digest(digest, row["challenge"]):
        return OAuthError("invalid_grant", "The code_verifier does not fit the code_challenge.")
    if (wanted.client_id, wanted.redirect_uri) != (row["client_id"], row["redirect_uri"]):
        return OAuthError("invalid_grant", "client_id and redirect_uri must be those of the consent.")
    grant: dict[str, Value] = {"id": new_id("grant"), "client_id": wanted.client_id, "generation": 0, "confirmed": 0}
    tx.insert("grants", grant)
    tx.run("UPDATE codes SET grant_id = ? WHERE hash = ?", grant["id"], row["hash"])
    return _issue(tx, str(grant["id"]), generation=1)


def refresh(tx: Transaction, secret: str) -> Tokens | OAuthError:
    """New tokens for a refresh token, which is spent as soon as one of the new ones is used.

    Not sooner: the answer may be lost on its way, and its owner must be able to ask again. A spent one ends the grant.
    """
    row = _find(tx, secret, "refresh")
    if row is None:
        return OAuthError("invalid_grant", "This refresh token is unknown, expired or revoked; connect again.")
    if row["generation"] < row["confirmed"]:
        revoke_grant(tx, row["grant_id"])
        return OAuthError("invalid_grant", "This refresh token was used before; connect again.")
    _confirm(tx, row)
    return _issue(tx, row["grant_id"], generation=row["newest"] + 1)


def check_access(tx: Transaction, secret: str) -> None:
    """Raises 401 where this token opens nothing."""
    row = _find(tx, secret, "access")
    if row is None:
        raise Problem(
            401,
            "token-refused",
            "The access token is unknown, expired or revoked; refresh it or connect again.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    _confirm(tx, row)


def revoke(tx: Transaction, secret: str) -> None:
    """End the grant to which this token belongs; an unknown token is no error (RFC 7009)."""
    row = tx.one("SELECT grant_id FROM tokens WHERE hash = ?", _hash(secret))
    if row is not None:
        revoke_grant(tx, row["grant_id"])


def revoke_grant(tx: Transaction, grant_id: str) -> None:
    tx.run("UPDATE grants SET revoked_at = ? WHERE id = ?", _now(), grant_id)


def expire_access(tx: Transaction) -> None:
    """A demo verb: every access token has just run out."""
    tx.run("UPDATE tokens SET expires_at = ? WHERE kind = 'access'", _now())


def _find(tx: Transaction, secret: str, kind: Literal["access", "refresh"]) -> Row | None:
    return tx.one(
        "SELECT tokens.*, grants.confirmed, grants.generation AS newest FROM tokens "
        "JOIN grants ON grants.id = grant_id WHERE hash = ? AND kind = ? AND expires_at > ? AND revoked_at IS NULL",
        _hash(secret),
        kind,
        _now(),
    )


def _confirm(tx: Transaction, row: Row) -> None:
    """This generation has arrived; refresh tokens of earlier ones are spent."""
    if row["generation"] > row["confirmed"]:
        tx.run("UPDATE grants SET confirmed = ? WHERE id = ?", row["generation"], row["grant_id"])


def _issue(tx: Transaction, grant_id: str, generation: int) -> Tokens:
    tx.run("UPDATE grants SET generation = ? WHERE id = ?", generation, grant_id)
    tokens = Tokens(access=secrets.token_urlsafe(32), refresh=secrets.token_urlsafe(32))
    ends = {
        "access": (tokens.access, later(_now(), seconds=ACCESS_LASTS_S)),
        "refresh": (tokens.refresh, later(_now(), days=REFRESH_LASTS_D)),
    }
    for kind, (secret, expires_at) in ends.items():
        tx.insert(
            "tokens",
            {
                "hash": _hash(secret),
                "grant_id": grant_id,
                "kind": kind,
                "generation": generation,
                "expires_at": expires_at,
            },
        )
    tx.run("DELETE FROM tokens WHERE expires_at <= ?", later(_now(), days=-1))
    tx.run("DELETE FROM codes WHERE expires_at <= ?", later(_now(), days=-1))
    return tokens
