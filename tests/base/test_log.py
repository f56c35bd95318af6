"""The log can be shown to a stranger."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.log import redact, write_to

CANARIES = [
    ("Authorization: Bearer CANARY.x-y_z", "Authorization"),
    ("authorization: bearer CANARY", "authorization"),
    ("Authorization: Basic Q0FOQVJZ/CANARY==", "Authorization"),
    ("sent {'Authorization': 'Bearer CANARY'}", "sent"),
    ("GET /callback?code=CANARY&x=1", "x=1"),
    ("GET /callback?x=1&state=CANARY HTTP/1.1", "HTTP/1.1"),
    ("POST grant_type=authorization_code&code_verifier=CANARY", "grant_type"),
    ("https://market.example/api?token=CANARY", "market.example"),
    ("https://market.example/api?access_token=CANARY&page=2", "page=2"),
    ("refresh_token=CANARY", "refresh_token"),
    ("id_token=CANARY", "id_token"),
    ("client_secret=CANARY", "client_secret"),
    ("api_key=CANARY", "api_key"),
    ("?apikey=CANARY", "apikey"),
    ("owner_key=CANARY", "owner_key"),
    ("password=CANARY", "password"),
    ('{"access_token": "CANARY", "expires_in": 3600}', "3600"),
    ('{"refresh_token":"CANARY"}', "refresh_token"),
    ("{'token': 'CANARY'}", "token"),
    ('{"password": "CAN\\"CANARY"}', "password"),
    ("('code', 'CANARY')", "code"),
    ("X-Api-Key: CANARY", "X-Api-Key"),
    ("Cookie: session=CANARY", "Cookie"),
    ("Set-Cookie: session=CANARY; HttpOnly", "Set-Cookie"),
    ("http://anna:CANARY@market.example/", "market.example"),
    ("from canary@mail.example to us", "to us"),
    ("From: <canary.bird+shop@mail.example>", "From"),
    ("mailto:canary%40mail.example", "mailto"),
    ("call +1 415-555-0100", "call"),
    ("call (415) 555-0100 now", "now"),
    ("call 415.555.0100", "call"),
    ("/home/canary/closet/catalog.db", "/closet/catalog.db"),
    ("/Users/canary/Pictures", "Pictures"),
    ("/Users/Anna Canary/Pictures/a.jpg", "Pictures/a.jpg"),
    ("C:\\Users\\canary\\AppData", "AppData"),
    ("C:\\Users\\Anna Canary\\AppData", "AppData"),
    ("'C:\\\\Users\\\\canary\\\\AppData'", "AppData"),
    ("d:/Users/canary/x", "/x"),
    ("file:///home/canary/a.jpg", "a.jpg"),
    ("no such folder: /home/canary", "no such folder"),
]


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield write_to(tmp_path / "logs")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("studio").setLevel(logging.NOTSET)


def test_there_are_forty_canaries() -> None:
    assert len(CANARIES) == 40


@pytest.mark.parametrize(("line", "kept"), CANARIES)
def test_a_canary_is_taken_out_and_the_rest_stays(line: str, kept: str) -> None:
    clean = redact(line)
    assert "canary" not in clean.lower()
    assert "555" not in clean
    assert kept in clean


@pytest.mark.parametrize(
    "line",
    [
        "imported 60 photos in 3.2 s",
        "the listing is in state ACTIVE, code 404",
        "order 2026-11-23 T12:00:00 of 48.50",
        "size 34 x 32, 415 g, SKU 2026-000-1234-A",
        "sha256 0123456789abcdef0123456789abcdef",
    ],
)
def test_ordinary_lines_stay_as_they_are(line: str) -> None:
    assert redact(line) == line


def test_a_long_line_is_redacted_in_one_go() -> None:
    assert redact("a" * 200_000 + " token=CANARY").endswith("token=[removed]")


def test_messages_arguments_and_tracebacks_are_clean_in_the_file(log_file: Path) -> None:
    log = logging.getLogger("studio.test_log")
    for line, _ in CANARIES:
        log.info("request: %s", line)
        try:
            raise ValueError(line)
        except ValueError as error:
            log.info("failed", exc_info=error)
    text = log_file.read_text("utf-8")
    assert text.count("Traceback") == len(CANARIES)
    assert "canary" not in text.lower()


def test_others_are_heard_only_when_they_warn(log_file: Path) -> None:
    logging.getLogger("urllib3").info("quiet")
    logging.getLogger("urllib3").warning("loud")
    assert "quiet" not in log_file.read_text("utf-8")
    assert "loud" in log_file.read_text("utf-8")
