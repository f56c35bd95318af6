"""Cut-out models are fetched after a yes, resumed after a break, and never taken for another."""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from studio.base import resources
from studio.base.errors import TransientError, UserError
from studio.base.jobs import Quiet
from studio.imaging import models as engine
from studio.imaging.recipe import Recipe, Step
from studio.services import models, photos
from studio.services.context import Studio
from studio.settings import schema
from tests.imaging.networks import colour_network

CONTENT = bytes(range(256)) * 8_192  # eight pieces of 256 KiB
PATH = "/u2netp.onnx"


class Shelf:
    """A server with one file on it, and with the manners that a test gives it."""

    def __init__(self) -> None:
        self.content = CONTENT
        self.etag = ""
        self.breaks_at: int | None = None
        self.says_length = True
        self.says_range = True
        self.resumes = True
        self.heeds_if_range = True
        self.status = 200
        self.leads_to: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.waits = threading.Event()
        self.waits.set()


class Clerk(BaseHTTPRequestHandler):
    """Answers for the Shelf."""

    def __init__(self, shelf: Shelf, *arguments: object) -> None:
        self._shelf = shelf
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        shelf = self._shelf
        wanted = self.headers.get("Range", "")
        shelf.asked.append((self.path, wanted))
        if self.path in shelf.leads_to:
            self.send_response(302)
            self.send_header("Location", shelf.leads_to[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        condition = self.headers.get("If-Range", shelf.etag)
        ranged = wanted and shelf.resumes and (condition == shelf.etag or not shelf.heeds_if_range)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if ranged else 0
        rest = shelf.content[start:]
        status = shelf.status if shelf.status != 200 else 206 if ranged else 200
        self.send_response(status if rest else 416)
        if shelf.etag:
            self.send_header("ETag", shelf.etag)
        if status == 206 and shelf.says_range:
            self.send_header("Content-Range", f"bytes {start}-{len(shelf.content) - 1}/{len(shelf.content)}")
        if shelf.says_length:
            self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        try:
            half = rest[: shelf.breaks_at or len(rest) // 2]
            self.wfile.write(half)
            if shelf.breaks_at is None:
                shelf.waits.wait(20)
                self.wfile.write(rest[len(half) :])
        except ConnectionError:
            return  # the studio has hung up

    def log_message(self, *_words: object) -> None:
        """Say nothing on standard error."""


def serving(shelf: Shelf, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Run a server for `shelf`, and yield where it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Clerk, shelf))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})  # noqa: TID251
    thread.start()
    yield f"http{'s' if context else ''}://127.0.0.1:{server.server_port}"
    shelf.waits.set()
    server.shutdown()
    thread.join()
    server.server_close()


Listed = Callable[[str], None]


@pytest.fixture
def listed(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Listed:
    """Make the seller's own list of models, with "u2netp" at an address."""
    (known,) = [one for one in resources.load_json("models.json")["models"] if one["name"] == "u2netp"]
    studio.profile.resources.mkdir()
    monkeypatch.setattr(resources, "_user_folders", [studio.profile.resources])

    def write(address: str) -> None:
        entry = known | {"address": address, "size_mb": 2, "md5": hashlib.md5(CONTENT).hexdigest()}
        (studio.profile.resources / "models.json").write_text(json.dumps({"models": [entry]}))

    return write


@pytest.fixture
def shelf(listed: Listed) -> Iterator[Shelf]:
    """A shelf with the model "u2netp", as the seller's own list of models names it."""
    shelf = Shelf()
    for place in serving(shelf):
        listed(place + PATH)
        yield shelf


def ranges(shelf: Shelf) -> list[str]:
    return [wanted for _path, wanted in shelf.asked]


def part_of(studio: Studio) -> Path:
    return models.offered(studio)[0].model.path(studio.profile.models).with_suffix(".part")


def broken_off(studio: Studio, shelf: Shelf) -> None:
    """Begin the download, and lose the connection."""
    shelf.breaks_at = 600_000
    with pytest.raises(TransientError, match="What is here is kept; try again"):
        models.fetch(studio, "u2netp", Quiet())
    assert part_of(studio).stat().st_size > 0
    shelf.breaks_at = None
    shelf.asked.clear()


def test_a_fetched_model_is_here_and_is_the_best_there_is(studio: Studio, shelf: Shelf) -> None:
    assert [(one.model.name, one.here) for one in models.offered(studio)] == [("u2netp", False)]
    assert models.meant(studio) == "classic"
    file = models.fetch(studio, "u2netp", Quiet())
    assert file.read_bytes() == CONTENT
    assert [one.here for one in models.offered(studio)] == [True]
    assert (models.chosen(studio), models.meant(studio)) == ("auto", "rembg:u2netp")
    assert [(one.backend, one.size_bytes) for one in models.kept(studio)] == [("rembg:u2netp", len(CONTENT))]
    models.remove(studio, "u2netp")
    assert [one.here for one in models.offered(studio)] == [False]


def test_the_seller_chooses_which_is_used_and_is_not_left_without(studio: Studio, shelf: Shelf) -> None:
    with pytest.raises(UserError, match="u2netp is not here yet"):
        models.choose(studio, "rembg:u2netp")
    models.fetch(studio, "u2netp", Quiet())
    models.choose(studio, "rembg:u2netp")
    assert photos.chosen_backend(studio) == "rembg:u2netp"
    models.choose(studio, "classic")
    assert photos.chosen_backend(studio) == "classic"
    models.choose(studio, "rembg:u2netp")
    models.remove(studio, "rembg:u2netp")
    assert (models.chosen(studio), models.meant(studio)) == ("auto", "classic")
    studio.settings.set(schema.CUTOUT_BACKEND, "rembg")  # as an earlier studio wrote it
    assert models.chosen(studio) == "auto"


def test_a_broken_download_goes_on_where_it_stopped(studio: Studio, shelf: Shelf) -> None:
    shelf.etag = '"one"'
    broken_off(studio, shelf)
    have = part_of(studio).stat().st_size
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert ranges(shelf) == [f"bytes={have}-"]


@pytest.mark.parametrize("heeds", [True, False])
def test_a_file_that_changed_on_the_server_is_begun_again(studio: Studio, shelf: Shelf, heeds: bool) -> None:
    shelf.etag, shelf.content = '"old"', CONTENT[::-1]
    broken_off(studio, shelf)
    shelf.etag, shelf.content, shelf.heeds_if_range = '"new"', CONTENT, heeds
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert len(shelf.asked) == (1 if heeds else 2)


def test_a_server_that_ignores_ranges_starts_again(studio: Studio, shelf: Shelf) -> None:
    broken_off(studio, shelf)
    shelf.resumes = False
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert ranges(shelf)[0].startswith("bytes=")


def test_a_part_that_is_longer_than_the_model_is_begun_again(studio: Studio, shelf: Shelf) -> None:
    part = part_of(studio)
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(len(CONTENT) + 5))
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert ranges(shelf) == [f"bytes={len(CONTENT) + 5}-", ""]


def test_an_answer_that_does_not_say_which_part_it_is_is_not_used(studio: Studio, shelf: Shelf) -> None:
    broken_off(studio, shelf)
    shelf.says_range = False
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert len(shelf.asked) == 2
    models.remove(studio, "u2netp")
    shelf.status = 206
    with pytest.raises(UserError, match=r"answer 206"):
        models.fetch(studio, "u2netp", Quiet())


def test_a_short_body_of_unknown_length_is_not_taken_for_the_model(studio: Studio, shelf: Shelf) -> None:
    shelf.says_length, shelf.breaks_at = False, 600_000
    with pytest.raises(UserError, match="wrong checksum"):
        models.fetch(studio, "u2netp", Quiet())
    shelf.breaks_at = None
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT


def test_another_file_is_not_taken_for_the_model_whatever_the_environment_says(
    studio: Studio, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    shelf.content = CONTENT[::-1]
    with pytest.raises(UserError, match="wrong checksum"):
        models.fetch(studio, "u2netp", Quiet())
    assert not models.offered(studio)[0].here
    assert not part_of(studio).exists()


def test_a_model_that_is_gone_is_said_so_and_trouble_may_pass(studio: Studio, shelf: Shelf) -> None:
    shelf.status = 404
    with pytest.raises(UserError, match=r"not there any more \(answer 404\)"):
        models.fetch(studio, "u2netp", Quiet())
    shelf.status = 503
    with pytest.raises(TransientError, match=r"has trouble \(answer 503\)"):
        models.fetch(studio, "u2netp", Quiet())


def test_a_redirect_is_followed_but_not_to_where_others_can_listen(studio: Studio, shelf: Shelf) -> None:
    shelf.leads_to = {PATH: "/store/u2netp.onnx"}
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert [path for path, _wanted in shelf.asked] == [PATH, "/store/u2netp.onnx"]
    models.remove(studio, "u2netp")
    for elsewhere in ("http://example.org/u2netp.onnx", "http://127.0.0.2:9/u2netp.onnx", "ftp://example.org/x"):
        shelf.leads_to = {PATH: elsewhere}
        with pytest.raises(UserError, match="without a secure connection"):
            models.fetch(studio, "u2netp", Quiet())
    shelf.leads_to = {PATH: PATH}
    with pytest.raises(UserError, match="round in circles"):
        models.fetch(studio, "u2netp", Quiet())


def test_an_address_that_is_not_secure_is_not_asked(studio: Studio, listed: Listed) -> None:
    for address in ("http://example.org/u2netp.onnx", "http://[::2]/x.onnx"):
        listed(address)
        with pytest.raises(UserError, match="without a secure connection"):
            models.fetch(studio, "u2netp", Quiet())


def test_a_server_must_prove_who_it_is(
    studio: Studio, listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certified(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    shelf = Shelf()
    for place in serving(shelf, context):
        listed(place + PATH)
        with pytest.raises(UserError, match="could not prove who it is"):
            models.fetch(studio, "u2netp", Quiet())
        assert shelf.asked == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        shelf.leads_to = {PATH: f"{place}/elsewhere"}
        assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
        models.remove(studio, "u2netp")
        shelf.leads_to = {PATH: place.replace("https", "http") + "/plain"}
        with pytest.raises(UserError, match="without a secure connection"):
            models.fetch(studio, "u2netp", Quiet())


def certified(folder: Path) -> Path:
    """Write a key, and a certificate for this machine that is signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def test_without_a_connection_or_a_proxy_one_may_try_again(
    studio: Studio, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed("http://127.0.0.1:9/u2netp.onnx")
    with pytest.raises(TransientError, match="no connection"):
        models.fetch(studio, "u2netp", Quiet())
    listed("https://example.org/u2netp.onnx")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(TransientError, match="proxy that this machine is set to does not answer"):
        models.fetch(studio, "u2netp", Quiet())


def test_a_place_that_cannot_be_written_is_said(studio: Studio, shelf: Shelf) -> None:
    folder = studio.profile.models / "models" / "u2netp"
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the way")
    with pytest.raises(UserError, match="cannot be kept"):
        models.fetch(studio, "u2netp", Quiet())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_up_on_the_way_is_said(studio: Studio, shelf: Shelf) -> None:
    part = part_of(studio)
    part.parent.mkdir(parents=True)
    part.symlink_to("/dev/full")
    with pytest.raises(UserError, match=r"cannot be kept \(No space left on device\)"):
        models.fetch(studio, "u2netp", Quiet())


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has it")
def test_a_program_killed_while_it_fetches_goes_on_the_next_time(studio: Studio, shelf: Shelf) -> None:
    shelf.waits.clear()
    program = (
        "import sys; from pathlib import Path\n"
        "from studio.base import resources; from studio.base.jobs import Quiet\n"
        "from studio.imaging import model_fetch, models; from studio.services.model_server import open_body\n"
        "resources.use_folder(Path(sys.argv[1]))\n"
        "model_fetch.fetch(models.find_model('u2netp'), Path(sys.argv[2]), open_body, Quiet(), consent=True)\n"
    )
    command = [sys.executable, "-c", program, str(studio.profile.resources), str(studio.profile.models)]
    child = subprocess.Popen(command, env=os.environ | {"NO_PROXY": "127.0.0.1"})
    part = part_of(studio)
    until(lambda: part.exists() and part.stat().st_size >= len(CONTENT) // 4, child)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    have = part.stat().st_size
    assert 0 < have < len(CONTENT)
    assert not models.offered(studio)[0].here
    shelf.waits.set()
    assert models.fetch(studio, "u2netp", Quiet()).read_bytes() == CONTENT
    assert ranges(shelf) == ["", f"bytes={have}-"]


def until(true: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    """Wait until something is true while `child` runs."""
    pause = threading.Event()
    for _time in range(1_000):
        if true():
            return
        assert child.poll() is None
        pause.wait(0.02)
    raise AssertionError("it never became true")


def test_a_model_of_ones_own_is_tried_and_copied_in_and_removed(studio: Studio, tmp_path: Path) -> None:
    own = colour_network(tmp_path / "mine.onnx")
    assert models.adopt(studio, own, Quiet()) == "rembg:mine.onnx"
    assert models.custom(studio) == ("mine.onnx",)
    models.choose(studio, "rembg:mine.onnx")
    assert models.meant(studio) == "rembg:mine.onnx"
    with pytest.raises(UserError, match="not an ONNX file"):
        models.adopt(studio, tmp_path / "nothing.txt", Quiet())
    with pytest.raises(UserError, match="no cut-out model called nope"):
        models.remove(studio, "nope")
    models.remove(studio, "rembg:mine.onnx")
    assert models.custom(studio) == ()


def test_a_removed_model_of_ones_own_can_be_brought_back(studio: Studio, tmp_path: Path) -> None:
    models.adopt(studio, colour_network(tmp_path / "mine.onnx"), Quiet())
    models.choose(studio, "rembg:mine.onnx")
    gone = models.take_away(studio, "rembg:mine.onnx")
    assert (models.custom(studio), models.chosen(studio)) == ((), "auto")
    models.bring_back(studio, gone)
    assert (models.custom(studio), models.chosen(studio)) == (("mine.onnx",), "rembg:mine.onnx")
    assert engine.verified("mine.onnx", studio.profile.models).is_file()
    models.take_away(studio, "rembg:mine.onnx")
    models.sweep(studio)
    assert [file for file in studio.profile.models.rglob("*.onnx") if file.is_file()] == []
    shutil.rmtree(studio.profile.models)
    models.sweep(studio)


def test_a_recipe_that_leaves_the_cut_out_to_the_studio_gets_what_the_seller_chose(studio: Studio) -> None:
    plain = Recipe((Step(name="exposure"), Step(name="cutout", params={"softness": 0.01})))
    named = Recipe((Step(name="cutout", params={"backend": "rembg:u2netp"}),))
    assert models.as_chosen(studio, plain) == plain
    models.choose(studio, "classic")
    (_light, cutout) = models.as_chosen(studio, plain).steps
    assert cutout.params == {"softness": 0.01, "backend": "classic"}
    assert models.as_chosen(studio, named) == named
