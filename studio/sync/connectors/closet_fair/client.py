"""Closet Fair over HTTP: paths, headers, the token that is renewed once, and what each answer means for a Change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from studio.domain.feed import Remote
from studio.sync import oauth
from studio.sync.connector import (
    Applied,
    AuthNeeded,
    Conflict,
    Outcome,
    Rejected,
    Replayed,
    Retry,
    SignedOut,
    TokenStore,
    Unknown,
    Unreachable,
)
from studio.sync.http import Http, NotSent, Reply, Request, problem_of, retry_after_s
from studio.sync.oauth import Grant
from studio.sync.shapes import BadShape, as_object

Read = Callable[[Any], Remote | None]


class Client:
    """One Account's way to Closet Fair."""

    def __init__(self, address: str, account_id: str, tokens: TokenStore) -> None:
        self._grant = Grant(oauth.Provider(address=address), account_id, tokens)
        self._http = Http(address, self._grant)

    def fetch(self, path: str, params: Mapping[str, str] | None = None) -> Reply:
        """Return the answer to a question, a refusal too; raise Unreachable or SignedOut where there is none."""
        reply = self._send(Request("GET", path, params=params))
        if reply.status == 401:
            raise SignedOut(problem_of(reply).sentence)
        if reply.status == 429 or reply.status >= 500:
            raise Unreachable(problem_of(reply).sentence, retry_after_s=retry_after_s(reply, datetime.now(UTC)))
        return reply

    def fetch_document(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON object at `path`; raise Unreachable where there is none."""
        reply = self.fetch(path, params)
        if not reply.ok:
            raise Unreachable(problem_of(reply).sentence)
        return reply.document()

    def write(self, request: Request, *, key: str, read: Read, version: str = "") -> Outcome:
        """Write once, whatever happens on the way, and return how it ended; `read` turns the answer into a row."""
        headers = {"Idempotency-Key": key, **({"If-Match": f'"{version}"'} if version else {})}
        try:
            return _outcome(self._send(replace(request, headers=headers)), read)
        except NotSent as error:
            return Retry(str(error), unreachable=True)
        except SignedOut as error:
            return AuthNeeded(str(error))
        except (Unreachable, BadShape) as error:
            return Unknown(str(error))

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()

    def _send(self, request: Request) -> Reply:
        reply = self._http.send(request)
        if reply.status == 401:  # nothing was done, so that the same request may follow with a new token
            self._grant.renew()
            reply = self._http.send(request)
        return reply


def _outcome(reply: Reply, read: Read) -> Outcome:
    if reply.ok:
        remote = read(reply.document()) if reply.body else None
        return Replayed(remote) if "Idempotency-Replayed" in reply.headers else Applied(remote)
    problem = problem_of(reply)
    after_s = retry_after_s(reply, datetime.now(UTC))
    if reply.status == 401:
        return AuthNeeded(problem.sentence)
    if reply.status == 429:
        return Retry(problem.sentence, after_s)
    if reply.status >= 500 or reply.status in (408, 425) or (reply.status == 409 and after_s is not None):
        return Unknown(problem.sentence, after_s)
    if reply.status in (409, 412):
        current = reply.document().get("current")
        return Conflict(read(as_object(current)) if current else None, problem.sentence)
    return Rejected(problem)
