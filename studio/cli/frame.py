"""What every command shares: the profile, one JSON object or plain lines, and exit codes that can be relied on."""

from __future__ import annotations

import functools
import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from logging import FileHandler
from pathlib import Path
from typing import Any

import click

from studio.app import default_root, open_studio
from studio.base.errors import Cancelled, StudioError, UserError
from studio.base.log import RedactingFormatter, redact, write_to
from studio.base.paths import Profile
from studio.services.context import Studio

log = logging.getLogger(__name__)

DONE, SELLERS, USAGE, OURS = 0, 1, 2, 3
"""Exit codes: done; the seller's to mend; wrong usage; our fault."""

Answer = Mapping[str, Any]


class Refused(UserError):
    """Nothing was done, or what was looked at is not well; `answer` tells a program the details all the same."""

    def __init__(self, sentence: str, answer: Answer) -> None:
        super().__init__(sentence)
        self.answer = answer


def command(function: Callable[..., Answer | None]) -> Callable[..., None]:
    """Give a command `--profile` and `--json`; what it returns is what `--json` prints."""

    @click.option(
        "--profile",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder of the closet (also STUDIO_PROFILE).",  # which the root reads: what is typed goes first
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @functools.wraps(function)
    def wrapped(*, profile: Path | None, as_json: bool, **options: Any) -> None:
        context = click.get_current_context()
        output = Output(profile=profile or _given_before(context), as_json=as_json or _json_before(context))
        try:
            answer = context.invoke(function, output, **options)
        except Refused as refused:
            output.object(refused.answer)
            raise
        output.object(answer or {})

    return wrapped


class Output:
    """Where the closet is and how to answer."""

    def __init__(self, *, profile: Path | None, as_json: bool) -> None:
        self.profile = profile or default_root()
        self.as_json = as_json

    def line(self, text: str = "") -> None:
        """Print a line for people; nothing where a program reads."""
        if not self.as_json:
            click.echo(text)

    def object(self, answer: Answer) -> None:
        """Print the one JSON object for a program; nothing where a person reads."""
        if self.as_json:
            click.echo(json.dumps(answer, default=_plain, ensure_ascii=False, indent=2))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows in columns for people."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
        for row in rows:
            self.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    @contextmanager
    def studio(self) -> Iterator[Studio]:
        """Open the closet for the time of one command."""
        studio = open_studio(self.profile)
        try:
            yield studio
        finally:
            studio.close()


class Lines:
    """A jobs.Context that tells how far it is on standard error, where a person watches."""

    def check(self) -> None:
        """Ctrl+C stops a command, so nothing else has to."""

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Overwrite one line."""
        if sys.stderr.isatty():
            of = f" of {total}" if total else ""
            click.echo(f"\r\x1b[K{done}{of} {note[:60]}", nl=done == total, err=True)


def run(entry: click.Command, arguments: Sequence[str] | None) -> int:
    """Run a command and return its exit code; what went wrong is one sentence on standard error."""
    try:
        code: int | None = entry.main(args=arguments, prog_name="studio", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt, Cancelled):
        click.echo("Stopped.", err=True)
        return SELLERS
    except (StudioError, click.ClickException) as error:
        click.echo(str(error), err=True)
        return SELLERS
    return code or DONE


def our_fault(error: BaseException) -> int:
    """Say that the program failed and where it noted why."""
    handlers = [one for one in logging.getLogger().handlers if isinstance(one.formatter, RedactingFormatter)]
    files = [Path(handler.baseFilename) for handler in handlers if isinstance(handler, FileHandler)]
    file = files[-1] if files else write_to(Profile(default_root()).logs)  # it failed before a closet was open
    log.critical("unexpected", exc_info=error)
    click.echo(f"Something went wrong in the studio: {redact(str(error))}. The details are in {file}.", err=True)
    return OURS


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value))


def _given_before(context: click.Context) -> Path | None:
    given = context.find_root().params
    found: Path | None = given["profile"]
    return default_root("sample") if found is None and given["sample"] else found


def _json_before(context: click.Context) -> bool:
    return bool(context.find_root().params["as_json"])
