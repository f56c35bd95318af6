"""How the HTTP surface writes: one transaction that holds the act, its feed entries and its idempotency key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from studio.demo_market import idempotency, oauth
from studio.demo_market.idempotency import KEY_MAX, StoredReply
from studio.demo_market.market import Market
from studio.demo_market.problems import Problem, ProblemBody
from studio.demo_market.store import Transaction

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemBody, "description": "A refusal, with one sentence saying what to do."}
}
bearer = HTTPBearer(auto_error=False, description="From /oauth/token")
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that the change was made against.")]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="A UUID made with the write.", pattern=r"^[!-~]+$", max_length=KEY_MAX),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a write answers: a status, a body, and the version that becomes its ETag."""

    body: BaseModel | None
    status: int = 200
    version: int | None = None
    location: str | None = None


def market_of(request: Request) -> Market:
    market: Market = request.app.state.market
    return market


MarketHere = Annotated[Market, Depends(market_of)]


def check_token(
    market: MarketHere, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> None:
    if credentials is None:
        raise Problem(
            401,
            "token-missing",
            "Send an access token: Authorization: Bearer …",
            headers={"WWW-Authenticate": "Bearer"},
        )
    with market.store.writing() as tx:
        oauth.check_access(tx, credentials.credentials)


def check_version(if_match: str | None, current: BaseModel, version: int, *, needed: bool) -> None:
    """Raises 428 where If-Match is needed and missing, 412 with the row as it stands where it moved on."""
    if if_match is None:
        if needed:
            raise Problem(428, "version-missing", "Send If-Match with the ETag that this change was made against.")
        return
    if if_match.strip() != "*" and etag(version) not in [part.strip() for part in if_match.split(",")]:
        raise Problem(
            412,
            "version-moved",
            "This was changed elsewhere in the meantime; look at it again first.",
            current=current,
            headers={"ETag": etag(version)},
        )


def etag(version: int) -> str:
    return f'"{version}"'


def write(request: Request, act: Callable[[Transaction], Reply], payload: object) -> Response:
    """Run `act` once for its Idempotency-Key; `payload` is what the request says, for telling two writes apart."""
    market = market_of(request)
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with market.store.writing() as tx:
            return _response(_stored(act(tx)))
    wanted = idempotency.fingerprint(request.method, request.url.path, payload)
    with market.keys_at_work.hold(key), market.store.writing() as tx:
        known = idempotency.find(tx, key, wanted)
        if known:
            return _response(known, {"Idempotency-Replayed": "true"})
        reply = _stored(act(tx))
        idempotency.keep(tx, key, wanted, reply)
        return _response(reply)


def show(body: BaseModel, version: int | None = None) -> Response:
    """An answer to a read, with its ETag where it has a version."""
    return _response(_stored(Reply(body=body, version=version)))


def _stored(reply: Reply) -> StoredReply:
    headers = {"Content-Type": "application/json"} if reply.body else {}
    if reply.version is not None:
        headers["ETag"] = etag(reply.version)
    if reply.location:
        headers["Location"] = reply.location
    body = reply.body.model_dump_json().encode() if reply.body else b""
    return StoredReply(status=reply.status, headers=headers, body=body)


def _response(reply: StoredReply, more: dict[str, str] | None = None) -> Response:
    return Response(reply.body, reply.status, {**reply.headers, **(more or {})})
