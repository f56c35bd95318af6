"""The parent's side of the live preview: one photo after its steps, as pixels for the screen, from a child process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.child import Child, ChildDied, ChildFault, ChildPool
from studio.imaging.recipe import Recipe

log = logging.getLogger(__name__)

LONG_EDGE_PX = 1600
_TIMEOUT_S = 20.0  # 200 megapixels of HEIC take 10 s to decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose preview: an original by its file and SHA-256, at most `long_edge_px` large."""

    source: Path
    sha256: str
    long_edge_px: int = LONG_EDGE_PX


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """Where the pixels are (four bytes each: blue, green, red, 255, rows without gaps), and what is known of them.

    `mask` says whose mask it was: "own", "borrowed" from another look of the photo, or "" for none.
    """

    file: Path
    mask: str
    facts: Mapping[str, Any]


class Previewer:
    """Renders one photo at a time; a request for another photo lets go of the first."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "preview.raw"
        self._children = ChildPool(lambda: Child("studio.imaging.preview_child"), 1)
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def pids(self) -> tuple[int, ...]:
        """The process id of the child, while it runs."""
        return self._children.pids

    def render(
        self, subject: Subject, recipe: Recipe, context: Context, *, mask: Path | None = None, closely: bool = False
    ) -> Pictured:
        """Return `subject` after `recipe`; the file is overwritten by the next request.

        `mask` is the coarse mask of its cut-out, `Path()` where there is none yet (one of another look of the photo
        is borrowed), None to leave the cut-out out. Raises UserError with a sentence, or Cancelled.
        """
        request = {**_request(subject, recipe, mask), "target": str(self._file.absolute()), "closely": closely}
        facts = dict(self._ask("render", request, context))
        return Pictured(file=self._file, mask=facts.pop("mask"), facts=facts)

    def kinds(self, context: Context) -> dict[str, Any]:
        """Return every step that can be run, by name: its version and its usual parameters."""
        return dict(self._ask("kinds", {}, context))

    def current(self, recipe: Recipe, context: Context) -> Recipe:
        """Return `recipe` in the newest versions of its steps, every parameter written out; raise UserError."""
        return Recipe.from_json(self._ask("current", {"recipe": recipe.to_json()}, context))

    def close(self) -> None:
        """End the child."""
        self._children.close()

    def _ask(self, operation: str, request: Mapping[str, Any], context: Context) -> Any:
        """Ask the child; one that died is replaced and asked again, once."""
        with self._children.borrowed(context) as child:
            try:
                try:
                    return child.ask(operation, request, timeout_s=_TIMEOUT_S, context=context)
                except ChildDied as error:
                    log.info("%s: %s", operation, error)
                    return child.ask(operation, request, timeout_s=_TIMEOUT_S, context=context)
            except ChildDied as error:
                raise UserError(_("The picture made its decoder fail or stall, so it cannot be shown.")) from error
            except ChildFault as error:
                log.warning("%s: %s", operation, error)
                raise UserError(_("The picture is damaged in a way that the studio does not know.")) from error


def _request(subject: Subject, recipe: Recipe, mask: Path | None) -> dict[str, Any]:
    source = str(subject.source.absolute())
    return {
        "photo": {"source": source, "sha256": subject.sha256, "long_edge_px": subject.long_edge_px},
        "recipe": recipe.to_json(),
        "mask": None if mask is None else "" if mask == Path() else str(mask),
    }
