"""Looks after what is stored: is it whole, is it complete, what was left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import UserError
from studio.base.jobs import Context, Quiet
from studio.base.texts import _
from studio.domain.listing import ListingState
from studio.domain.order import TO_PACK
from studio.imaging.hashing import sha256_of
from studio.services import models
from studio.services.context import Studio
from studio.storage import backup
from studio.storage.queries import accounts as account_query
from studio.storage.queries import items as item_query
from studio.storage.queries import orders as order_query

_COPIES_KEPT = 7


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; `problems` is empty where all is well."""

    items: int
    photos: int
    problems: tuple[str, ...]
    spare_originals: int
    """Originals that no Photo names: left by an interrupted import, or kept for an undo."""


def check(studio: Studio, context: Context | None = None) -> CheckReport:
    """Check the catalog, every original by content, and that what it names besides is there; nothing is changed."""
    context = context or Quiet()
    catalog = studio.catalog
    damage = [_("The catalog is damaged: {what}").format(what=what) for what in backup.check_catalog(catalog.path)]
    if damage:
        return CheckReport(items=0, photos=0, problems=tuple(damage), spare_originals=0)
    rows = catalog.rows("SELECT sha256, file_name FROM photo ORDER BY id")
    problems: list[str] = []
    for done, row in enumerate(rows, 1):
        problems += _original_problems(studio, row["sha256"], row["file_name"])
        context.report(done, len(rows), row["file_name"])
    return CheckReport(
        items=int(catalog.value("SELECT COUNT(*) FROM item")),
        photos=len(rows),
        problems=(*problems, *_promise_problems(studio), *_label_problems(studio)),
        spare_originals=len(studio.originals.names() - {row["sha256"] for row in rows}),
    )


def sweep(studio: Studio) -> int:
    """Remove what interrupted writes left behind; return how many files that were.

    Call it before anything is written; raises UserError where another process has the closet and may be writing.
    """
    studio.catalog.writer()
    stores = (studio.originals, studio.outgoing, studio.documents)
    parts = list((studio.profile.root / "cache").rglob("*.part"))
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts) + sum(store.sweep() for store in stores if store.root.is_dir())


def tidy(studio: Studio) -> None:
    """Do what a start owes the closet: sweep, and copy the catalog once a day; the last copies of a week are kept."""
    sweep(studio)
    models.sweep(studio)
    today = studio.clock.now()
    copies = sorted(studio.profile.backups.glob("catalog-*.db"))
    if any(file.name.startswith(f"catalog-{today:%Y-%m-%d}") for file in copies) or not _has_items(studio):
        return
    back_up(studio)
    for old in copies[: -_COPIES_KEPT + 1]:
        old.unlink(missing_ok=True)


def back_up(studio: Studio) -> Path:
    """Copy the catalog into the profile's backups and return the file; raise UserError where that is not possible."""
    target = studio.profile.backups / f"catalog-{studio.clock.now():%Y-%m-%d-%H%M%S}.db"
    try:
        backup.copy_catalog(studio.catalog.path, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            _("The backup was not written ({why}). Free some space and try again.").format(why=error)
        ) from error
    return target


def _original_problems(studio: Studio, sha256: str, name: str) -> Iterator[str]:
    file = studio.originals.find(sha256)
    if file is None:
        yield _("The original of {name} is missing. Import it again to put it back.").format(name=name)
        return
    try:
        found = sha256_of(file)
    except OSError as error:
        yield _("The original of {name} cannot be read ({why}).").format(name=name, why=error.strerror)
        return
    if found != sha256:
        yield _("The original of {name} is damaged ({file}). Remove that file and import the photo again.").format(
            name=name, file=file
        )


def _promise_problems(studio: Studio) -> Iterator[str]:
    """Name the Listings that wait to go out and whose pictures are gone."""
    queued = account_query.listings(studio.catalog, [ListingState.QUEUED])
    for listing in queued:
        if any(studio.outgoing.find(sha256) is None for sha256 in listing.photos):
            item = item_query.find(studio.catalog, listing.item_id)
            yield _(
                "A picture of “{title}” that waits to be sent is missing. Discard it in the outbox and publish again."
            ).format(title=item.title if item else listing.item_id)


def _label_problems(studio: Studio) -> Iterator[str]:
    for order in order_query.orders(studio.catalog, sorted(TO_PACK)):
        if order.label_sha256 and studio.documents.find(order.label_sha256) is None:
            yield _("The shipping label of order {number} is missing.").format(number=order.number)


def _has_items(studio: Studio) -> bool:
    return bool(studio.catalog.value("SELECT EXISTS (SELECT 1 FROM item)"))
