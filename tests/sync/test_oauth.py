"""Signing in: in the seller's own browser, with a listener that takes one good call and nothing else."""

from __future__ import annotations

import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.account import Account
from studio.domain.ids import AccountId
from studio.sync import loopback, oauth, registry
from studio.sync.connector import Browser, OwnerKey, SignedOut, Unreachable
from studio.sync.loopback import PATH, Listener
from tests.sync.market import Market, Tokens
from tests.sync.scripted import Answer, scripted

STATE = "s" * 43


def account(address: str) -> Account:
    return Account(id=AccountId("a"), connector="closet_fair", name="Closet Fair", address=address)


class SellerAtBrowser:
    """Opens the page, presses a button, and follows where the marketplace sends the browser."""

    def __init__(self, decision: str = "yes") -> None:
        self.decision = decision
        self.pages: list[str] = []
        self.answers: list[int] = []
        self._pool = ThreadPoolExecutor(1, "a browser")

    def open_page(self, address: str) -> None:
        self.pages.append(address)
        self._pool.submit(self._decide, address)

    def close(self) -> None:
        self._pool.shutdown()

    def _decide(self, address: str) -> None:
        with requests.Session() as browser:
            browser.trust_env = False
            page = browser.get(address, timeout=5).text
            ticket = page.split('name="ticket" value="')[1].split('"')[0]
            form = {**dict(parse_qsl(urlsplit(address).query)), "ticket": ticket, "approve": self.decision}
            back = browser.post(address.partition("?")[0], data=form, timeout=5, allow_redirects=False)
            for _ in range(2):  # the seller reloads the page
                try:
                    self.answers.append(browser.get(back.headers["Location"], timeout=5).status_code)
                except requests.ConnectionError:
                    self.answers.append(0)


def test_the_seller_signs_in_in_the_browser(market: Market, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser, tokens = SellerAtBrowser(), Tokens()
    seller = registry.sign_in(account(market.url), tokens, Browser(browser.open_page, Quiet()))
    browser.close()
    assert seller.name == "Your Closet"
    asked = parse_qs(urlsplit(browser.pages[0]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert urlsplit(asked["redirect_uri"][0]).hostname == "127.0.0.1"
    assert browser.answers[0] == 200
    assert browser.answers[1] != 200
    secrets = [tokens["a"]["access_token"], tokens["a"]["refresh_token"]]
    assert not [secret for secret in secrets if secret in caplog.text]


def test_the_sellers_no_is_an_end_with_a_sentence(market: Market) -> None:
    browser, tokens = SellerAtBrowser("no"), Tokens()
    with pytest.raises(UserError, match="not signed in"):
        registry.sign_in(account(market.url), tokens, Browser(browser.open_page, Quiet()))
    browser.close()
    assert tokens == {}


def test_the_owner_key_needs_no_browser(market: Market) -> None:
    tokens = Tokens()
    assert registry.sign_in(account(market.url), tokens, OwnerKey(market.owner_key)).name == "Your Closet"
    assert tokens["a"]["access_token"]


def test_a_wrong_owner_key_is_refused_with_a_sentence(market: Market) -> None:
    with pytest.raises(UserError, match="does not take its key"):
        registry.sign_in(account(market.url), Tokens(), OwnerKey("wrong"))


def test_nobody_there_is_no_refusal() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable):
        registry.sign_in(account(address), Tokens(), OwnerKey("any"))


@pytest.mark.parametrize(
    "answer", [Answer(200, b"<html>"), Answer(200, b"[]"), Answer(503, b"{}"), Answer(302, b"")], ids=repr
)
def test_a_renewal_without_a_usable_answer_keeps_the_old_token(answer: Answer) -> None:
    tokens = Tokens(a={"access_token": "old", "refresh_token": "r"})
    with scripted(answer) as server:
        grant = oauth.Grant(oauth.Provider(address=server.address), "a", tokens)
        with pytest.raises(Unreachable):
            grant.renew()
    assert tokens["a"]["access_token"] == "old"


def test_a_refused_renewal_means_signing_in_again() -> None:
    with scripted(Answer(400, b'{"error": "invalid_grant"}')) as server:
        tokens = Tokens(a={"access_token": "old", "refresh_token": "r"})
        with pytest.raises(SignedOut):
            oauth.Grant(oauth.Provider(address=server.address), "a", tokens).renew()


def test_without_a_token_nothing_is_sent() -> None:
    with pytest.raises(SignedOut):
        oauth.Grant(oauth.Provider(address="http://127.0.0.1"), "a", Tokens())(requests.PreparedRequest())


def call(listener: Listener, path: str, method: str = "GET") -> int:
    address = listener.redirect_uri.removesuffix(PATH) + path
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, address, timeout=5).status_code


BAD_CALLS = [
    ("GET", f"{PATH}?code=x", 400),
    ("GET", f"{PATH}?code=x&state=wrong", 400),
    ("GET", f"{PATH}?code=x&state={STATE}&state={STATE}", 400),
    ("GET", f"{PATH}?code=x&state=", 400),
    ("GET", f"/?code=x&state={STATE}", 404),
    ("GET", f"{PATH}/more?code=x&state={STATE}", 404),
    ("POST", f"{PATH}?code=x&state={STATE}", 501),
    ("PUT", f"{PATH}?code=x&state={STATE}", 501),
    ("GET", f"{PATH}?state={STATE}&code={'x' * 100_000}", 414),
]


def test_bad_calls_are_turned_away_and_the_good_one_is_taken_once() -> None:
    with Listener(STATE) as listener, ThreadPoolExecutor(1, "a seller") as pool:
        waiting = pool.submit(listener.wait, Quiet())
        with socket.create_connection(("127.0.0.1", urlsplit(listener.redirect_uri).port or 0)) as slow:
            slow.send(b"GET /signed-in?co")  # and never goes on
            for method, path, status in BAD_CALLS * 3:
                assert call(listener, path, method) == status, (method, path)
                assert not waiting.done()
            good = f"{PATH}?{urlencode({'code': 'the code', 'state': STATE})}"
            assert call(listener, good) == 200
            assert waiting.result(5) == listener.redirect_uri.removesuffix(PATH) + good
    with pytest.raises(requests.ConnectionError):
        call(listener, good)


def test_waiting_ends_after_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "WAIT_S", 0.0)
    with Listener(STATE) as listener, pytest.raises(UserError, match="within five minutes"):
        listener.wait(Quiet())


def test_waiting_can_be_cancelled() -> None:
    class Stop(Quiet):
        def check(self) -> None:
            raise Cancelled

    with Listener(STATE) as listener, pytest.raises(Cancelled):
        listener.wait(Stop())


def test_an_unknown_marketplace_is_refused_with_a_sentence() -> None:
    other = Account(id=AccountId("a"), connector="poshmark", name="Poshmark", address="https://poshmark.example")
    assert registry.names() == ["closet_fair"]
    with pytest.raises(UserError, match="cannot talk to poshmark"):
        registry.open_connector(other, Tokens())


def test_a_marketplace_on_the_open_net_has_to_be_encrypted() -> None:
    with pytest.raises(UserError, match="not a safe address"):
        registry.sign_in(account("http://market.example"), Tokens(), OwnerKey("any"))
