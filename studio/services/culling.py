"""Going through photos: pick, reject, rate, keep the best of those that are alike, let the rejects go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.base.texts import _, plural
from studio.domain import quality
from studio.domain.culling import Sieve, best_of
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Op
from studio.domain.photo import RATINGS, Flag, Photo
from studio.services import photos
from studio.services.context import Studio
from studio.storage.queries import culling as query
from studio.storage.queries import photos as photo_query

Groups = list[tuple[ItemId | None, list[PhotoId]]]

_FLAGGED = {
    Flag.PICK: ("pick {n} photo", "pick {n} photos"),
    Flag.REJECT: ("reject {n} photo", "reject {n} photos"),
    Flag.NONE: ("unflag {n} photo", "unflag {n} photos"),
}


def flag(studio: Studio, wanted: Sequence[PhotoId], as_what: Flag) -> None:
    """Pick Photos, reject them, or take back either."""
    title = plural(*_FLAGGED[as_what], len(wanted))
    with studio.catalog.operation(Op.CULL_PHOTOS, title=title) as unit:
        for photo_id in wanted:
            photo = unit.load(Photo, photo_id)
            if photo is not None:
                unit.save(replace(photo, flag=as_what))


def rate(studio: Studio, wanted: Sequence[PhotoId], stars: int) -> None:
    """Give Photos 0 to 5 stars."""
    if stars not in RATINGS:
        raise UserError(_("A photo has 0 to 5 stars."))
    title = plural("rate {n} photo", "rate {n} photos", len(wanted))
    with studio.catalog.operation(Op.CULL_PHOTOS, title=title) as unit:
        for photo_id in wanted:
            photo = unit.load(Photo, photo_id)
            if photo is not None:
                unit.save(replace(photo, rating=stars))


def counts(studio: Studio, *, at_least: int = 0) -> dict[Sieve, int]:
    """Return how many Photos with so many stars pass each sieve but `ALIKE`, which takes a while: see `alike`."""
    return query.counts(studio.catalog, at_least=at_least)


def groups(studio: Studio, sieve: Sieve, *, at_least: int = 0) -> Groups:
    """Return the contact sheet as ids, narrowed to what passes; the groups are those of `photos.groups`."""
    return narrowed(studio, photo_query.groups(studio.catalog), sieve, at_least=at_least)


def narrowed(studio: Studio, whole: Groups, sieve: Sieve, *, at_least: int = 0) -> Groups:
    """Return what passes of a contact sheet that was read before."""
    if sieve is Sieve.ALL and not at_least:
        return whole
    passing = query.ids(studio.catalog, sieve, at_least=at_least)
    found = [(item_id, [one for one in ids if one in passing]) for item_id, ids in whole]
    return [(item_id, ids) for item_id, ids in found if ids]


def alike(studio: Studio) -> list[list[PhotoId]]:
    """Return the Photos that show nearly the same, in groups; rejected ones are settled. Takes a while: for a Job."""
    known = query.hashes(studio.catalog)
    if not known:
        return []
    hashes = [phash for _id, phash in known]
    found = studio.darkroom.open().alike(hashes, Quiet(), within_bits=quality.ALIKE_WITHIN_BITS)
    return [[known[place][0] for place in group] for group in found]


def keep_best(studio: Studio, together: Sequence[Sequence[PhotoId]]) -> list[PhotoId]:
    """Reject all but the best of each group of Photos that are alike, in one step; return those that are kept."""
    loaded = [group for ids in together if len(group := photos.load(studio, ids)) > 1]
    if not loaded:
        raise UserError(_("Choose photos that have near duplicates first."))
    kept = [best_of(group).id for group in loaded]
    others = [photo.id for group in loaded for photo in group if photo.id not in kept]
    title = plural("keep the best, reject {n} other", "keep the best, reject {n} others", len(others))
    with studio.catalog.operation(Op.CULL_PHOTOS, title=title) as unit:
        for photo_id in others:
            photo = unit.load(Photo, photo_id)
            if photo is not None:
                unit.save(replace(photo, flag=Flag.REJECT))
    return kept


def remove_rejects(studio: Studio) -> int:
    """Take all rejected Photos out of the closet, in one step; return how many there were."""
    rejects = sorted(query.ids(studio.catalog, Sieve.REJECTS))
    if rejects:
        photos.remove(studio, rejects)
    return len(rejects)


def named(studio: Studio, words: Sequence[str]) -> list[PhotoId]:
    """Return the Photos that `words` name by id or file name; raise UserError where one names none or several."""
    found: list[PhotoId] = []
    for word in words:
        ids = query.named(studio.catalog, word)
        if not ids:
            raise UserError(_("There is no photo {name} in the closet.").format(name=word))
        if len(ids) > 1:
            raise UserError(_("Several photos are called {name}. Name one by its id.").format(name=word))
        found += ids
    return found
