"""What the Photos page says of Photos and of the groups they are in."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from studio.base.texts import _, plural
from studio.domain.culling import best_of
from studio.domain.item import Item
from studio.domain.photo import Flag, Photo
from studio.domain.quality import Trouble, troubles_of

LOOSE = _("Loose photos")
_MEGAPIXEL = 1_000_000
_TROUBLE_WORDS = {
    Trouble.BLURRED: _("Blurred"),
    Trouble.DARK: _("Dark"),
    Trouble.BRIGHT: _("Too bright"),
    Trouble.SMALL: _("Small"),
}
_TROUBLE_SENTENCES = {
    Trouble.BLURRED: _("It looks blurred; hold still or tap to focus, and take it again."),
    Trouble.DARK: _("It looks dark; more light would show the cloth."),
    Trouble.BRIGHT: _("It looks washed out by light; a little less would show the cloth."),
    Trouble.SMALL: _("It is small, and will look soft on a listing."),
}


def group_title(item: Item | None) -> str:
    """Return what stands over a group."""
    return (item.title or _("Not described yet")) if item else LOOSE


def group_caption(item: Item | None, count: int, first: Photo | None) -> list[str]:
    """Return the small print under that, the most telling part first: SKU, how many, when it was photographed."""
    taken = when(first.taken_at) if first and first.taken_at else ""
    counted = plural("{n} photo", "{n} photos", count)
    return [part for part in (item.sku if item else "", counted, taken) if part]


def when(moment: datetime) -> str:
    """Return a moment in the seller's own time: "12 May 2026, 14:02"."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")


def size(photo: Photo) -> str:
    """Return how large the original is: "12 MP", or its pixels where it is small."""
    pixels = photo.width * photo.height
    if pixels < _MEGAPIXEL:
        return f"{photo.width} × {photo.height}"
    return _("{n} MP").format(n=round(pixels / _MEGAPIXEL))


def alike_words(together: Sequence[Photo]) -> tuple[str, list[str]]:
    """Return what stands over photos that show the same, and which of them is the one to keep."""
    title = plural("{n} photo shows this", "{n} photos show this", len(together))
    if not together:
        return title, []
    best = best_of(together)
    why = _("picked") if best.flag is Flag.PICK else _("the sharpest of the large ones")
    return title, [_("Best: {name}, {why}").format(name=best.file_name, why=why)]


def troubles(photo: Photo) -> list[str]:
    """Return what is wrong with the original, one sentence each."""
    return [_TROUBLE_SENTENCES[trouble] for trouble in troubles_of(photo)]


def trouble_word(photo: Photo) -> str:
    """Return the worst of it in a word; empty where nothing is."""
    found = troubles_of(photo)
    return _TROUBLE_WORDS[found[0]] if found else ""


def decision(photo: Photo) -> str:
    """Return what was decided about a photo: "picked, 4 stars"; empty where nothing was."""
    flag = {Flag.PICK: _("picked"), Flag.REJECT: _("rejected"), Flag.NONE: ""}[photo.flag]
    stars = plural("{n} star", "{n} stars", photo.rating) if photo.rating else ""
    return ", ".join(part for part in (flag, stars) if part)


def spoken(photo: Photo, group: str, refused: str) -> str:
    """Return what is read aloud of a picture: its name, its group, what was decided and what to look at."""
    state = refused or photo.note or (_("cleaned") if photo.recipe else _("as shot"))
    parts = (photo.file_name, group, decision(photo), trouble_word(photo).lower(), state)
    return ", ".join(part for part in parts if part)


def tool_tip(photo: Photo, refused: str) -> str:
    """Return the name and size of a picture, and the sentences that say why to look at it."""
    told = [f"{photo.file_name} · {size(photo)}", refused or photo.note, *troubles(photo)]
    text = "<br>".join(html.escape(part) for part in told if part)
    return f"<span>{text}</span>"  # a tool tip guesses what is markup; a file's name may look like it
