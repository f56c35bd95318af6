"""A market process and a connected seller, as tests hold them."""

import base64
import hashlib
import io
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from PIL import Image

REDIRECT = "http://127.0.0.1:9/connected"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 80)) -> bytes:
    """A small picture unlike any made before."""
    written = io.BytesIO()
    patches = Image.frombytes("RGB", (8, 8), secrets.token_bytes(192))
    patches.resize(size, Image.Resampling.NEAREST).save(written, kind, lossless=True)
    return written.getvalue()


class Market:
    """The real server, in its own process."""

    def __init__(self, folder: Path, *options: str) -> None:
        command = [sys.executable, "-m", "studio.demo_market", "--data", str(folder), "--with-parent", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout
        self.ready = json.loads(self.process.stdout.readline())
        self.folder = folder
        self.url: str = self.ready["url"]
        self.session = requests.Session()
        self.session.trust_env = False

    def demo(self, verb: str, **said: Any) -> Any:
        answer = self.session.post(f"{self.url}/demo/{verb}", json=said, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def stop(self) -> int:
        """Let the server go as the studio's end would: by the end of its standard input."""
        assert self.process.stdin
        assert self.process.stdout
        self.session.close()
        self.process.stdin.close()
        code = self.process.wait(20)
        self.process.stdout.close()
        return code

    def kill(self) -> None:
        self.process.kill()
        self.stop()


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def consent_form(market: Market, verifier: str, **changed: str) -> dict[str, str]:
    form = {
        "response_type": "code",
        "client_id": "Closet Studio",
        "redirect_uri": REDIRECT,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        "state": "s-1",
        "owner_key": (market.folder / "owner.key").read_text(),
    }
    return form | changed


class Seller:
    """A connected studio: every call carries the token, every write a key."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.session = requests.Session()
        self.session.trust_env = False
        verifier = secrets.token_urlsafe(32)
        said = self.form("authorize", **consent_form(market, verifier))
        assert said.status_code == 302, said.text
        code = parse_qs(urlsplit(said.headers["Location"]).query)["code"][0]
        self.tokens = self.form(
            "token",
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            client_id="Closet Studio",
            redirect_uri=REDIRECT,
        ).json()

    def form(self, verb: str, **fields: str) -> requests.Response:
        url = f"{self.market.url}/oauth/{verb}"
        return self.session.post(url, data=fields, allow_redirects=False, timeout=30)

    def call(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, if_match: str | None = None
    ) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        if method != "GET":
            headers["Idempotency-Key"] = key or secrets.token_hex(16)
        if if_match:
            headers["If-Match"] = if_match
        return self.session.request(
            method, self.market.url + path, json=body, headers=headers, timeout=30, allow_redirects=False
        )

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        answer = self.call("POST", path, body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def upload(self, content: bytes, key: str | None = None) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {self.tokens['access_token']}",
            "Idempotency-Key": key or secrets.token_hex(16),
        }
        files = {"file": ("photo.jpg", content)}
        return self.session.post(f"{self.market.url}/v1/photos", files=files, headers=headers, timeout=30)

    @contextmanager
    def listen(self) -> Iterator[Iterator[str]]:
        """The lines of the event stream as they come."""
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        with requests.get(f"{self.market.url}/v1/events", headers=headers, stream=True, timeout=60) as stream:
            yield stream.iter_lines(chunk_size=1, decode_unicode=True)

    def draft(self, **fields: Any) -> Any:
        """A draft that is ready to publish unless the fields say otherwise."""
        ready = {
            "sku": f"T-{secrets.token_hex(4)}",
            "title": "Wool coat",
            "price_minor": 5000,
            "photos": [self.upload(picture()).json()["id"]],
        }
        return self.post("/v1/listings", ready | fields)

    def publish(self, **fields: Any) -> Any:
        return self.post(f"/v1/listings/{self.draft(**fields)['id']}/publish")

    def feed(self, cursor: str | None = None, kinds: str = "", limit: int = 500) -> tuple[list[Any], str]:
        """All pages after the cursor, and the next cursor."""
        changes: list[Any] = []
        while True:
            query = f"?kinds={kinds}&limit={limit}" + (f"&cursor={cursor}" if cursor else "")
            page = self.get(f"/v1/changes{query}")
            changes += page["changes"]
            cursor = page["cursor"]
            if not page["has_more"]:
                return changes, page["cursor"]
