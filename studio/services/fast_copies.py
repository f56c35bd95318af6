"""Fast copies of cut-out models, calibrated and measured on the seller's own photos."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from studio.base import resources
from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.services.context import Studio
from studio.storage.queries import photos as photo_query

if TYPE_CHECKING:
    from studio.imaging.fast_copy import Measured

_PICTURES = 30
_LONG_EDGE_PX = 1024


def make(studio: Studio, backend: str, context: Context) -> Measured:
    """Make the fast copy of a model and return how it compares with it.

    Raises UserError, with the figure, where its masks differ too much; then it was not kept.
    """
    from studio.imaging import fast_copy

    with tempfile.TemporaryDirectory(prefix="studio-fast-copy-", ignore_cleanup_errors=True) as folder:
        pictures = list(_small(studio, _sources(studio), Path(folder), context))
        return fast_copy.make(backend, studio.profile.models, pictures, context)


def possible(size_bytes: int, backend: str) -> bool:
    """Return whether a fast copy of a model can be asked for: it is neither one itself, nor bundled, nor huge."""
    from studio.imaging.fast_copy import SIZE_MAX_BYTES

    return size_bytes <= SIZE_MAX_BYTES and backend.startswith("rembg:") and not backend.endswith("+int8")


def _sources(studio: Studio) -> Iterator[Path]:
    """Yield photos spread over the whole closet, then those of the sample closet."""
    ids = [photo_id for _item, found in photo_query.groups(studio.catalog) for photo_id in found]
    step = max(1, len(ids) // _PICTURES)
    for photo in photo_query.load(studio.catalog, ids[::step][:_PICTURES]):
        original = studio.originals.find(photo.sha256)
        if original is not None:
            yield original
    yield from sorted(resources.path("sample/photos").glob("*.jpg"))


def _small(studio: Studio, sources: Iterator[Path], folder: Path, context: Context) -> Iterator[Path]:
    """Yield small copies of the first photos that can be read."""
    room, count = studio.darkroom.open(), 0
    for source in sources:
        if count == _PICTURES:
            return
        context.report(count, _PICTURES, _("Choosing pictures"))
        target = folder / f"{count}.jpg"
        try:
            room.thumbnail(source, target, context, long_edge_px=_LONG_EDGE_PX)
        except (UserError, TransientError):
            continue
        count += 1
        yield target
