"""What the storage tests do in processes of their own, so that they can be killed there.

A fork server imports SQLAlchemy once; every child is then there in some milliseconds, and dies as a program would.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.storage import migrate, schema
from studio.storage.media import MediaStore
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.storage.items import a_photo, add, an_item

FORK_SERVER = multiprocessing.get_context("forkserver")
FORK_SERVER.set_forkserver_preload(["alembic.command", "studio.storage.writer", __name__])
LONG_S = 20.0


@contextmanager
def child(work: Callable[..., None], *arguments: Any) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Run `work(pipe, *arguments)` in a process; it is gone at the end of the block."""
    here, there = FORK_SERVER.Pipe()
    process = FORK_SERVER.Process(target=work, args=(there, *arguments))
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def heard(pipe: Connection) -> Any:
    """Return the next thing that the child tells; fail where it tells nothing."""
    assert pipe.poll(LONG_S), "the child is silent"
    return pipe.recv()


def write_until_killed(pipe: Connection, root: Path) -> None:
    """Add Items with two photos each, and tell the id of each after its commit."""
    profile = Profile(root)
    catalog, media = open_catalog(profile, FakeClock()), MediaStore(profile.originals)
    for number in itertools.count():
        item = an_item(title=f"coat {number}")
        shas = [media.add_bytes(os.urandom(2_000), ".JPG") for _ in range(2)]
        with catalog.operation(Op.IMPORT_PHOTOS) as unit:
            unit.save(item)
            for position, sha256 in enumerate(shas):
                unit.save(a_photo(item, sha256, position))
        pipe.send(("added", item.id))
        with catalog.operation(Op.EDIT_ITEM, title="edit price") as unit:
            saved = unit.load(Item, item.id)
            assert saved
            unit.save(replace(saved, price_minor=number))
        pipe.send(("priced", item.id))


def hold_the_closet(pipe: Connection, root: Path) -> None:
    """Write once, tell it, and keep the closet open until told to end."""
    catalog = open_catalog(Profile(root), FakeClock())
    add(catalog, an_item())
    pipe.send("mine")
    pipe.recv()
    catalog.close()


def try_to_write(pipe: Connection, root: Path, start: Any) -> None:
    """Wait for the others, then try to be the one that writes; tell how it went."""
    start.wait(LONG_S)
    catalog = open_catalog(Profile(root), FakeClock())
    try:
        add(catalog, an_item())
        pipe.send("wrote")
    except UserError as error:
        pipe.send(str(error))
    pipe.recv()


def bring_up_and_die(pipe: Connection, root: Path, migrations: Path, step: str, further: int = 1) -> None:
    """Bring an older catalog up by `further` schemas more than there are, and die right before `step`."""
    migrate.MIGRATIONS = migrations
    schema.VERSION += further
    die_at(step)
    open_catalog(Profile(root), FakeClock()).close()
    pipe.send("survived")


def die_at(step: str) -> None:
    """Let this process kill itself when it is about to call `step` of `studio.storage.migrate`."""

    def die(*_arguments: object, **_options: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    name, _, method = step.partition(".")
    if method:
        setattr(getattr(migrate, name), method, die)
    else:
        setattr(migrate, name, die)
