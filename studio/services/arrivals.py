"""Pictures that are not files of the seller's yet: pasted, dragged out of a browser, sent by a phone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.files import write_atomically
from studio.services import importing
from studio.services.context import Studio
from studio.services.importing import ImportReport
from studio.services.intake import Intake

log = logging.getLogger(__name__)

Picture = tuple[str, Callable[[], bytes]]
"""What a picture is called, and what gives its bytes when they are wanted."""


def import_pictures(studio: Studio, pictures: Sequence[Picture], context: Context) -> ImportReport:
    """Import pictures that are in memory: each is a file of the inbox first, so that a kill loses none."""
    for name, content in pictures:
        context.check()
        folder = studio.profile.inbox / new_id()
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise UserError(
                _("{folder} cannot be written ({why}). Free space or check it.").format(
                    folder=folder.parent, why=error.strerror
                )
            ) from error
        write_atomically(folder / name, content())
    return take_in(studio, context)


def waiting(studio: Studio) -> list[Path]:
    """Return the whole files that lie in the inbox, the oldest first; those that are being written are not shown."""
    files = [file for file in studio.profile.inbox.rglob("*") if not file.name.startswith(".") and file.is_file()]
    return sorted(files, key=lambda file: file.relative_to(studio.profile.inbox))


def take_in(studio: Studio, context: Context, *, intake: Intake | None = None) -> ImportReport:
    """Import what lies in the inbox and empty it; what is no picture goes, too, and is named with its reason."""
    files = waiting(studio)
    report = importing.import_files(studio, files, context, intake=intake)
    gone = {file for file, _sentence in report.refused if not file.exists()}  # another Job was quicker
    for file in files:
        with suppress(OSError):  # the next one will find it known
            file.unlink()
            file.parent.rmdir()
    return replace(report, refused=tuple(entry for entry in report.refused if entry[0] not in gone))
