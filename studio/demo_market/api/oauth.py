"""`/oauth`: the seller's consent in a browser or by the owner key, tokens, and their end."""

import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from studio.demo_market import oauth, pages
from studio.demo_market.answers import TokenAnswer, TokenRefusal
from studio.demo_market.api.writing import MarketHere
from studio.demo_market.bodies import ConsentDecision, ConsentQuestion, TokenRequest
from studio.demo_market.oauth import Asked, OAuthError, Tokens
from studio.demo_market.problems import Problem

router = APIRouter(prefix="/oauth", tags=["oauth"])


@router.get("/authorize", response_class=HTMLResponse)
def ask(market: MarketHere, wanted: Annotated[ConsentQuestion, Query()]) -> Response:
    """The consent page."""
    asked = oauth.check_asked(wanted)
    with market.store.writing() as tx:
        ticket = oauth.new_ticket(tx)
    return HTMLResponse(pages.consent(asked.client_id, {**wanted.model_dump(), "ticket": ticket}))


@router.post("/authorize", response_class=RedirectResponse, status_code=302)
def decide(market: MarketHere, decision: Annotated[ConsentDecision, Form()]) -> Response:
    """The seller's decision: from the consent page with its `ticket`, or without a browser with the `owner_key`."""
    asked = oauth.check_asked(decision)
    if decision.owner_key and not secrets.compare_digest(decision.owner_key.encode(), market.owner_key.encode()):
        raise Problem(403, "oauth", "This is not the owner key of this market; read it from its folder.")
    with market.store.writing() as tx:
        if not decision.owner_key:
            oauth.use_ticket(tx, decision.ticket)
        if decision.approve != "yes":
            return _back(asked, {"error": "access_denied"})
        return _back(asked, {"code": oauth.new_code(tx, asked)})


def _back(asked: Asked, said: dict[str, str]) -> Response:
    query = urlencode({**said, "state": asked.state})
    joint = "&" if "?" in asked.redirect_uri else "?"
    return RedirectResponse(f"{asked.redirect_uri}{joint}{query}", 302)


@router.post("/token", response_model=TokenAnswer, responses={"4XX": {"model": TokenRefusal}})
def token(market: MarketHere, wanted: Annotated[TokenRequest, Form()]) -> Response:
    """Tokens for a code, or for a refresh token; errors as RFC 6749 has them."""
    with market.store.writing() as tx:
        if wanted.grant_type == "authorization_code":
            made = oauth.exchange_code(tx, wanted)
        elif wanted.grant_type == "refresh_token":
            made = oauth.refresh(tx, wanted.refresh_token)
        else:
            made = OAuthError("unsupported_grant_type", "grant_type is authorization_code or refresh_token.")
    return _token_response(made)


def _token_response(made: Tokens | OAuthError) -> Response:
    no_store = {"Cache-Control": "no-store"}
    if isinstance(made, OAuthError):
        return JSONResponse(TokenRefusal(error=made.code, error_description=made.sentence).model_dump(), 400, no_store)
    answer = TokenAnswer(
        access_token=made.access, token_type="Bearer", expires_in=oauth.ACCESS_LASTS_S, refresh_token=made.refresh
    )
    return JSONResponse(answer.model_dump(), 200, no_store)


@router.post("/revoke")
def revoke(market: MarketHere, token: Annotated[str, Form()] = "") -> Response:
    """Sign out: ends the grant of an access or refresh token."""
    with market.store.writing() as tx:
        oauth.revoke(tx, token)
    return Response(status_code=200)
