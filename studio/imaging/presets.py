"""Presets: recipes with a title, those of the program and those that the seller keeps, as JSON files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.files import write_atomically
from studio.imaging.recipe import MAX_TEXT, Recipe

FOLDER = "presets"
MAX_TITLE = 60
_FIRST = "white-gentle"  # what most photos need


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A Recipe for any photo. `name` is that of its file, `own` whether the seller made it."""

    name: str
    title: str
    about: str
    recipe: Recipe
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The presets that can be used, and a sentence about each file that is none."""

    presets: tuple[Preset, ...]
    complaints: tuple[str, ...]


def listed(folder: Path) -> Found:
    """Return the presets of the program, then those in `folder`, which need not exist, each sort by its title."""
    presets, complaints = [], []
    for own, files in ((False, _files(resources.root() / FOLDER)), (True, _files(folder))):
        for file in files:
            try:
                presets.append(_read(file, own=own))
            except UserError as error:
                complaints.append(str(error))
    presets.sort(key=lambda one: (one.own, one.name != _FIRST, one.title.casefold()))
    return Found(presets=tuple(presets), complaints=tuple(complaints))


def load(name: str, folder: Path) -> Preset:
    """Return the preset called `name`, the seller's own first; raise UserError where it is missing or damaged."""
    for own, files in ((True, _files(folder)), (False, _files(resources.root() / FOLDER))):
        for file in files:
            if file.stem == name:
                return _read(file, own=own)
    known = ", ".join(one.name for one in listed(folder).presets)
    raise UserError(_("There is no preset called {name}. There are: {known}.").format(name=name, known=known))


def save(folder: Path, title: str, recipe: Recipe, *, about: str = "") -> Preset:
    """Keep what makes sense for any photo of `recipe` as an own preset, instead of an own one of the same title.

    Raises UserError for a title that says nothing, a Recipe with nothing to keep, and a disk that takes no file.
    """
    title = " ".join(title.split())
    if not title or len(title) > MAX_TITLE:
        raise UserError(_("A preset needs a title of 1 to {count} letters.").format(count=MAX_TITLE))
    kept = recipe.portable()
    if not kept.steps:
        raise UserError(_("Nothing of this photo's recipe makes sense for others, so there is nothing to keep."))
    preset = Preset(name=_name(folder, title), title=title, about=about, recipe=kept, own=True)
    content = {"title": title, "about": about, **json.loads(kept.to_json())}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_("The folder for presets cannot be made: {why}.").format(why=error.strerror)) from error
    write_atomically(
        folder / f"{preset.name}.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    )
    return preset


def remove(folder: Path, name: str) -> None:
    """Remove an own preset; photos that were developed with it keep their Recipes."""
    file = next((file for file in _files(folder) if file.stem == name), None)
    if file is None:
        raise UserError(_("There is no preset of your own called {name}.").format(name=name))
    try:
        file.unlink()
    except OSError as error:
        raise UserError(_("{name} cannot be removed: {why}.").format(name=file.name, why=error.strerror)) from error


def recipe_in(file: Path) -> Recipe:
    """Return the Recipe in a file: what a Photo has stored, or a preset; raise UserError where there is none."""
    return Recipe.from_json(json.dumps(_content(file)))


def _files(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.json")) if folder.is_dir() else ()


def _read(file: Path, *, own: bool) -> Preset:
    content = _content(file)
    title, about = content.get("title"), content.get("about", "")
    if not isinstance(title, str) or not isinstance(about, str) or not title.strip():
        raise UserError(_("{name} is no preset: it has no title. Correct or remove it.").format(name=file.name))
    try:
        recipe = Recipe.from_json(json.dumps(content))
    except UserError as error:
        text = _("{name} is no preset: its steps cannot be read. Correct or remove it.")
        raise UserError(text.format(name=file.name)) from error
    title, about = title.strip()[:MAX_TITLE], about.strip()
    if not own:
        title, about = _(title), _(about)
    return Preset(name=file.stem, title=title, about=about, recipe=recipe.portable(), own=own)


def _content(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > 2 * MAX_TEXT:
            raise UserError(_("{name} is too large for a recipe. Correct or remove it.").format(name=file.name))
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UserError(_("{name} cannot be read: {why}.").format(name=file.name, why=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise UserError(_("{name} is not valid JSON. Correct or remove it.").format(name=file.name)) from error
    if not isinstance(content, dict):
        raise UserError(_("{name} is no recipe. Correct or remove it.").format(name=file.name))
    return content


def _name(folder: Path, title: str) -> str:
    """Return the file name of the own preset with this title, or a new one that nobody has."""
    mine = [one for one in listed(folder).presets if one.own and one.title.casefold() == title.casefold()]
    if mine:
        return mine[0].name
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "preset"
    taken = {file.stem.casefold() for file in (*_files(folder), *_files(resources.root() / FOLDER))}
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
