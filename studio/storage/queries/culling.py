"""Reads Photos by what was decided about them and what the machine noticed."""

from __future__ import annotations

from studio.domain import quality
from studio.domain.culling import Sieve
from studio.domain.ids import PhotoId
from studio.storage.catalog import Catalog

_TROUBLED = (
    f"COALESCE(sharpness < {quality.BLURRED_BELOW}, 0) OR COALESCE(brightness < {quality.DARK_BELOW}, 0)"
    f" OR COALESCE(brightness > {quality.BRIGHT_ABOVE}, 0)"
)
_CONDITION = {
    Sieve.ALL: "1",
    Sieve.PICKS: "flag = 'pick'",
    Sieve.UNFLAGGED: "flag = ''",
    Sieve.REJECTS: "flag = 'reject'",
    Sieve.AS_SHOT: "recipe = ''",
    Sieve.LOOK: "note <> ''",
    Sieve.TROUBLED: _TROUBLED,
}


def ids(catalog: Catalog, sieve: Sieve, *, at_least: int = 0) -> set[PhotoId]:
    """Return the Photos that pass; those that are alike are not a matter of one row."""
    sql = f"SELECT id FROM photo WHERE rating >= ? AND ({_CONDITION[sieve]})"
    return {row["id"] for row in catalog.rows(sql, (at_least,))}


def counts(catalog: Catalog, *, at_least: int = 0) -> dict[Sieve, int]:
    """Return how many Photos pass each sieve but the one for those that are alike."""
    sums = ", ".join(f"COALESCE(SUM({condition}), 0)" for condition in _CONDITION.values())
    (row,) = catalog.rows(f"SELECT {sums} FROM photo WHERE rating >= ?", (at_least,))
    return dict(zip(_CONDITION, row, strict=True))


def hashes(catalog: Catalog) -> list[tuple[PhotoId, str]]:
    """Return what the Photos show that were not rejected, in the order of taking."""
    sql = """SELECT id, phash FROM photo WHERE phash <> '' AND flag <> 'reject'
             ORDER BY COALESCE(taken_at, imported_at), file_name, id"""
    return [(row["id"], row["phash"]) for row in catalog.rows(sql)]


def named(catalog: Catalog, word: str) -> list[PhotoId]:
    """Return the Photo of this id, or those of this file name."""
    sql = "SELECT id FROM photo WHERE id = :word OR file_name = :word ORDER BY imported_at, id"
    return [row["id"] for row in catalog.rows(sql, {"word": word})]
