"""Looks after what is stored: is it whole, is it complete, what was left behind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from studio.base.jobs import Context, Quiet
from studio.base.texts import _
from studio.services.context import Studio
from studio.storage import backup


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; `problems` is empty where all is well."""

    items: int
    photos: int
    problems: tuple[str, ...]
    spare_originals: int
    """Originals that no Photo names: left by an interrupted import, or kept for an undo."""


def check(studio: Studio, context: Context | None = None) -> CheckReport:
    """Check the catalog and every original, by content; nothing is changed."""
    context = context or Quiet()
    catalog = studio.catalog
    problems = [_("The catalog is damaged: {what}").format(what=p) for p in backup.check_catalog(catalog.path)]
    rows = [] if problems else catalog.rows("SELECT sha256, file_name FROM photo ORDER BY id")
    for done, row in enumerate(rows, 1):
        file = studio.originals.find(row["sha256"])
        if file is None:
            problems.append(_("The original of {name} is missing.").format(name=row["file_name"]))
        elif _sha256(file) != row["sha256"]:
            problems.append(_("The original of {name} is damaged ({file}).").format(name=row["file_name"], file=file))
        context.report(done, len(rows), row["file_name"])
    items = 0 if problems else int(catalog.value("SELECT COUNT(*) FROM item"))
    spare = studio.originals.names() - {row["sha256"] for row in rows}
    return CheckReport(items, len(rows), tuple(problems), len(spare))


def sweep(studio: Studio) -> int:
    """Remove what interrupted writes left behind; return how many files that were."""
    stores = (studio.originals, studio.outgoing, studio.documents)
    return sum(store.sweep() for store in stores if store.root.is_dir())


def back_up(studio: Studio) -> Path:
    """Copy the catalog into the profile's backups and return the file."""
    target = studio.profile.backups / f"catalog-{studio.clock.now():%Y-%m-%d-%H%M%S}.db"
    backup.copy_catalog(studio.catalog.path, target)
    return target


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
