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
from typing import Any, ParamSpec

import click

from studio.app import default_root, open_studio
from studio.base.errors import Cancelled, StudioError
from studio.base.log import redact
from studio.services.context import Studio

log = logging.getLogger(__name__)

P = ParamSpec("P")

DONE, SELLERS, USAGE, OURS = 0, 1, 2, 3
"""Exit codes: done; the seller's to mend; wrong usage; our fault."""

Answer = Mapping[str, Any]


def command(function: Callable[P, Answer | None]) -> Callable[P, None]:
    """Give a command `--profile` and `--json`; what it returns is what `--json` prints."""

    @click.option(
        "--profile",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="STUDIO_PROFILE",
        help="The folder of the closet (also STUDIO_PROFILE).",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.pass_context
    @functools.wraps(function)
    def wrapped(context: click.Context, profile: Path | None, as_json: bool, /, **options: Any) -> None:  # noqa: FBT001
        context.obj = Output(profile=profile or _given_before(context), as_json=as_json or _json_before(context))
        answer = context.invoke(function, context.obj, **options)
        if context.obj.as_json:
            click.echo(json.dumps(answer or {}, default=_plain, ensure_ascii=False, indent=2))

    return wrapped  # type: ignore[return-value]  # click fills the parameters


class Output:
    """Where the closet is and how to answer."""

    def __init__(self, *, profile: Path | None, as_json: bool) -> None:
        self.profile = profile or default_root()
        self.as_json = as_json

    def line(self, text: str = "") -> None:
        """Print a line for people; nothing where a program reads."""
        if not self.as_json:
            click.echo(text)

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
        entry.main(args=arguments, prog_name="studio", standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt, Cancelled):
        click.echo("Stopped.", err=True)
        return SELLERS
    except (StudioError, click.ClickException) as error:
        click.echo(str(error), err=True)
        return SELLERS
    return DONE


def our_fault(error: BaseException) -> int:
    """Say that the program failed and where it noted why."""
    log.critical("unexpected", exc_info=error)
    files = [handler.baseFilename for handler in logging.getLogger().handlers if isinstance(handler, FileHandler)]
    where = f" The details are in {files[0]}." if files else ""
    click.echo(f"Something went wrong in the studio: {redact(str(error))}.{where}", err=True)
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
    found: Path | None = context.find_root().params.get("profile")
    return found


def _json_before(context: click.Context) -> bool:
    return bool(context.find_root().params.get("as_json"))
