"""Photos: files named by SHA-256, told apart by their content and checked by their header."""

import hashlib
import io
import os
import secrets
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from studio.demo_market import rules
from studio.demo_market.answers import Photo
from studio.demo_market.problems import Problem
from studio.demo_market.store import Row, Transaction, new_id

THUMB_PX = 480


def fetch(tx: Transaction, photo_id: str) -> Row:
    row = tx.one("SELECT * FROM photos WHERE id = ?", photo_id)
    if row is None:
        raise Problem(404, "not-found", "There is no photo with this id.")
    return row


def find_by_sha(tx: Transaction, sha256: str) -> Row | None:
    return tx.one("SELECT * FROM photos WHERE sha256 = ?", sha256.lower())


def answer(row: Row) -> Photo:
    url = f"/v1/photos/{row['id']}"
    return Photo.model_validate({**dict(row), "url": url, "thumb_url": f"{url}/thumb"})


def read_header(content: bytes) -> tuple[str, int, int]:
    """Format, width and height in pixels. Raises 422 where this is no photo that the market takes."""
    if len(content) > rules.PHOTO_BYTES_MAX:
        raise _refused(f"The photo is larger than {rules.PHOTO_BYTES_MAX // 1024 // 1024} MB; send a smaller one.")
    try:
        with Image.open(io.BytesIO(content), formats=rules.PHOTO_FORMATS) as picture:
            name, (width, height) = str(picture.format), picture.size
    except Image.DecompressionBombError as error:
        raise _refused("The photo has too many pixels; send a smaller one.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _refused("This is not a JPEG, PNG or WebP picture; export it as JPEG and try again.") from error
    if width * height > rules.PHOTO_PIXELS_MAX:
        raise _refused(f"The photo has over {rules.PHOTO_PIXELS_MAX // 1_000_000} megapixels; send a smaller one.")
    return name, width, height


def _refused(sentence: str) -> Problem:
    return Problem(422, "photo-refused", sentence, errors={"file": sentence})


def path_of(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def keep_file(folder: Path, content: bytes) -> str:
    """Write the file whole or not at all, before any row speaks of it; gives its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(folder, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{sha256}.{secrets.token_hex(4)}.part")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
    return sha256


def _sync_folder(folder: Path) -> None:
    """Make the new name as durable as the bytes; Windows cannot open folders and keeps names by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a killed server had begun to write."""
    for draft in folder.glob("*/*.part"):
        draft.unlink()


def add(tx: Transaction, sha256: str, header: tuple[str, int, int], size_bytes: int) -> Row:
    """The row of this content, made now if it is new."""
    known = find_by_sha(tx, sha256)
    if known is not None:
        return known
    name, width, height = header
    photo_id = new_id("photo")
    tx.insert(
        "photos",
        {
            "id": photo_id,
            "sha256": sha256,
            "format": name,
            "width": width,
            "height": height,
            "bytes": size_bytes,
            "created_at": tx.now,
        },
    )
    return fetch(tx, photo_id)


def thumb(folder: Path, sha256: str) -> bytes:
    """A small JPEG. Raises 422 where the photo's header was good and its pixels are not."""
    try:
        with Image.open(path_of(folder, sha256), formats=rules.PHOTO_FORMATS) as picture:
            picture.draft("RGB", (THUMB_PX * 2, THUMB_PX * 2))
            small = picture.convert("RGB")
            small.thumbnail((THUMB_PX, THUMB_PX))
    except (OSError, ValueError, SyntaxError) as error:
        raise _refused("This photo is damaged and cannot be drawn; upload it again.") from error
    written = io.BytesIO()
    small.save(written, "JPEG", quality=85)
    return written.getvalue()
