"""A session on paper: steps in a dict, a placement that a test chooses, and every change written down."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from studio.ui.pages.photos.tools.tool import Params, Point

USUAL: dict[str, dict[str, Any]] = {
    "cutout": {"backend": "classic", "softness": 0.006, "strokes": []},
    "spots": {"spots": []},
    "flaws": {"regions": [], "close_ups": True},
    "measure": {"lines": [], "labels": []},
    "white_balance": {"strength": 0.7, "mode": "auto", "grey": []},
    "crop": {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0, "angle_deg": 0.0, "quarter_turns": 0},
    "perspective": {"corners": [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]},
}


class PaperSession:
    """Answers as an EditSession does; `saved` holds every change in its order."""

    def __init__(self, *steps: str) -> None:
        self.steps: dict[str, dict[str, Any]] = {name: dict(USUAL[name]) for name in steps}
        self.saved: list[tuple[str, dict[str, Any] | None]] = []
        self.left_out: list[frozenset[str]] = []
        self.way = QTransform()
        """From the original to the picture shown, both 0 to 1."""

    def params(self, name: str) -> Params:
        return self.steps.get(name, USUAL[name])

    def has(self, name: str) -> bool:
        return name in self.steps

    def set_params(self, name: str, params: Params, *, live: bool = False, apart: bool = False) -> None:
        self.steps[name] = {**self.params(name), **params}
        if not live:
            assert apart, "what is done by hand is undone one by one"
            self.saved.append((name, self.steps[name]))

    def remove(self, name: str) -> None:
        del self.steps[name]
        self.saved.append((name, None))

    def leave_out(self, names: frozenset[str]) -> None:
        self.left_out.append(names)

    def to_original(self, place: Point) -> Point:
        back, invertible = self.way.inverted()
        assert invertible
        point = back.map(QPointF(*place))
        return point.x(), point.y()

    def to_view(self, point: Point) -> Point:
        place = self.way.map(QPointF(*point))
        return place.x(), place.y()
