"""What the page of the cut-out models lists, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.base.texts import _
from studio.services import fast_copies, models
from studio.services.context import Studio
from studio.ui.model_card import Shown

if TYPE_CHECKING:
    from studio.services.models import Kept, Model

TITLES: Mapping[str, str] = {
    "garments": _("Comes with the studio"),
    "own": _("Your own files"),
    "anything": _("For anything"),
    "people": _("For people wearing the piece"),
    "special": _("For special cases"),
}
_FAST = "+int8"


@dataclass(frozen=True, slots=True)
class Running:
    """A Job that has a model in hand; without a backend it is a file that is tried."""

    backend: str
    words: str


def cards_shown(studio: Studio, running: Iterable[Running]) -> list[tuple[str, list[Shown]]]:
    """Return the cards of each group that has any, in the order of the page."""
    kept = {one.backend: one for one in models.kept(studio)}
    used = models.meant(studio)
    busy = {one.backend: one.words for one in running}
    groups: dict[str, list[Shown]] = {group: [] for group in TITLES}
    for offered in models.offered(studio):
        model = offered.model
        groups[model.group].append(_of_model(model, kept, used, busy))
    for name in models.custom(studio):
        groups["own"].append(_of_file(name, kept, used, busy))
    return [(group, shown) for group, shown in groups.items() if shown]


def _of_model(model: Model, kept: Mapping[str, Kept], used: str, busy: Mapping[str, str]) -> Shown:
    here = kept.get(model.backend)
    facts = [_size(here.size_bytes if here else model.size_mb * 1_000_000), model.licence]
    if not model.bundled:
        facts.append(_("about {n} memory").format(n=_size(model.memory_mb * 1_000_000)))
    return Shown(
        name=model.name,
        backend=model.backend,
        title=model.title,
        words=model.good_for,
        facts=" · ".join(facts),
        caution=model.caution,
        fetch=_("Fetch {size}").format(size=_size(model.size_mb * 1_000_000)),
        removable=not model.bundled,
        **_state(model.backend, kept, used, busy),
    )


def _of_file(name: str, kept: Mapping[str, Kept], used: str, busy: Mapping[str, str]) -> Shown:
    backend = f"rembg:{name}"
    return Shown(
        name=name,
        backend=backend,
        title=name,
        words=_("A model that you added; it was tried on a drawn picture."),
        facts=_size(kept[backend].size_bytes),
        **_state(backend, kept, used, busy),
    )


def _state(backend: str, kept: Mapping[str, Kept], used: str, busy: Mapping[str, str]) -> dict[str, Any]:
    here, copy = kept.get(backend), kept.get(backend + _FAST)
    return {
        "here": here is not None,
        "used": used == backend,
        "copyable": here is not None and fast_copies.possible(here.size_bytes, backend),
        "copy": copy.facts if copy else None,
        "copy_used": used == backend + _FAST,
        "running": busy.get(backend, ""),
    }


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"
