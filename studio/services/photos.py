"""What a seller does with Photos: arrange them into Items, clean them, take that back, look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import TransientError, UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.operation import Op
from studio.domain.photo import Photo, original_of
from studio.selling.sku import make_sku
from studio.services import darkroom, models
from studio.services.context import Studio
from studio.services.fan_out import fan_out
from studio.settings import schema
from studio.storage.queries import items as item_query
from studio.storage.queries import photos as query

if TYPE_CHECKING:
    from studio.imaging.pipeline import Developed
    from studio.storage.unit_of_work import UnitOfWork


_HOPELESS = 0.1
"""Confidence below which a cut-out has lost its piece; close-ups of cloth were measured at 0.00 to 0.06."""


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that belong together on the contact sheet; without an Item where nobody has said to which."""

    item: Item | None
    photos: Sequence[Photo]


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanReport:
    """What became of the Photos; a doubtful one is cleaned, and somebody should look at it."""

    done: tuple[PhotoId, ...]
    doubtful: tuple[tuple[PhotoId, str], ...]
    refused: tuple[tuple[PhotoId, str], ...]


def of_item(studio: Studio, item_id: ItemId) -> list[Photo]:
    """Return an Item's Photos, the cover first."""
    return query.of_item(studio.catalog, item_id)


def load(studio: Studio, wanted: Sequence[PhotoId]) -> list[Photo]:
    """Return these Photos, in the order of the ids."""
    return query.load(studio.catalog, wanted)


def count(studio: Studio) -> int:
    """Return how many Photos the closet holds."""
    return query.count(studio.catalog)


def contact_sheet(studio: Studio) -> list[Group]:
    """Return every Photo by Item, those without one first, then what was imported last."""
    loose = query.without_item(studio.catalog)
    item_ids = query.items_by_photo(studio.catalog)
    by_item = query.of_items(studio.catalog, item_ids)
    items = item_query.load(studio.catalog, item_ids)
    return [*([Group(None, loose)] if loose else []), *(Group(item, by_item[item.id]) for item in items)]


def groups(studio: Studio) -> list[tuple[ItemId | None, list[PhotoId]]]:
    """Return the contact sheet as ids alone, for views that read the rows they show."""
    return query.groups(studio.catalog)


def as_shot(studio: Studio) -> list[PhotoId]:
    """Return the Photos that nothing has been done to."""
    return query.as_shot(studio.catalog)


def in_doubt(studio: Studio) -> list[Photo]:
    """Return the review list: Photos whose result is in doubt and that nobody has looked at since."""
    return query.in_doubt(studio.catalog)


def arrange(studio: Studio, wanted: Sequence[PhotoId], item_id: ItemId | None, position: int | None = None) -> None:
    """Put Photos into an Item, before the one at `position` (None: at the end); without an Item they lie loose."""
    title = plural("move {n} photo", "move {n} photos", len(wanted))
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        _place(unit, wanted, item_id, position)


def split(studio: Studio, wanted: Sequence[PhotoId]) -> Item:
    """Make a new Item of these Photos."""
    if not wanted:
        raise UserError(_("Choose the photos of the new item first."))
    title = plural("new item of {n} photo", "new item of {n} photos", len(wanted))
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        sku = make_sku(known=item_query.skus(studio.catalog))
        item = Item(id=ItemId(new_id()), sku=sku, created_at=unit.now, currency=studio.settings.get(schema.CURRENCY))
        unit.save(item)
        _place(unit, wanted, item.id, None)
    return item


def merge(studio: Studio, item_ids: Sequence[ItemId]) -> None:
    """Put the Photos of several Items into the first; the others go, where nothing was written about them."""
    first, *others = dict.fromkeys(item_ids) or [ItemId("")]
    if not others:
        raise UserError(_("Choose at least two items to merge."))
    title = plural("merge {n} item", "merge {n} items", len(others) + 1)
    with studio.catalog.operation(Op.ARRANGE_PHOTOS, title=title) as unit:
        for item_id in others:
            moved = sorted(unit.find(Photo, item_id=item_id), key=lambda photo: photo.position)
            _place(unit, [photo.id for photo in moved], first, None)
            item = unit.load(Item, item_id)
            if item is not None and item.is_blank and not unit.find(Listing, item_id=item_id):
                unit.remove(Item, item_id)


def remove(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Take Photos out of the closet; the originals stay on disk until the history has forgotten them."""
    title = plural("remove {n} photo", "remove {n} photos", len(wanted))
    with studio.catalog.operation(Op.DELETE_PHOTOS, title=title) as unit:
        for photo_id in wanted:
            unit.remove(Photo, photo_id)


def clean(studio: Studio, wanted: Sequence[PhotoId], context: Context, *, backend: str = "") -> CleanReport:
    """Clean Photos: upright, white balance, light, cut-out on white, in every shape; one step of the history.

    A Photo whose piece cannot be told from its ground (a close-up of cloth, say) keeps its ground, with a note.
    """
    from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step

    backend = backend or chosen_backend(studio)
    background = studio.settings.get(schema.BACKGROUND)
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": backend})).replaced(
        "background", Step(name="background", params={"colour": background})
    )
    on_its_ground = Recipe(tuple(step for step in recipe.steps if step.name not in ("cutout", "background")))
    titles = ("clean {n} photo", "clean {n} photos")
    return develop(studio, wanted, recipe.to_json(), context, titles=titles, in_doubt=on_its_ground.to_json())


def develop(
    studio: Studio,
    wanted: Sequence[PhotoId],
    recipe: str,
    context: Context,
    *,
    titles: tuple[str, str] = ("edit {n} photo", "edit {n} photos"),
    in_doubt: str = "",
) -> CleanReport:
    """Give Photos a Recipe (as JSON; "" as they were shot), in every shape; each keeps what is its own. One Operation.

    Those whose cut-out is hopeless get the Recipe `in_doubt`; without one they are refused, or kept with a note.
    What cannot be developed stays as it was and is named; a crash or an unusable cut-out costs one photo, not the
    batch.
    """
    done: list[Photo] = []
    refused: list[tuple[PhotoId, str]] = []

    def one(photo: Photo) -> Photo | UserError | TransientError:
        try:
            return _developed(studio, photo, _onto(recipe, photo), _onto(in_doubt, photo), context)
        except (UserError, TransientError) as error:
            return error

    photos = query.load(studio.catalog, wanted)
    width = studio.darkroom.open().width
    answers = fan_out(photos, one, context, name_of=lambda photo: photo.file_name, width=width)
    for photo, answer in zip(photos, answers, strict=True):
        if isinstance(answer, Photo):
            done.append(answer)
        else:
            refused.append((photo.id, str(answer)))
    _keep(studio, done, plural(*titles, len(done)))
    doubtful = tuple((photo.id, photo.note) for photo in done if photo.note)
    return CleanReport(done=tuple(photo.id for photo in done), doubtful=doubtful, refused=tuple(refused))


def chosen_backend(studio: Studio) -> str:
    """Return the cut-out that the seller chose: "auto", "classic", or that of a model that is here."""
    return models.chosen(studio)


def reset(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Show Photos as they were shot again."""
    photos = [replace(photo, recipe="", note="", confidence=None) for photo in query.load(studio.catalog, wanted)]
    _keep(studio, photos, plural("reset {n} photo", "reset {n} photos", len(photos)))


def approve(studio: Studio, wanted: Sequence[PhotoId]) -> None:
    """Say that somebody looked at Photos and found them good."""
    photos = [replace(photo, note="") for photo in query.load(studio.catalog, wanted)]
    _keep(studio, photos, plural("approve {n} photo", "approve {n} photos", len(photos)))


def rendition(studio: Studio, photo: Photo, shape: str, context: Context | None = None) -> Path:
    """Return a Photo after its Recipe in a shape ("3x4" 1080×1440, "1x1" 1600×1600), without any metadata."""
    file = darkroom.rendition_file(studio.profile, photo.look, shape)
    if not file.exists():
        darkroom.develop(studio.darkroom, studio.profile, _original(studio, photo), photo, context)
    return file


def picture(studio: Studio, look: str, long_edge_px: int = darkroom.THUMBNAIL_PX) -> Path | None:
    """Return a small file that shows a look, made first where it is missing; None where its original is gone."""
    ready = darkroom.thumbnail_file(studio.profile, look, long_edge_px)
    if ready.exists():
        return ready
    photo = query.by_sha256(studio.catalog, original_of(look))
    source = studio.originals.find(original_of(look))
    if photo is None or source is None:
        return None
    if not darkroom.is_original(look):
        if photo.look != look:
            return None  # it was edited again since the view asked
        source = rendition(studio, photo, "3x4")
    return darkroom.thumbnail(studio.darkroom, studio.profile, source, look, long_edge_px)


def _developed(studio: Studio, photo: Photo, recipe: str, in_doubt: str, context: Context) -> Photo:
    source, made = _original(studio, photo), None
    try:
        made = darkroom.develop(studio.darkroom, studio.profile, source, replace(photo, recipe=recipe), context)
    except darkroom.NothingToCutOut:
        if not in_doubt:
            raise
    if made is not None and (made.confidence >= _HOPELESS or not in_doubt):
        done = replace(photo, recipe=recipe, note=made.doubt, confidence=_sure(recipe, made))
    else:
        note = _("The piece could not be told from its ground, so it keeps it.")
        done = replace(photo, recipe=in_doubt, note=note, confidence=made.confidence if made else 0.0)
        darkroom.develop(studio.darkroom, studio.profile, source, done, context)
    finished = darkroom.rendition_file(studio.profile, done.look, "3x4")
    darkroom.thumbnail(studio.darkroom, studio.profile, finished, done.look, darkroom.THUMBNAIL_PX, context)
    return done


def _onto(recipe: str, photo: Photo) -> str:
    """Return `recipe` with what is the Photo's own (crop, brush strokes, flaws), where it says nothing of that."""
    from studio.imaging.order import OWN_STEPS
    from studio.imaging.recipe import Recipe

    if not recipe:
        return ""
    ours = Recipe.from_json(recipe)
    result = ours.onto(Recipe.from_json(photo.recipe))
    for step in ours.steps:
        result = result.with_step(step) if step.name in OWN_STEPS else result
    return result.to_json()


def _sure(recipe: str, made: Developed) -> float | None:
    from studio.imaging.recipe import Recipe

    return made.confidence if Recipe.from_json(recipe).index("cutout") is not None else None


def _keep(studio: Studio, photos: Sequence[Photo], title: str) -> None:
    if not photos:
        return
    with studio.catalog.operation(Op.EDIT_PHOTOS, title=title) as unit:
        for photo in photos:
            now = unit.load(Photo, photo.id)
            if now is not None:  # it may have been removed or moved while it was in the darkroom
                unit.save(replace(now, recipe=photo.recipe, note=photo.note, confidence=photo.confidence))


def _place(unit: UnitOfWork, wanted: Sequence[PhotoId], item_id: ItemId | None, position: int | None) -> None:
    if item_id is not None and unit.load(Item, item_id) is None:
        raise UserError(_("This item is not in the closet any more."))
    moving = [photo for photo_id in wanted if (photo := unit.load(Photo, photo_id)) is not None]
    chosen = {photo.id for photo in moving}
    there = sorted(unit.find(Photo, item_id=item_id), key=lambda photo: photo.position) if item_id else []
    before = there if position is None else there[:position]
    order = [
        *(photo for photo in before if photo.id not in chosen),
        *moving,
        *(photo for photo in there[len(before) :] if photo.id not in chosen),
    ]
    for place, photo in enumerate(order):
        unit.save(replace(photo, item_id=item_id, position=place))


def _original(studio: Studio, photo: Photo) -> Path:
    return darkroom.original_file(studio.originals.find(photo.sha256), photo)
