"""Which photos are of one Item: told by separator cards where there are any, else by the pauses between shots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CARD_REACH = timedelta(minutes=30)
"""A separator card is in force until the next one, or until a pause that long: then somebody forgot the card."""


@dataclass(frozen=True, slots=True)
class Shot:
    """When a picture was taken and what it is called; `key` is whatever the caller knows it by.

    `card` is None for a picture of a piece; for one of a separator card it is the SKU on the card ("": none).
    """

    key: str
    file_name: str
    taken_at: datetime | None
    card: str | None = None


@dataclass(slots=True)
class ShotGroup:
    """The shots of one Item in the order of taking; `card` is the separator card that they follow, if any."""

    card: Shot | None = None
    shots: list[Shot] = field(default_factory=list)

    @property
    def sku(self) -> str:
        """The SKU on the card; empty where nobody has said one."""
        return (self.card.card or "") if self.card else ""


def group_shots(shots: Iterable[Shot], *, gap_s: float) -> list[ShotGroup]:
    """Return the shots in groups, one for each Item: a pause longer than `gap_s` or a separator card starts the next.

    After a card only the next card does, or a pause longer than CARD_REACH. Groups and the shots in them are in the
    order of taking. Shots without a time come after the others, by name: each is a group of its own until a card
    without a time gathers them. The cards themselves are in no group, and a card that nothing follows makes none.
    """
    shots = list(shots)
    timed = sorted((s for s in shots if s.taken_at), key=lambda s: (s.taken_at, s.file_name, s.key))
    untimed = sorted((s for s in shots if not s.taken_at), key=lambda s: (s.file_name, s.key))
    gap = timedelta(seconds=gap_s)
    return [group for group in (*_grouped(timed, gap), *_grouped(untimed, gap)) if group.shots]


def _grouped(shots: Iterable[Shot], gap: timedelta) -> list[ShotGroup]:
    groups: list[ShotGroup] = []
    before: Shot | None = None
    for shot in shots:
        if shot.card is not None:
            groups.append(ShotGroup(card=shot))
        elif before is None or _is_apart(before, shot, groups[-1], gap):
            groups.append(ShotGroup(shots=[shot]))
        else:
            groups[-1].shots.append(shot)
        before = shot
    return groups


def _is_apart(before: Shot, shot: Shot, group: ShotGroup, gap: timedelta) -> bool:
    if before.taken_at is None or shot.taken_at is None:
        return group.card is None
    return shot.taken_at - before.taken_at > (max(gap, CARD_REACH) if group.card else gap)
