"""Reads Photos: of an Item, without an Item, by what is in them."""

from __future__ import annotations

from collections.abc import Iterable

from studio.domain.ids import ItemId, PhotoId
from studio.domain.photo import Photo
from studio.storage.catalog import Catalog


def of_item(catalog: Catalog, item_id: ItemId) -> list[Photo]:
    """Return an Item's Photos, the cover first."""
    return catalog.all(Photo, "SELECT * FROM photo WHERE item_id = ? ORDER BY position, id", (item_id,))


def of_items(catalog: Catalog, item_ids: Iterable[ItemId]) -> dict[ItemId, list[Photo]]:
    """Return the Photos of several Items, by Item."""
    wanted = list(item_ids)
    marks = ",".join("?" * len(wanted))
    found: dict[ItemId, list[Photo]] = {item_id: [] for item_id in wanted}
    sql = f"SELECT * FROM photo WHERE item_id IN ({marks}) ORDER BY position, id"
    for photo in catalog.all(Photo, sql, wanted):
        if photo.item_id:
            found[photo.item_id].append(photo)
    return found


def without_item(catalog: Catalog) -> list[Photo]:
    """Return the Photos that belong to no Item, in the order of taking."""
    sql = "SELECT * FROM photo WHERE item_id IS NULL ORDER BY COALESCE(taken_at, imported_at), file_name"
    return catalog.all(Photo, sql)


def items_by_photo(catalog: Catalog) -> list[ItemId]:
    """Return the Items that have Photos, those photographed last first."""
    sql = """SELECT item_id FROM photo WHERE item_id IS NOT NULL GROUP BY item_id
             ORDER BY MAX(imported_at) DESC, MIN(COALESCE(taken_at, imported_at)), MIN(file_name)"""
    return [row[0] for row in catalog.rows(sql)]


def groups(catalog: Catalog) -> list[tuple[ItemId | None, list[PhotoId]]]:
    """Return the ids of all Photos by Item: those without one first, then what was imported last."""
    found: dict[ItemId | None, list[PhotoId]] = {None: [], **{item_id: [] for item_id in items_by_photo(catalog)}}
    sql = """SELECT item_id, id FROM photo
             ORDER BY CASE WHEN item_id IS NULL THEN 0 ELSE position END,
                      CASE WHEN item_id IS NULL THEN COALESCE(taken_at, imported_at) END,
                      CASE WHEN item_id IS NULL THEN file_name END, id"""
    for item_id, photo_id in catalog.rows(sql):
        found.setdefault(item_id, []).append(photo_id)
    return [(item_id, photo_ids) for item_id, photo_ids in found.items() if photo_ids]


def as_shot(catalog: Catalog) -> list[PhotoId]:
    """Return the Photos without a Recipe that were not rejected, in the order of taking."""
    sql = """SELECT id FROM photo WHERE recipe = '' AND flag <> 'reject'
             ORDER BY COALESCE(taken_at, imported_at), file_name"""
    return [row["id"] for row in catalog.rows(sql)]


def in_doubt(catalog: Catalog) -> list[Photo]:
    """Return the Photos, but for rejected ones, whose result somebody should look at: loose ones, then Item by Item."""
    sql = """SELECT * FROM photo WHERE note <> '' AND flag <> 'reject'
             ORDER BY item_id IS NOT NULL, item_id, position, COALESCE(taken_at, imported_at), file_name, id"""
    return catalog.all(Photo, sql)


def load(catalog: Catalog, wanted: Iterable[PhotoId]) -> list[Photo]:
    """Return these Photos, in the order of the ids."""
    wanted = list(wanted)
    marks = ",".join("?" * len(wanted))
    found = {photo.id: photo for photo in catalog.all(Photo, f"SELECT * FROM photo WHERE id IN ({marks})", wanted)}
    return [found[id_] for id_ in wanted if id_ in found]


def by_sha256(catalog: Catalog, sha256: str) -> Photo | None:
    """Return the Photo of an original."""
    return catalog.one(Photo, "SELECT * FROM photo WHERE sha256 = ?", (sha256,))


def count(catalog: Catalog) -> int:
    """Return how many Photos there are."""
    return int(catalog.value("SELECT COUNT(*) FROM photo"))


def recipes(catalog: Catalog, photo_id: PhotoId) -> list[tuple[str, str, str]]:
    """Return title, time and resulting Recipe of each step of the history that changed the look of a Photo.

    The latest comes first; what was undone is left out.
    """
    sql = """SELECT title, done_at, json_extract(part.value, '$[3].recipe') AS recipe
             FROM step, json_each(step.changes) AS part
             WHERE undone = 0 AND json_extract(part.value, '$[0]') = 'photo' AND json_extract(part.value, '$[1]') = ?
               AND json_extract(part.value, '$[3].recipe') IS NOT json_extract(part.value, '$[2].recipe')
               AND recipe IS NOT NULL
             ORDER BY seq DESC"""
    return [(row["title"], row["done_at"], row["recipe"]) for row in catalog.rows(sql, (photo_id,))]


def not_noticed(catalog: Catalog) -> list[PhotoId]:
    """Return the Photos at which the machine has not looked, the newest first."""
    sql = "SELECT id FROM photo WHERE phash = '' ORDER BY imported_at DESC, id"
    return [row["id"] for row in catalog.rows(sql)]
