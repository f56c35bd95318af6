"""Makes malformed pictures by seed: sound files of every format, broken in the ways that files break."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import numpy as np
from PIL import Image as Pillow

_MODES = {
    "JPEG": ("RGB", "L", "CMYK"),
    "PNG": ("RGB", "RGBA", "P", "L", "1", "I;16"),
    "WEBP": ("RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
    "TIFF": ("RGB", "CMYK", "1"),
    "BMP": ("RGB", "P"),
    "GIF": ("P", "L"),
}


def malformed(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield `count` file names and contents; the same seed gives the same files."""
    choice = random.Random(seed)
    for number in range(count):
        kind = choice.choice(sorted(_MODES))
        mode = choice.choice(_MODES[kind])
        wound = choice.choice(_WOUNDS)
        suffix = choice.choice([".jpg", ".png", f".{kind.lower()}"])
        yield f"{number:05d}-{kind}-{wound.__name__.strip('_')}{suffix}", wound(_sound(kind, mode), choice)


@cache
def _sound(kind: str, mode: str) -> bytes:
    rows, columns = np.mgrid[0:60, 0:90]
    picture = np.stack((rows * 4, columns * 2, (rows + columns) % 255), axis=-1).astype(np.uint8)
    image = Pillow.fromarray(picture)
    image = Pillow.fromarray((rows * 1000).astype(np.uint16)) if mode == "I;16" else image.convert(mode)
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker"
    exif.get_ifd(0x8769)[0x9003] = "2026:05:04 10:20:30"
    buffer = io.BytesIO()
    extra = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF") else {}
    image.save(buffer, kind, **extra)
    return buffer.getvalue()


def _truncated(data: bytes, choice: random.Random) -> bytes:
    return data[: choice.randrange(len(data))]


def _flipped_bytes(data: bytes, choice: random.Random) -> bytes:
    changed = bytearray(data)
    for _byte in range(choice.choice([1, 4, 32])):
        changed[choice.randrange(len(changed))] = choice.randrange(256)
    return bytes(changed)


def _flipped_header(data: bytes, choice: random.Random) -> bytes:
    changed = bytearray(data)
    for _byte in range(choice.choice([1, 3])):
        changed[choice.randrange(min(64, len(changed)))] = choice.choice([0, 1, 127, 128, 255])
    return bytes(changed)


def _huge_numbers(data: bytes, choice: random.Random) -> bytes:
    place = choice.randrange(8, max(9, min(400, len(data) - 4)))
    number = choice.choice([b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f"])
    return data[:place] + number + data[place + 4 :]


def _piece_missing(data: bytes, choice: random.Random) -> bytes:
    place = choice.randrange(len(data))
    return data[:place] + data[place + choice.randrange(1, 200) :]


def _piece_twice(data: bytes, choice: random.Random) -> bytes:
    place, length = choice.randrange(len(data)), choice.randrange(1, 400)
    return data[: place + length] + data[place : place + length] + data[place + length :]


def _noise_behind(data: bytes, choice: random.Random) -> bytes:
    return data + choice.randbytes(choice.randrange(1, 5000))


def _two_in_one(data: bytes, choice: random.Random) -> bytes:
    other = _sound("PNG", "RGB") if choice.random() < 0.5 else b"PK\x03\x04" + b"\0" * 60
    return data[: choice.randrange(20, len(data))] + other


def _claimed_size(data: bytes, choice: random.Random) -> bytes:
    """Replace the data by a PNG that claims a size and holds next to nothing, with right checksums."""
    width, height = choice.choice(
        [(60_000, 1), (1, 60_000), (0, 5), (30_000, 30_000), (2**31 - 1, 1), (14_000, 14_000)]
    )
    header = struct.pack(">IIBBBBB", width, height, choice.choice([1, 8, 16]), choice.choice([0, 2, 3, 6]), 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(data[:50])), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


_WOUNDS = (
    _truncated,
    _flipped_bytes,
    _flipped_header,
    _huge_numbers,
    _piece_missing,
    _piece_twice,
    _noise_behind,
    _two_in_one,
    _claimed_size,
)
