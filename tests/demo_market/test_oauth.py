import re

import requests

from tests.demo_market.playing import REDIRECT, Market, Seller, consent_form


def code_for(seller: Seller, verifier: str, **changed: str) -> str:
    said = seller.form("authorize", **consent_form(seller.market, verifier, **changed))
    assert said.status_code == 302, said.text
    found = re.search(r"code=([^&]+)&state=s-1", said.headers["Location"])
    assert found
    return found[1]


def exchange(seller: Seller, code: str, verifier: str, **changed: str) -> requests.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "client_id": "Closet Studio",
        "redirect_uri": REDIRECT,
    }
    return seller.form("token", **(form | changed))


def who(market: Market, access_token: str) -> int:
    headers = {"Authorization": f"Bearer {access_token}"}
    return market.session.get(f"{market.url}/v1/me", headers=headers, timeout=30).status_code


def test_a_code_and_its_verifier_give_tokens_that_open_the_closet(seller: Seller) -> None:
    tokens = exchange(seller, code_for(seller, "v" * 43), "v" * 43).json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 3600
    assert who(seller.market, tokens["access_token"]) == 200


def test_a_wrong_verifier_is_refused_and_the_right_one_still_works(seller: Seller) -> None:
    code = code_for(seller, "v" * 43)
    refused = exchange(seller, code, "w" * 43)
    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_grant"
    assert exchange(seller, code, "v" * 43).status_code == 200


def test_a_code_shown_twice_ends_the_grant_it_made(seller: Seller) -> None:
    code = code_for(seller, "v" * 43)
    tokens = exchange(seller, code, "v" * 43).json()
    assert exchange(seller, code, "v" * 43).json()["error"] == "invalid_grant"
    assert who(seller.market, tokens["access_token"]) == 401


def test_another_redirect_address_at_the_exchange_is_refused(seller: Seller) -> None:
    code = code_for(seller, "v" * 43)
    assert exchange(seller, code, "v" * 43, redirect_uri="http://127.0.0.1:1/else").status_code == 400


def test_a_refresh_token_rotates_and_may_be_repeated_until_its_answer_has_arrived(seller: Seller) -> None:
    first = exchange(seller, code_for(seller, "v" * 43), "v" * 43).json()
    lost = seller.form("token", grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert lost.status_code == 200
    again = seller.form("token", grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert again["refresh_token"] != lost.json()["refresh_token"]
    assert who(seller.market, again["access_token"]) == 200
    stolen = seller.form("token", grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert stolen.json()["error"] == "invalid_grant"
    assert who(seller.market, again["access_token"]) == 401


def test_revoking_a_token_signs_out(seller: Seller) -> None:
    tokens = exchange(seller, code_for(seller, "v" * 43), "v" * 43).json()
    assert seller.form("revoke", token=tokens["refresh_token"]).status_code == 200
    assert who(seller.market, tokens["access_token"]) == 401
    refused = seller.form("token", grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert refused.json()["error"] == "invalid_grant"


def test_only_loopback_addresses_and_only_s256_are_answered(seller: Seller) -> None:
    for changed in (
        {"redirect_uri": "https://shop.example/cb"},
        {"redirect_uri": "http://127.0.0.1.example/cb"},
        {"redirect_uri": "http://user@127.0.0.1:9/cb"},
        {"redirect_uri": "http://127.0.0.1:x/cb"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"response_type": "token"},
    ):
        said = seller.form("authorize", **consent_form(seller.market, "v" * 43, **changed))
        assert said.status_code == 400, changed
        assert "Location" not in said.headers


def test_the_consent_page_approves_once_and_a_made_up_ticket_never(market: Market, seller: Seller) -> None:
    form = consent_form(market, "v" * 43, owner_key="", client_id="<b>Studio</b>")
    page = market.session.get(f"{market.url}/oauth/authorize", params=form, timeout=30)
    assert page.status_code == 200
    assert "<b>Studio</b>" not in page.text
    assert "&lt;b&gt;Studio" in page.text
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    assert seller.form("authorize", **form, ticket="guess").status_code == 403
    assert seller.form("authorize", **form, ticket=found[1]).status_code == 302
    assert seller.form("authorize", **form, ticket=found[1]).status_code == 403


def test_a_refusal_by_the_seller_goes_back_to_the_program(seller: Seller) -> None:
    said = seller.form("authorize", **consent_form(seller.market, "v" * 43), approve="no")
    assert said.headers["Location"] == f"{REDIRECT}?error=access_denied&state=s-1"


def test_a_wrong_owner_key_is_refused_and_the_right_one_is_for_the_owner_alone(market: Market, seller: Seller) -> None:
    assert seller.form("authorize", **consent_form(market, "v" * 43, owner_key="nö")).status_code == 403
    assert (market.folder / "owner.key").stat().st_mode & 0o077 == 0


def test_a_call_without_a_token_is_told_what_to_send(market: Market) -> None:
    answer = market.session.get(f"{market.url}/v1/me", timeout=30)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_expired_access_is_refreshed_without_a_new_consent(own_market: Market, own_seller: Seller) -> None:
    own_market.demo("expire-tokens")
    assert own_seller.call("GET", "/v1/me").status_code == 401
    fresh = own_seller.form("token", grant_type="refresh_token", refresh_token=own_seller.tokens["refresh_token"])
    assert who(own_market, fresh.json()["access_token"]) == 200
