"""What a tool over the photo is, what it asks of the photo's EditSession, and how places are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

Point = tuple[float, float]
"""A place in the original upright picture: x in its widths, y in its heights."""

Params = Mapping[str, Any]

AFTER, BEFORE, NOTHING = "after", "before", ""
"""What lies under a tool: the photo as it is, as it was shot, or what the tool paints itself."""

_SHIFTED = {"{": "Shift+[", "}": "Shift+]", "[": "[", "]": "]"}
"""Told by what is typed: where brackets lie differs from keyboard to keyboard."""


class Session(Protocol):
    """The part of an EditSession that tools use: the steps of the photo in hand, and where it lies on the canvas."""

    def params(self, name: str) -> Params:
        """Return the parameters of a step, be it still to be saved; the usual ones where it is not in the Recipe."""
        ...

    def has(self, name: str) -> bool:
        """Return whether the Recipe has this step."""
        ...

    def set_params(self, name: str, params: Params, *, live: bool = False, apart: bool = False) -> None:
        """Give the step new parameters; `live` shows them and no more, `apart` is an undo of its own."""
        ...

    def remove(self, name: str) -> None:
        """Take the step off."""
        ...

    def leave_out(self, names: frozenset[str]) -> None:
        """Show the picture without these steps until this is called with none."""
        ...

    def to_original(self, place: Point) -> Point:
        """Return which point of the original is seen at a place of the picture shown (0 to 1 in both directions)."""
        ...

    def to_view(self, point: Point) -> Point:
        """Return at which place of the picture shown a point of the original is seen."""
        ...


class Canvas(Protocol):
    """The part of the PhotoView that tools use; places on it are in logical pixels."""

    def on_screen(self, point: Point) -> QPointF:
        """Return where a point of the original is seen."""
        ...

    def to_original(self, at: QPointF) -> Point:
        """Return which point of the original is seen at a place."""
        ...

    def long_edge_px(self) -> float:
        """Return how long the original's long edge is on the screen: the measure of every radius."""
        ...

    def photo_rect(self) -> QRectF:
        """Return where the picture lies."""
        ...

    def outline(self) -> QPainterPath:
        """Return the edge of the cut-out on the screen; empty where it is not known."""
        ...

    def picture(self) -> QImage:
        """Return the picture that is shown."""
        ...

    def stroke_count(self) -> int:
        """Return how many strokes of the brush it shows."""
        ...

    def as_shot(self) -> QImage:
        """Return the picture without any change of its colours, placed as the one that is shown."""
        ...

    def room(self) -> QRectF:
        """Return the whole canvas."""
        ...

    def pixel_ratio(self) -> float:
        """Return how many pixels of the screen make a logical one."""
        ...

    def renew(self, part: QRectF | None = None) -> None:
        """Paint the canvas, or a part of it, again."""
        ...

    def say(self, text: str) -> None:
        """Say something over the photo."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Where the mouse is, which keys are held with it, and whether its button is down."""

    at: QPointF
    shift: bool = False
    alt: bool = False
    down: bool = False


class Tool(QObject):
    """A tool does nothing by itself; it gets its canvas when it is taken in hand. `finished` puts it away."""

    step: ClassVar[str] = ""
    title: ClassVar[str] = ""
    left_out: ClassVar[frozenset[str]] = frozenset()
    """The steps that the picture is shown without while this tool is in hand."""
    backdrop: str = AFTER
    finished = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._canvas: Canvas | None = None
        self.keys: dict[str, Callable[[], object]] = {"Esc": self.finished.emit}
        """What the keys do, by their portable names."""

    @property
    def canvas(self) -> Canvas:
        """The canvas on which it is used."""
        if self._canvas is None:
            raise RuntimeError("this tool is not in hand")
        return self._canvas

    @property
    def in_hand(self) -> bool:
        """Whether it lies on a canvas."""
        return self._canvas is not None

    def take(self, canvas: Canvas) -> None:
        """Begin to be used on a canvas."""
        self._canvas = canvas
        if self.left_out:
            self.session.leave_out(self.left_out)

    def put_away(self) -> None:
        """Stop being used; what is half drawn is kept as far as it is drawn."""
        self._canvas = None
        if self.left_out:
            self.session.leave_out(frozenset())

    def options(self) -> QWidget | None:
        """Return the bar with this tool's settings; made once."""
        return None

    def cursor(self) -> Qt.CursorShape:
        """Return how the mouse looks."""
        return Qt.CursorShape.CrossCursor

    def press(self, touch: Touch) -> None:
        """The mouse was pressed."""

    def move(self, touch: Touch) -> None:
        """The mouse was moved, be it pressed or not."""

    def release(self, touch: Touch) -> None:
        """The mouse was let go."""

    def leave(self) -> None:
        """The mouse left the canvas."""

    def changed(self) -> None:
        """The picture or its steps are others now, or it lies elsewhere on the canvas."""

    def paint(self, painter: QPainter) -> None:
        """Paint over the photo."""

    def wants(self, event: QKeyEvent) -> bool:
        """Return whether a key is for this tool, and no shortcut of the window."""
        return spelled(event) in self.keys

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key does here; return False where it does nothing."""
        act = self.keys.get(spelled(event))
        if act is None:
            return False
        act()
        return True


def spelled(event: QKeyEvent) -> str:
    """Return the portable name of what was pressed: "X", "Shift+[", "Shift+Left"."""
    if event.text() in _SHIFTED:
        return _SHIFTED[event.text()]
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    name = QKeySequence(Qt.Key(event.key())).toString(QKeySequence.SequenceFormat.PortableText)
    for modifier, word in (
        (Qt.KeyboardModifier.ShiftModifier, "Shift"),
        (Qt.KeyboardModifier.AltModifier, "Alt"),
        (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    ):
        if held & modifier:
            name = f"{word}+{name}"
    return name


def arrows(nudge: Callable[[int, int], object], *, far: int = 10) -> dict[str, partial[object]]:
    """Return the arrow keys, which move something by a pixel, and with Shift by `far`."""
    ways = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}
    near = {name: partial(nudge, across, down) for name, (across, down) in ways.items()}
    return near | {f"Shift+{name}": partial(nudge, far * across, far * down) for name, (across, down) in ways.items()}


def rows(params: Params, name: str) -> list[list[Any]]:
    """Return a list of lists of a step's parameters as one that may be changed."""
    found: Sequence[Sequence[Any]] = params.get(name) or ()
    return [list(one) for one in found]


def ink(colour: str, alpha: int = 255) -> QColor:
    """Return a colour for lines over photos, the same in both themes."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
