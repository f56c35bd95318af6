"""HTTP: whether a byte can have arrived is always known, and a token goes nowhere but to its marketplace."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from requests.auth import AuthBase

from studio.base.errors import UserError
from studio.sync import http
from studio.sync.http import Http, NotSent, Reply, Request, Unanswered, checked_address, problem_of, retry_after_s
from tests.sync.scripted import Answer, scripted

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Bearer(AuthBase):
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = "Bearer canary"
        return request


def test_nobody_listening_is_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotSent, match="cannot be reached"):
        Http(f"http://127.0.0.1:{port}").send(Request("POST", "/v1/listings", json={}))


def test_a_connection_that_hangs_up_may_have_been_heard_and_is_not_repeated() -> None:
    with scripted(Answer(body=b"", claims=500)) as server:
        with pytest.raises(Unanswered):
            Http(server.address).send(Request("POST", "/v1/listings", json={}))
        assert len(server.asked) == 1


def test_an_answer_slower_than_the_time_out_may_have_been_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unanswered, match="did not answer"):
            Http(address).send(Request("POST", "/v1/listings", json={}))


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BODY_MAX", 1000)
    with scripted(Answer(body=b"x" * 200_000)) as server, pytest.raises(Unanswered, match="too long"):
        Http(server.address).send(Request("GET", "/"))


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with scripted(Answer(200)) as elsewhere:
        away = Answer(307, headers={"Location": f"{elsewhere.address}/steal"})
        with scripted(away) as server:
            reply = Http(server.address, Bearer()).send(Request("POST", "/v1/listings", json={}))
            assert (reply.status, reply.ok) == (307, False)
        assert elsewhere.asked == []


def test_a_netrc_file_does_not_replace_the_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login thief password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted(Answer()) as server:
        for connection in (Http(server.address, Bearer()), Http(server.address)):
            connection._session.trust_env = True
            connection.send(Request("GET", "/"))
        sent = [headers.get("Authorization") for _method, _path, headers in server.asked]
    assert sent == ["Bearer canary", None]


def test_who_cannot_prove_who_they_are_hears_nothing(tmp_path: Path) -> None:
    with scripted(Answer(), certificate=_self_signed(tmp_path)) as server:
        address = server.address.replace("http://", "https://")
        with pytest.raises(NotSent, match="could not prove who it is"):
            Http(address, Bearer()).send(Request("POST", "/v1/listings", json={}))
        assert server.asked == []


def test_a_proxy_of_the_environment_never_sees_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(Answer(500)) as proxy, scripted(Answer(200)) as server:
        monkeypatch.setenv("http_proxy", proxy.address)
        assert Http(server.address, Bearer()).send(Request("GET", "/")).ok
        assert proxy.asked == []


@pytest.mark.parametrize(
    "address",
    ["http://market.example", "ftp://127.0.0.1", "market.example", "https://", "https://me:secret@market.example", ""],
)
def test_a_token_travels_only_encrypted_or_on_this_machine(address: str) -> None:
    with pytest.raises(UserError, match="not a safe address"):
        checked_address(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/", "http://[::1]:1", "http://localhost", "https://a.example"]
)
def test_safe_addresses_are_taken(address: str) -> None:
    assert checked_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("7", 7.0),
        ("Mon, 23 Nov 2026 12:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str, wait_s: float | None) -> None:
    assert retry_after_s(Reply(status=429, headers={"Retry-After": header}), NOW) == wait_s


@pytest.mark.parametrize(
    ("body", "sentence", "fields"),
    [
        (b'{"detail": "Too long.", "errors": [{"field": "title", "message": "x"}]}', "Too long.", {"title"}),
        (b'{"title": "Conflict"}', "Conflict", set()),
        (b"<html>", "The marketplace refused it (status 422).", set()),
        (b"[]", "The marketplace refused it (status 422).", set()),
        (b'{"detail": 7, "errors": "x"}', "The marketplace refused it (status 422).", set()),
    ],
)
def test_a_refusal_is_told_in_the_marketplaces_words(body: bytes, sentence: str, fields: set[str]) -> None:
    problem = problem_of(Reply(status=422, body=body))
    assert (problem.sentence, problem.fields, problem.status) == (sentence, fields, 422)


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"", b"\xff", b"[1]", b"7", b"[" * 100_000])
def test_what_is_no_json_object_is_no_answer(body: bytes) -> None:
    with pytest.raises(Unanswered, match="not understood"):
        Reply(status=200, body=body).document()


def _self_signed(folder: Path) -> Path:
    """Return a certificate with its key that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(NOW - timedelta(days=4000))
    certificate = builder.not_valid_after(NOW + timedelta(days=4000)).sign(key, hashes.SHA256())
    file = folder / "certificate.pem"
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(Encoding.PEM))
    return file
