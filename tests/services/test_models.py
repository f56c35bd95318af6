"""Cut-out models are fetched after a yes, resumed after a break, and never taken for another."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studio.base import resources
from studio.base.errors import TransientError, UserError
from studio.base.jobs import Quiet
from studio.services import models
from studio.services.context import Studio
from studio.settings import schema

CONTENT = bytes(range(256)) * 8_192  # eight pieces of 256 KiB


class Shelf:
    """A server with one file on it, which can hang up in the middle."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.breaks_at: int | None = None
        self.status = 200
        self.asked: list[str] = []


class Clerk(BaseHTTPRequestHandler):
    """Answers for the Shelf."""

    def __init__(self, shelf: Shelf, *arguments: object) -> None:
        self._shelf = shelf
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self._shelf.asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        rest = self._shelf.content[start:]
        status = self._shelf.status if self._shelf.status != 200 else 206 if start else 200
        self.send_response(status if rest else 416)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest[: self._shelf.breaks_at])

    def log_message(self, *_words: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def shelf(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A shelf with the model "u2netp", as the seller's own list of models names it."""
    shelf = Shelf()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Clerk, shelf))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})  # noqa: TID251
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/u2netp.onnx"
    (known,) = [one for one in resources.load_json("models.json")["models"] if one["name"] == "u2netp"]
    entry = known | {"address": address, "size_mb": 2, "md5": hashlib.md5(CONTENT).hexdigest()}
    studio.profile.resources.mkdir()
    (studio.profile.resources / "models.json").write_text(json.dumps({"models": [entry]}))
    monkeypatch.setattr(resources, "_user_folders", [studio.profile.resources])
    yield shelf
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_fetched_model_is_here_and_is_used_from_now_on(studio: Studio, shelf: Shelf) -> None:
    assert [(one.model.name, one.here) for one in models.offered(studio)] == [("u2netp", False)]
    file = models.fetch(studio, "u2netp", Quiet())
    assert file.read_bytes() == CONTENT
    assert [one.here for one in models.offered(studio)] == [True]
    assert studio.settings.get(schema.CUTOUT_MODEL) == "u2netp"
    models.remove(studio, "u2netp")
    assert [one.here for one in models.offered(studio)] == [False]


def test_a_broken_download_goes_on_where_it_stopped(studio: Studio, shelf: Shelf) -> None:
    shelf.breaks_at = 600_000
    with pytest.raises(TransientError, match="What is here is kept; try again"):
        models.fetch(studio, "u2netp", Quiet())
    shelf.breaks_at = None
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert shelf.asked[0] == ""
    assert int(shelf.asked[1].removeprefix("bytes=").rstrip("-")) > 0


def test_a_part_that_is_longer_than_the_model_is_begun_again(studio: Studio, shelf: Shelf) -> None:
    model = models.offered(studio)[0].model
    part = model.path(studio.profile.models).with_suffix(".part")
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(len(CONTENT) + 5))
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert shelf.asked == [f"bytes={len(CONTENT) + 5}-", ""]


def test_another_file_is_not_taken_for_the_model(studio: Studio, shelf: Shelf) -> None:
    shelf.content = CONTENT[::-1]
    with pytest.raises(UserError, match="wrong checksum"):
        models.fetch(studio, "u2netp", Quiet())
    assert not models.offered(studio)[0].here


def test_a_model_that_is_gone_is_said_so(studio: Studio, shelf: Shelf) -> None:
    shelf.status = 404
    with pytest.raises(UserError, match=r"not there any more \(answer 404\)"):
        models.fetch(studio, "u2netp", Quiet())


def test_without_a_connection_one_may_try_again(studio: Studio, shelf: Shelf) -> None:
    listing = studio.profile.resources / "models.json"
    entry = json.loads(listing.read_text())["models"][0] | {"address": "http://127.0.0.1:9/u2netp.onnx"}
    listing.write_text(json.dumps({"models": [entry]}))
    with pytest.raises(TransientError, match="no connection"):
        models.fetch(studio, "u2netp", Quiet())


def test_a_place_that_cannot_be_written_is_said(studio: Studio, shelf: Shelf) -> None:
    folder = studio.profile.models / "models" / "u2netp"
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the way")
    with pytest.raises(UserError, match="cannot be kept"):
        models.fetch(studio, "u2netp", Quiet())


def test_a_model_of_ones_own_is_copied_in(studio: Studio, tmp_path: Path) -> None:
    own = tmp_path / "mine.onnx"
    own.write_bytes(b"onnx")
    assert models.adopt(studio, own) == "rembg:mine.onnx"
    assert models.custom(studio) == ("mine.onnx",)
    with pytest.raises(UserError, match="not an ONNX file"):
        models.adopt(studio, tmp_path / "nothing.txt")
    with pytest.raises(UserError, match="no cut-out model called nope"):
        models.remove(studio, "nope")
