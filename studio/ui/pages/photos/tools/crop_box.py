"""The arithmetic of a crop: a box over a picture that is turned a little, and never shows what is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin

LEAST = 0.03
_EXACT = 1e-9
_HALVINGS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Left, top, right and bottom, relative to the picture after its quarter turns."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle is."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def moved(self, across: float, down: float) -> Box:
        """Return it somewhere else."""
        return Box(left=self.left + across, top=self.top + down, right=self.right + across, bottom=self.bottom + down)

    def scaled(self, wide: float, high: float) -> Box:
        """Return it around the same middle with other sides."""
        x, y = self.middle
        return Box(left=x - wide / 2, top=y - high / 2, right=x + wide / 2, bottom=y + high / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The picture under the box: its width and height after quarter turns, in any unit, and its angle."""

    width: float
    height: float
    angle_deg: float = 0.0

    def fits(self, box: Box) -> bool:
        """Return whether the box shows nothing but picture, and enough of it."""
        if box.width < LEAST - _EXACT or box.height < LEAST - _EXACT:
            return False
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        if any(not -_EXACT <= part <= 1 + _EXACT for corner in corners for part in corner):
            return False
        return all(self._inside(x, y) for x, y in corners)

    def _inside(self, x: float, y: float) -> bool:
        """Return whether a place of the frame lies on the picture, which is turned clockwise about the middle."""
        across, down = (x - 0.5) * self.width, (y - 0.5) * self.height
        cosine, sine = cos(radians(self.angle_deg)), sin(radians(self.angle_deg))
        x, y = across * cosine + down * sine, down * cosine - across * sine
        return abs(x) <= self.width / 2 + _EXACT * self.width and abs(y) <= self.height / 2 + _EXACT * self.height

    def toward(self, old: Box, new: Box) -> Box:
        """Return the box farthest on the way from `old`, which fits, to `new` that fits, too."""
        if self.fits(new):
            return new

        def at(share: float) -> Box:
            return Box(
                left=old.left + share * (new.left - old.left),
                top=old.top + share * (new.top - old.top),
                right=old.right + share * (new.right - old.right),
                bottom=old.bottom + share * (new.bottom - old.bottom),
            )

        return at(_last(lambda share: self.fits(at(share))))

    def fitted(self, box: Box) -> Box:
        """Return the box, smaller and nearer to the middle as far as it must be."""
        if self.fits(box):
            return box
        x, y = box.middle
        centred = box.moved(0.5 - x, 0.5 - y)

        def at(share: float) -> Box:
            return centred.scaled(max(share, 0.0) * box.width, max(share, 0.0) * box.height)

        small = at(_last(lambda share: self.fits(at(share)) or share < LEAST))
        return self.toward(small, small.moved(x - 0.5, y - 0.5))

    def shaped(self, box: Box, ratio: float) -> Box:
        """Return the largest box within this one that is seen with a ratio of width to height."""
        relative = self.relative(ratio)
        wide = min(box.width, box.height * relative)
        return self.fitted(box.scaled(wide, wide / relative))

    def relative(self, ratio: float) -> float:
        """Return the ratio of a box's width to its height that is seen as `ratio`."""
        return ratio * self.height / self.width


def dragged(box: Box, handle: str, x: float, y: float, relative: float = 0.0) -> Box:
    """Return `box` after a handle ("left top", "right", …) was dragged to a place.

    `relative` keeps width to height at this; an edge then grows to both sides of its middle.
    """
    sides: dict[str, float] = {}
    if "left" in handle:
        sides["left"] = min(x, box.right - LEAST)
    if "right" in handle:
        sides["right"] = max(x, box.left + LEAST)
    if "top" in handle:
        sides["top"] = min(y, box.bottom - LEAST)
    if "bottom" in handle:
        sides["bottom"] = max(y, box.top + LEAST)
    new = replace(box, **sides)
    if not relative:
        return new
    across, down = "left" in handle or "right" in handle, "top" in handle or "bottom" in handle
    if across and down:
        wide = max(new.width, new.height * relative)
        return _anchored(new, handle, wide, wide / relative)
    if across:
        return replace(new.scaled(new.width, new.width / relative), left=new.left, right=new.right)
    return replace(new.scaled(new.height * relative, new.height), top=new.top, bottom=new.bottom)


def quarter_turned(box: Box) -> Box:
    """Return where `box` lies after the picture under it was turned clockwise by 90°."""
    return Box(left=1 - box.bottom, top=box.left, right=1 - box.top, bottom=box.right)


def _anchored(box: Box, handle: str, wide: float, high: float) -> Box:
    left = box.right - wide if "left" in handle else box.left
    top = box.bottom - high if "top" in handle else box.top
    return Box(left=left, top=top, right=left + wide, bottom=top + high)


def _last(holds: Callable[[float], bool]) -> float:
    """Return the largest share for which something holds that holds at first and not at last."""
    low, high = 0.0, 1.0
    for _step in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
