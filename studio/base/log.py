"""Logging that can be shown to a stranger: tokens, addresses and message bodies are taken out."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [removed]"),
    (
        re.compile(r"(?i)\b(code_verifier|code|state|token|access_token|refresh_token|owner_key)=[^&\s\"']+"),
        r"\1=[removed]",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "[mail removed]"),
    (re.compile(r"(/home|/Users|C:\\Users)[/\\][^/\\\s]+"), r"\1/[name]"),
)
_MAX_BYTES = 2_000_000


def redact(text: str) -> str:
    """Return `text` without tokens, mail addresses and the name of the machine's user."""
    for pattern, replacement in _SECRETS:
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
    handler = RotatingFileHandler(file, maxBytes=_MAX_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("studio").setLevel(logging.INFO)
    return file
