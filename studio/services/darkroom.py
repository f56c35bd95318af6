"""Pictures for the rest of the program: thumbnails and renditions by their look, made once, kept in the cache."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.jobs import Context, Quiet
from studio.base.paths import Profile
from studio.base.texts import _
from studio.domain.photo import Photo, original_of

if TYPE_CHECKING:
    from studio.imaging.pipeline import Darkroom

THUMBNAIL_PX = 512
SCREEN_PX = 1600
SHAPES = ("3x4", "1x1")


class LazyDarkroom:
    """The profile's one Darkroom, whose child processes start with the first picture."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._room: Darkroom | None = None

    def open(self) -> Darkroom:
        """Return the Darkroom."""
        with self._lock:
            if self._room is None:
                from studio.imaging.pipeline import Darkroom  # the start of the program does not wait for it

                self._room = Darkroom(cache=self._profile.root / "cache" / "darkroom", models=self._profile.models)
            return self._room

    def close(self) -> None:
        """End the child processes."""
        with self._lock:
            if self._room is not None:
                self._room.close()
                self._room = None


def thumbnail_file(profile: Profile, look: str, long_edge_px: int = THUMBNAIL_PX) -> Path:
    """Return where the thumbnail of a look lies once it has been made."""
    return profile.renditions / look[:2] / f"{look}-{long_edge_px}.jpg"


def rendition_file(profile: Profile, look: str, shape: str) -> Path:
    """Return where a rendition of a look in a shape ("3x4", "1x1", "master") lies once it has been made."""
    return profile.renditions / look[:2] / f"{look}-{shape}.jpg"


def original_file(find: Path | None, photo: Photo) -> Path:
    """Return `find` where it is a file; raise UserError where the original of `photo` is missing."""
    if find is None:
        raise UserError(_("The original of {name} is missing from the media folder.").format(name=photo.file_name))
    return find


def develop(
    darkroom: LazyDarkroom, profile: Profile, source: Path, photo: Photo, context: Context | None = None
) -> str:
    """Make every shape of a Photo after its Recipe; return what a person should look at, "" where nothing.

    Raises UserError where the picture cannot be used at all; then nothing was written.
    """
    from studio.imaging.plan import Output
    from studio.imaging.recipe import Recipe

    shapes = {shape: rendition_file(profile, photo.look, shape) for shape in SHAPES}
    if all(file.exists() for file in shapes.values()):
        return photo.note
    next(iter(shapes.values())).parent.mkdir(parents=True, exist_ok=True)
    outputs = [Output(path=file, shape=shape) for shape, file in shapes.items()]
    recipe = Recipe.from_json(photo.recipe) if photo.recipe else Recipe()
    made = darkroom.open().develop(source, recipe, outputs, context or Quiet(), source_sha256=photo.sha256)
    if not made.usable:
        raise UserError(made.doubt)
    return made.doubt


def thumbnail(
    darkroom: LazyDarkroom, profile: Profile, source: Path, look: str, long_edge_px: int, context: Context | None = None
) -> Path:
    """Return the thumbnail of `source`, which shows `look`, and make it first where it is missing."""
    target = thumbnail_file(profile, look, long_edge_px)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        darkroom.open().thumbnail(source, target, context or Quiet(), long_edge_px=long_edge_px)
    return target


def is_original(look: str) -> bool:
    """Return whether a look is the picture as it was shot."""
    return original_of(look) == look
