"""A phone sends photos to the studio, and nobody else gets in: real requests to the real process."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
from PIL import Image

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.services.phone import PhonePage
from tests.imaging.drawing import shirt

HOST = "127.0.0.1"
PATIENCE_S = 30


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "closet")


@pytest.fixture
def phone_page(profile: Profile) -> Iterator[PhonePage]:
    page = PhonePage(profile)
    yield page
    page.close()


@pytest.fixture
def url(phone_page: PhonePage) -> str:
    """Where the page is, open on loopback."""
    return phone_page.open(HOST)


class Phone:
    """A browser that keeps its cookie."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False

    def open(self) -> requests.Response:
        return self.session.get(self.url, timeout=PATIENCE_S, allow_redirects=False)

    def send(self, name: str, content: Any, **headers: str) -> requests.Response:
        headers = {"X-Name": quote(name)} | headers
        return self.session.post(f"{self.url}/photo", data=content, headers=headers, timeout=PATIENCE_S)


@pytest.fixture
def phone(url: str) -> Iterator[Phone]:
    """The phone that has opened the page."""
    phone = Phone(url)
    assert phone.open().status_code == 200
    yield phone
    phone.session.close()


@pytest.fixture
def stranger(url: str) -> Iterator[Phone]:
    stranger = Phone(url)
    yield stranger
    stranger.session.close()


def jpeg(seed: int = 1, suffix: str = "JPEG") -> bytes:
    target = io.BytesIO()
    Image.fromarray(shirt(120, 160, seed=seed)[0]).save(target, suffix)
    return target.getvalue()


def kept(profile: Profile) -> list[str]:
    return sorted(file.name for file in profile.inbox.rglob("*") if file.is_file() and not file.name.startswith("."))


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)  # noqa: TID251 - what is waited for is another process


def test_a_phone_opens_the_page_and_sends_fifty_photos(phone: Phone, phone_page: PhonePage, profile: Profile) -> None:
    assert phone_page.news().opened
    for number in range(50):
        answer = phone.send("IMG_0001.JPG" if number < 2 else f"IMG_{number:04}.JPG", jpeg(number))
        assert (answer.status_code, answer.json()) == (200, {"came": number + 1})
    news = phone_page.news()
    assert (news.came, news.refused, news.is_open) == (50, (), True)
    assert len(kept(profile)) == 50
    assert kept(profile)[:2] == ["IMG_0001.JPG", "IMG_0001.JPG"]  # two phones' photos of one name are two photos
    first = min(profile.inbox.rglob("IMG_0001.JPG"))
    assert first.read_bytes() == jpeg(0)


def test_several_at_once_come_through(phone: Phone, profile: Profile) -> None:
    cookies = phone.session.cookies.get_dict()

    def send(number: int) -> int:
        named = {"X-Name": f"{number}.jpg"}
        target = f"{phone.url}/photo"
        answer = requests.post(target, data=jpeg(number), headers=named, cookies=cookies, timeout=PATIENCE_S)
        return answer.status_code

    with ThreadPoolExecutor(3, "phones") as pool:
        assert list(pool.map(send, range(9))) == [200] * 9
    assert len(kept(profile)) == 9


def test_the_page_says_that_the_wire_is_open_and_carries_nothing_from_elsewhere(phone: Phone) -> None:
    answer = phone.open()
    assert "without encryption" in answer.text
    assert 'accept="image/*" multiple' in answer.text
    sources = re.findall(r'(?:src|href|action)="([^"]*)"', answer.text)
    path = urlsplit(phone.url).path
    assert set(sources) == {"data:,", f"{path}/page.css", f"{path}/page.js"}
    for name, kind in (("page.css", "text/css"), ("page.js", "text/javascript")):
        part = phone.session.get(f"{phone.url}/{name}", timeout=PATIENCE_S)
        assert (part.status_code, part.headers["content-type"].partition(";")[0]) == (200, kind)
        assert "http" not in part.text.lower().replace("xmlhttprequest", "")


def test_every_answer_is_safe_in_a_browser_and_says_nothing_of_the_server(phone: Phone, stranger: Phone) -> None:
    for answer in (phone.open(), phone.send("a.jpg", b"no"), stranger.open()):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers
    cookie = Phone(phone.url)
    assert cookie.session.cookies.get_dict() == {}


def test_the_cookie_is_for_this_page_and_no_script_reads_it(url: str) -> None:
    first = Phone(url)
    cookie = first.open().headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", f"path={urlsplit(url).path.lower()}"):
        assert part in cookie
    first.session.close()


def test_a_second_client_with_the_right_token_gets_what_everybody_gets(
    phone: Phone, stranger: Phone, profile: Profile
) -> None:
    base = phone.url.rpartition("/")[0]
    answers = [
        stranger.open(),
        stranger.send("a.jpg", jpeg()),
        stranger.session.get(f"{phone.url}/page.js", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/wrong", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/", timeout=PATIENCE_S),
        stranger.session.get(f"{phone.url}/", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/docs", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/openapi.json", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/favicon.ico", timeout=PATIENCE_S),
        stranger.session.put(phone.url, data=b"x", timeout=PATIENCE_S),
        stranger.session.get(f"{base}/%2e%2e/%2e%2e/etc/passwd", timeout=PATIENCE_S),
        phone.session.get(f"{phone.url}/../page.py", timeout=PATIENCE_S),
        phone.session.get(f"{phone.url}/page.py", timeout=PATIENCE_S),
        phone.session.get(f"{base}/wrong", timeout=PATIENCE_S),
        phone.session.post(f"{phone.url}/photo", data=jpeg(), timeout=PATIENCE_S),  # without a name: not our page
    ]
    assert {(answer.status_code, answer.text, tuple(answer.headers.items())) for answer in answers} == {
        (404, "Not found\n", tuple(answers[0].headers.items()))
    }
    assert kept(profile) == []


def test_a_guess_of_the_token_binds_nobody(url: str, phone_page: PhonePage) -> None:
    guess = Phone(url[:-1] + ("a" if url[-1] != "a" else "b"))
    assert guess.open().status_code == 404
    assert not phone_page.news().opened
    assert len(urlsplit(url).path.strip("/")) >= 32
    guess.session.close()


def test_a_browser_that_only_guesses_ahead_is_not_the_guest(url: str, phone_page: PhonePage) -> None:
    ahead = Phone(url)
    answer = ahead.session.get(url, headers={"Sec-Purpose": "prefetch;anonymous-client-ip"}, timeout=PATIENCE_S)
    assert answer.status_code == 404
    assert not phone_page.news().opened
    assert ahead.open().status_code == 200
    ahead.session.close()


@pytest.mark.parametrize(
    "headers", [{"Host": "studio.example"}, {"Origin": "http://evil.example"}, {"Host": "127.0.0.1"}]
)
def test_another_site_that_leads_a_browser_here_gets_nothing(
    phone: Phone, profile: Profile, headers: dict[str, str]
) -> None:
    assert phone.send("a.jpg", jpeg(), **headers).status_code == 404
    assert kept(profile) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<!doctype html><script>alert(1)</script>", "web page"),
        (b"", "empty"),
        (b"%PDF-1.7", "not a picture"),
        (jpeg()[:60], ""),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, ""),
    ],
)
def test_only_pictures_are_kept_whatever_their_name_says(
    phone: Phone, phone_page: PhonePage, profile: Profile, content: bytes, why: str
) -> None:
    answer = phone.send("shirt.png", content)
    assert answer.status_code == 400
    assert why in answer.json()["why"]
    assert kept(profile) == []
    assert [name for name, _why in phone_page.news().refused] == ["shirt.png"]
    assert phone.send("shirt.jpg", jpeg()).status_code == 200


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../../../etc/cron.d/x.jpg", "x.jpg"),
        ("..\\..\\windows\\x.jpg", "x.jpg"),
        ("/etc/passwd", "passwd"),
        ("..", "photo"),
        (".hidden.jpg", "hidden.jpg"),
        ("a\0b\n\r.jpg", "a_b__.jpg"),
        ("<img src=x onerror=1>.jpg", "_img src=x onerror=1_.jpg"),
        ("$(reboot).jpg", "_(reboot).jpg"),
        ("x" * 500 + ".jpg", "x" * 80 + ".jpg"),
        ("jurk – blauw 蓝.jpeg", "jurk _ blauw 蓝.jpeg"),
        ("", "photo"),
    ],
)
def test_no_name_leads_out_of_the_inbox(phone: Phone, profile: Profile, tmp_path: Path, name: str, safe: str) -> None:
    assert phone.send(name, jpeg()).status_code == 200
    assert kept(profile) == [safe]
    outside = [file for file in tmp_path.rglob("*") if file.is_file() and profile.inbox not in file.parents]
    assert outside == []


def test_a_body_of_three_hundred_megabytes_is_cut_off(phone: Phone, profile: Profile) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        block = jpeg() + bytes(1_000_000)
        for _part in range(300):
            sent += len(block)
            yield block

    with suppress(requests.RequestException):  # it may hang up while we are still talking: as good
        answer = phone.send("film.jpg", endless())
        assert (answer.status_code, "100 MB" in answer.text) == (413, True)
    assert sent < 160_000_000
    until(lambda: not list(profile.inbox.rglob(".part")))
    assert kept(profile) == []


def test_a_length_that_is_too_large_is_refused_before_anything_is_sent(phone: Phone) -> None:
    place = urlsplit(phone.url)
    cookie = "; ".join(f"{name}={value}" for name, value in phone.session.cookies.items())
    with socket.create_connection((HOST, place.port or 0), PATIENCE_S) as line:
        head = f"POST {place.path}/photo HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\nX-Name: a.jpg\r\n"
        line.sendall(f"{head}Content-Length: 300000000\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_a_transfer_that_breaks_off_leaves_nothing(phone: Phone, profile: Profile, phone_page: PhonePage) -> None:
    place = urlsplit(phone.url)
    cookie = "; ".join(f"{name}={value}" for name, value in phone.session.cookies.items())
    with socket.create_connection((HOST, place.port or 0), PATIENCE_S) as line:
        head = f"POST {place.path}/photo HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\nX-Name: a.jpg\r\n"
        line.sendall(f"{head}Content-Length: 5000\r\n\r\n".encode() + jpeg()[:1000])
        until(lambda: list(profile.inbox.rglob(".part")))
    until(lambda: not list(profile.inbox.rglob(".part")))
    assert kept(profile) == []
    assert phone.send("a.jpg", jpeg()).status_code == 200


def test_a_crowd_of_silent_connections_does_not_keep_the_phone_out_for_long(phone: Phone) -> None:
    place = urlsplit(phone.url)
    crowd = [socket.create_connection((HOST, place.port or 0), PATIENCE_S) for _one in range(40)]
    try:
        for line in crowd[:3]:
            line.sendall(b"GET / HTTP/1.1\r\nHost: ")  # and then nothing: a slow loris

        def gets_in() -> bool:
            try:
                return phone.send("a.jpg", jpeg()).status_code == 200
            except requests.RequestException:
                return False

        until(gets_in)
    finally:
        for line in crowd:
            line.close()


def answers(url: str) -> bool:
    place = urlsplit(url)
    try:
        socket.create_connection((HOST, place.port or 0), 2).close()
    except OSError:
        return False
    return True


def test_when_the_window_closes_the_port_is_closed_and_stays_so(url: str, phone_page: PhonePage) -> None:
    assert answers(url)
    pid = phone_page.pid
    assert pid is not None
    phone_page.close()
    assert not answers(url)
    assert not phone_page.news().is_open
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(UserError, match="closed"):
        phone_page.open(HOST)


def test_a_new_code_closes_the_old_page(url: str, phone_page: PhonePage) -> None:
    second = phone_page.open(HOST)
    assert second != url
    assert not answers(url) or urlsplit(url).port == urlsplit(second).port
    assert Phone(second).open().status_code == 200
    assert urlsplit(url).path != urlsplit(second).path


def test_a_killed_page_is_seen_and_the_photos_it_took_are_whole(
    phone: Phone, phone_page: PhonePage, profile: Profile
) -> None:
    assert phone.send("a.jpg", jpeg()).status_code == 200
    assert phone_page.pid is not None
    os.kill(phone_page.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    until(lambda: not phone_page.news().is_open)
    assert phone_page.news().came == 1
    assert [file.read_bytes() for file in profile.inbox.rglob("a.jpg")] == [jpeg()]


def test_the_page_goes_with_the_studio_however_that_ends(profile: Profile, url: str, phone_page: PhonePage) -> None:
    process = phone_page._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # what the system does when the studio is killed
    until(lambda: not answers(url))


def test_after_a_long_silence_the_code_has_expired(profile: Profile) -> None:
    page = PhonePage(profile, idle_s=1.0)
    try:
        url = page.open(HOST)
        until(lambda: not page.news().is_open)
        assert not answers(url)
    finally:
        page.close()


def test_an_address_that_is_not_of_this_machine_is_refused_in_a_sentence(phone_page: PhonePage) -> None:
    with pytest.raises(UserError, match="could not open"):
        phone_page.open("203.0.113.7")
    assert phone_page.pid is None


def test_the_token_is_not_told_to_other_users_of_the_machine(url: str, phone_page: PhonePage) -> None:
    told = Path(f"/proc/{phone_page.pid}/cmdline")
    if not told.exists():
        pytest.skip("no /proc here")
    assert urlsplit(url).path.strip("/").encode() not in told.read_bytes()
