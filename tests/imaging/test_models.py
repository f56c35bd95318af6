"""Models come whole, are the ones that rembg knows, and stay what they were."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

import pytest

from studio.base.errors import Cancelled, TransientError, UserError
from studio.base.jobs import Quiet
from studio.imaging import models
from studio.imaging.models import Model

pytestmark = pytest.mark.usefixtures("own_list")
CONTENT = bytes(range(256)) * 6000
MODEL = Model(
    name="u2netp",
    title="U2-Net, small",
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
        self.asked: list[tuple[str, int]] = []
        self._content = content
        self._breaks_at = breaks_at
        self._resumes = resumes

    def __call__(self, address: str, have_bytes: int) -> tuple[int, int | None, BinaryIO]:
        self.asked.append((address, have_bytes))
        start = have_bytes if self._resumes else 0
        if self._breaks_at is not None:
            return start, len(self._content), Broken(self._content[start : self._breaks_at])
        return start, len(self._content), io.BytesIO(self._content[start:])


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
        models.fetch(MODEL, tmp_path, server, Quiet(), consent=False)
    assert server.asked == []


def test_a_fetched_model_is_where_rembg_looks_and_becomes_the_default(tmp_path: Path) -> None:
    assert models.default_backend(tmp_path) == "classic"
    path = models.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    assert path == tmp_path / "models" / "u2netp" / "u2netp.onnx"
    assert path.read_bytes() == CONTENT
    assert models.is_here(MODEL, tmp_path)
    assert models.default_backend(tmp_path) == "rembg:u2netp"
    assert models.verified("u2netp", tmp_path) == path


def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        models.fetch(MODEL, tmp_path, Server(breaks_at=700_000), Quiet(), consent=True)
    assert not models.is_here(MODEL, tmp_path)
    server = Server()
    models.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert server.asked == [(MODEL.address, 700_000)]
    assert models.verified("u2netp", tmp_path).read_bytes() == CONTENT


def test_a_server_that_cannot_resume_starts_again(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        models.fetch(MODEL, tmp_path, Server(breaks_at=700_000), Quiet(), consent=True)
    models.fetch(MODEL, tmp_path, Server(resumes=False), Quiet(), consent=True)
    assert models.verified("u2netp", tmp_path).read_bytes() == CONTENT


def test_a_download_that_ended_before_its_check_is_not_fetched_again(tmp_path: Path) -> None:
    part = MODEL.path(tmp_path).with_suffix(".part")
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT)
    server = Server()
    models.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert server.asked == []


@pytest.mark.parametrize("content", [b"<html>not found</html>", CONTENT[:-1] + b"x", CONTENT * 9])
def test_what_is_not_the_model_is_refused_and_forgotten(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="wrong checksum"):
        models.fetch(MODEL, tmp_path, Server(content), Quiet(), consent=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_cancelled_download_can_go_on_later(tmp_path: Path) -> None:
    class Impatient(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            assert total == len(CONTENT)
            raise Cancelled

    with pytest.raises(Cancelled):
        models.fetch(MODEL, tmp_path, Server(), Impatient(), consent=True)
    server = Server()
    models.fetch(MODEL, tmp_path, server, Quiet(), consent=True)
    assert 0 < server.asked[0][1] < len(CONTENT)


def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = models.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
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


def test_a_file_of_the_sellers_own_is_copied_to_where_rembg_accepts_it(tmp_path: Path) -> None:
    own = tmp_path / "My Shoes.ONNX"
    own.write_bytes(CONTENT)
    assert models.adopt(own, tmp_path / "home") == "rembg:My-Shoes.onnx"
    assert models.custom_models(tmp_path / "home") == ("My-Shoes.onnx",)
    own.unlink()
    assert models.verified("My-Shoes.onnx", tmp_path / "home").read_bytes() == CONTENT
    with pytest.raises(UserError, match="not an ONNX file"):
        models.adopt(tmp_path / "notes.txt", tmp_path / "home")


def test_a_removed_model_leaves_nothing(tmp_path: Path) -> None:
    models.fetch(MODEL, tmp_path, Server(), Quiet(), consent=True)
    models.remove(MODEL, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert models.default_backend(tmp_path) == "classic"
