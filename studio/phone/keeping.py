"""Keeps what a phone sends: streamed to disk, measured, looked at, and only then a file of the inbox."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.files import write_atomically
from studio.imaging.probing import probe

STATE = ".state.json"
_UNTELLABLE = re.compile(r"[^\w .()+,=@~\'-]", re.UNICODE)
_LONGEST_NAME = 80
_KEPT_FREE_BYTES = 500_000_000
_SILENCE_S = 20.0
_SLOWEST_BYTES_S = 8_000
_MB = 1_000_000


class TooLarge(UserError):
    """The phone sends more than is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one photo, and everything together, may have; photos of 200 megapixels have up to 80 MB."""

    photo_bytes: int = 100_000_000
    total_bytes: int = 5_000_000_000
    photos: int = 2_000
    at_once: int = 3


@dataclass(slots=True)
class Keeper:
    """The inbox of one session; its state is a small file that the studio reads."""

    folder: Path
    limits: Limits
    came: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    opened: bool = False
    _bytes: int = 0
    _begun: int = 0
    _running: int = 0

    async def keep(
        self, name: str, announced: int | None, chunks: AsyncIterator[bytes], alive: Callable[[], None]
    ) -> None:
        """Keep one photo; raise UserError with a sentence for whoever holds the phone."""
        self._check_room(announced or 0)
        self._begun += 1
        self._running += 1
        room = self.folder / f"{self._begun:05}"
        part = room / ".part"
        try:
            room.mkdir(parents=True)
            await self._receive(part, announced, chunks, alive)
            probe(part)  # by the rules of the decoder: its header, its size, its format, never its name
            part.rename(room / safe_name(name))
            self.came += 1
        except OSError as error:
            raise UserError(_("The studio could not keep it ({why}).").format(why=error.strerror)) from error
        except UserError as error:
            self.refused.append((safe_name(name), str(error)))
            raise
        finally:
            self._running -= 1
            with suppress(OSError):  # it is not there any more, or never was
                part.unlink()
            with suppress(OSError):  # with a photo in it, it stays
                room.rmdir()
            self.tell()

    def tell(self) -> None:
        """Write down how it stands."""
        state = {"opened": self.opened, "came": self.came, "refused": self.refused[-200:], "running": self._running}
        write_atomically(self.folder / STATE, json.dumps(state).encode())

    def _check_room(self, announced: int) -> None:
        if self._begun >= self.limits.photos or self._bytes + announced > self.limits.total_bytes:
            raise TooLarge(_("That is all that is taken in one go. Start again from the studio for more."))
        if self._running >= self.limits.at_once:
            raise UserError(_("Too many at once. Wait for the others."))
        self._check_size(announced)
        if shutil.disk_usage(self.folder).free - announced < _KEPT_FREE_BYTES:
            raise TooLarge(_("The disk of the studio is nearly full. Free some space there first."))

    def _check_size(self, byte_count: int) -> None:
        if byte_count > self.limits.photo_bytes:
            limit = self.limits.photo_bytes // _MB
            raise TooLarge(_("It has more than {limit} MB, which no photo needs.").format(limit=limit))

    async def _receive(
        self, part: Path, announced: int | None, chunks: AsyncIterator[bytes], alive: Callable[[], None]
    ) -> None:
        loop = asyncio.get_running_loop()
        begun, count = loop.time(), 0
        with part.open("xb") as file:
            while True:
                try:
                    chunk = await asyncio.wait_for(anext(chunks), _SILENCE_S)
                except StopAsyncIteration:
                    break
                except TimeoutError as error:
                    raise UserError(_("The phone fell silent. Send it again.")) from error
                count += len(chunk)
                self._bytes += len(chunk)
                self._check_size(count)
                if (
                    self._bytes > self.limits.total_bytes
                    or loop.time() - begun > 2 * _SILENCE_S + count / _SLOWEST_BYTES_S
                ):
                    raise TooLarge(_("That is too much, or too slow, to be taken. Start again from the studio."))
                file.write(chunk)
                alive()
            file.flush()
            os.fsync(file.fileno())
        if announced is not None and count != announced:
            raise UserError(_("It did not come through whole. Send it again."))


def safe_name(name: str) -> str:
    """Return a plain file name for what a stranger calls a file: no folder, no tricks, never hidden, never empty."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    plain = _UNTELLABLE.sub("_", last).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    stem = stem.strip(". ")[:_LONGEST_NAME] or "photo"
    return f"{stem}.{suffix[:8]}" if suffix else stem
