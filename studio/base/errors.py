"""Errors with a meaning for the seller or for a retry; anything else is a bug."""

from __future__ import annotations


class StudioError(Exception):
    """Base of every error that this program raises on purpose."""


class UserError(StudioError):
    """The seller can act on it; the text is shown as it is, without a traceback."""


class TransientError(StudioError):
    """The world was in the way (network, locked file, dead child); trying again may work."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Cancelled(StudioError):
    """The seller asked to stop; never shown, never logged above debug."""
