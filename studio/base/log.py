"""Logging that can be shown to a stranger: tokens, mail addresses, telephone numbers and names are taken out.

What no pattern can know (postal addresses, message bodies) is never given to a logger in the first place.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

_NAMES = r"[\w-]{0,20}token|code_verifier|code|state|[\w-]{0,20}api[_-]?key|[\w-]{0,20}secret|owner_key|password|cookie"
_REMOVED = (
    # An Authorization header; a query or form; JSON or a printed dict; any other header.
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [removed]"),
    (re.compile(rf"(?i)\b({_NAMES})=[^&\s\"']+"), r"\1=[removed]"),
    (re.compile(rf"(?i)([\"'](?:{_NAMES})[\"']\s*[:,]\s*)([\"'])(?:\\.|(?!\2).)*\2"), r"\1\2[removed]\2"),
    (re.compile(r"(?im)\b((?:[\w-]{0,20}(?:cookie|token|api-key|secret)|password):\s).+$"), r"\1[removed]"),
    # A password in an address; a mail address, as it is or quoted for an address; a telephone number.
    (re.compile(r"(://[^/\s:@]{1,64}):[^/\s@]{1,200}@"), r"\1:[removed]@"),
    (re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]+\.[\w.]+"), "[mail removed]"),
    (re.compile(r"(?<![\w.-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\w)"), "[phone removed]"),
    # The name of the machine's user in a path, with spaces where it goes on after them.
    (
        re.compile(r"(?i)((?:/home|/Users|\b[a-z]:[\\/]+Users)[\\/]+)(?:[^\\/\n\"':,]+(?=[\\/])|[^\\/\s\"':,]+)"),
        r"\1[name]",
    ),
)
_MAX_BYTES = 2_000_000


def redact(text: str) -> str:
    """Return `text` without tokens, mail addresses, telephone numbers and the name of the machine's user."""
    for pattern, replacement in _REMOVED:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, so that tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for `record`, redacted."""
        return redact(super().format(record))


def write_to(folder: Path) -> Path:
    """Log warnings and worse of everything, and information of ours, to a file in `folder`; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "studio.log"
    if file.exists() and file.stat().st_size > _MAX_BYTES:
        file.replace(folder / "studio.1.log")
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("studio").setLevel(logging.INFO)
    return file
