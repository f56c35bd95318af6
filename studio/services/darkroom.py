"""Pictures for the rest of the program: thumbnails and renditions by their look, made once, kept in the cache."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Context, Quiet
from studio.base.paths import Profile
from studio.base.texts import _
from studio.domain.photo import Photo, original_of

if TYPE_CHECKING:
    from studio.imaging.pipeline import Darkroom, Developed
    from studio.imaging.plan import Fit
    from studio.imaging.preview import Previewer
    from studio.imaging.recipe import Recipe

THUMBNAIL_PX = 512
SCREEN_PX = 1600
SHAPES = ("3x4", "1x1")


class NothingToCutOut(UserError):
    """No piece was found in a picture that is sound otherwise."""


class LazyDarkroom:
    """The profile's one Darkroom, whose child processes start with the first picture."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._room: Darkroom | None = None
        self._previewer: Previewer | None = None
        self._closed = False

    def open(self) -> Darkroom:
        """Return the Darkroom; raise Cancelled once it has been closed: nobody would end new child processes."""
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._room is None:
                from studio.imaging.pipeline import Darkroom  # the start of the program does not wait for it

                self._room = Darkroom(cache=self._profile.root / "cache" / "darkroom", models=self._profile.models)
            return self._room

    def previewer(self) -> Previewer:
        """Return the one live preview; raise Cancelled once the Darkroom has been closed."""
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._previewer is None:
                from studio.imaging.preview import Previewer

                self._previewer = Previewer(self._profile.root / "cache" / "preview")
            return self._previewer

    def close(self) -> None:
        """End the child processes."""
        with self._lock:
            self._closed = True
            for room in (self._room, self._previewer):
                if room is not None:
                    room.close()
            self._room = self._previewer = None


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
    darkroom: LazyDarkroom,
    profile: Profile,
    source: Path,
    photo: Photo,
    context: Context | None = None,
    *,
    shapes: Sequence[str] = SHAPES,
) -> Developed:
    """Make `shapes` of a Photo after its Recipe, unless they are there, and return how it came out.

    Raises NothingToCutOut, and UserError where the picture cannot be used at all; then nothing was written.
    """
    from studio.imaging.plan import Output
    from studio.imaging.recipe import Recipe

    files = {shape: rendition_file(profile, photo.look, shape) for shape in shapes}
    known = _known(profile, photo.look)
    if known is not None and all(file.exists() for file in files.values()):
        return known
    _facts_file(profile, photo.look).parent.mkdir(parents=True, exist_ok=True)
    outputs = [Output(path=file, shape=shape) for shape, file in files.items()]
    recipe = Recipe.from_json(photo.recipe)
    made = darkroom.open().develop(source, recipe, outputs, context or Quiet(), source_sha256=photo.sha256)
    if not made.usable:
        raise NothingToCutOut(made.doubt)
    _remember(profile, photo.look, made)
    return made


def fitted(  # noqa: PLR0913 - as develop, and what the file has to keep to
    darkroom: LazyDarkroom, profile: Profile, source: Path, photo: Photo, shape: str, wanted: Fit, context: Context
) -> Path:
    """Return a Photo after its Recipe in a shape, in a file that keeps to `wanted`, made first where it is missing.

    Raises NothingToCutOut, and UserError where the picture cannot be used, or cannot keep to it.
    """
    from studio.imaging.plan import Output
    from studio.imaging.recipe import Recipe

    mark = hashlib.sha256(f"{shape} {sorted(wanted.to_plain().items())}".encode()).hexdigest()[:12]
    suffix = ".png" if wanted.format == "PNG" else ".jpg"
    file = profile.renditions / photo.look[:2] / f"{photo.look}-{mark}{suffix}"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        recipe = Recipe.from_json(photo.recipe)
        output = Output(path=file, shape=shape, background=_opaque(recipe, wanted), fit=wanted)
        made = darkroom.open().develop(source, recipe, [output], context, source_sha256=photo.sha256)
        if not made.usable:
            raise NothingToCutOut(made.doubt)
    return file


def _opaque(recipe: Recipe, wanted: Fit) -> str | None:
    """Return another background where a JPEG cannot have the Recipe's: what is see-through becomes white."""
    through = any(step.name == "background" and step.params.get("colour") == "transparent" for step in recipe.steps)
    return "white" if through and wanted.format == "JPEG" else None


def thumbnail(
    darkroom: LazyDarkroom, profile: Profile, source: Path, look: str, long_edge_px: int, context: Context | None = None
) -> Path:
    """Return the thumbnail of `source`, which shows `look`, and make it first where it is missing."""
    target = thumbnail_file(profile, look, long_edge_px)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        darkroom.open().thumbnail(source, target, context or Quiet(), long_edge_px=long_edge_px)
    return target


def _facts_file(profile: Profile, look: str) -> Path:
    return profile.renditions / look[:2] / f"{look}.json"


def _known(profile: Profile, look: str) -> Developed | None:
    """Return how a look came out when it was made; None where nobody remembers."""
    from studio.imaging.pipeline import Developed

    try:
        facts = json.loads(_facts_file(profile, look).read_text("utf-8"))
        frames = {shape: (left, top, right, bottom) for shape, (left, top, right, bottom) in facts["frames"].items()}
        return Developed(confidence=facts["confidence"], doubt=facts["doubt"], frames=frames)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None  # the cache may be emptied, or cut short, at any time


def _remember(profile: Profile, look: str, made: Developed) -> None:
    from studio.imaging.files import write_atomically

    facts = {"confidence": made.confidence, "doubt": made.doubt, "frames": made.frames}
    write_atomically(_facts_file(profile, look), json.dumps(facts).encode())


def is_original(look: str) -> bool:
    """Return whether a look is the picture as it was shot."""
    return original_of(look) == look
