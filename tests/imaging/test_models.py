"""Models come whole, are the ones that rembg knows, and stay what they were."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from studio.base import resources
from studio.base.errors import Cancelled, TransientError, UserError
from studio.base.jobs import Quiet
from studio.imaging import model_fetch, models
from studio.imaging.hashing import sha256_of
from studio.imaging.model_fetch import Answer
from studio.imaging.models import Model

pytestmark = pytest.mark.usefixtures("own_list")
CONTENT = bytes(range(256)) * 6000
MODEL = Model(
    name="u2netp",
    title="U2-Net, small",
    group="anything",
    file="u2netp.onnx",
    size_mb=2,
    licence="Apache-2.0",
    md5=hashlib.md5(CONTENT, usedforsecurity=False).hexdigest(),
    good_for="tests",
    address="https://example.org/u2netp.onnx",
    memory_mb=100,
)


class Server:
    """Answers as a file server does, breaks off where it is told, and remembers what it was asked."""

    def __init__(self, content: bytes = CONTENT, *, breaks_at: int | None = None, resumes: bool = True) -> None:
        self.asked: list[tuple[str, int, str]] = []
        self._content = content
        self._breaks_at = breaks_at
        self._resumes = resumes

    def __call__(self, address: str, have_bytes: int, etag: str) -> Answer:
        self.asked.append((address, have_bytes, etag))
        start = have_bytes if self._resumes else 0
        body: BinaryIO = io.BytesIO(self._content[start:])
        if self._breaks_at is not None:
            body = Broken(self._content[start : self._breaks_at])
        return Answer(start=start, total=len(self._content), etag='"one"', body=body)


class Broken(io.BytesIO):
    """A body whose connection is lost at its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise TransientError("The connection was lost.")
        return piece


@pytest.fixture
def own_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "known_models", lambda: (MODEL,))


def test_nothing_is_fetched_before_the_seller_agreed(tmp_path: Path) -> None:
    server = Server()
    with pytest.raises(UserError, match=r"is 2 MB\. Agree"):
        model_fetch.fetch(MODEL, tmp_path, server, Quiet(), consent=False)
    assert server.asked == []


def test_a_fetched_model_is_where_rembg_looks_and_becomes_the_default(tmp_path: Path) -> None:
    assert models.default_backend(tmp_path) == "classic"
    path = model_fetch.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    assert path == tmp_path / "models" / "u2netp" / "u2netp.onnx"
    assert path.read_bytes() == CONTENT
    assert models.is_here(MODEL, tmp_path)
    assert models.default_backend(tmp_path) == "rembg:u2netp"
    assert models.verified("u2netp", tmp_path) == path


def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        model_fetch.fetch(MODEL, tmp_path, Server(breaks_at=700_000), Quiet(), consent=True)
    assert not models.is_here(MODEL, tmp_path)
    server = Server()
    model_fetch.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert server.asked == [(MODEL.address, 700_000, '"one"')]
    assert models.verified("u2netp", tmp_path).read_bytes() == CONTENT


def test_a_server_that_cannot_resume_starts_again(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        model_fetch.fetch(MODEL, tmp_path, Server(breaks_at=700_000), Quiet(), consent=True)
    model_fetch.fetch(MODEL, tmp_path, Server(resumes=False), Quiet(), consent=True)
    assert models.verified("u2netp", tmp_path).read_bytes() == CONTENT


def test_a_download_that_ended_before_its_check_is_not_fetched_again(tmp_path: Path) -> None:
    part = MODEL.path(tmp_path).with_suffix(".part")
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT)
    server = Server()
    model_fetch.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert server.asked == []


@pytest.mark.parametrize("content", [b"<html>not found</html>", CONTENT[:-1] + b"x", CONTENT * 9])
def test_what_is_not_the_model_is_refused_and_forgotten(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="wrong checksum"):
        model_fetch.fetch(MODEL, tmp_path, Server(content), Quiet(), consent=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_cancelled_download_can_go_on_later(tmp_path: Path) -> None:
    class Impatient(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            assert total == len(CONTENT)
            raise Cancelled

    with pytest.raises(Cancelled):
        model_fetch.fetch(MODEL, tmp_path, Server(), Impatient(), consent=True)
    server = Server()
    model_fetch.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert 0 < server.asked[0][1] < len(CONTENT)


def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = model_fetch.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    path.write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(UserError, match=r"was changed\. Fetch it again"):
        models.verified("u2netp", tmp_path)


def test_a_model_put_there_by_hand_is_known_by_rembgs_own_checksum(tmp_path: Path) -> None:
    path = MODEL.path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    assert models.verified("u2netp", tmp_path) == path
    assert models.is_here(MODEL, tmp_path)
    other = tmp_path / "other"
    MODEL.path(other).parent.mkdir(parents=True)
    MODEL.path(other).write_bytes(b"something else")
    with pytest.raises(UserError, match="was changed"):
        models.verified("u2netp", other)


def test_a_model_that_is_not_here_or_not_known_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="u2netp is not here yet"):
        models.verified("u2netp", tmp_path)
    with pytest.raises(UserError, match="no cut-out model called sam"):
        models.verified("sam", tmp_path)
    with pytest.raises(UserError, match="is not here yet"):
        models.verified("../../etc/x.onnx", tmp_path)


def test_a_body_that_ends_too_early_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    def short(address: str, have_bytes: int, etag: str) -> Answer:
        return Answer(start=0, total=len(CONTENT), etag="", body=io.BytesIO(CONTENT[:900_000]))

    with pytest.raises(TransientError, match="hung up before the model was whole"):
        model_fetch.fetch(MODEL, tmp_path, short, Quiet(), consent=True)
    server = Server()
    model_fetch.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert server.asked == [(MODEL.address, 900_000, "")]


def test_a_model_for_which_there_is_no_room_is_not_asked_for(tmp_path: Path) -> None:
    server = Server()
    huge = replace(MODEL, size_mb=900_000_000)
    with pytest.raises(UserError, match=r"U2-Net, small needs 900,000,000 MB and the disk has .* MB left"):
        model_fetch.fetch(huge, tmp_path, server, Quiet(), consent=True)
    assert server.asked == []


def test_a_removed_model_leaves_nothing(tmp_path: Path) -> None:
    model_fetch.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    copy = models.fast_copy("rembg:u2netp", tmp_path)
    copy.write_bytes(b"copy")
    models.remember(copy, {"sha256": sha256_of(copy)})
    models.remove("u2netp", tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert models.default_backend(tmp_path) == "classic"


def test_a_fast_copy_is_kept_beside_its_model_and_goes_alone(tmp_path: Path) -> None:
    model_fetch.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    copy = models.fast_copy("rembg:u2netp", tmp_path)
    copy.write_bytes(b"copy")
    models.remember(copy, {"sha256": sha256_of(copy), "iou": 0.99})
    assert [one.backend for one in models.kept(tmp_path)] == ["rembg:u2netp", "rembg:u2netp+int8"]
    assert [one.title for one in models.kept(tmp_path)] == ["U2-Net, small", "U2-Net, small, fast copy"]
    assert models.kept(tmp_path)[1].facts["iou"] == 0.99
    assert models.verified("rembg:u2netp+int8", tmp_path) == copy
    models.remove("rembg:u2netp+int8", tmp_path)
    assert [one.backend for one in models.kept(tmp_path)] == ["rembg:u2netp"]
    copy.write_bytes(b"nobody knows it")
    with pytest.raises(UserError, match="was changed"):
        models.verified("u2netp+int8", tmp_path)


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A model that the program brings along."""
    file = tmp_path / "resources" / "models" / "garment.onnx"
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    monkeypatch.setattr(resources, "_user_folders", [tmp_path / "resources"])
    model = replace(MODEL, name="garment", title="Garments", group="garments", file="garment.onnx", md5="", address="")
    model = replace(model, sha256=hashlib.sha256(CONTENT).hexdigest(), bundled=True)
    monkeypatch.setattr(models, "known_models", lambda: (model, MODEL))
    return model


def test_a_bundled_model_is_here_and_the_default_and_stays(bundled: Model, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert models.default_backend(home) == "garment"
    assert [(one.backend, one.title) for one in models.kept(home)] == [("garment", "Garments")]
    assert models.verified("garment", home) == bundled.path(home)
    with pytest.raises(UserError, match="comes with the studio and stays"):
        models.remove("garment", home)
    with pytest.raises(UserError, match="nothing to fetch"):
        model_fetch.fetch(bundled, home, Server(), Quiet(), consent=True)
    assert models.fast_copy("garment+int8", home) == home / "models" / "garment" / "garment.int8.onnx"


def test_a_bundled_model_that_was_changed_is_refused(bundled: Model, tmp_path: Path) -> None:
    bundled.path(tmp_path).write_bytes(CONTENT[::-1])
    with pytest.raises(UserError, match="was changed"):
        models.verified("garment", tmp_path)


def test_what_is_remembered_of_a_file_may_be_lost(tmp_path: Path) -> None:
    path = model_fetch.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    for damage in ("", "[1]", "{"):
        path.with_name(f"{path.name}.sha256").write_text(damage)
        assert models.facts_of(path) == {}
        assert models.verified("u2netp", tmp_path) == path
        assert json.loads(path.with_name(f"{path.name}.sha256").read_text())["sha256"] == sha256_of(path)
