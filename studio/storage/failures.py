"""What SQLite could not do, in words for the seller."""

from __future__ import annotations

import sqlite3

from studio.base.errors import StudioError, TransientError, UserError

_DAMAGED = "The catalog is damaged ({reason}). Nothing more is written to it; close the studio and restore a backup."
_DAMAGE = ("Could not decode", "no such column", "no such table")
"""Errors without a code of their own; the tests run every query, so it is the file that lacks what they name."""
_PRIMARY = 0xFF  # the rest of a result code only refines it: https://www.sqlite.org/rescode.html


def told(error: BaseException | None) -> StudioError | None:
    """Return what to tell the seller about an error of the driver; None where the program is to blame."""
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return UserError("The disk is full. Free some space and do it again; what was saved before is safe.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return TransientError("Another program holds the catalog at this moment.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return UserError("The catalog cannot be written. Check that its folder is yours and not write-protected.")
        case sqlite3.SQLITE_IOERR:
            return UserError(f"The disk failed while the catalog was used ({error}). Check it; nothing half is kept.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(error)
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_DAMAGE):
        return damaged(error)
    return None


def damaged(reason: object) -> UserError:
    """Return the error for a catalog in which something does not read as it was written."""
    return UserError(_DAMAGED.format(reason=reason))
