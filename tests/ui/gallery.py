"""The kit on one wall: every widget filled with what it would show, for people (as pictures) and for tests.

`python -m tests.ui.gallery FOLDER` writes one picture of each, light and dark. Look at them after a change.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from studio.base.jobs import JobRunner
from studio.domain.operation import Kind
from studio.ui.job_bridge import JobBridge
from studio.ui.models.paged_model import Column, PagedModel
from studio.ui.submit import Submit
from studio.ui.theme import Choice, Theme
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets import (
    Badge,
    Bar,
    BarChart,
    Bubble,
    BubbleList,
    Card,
    ChoiceField,
    Cover,
    CoverGrid,
    EmptyState,
    FacetList,
    FacetRow,
    GhostButton,
    IconButton,
    MoneyField,
    NumberUnitField,
    PhotoStrip,
    Picture,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    Row,
    RowList,
    SearchField,
    Section,
    StripPhoto,
    TableView,
    Tag,
    TagsField,
    TextField,
    TimeLeft,
    column,
    row,
)
from tests.fakes.clock import FakeClock

STATES = ("draft", "waiting", "live", "sold", "needs", "refused")
Piece = tuple[str, str, str, str]
PIECES: tuple[Piece, ...] = (
    ("$68", "live", "Theory wool shift dress", "Theory · 6 · ♥ 15"),
    ("$140", "waiting", "Barn jacket, waxed cotton with a corduroy collar", "Barbour · M"),
    ("$55", "sold", "Leather loafers", "Everlane · 8 · ♥ 4"),
    ("$36", "needs", "Graphic tee, 1998 tour", "Giant · L"),
    ("$46", "refused", "Check flannel", "J.Crew · M"),
    ("$52", "draft", "High-rise trousers", "Aritzia · 4"),
)

Maker = Callable[[ThumbnailCache], QWidget]


def _filled(widget: QWidget, width: int, height: int) -> QWidget:
    widget.resize(width, height)
    return widget


def _box(*widgets: QWidget | None) -> QWidget:
    box = QWidget()
    box.setLayout(row(*widgets))
    return box


def _model() -> PagedModel[Piece]:
    model: PagedModel[Piece] = PagedModel(
        kind=Kind.ITEM,
        columns=(
            Column("Title", lambda piece: piece[2]),
            Column("State", lambda piece: piece[1]),
            Column("Price", lambda piece: piece[0], right=True),
        ),
        fetch=lambda ids: [PIECES[int(one)] for one in ids],
        id_of=lambda piece: str(PIECES.index(piece)),
    )
    model.set_ids(str(number) for number in range(len(PIECES)))
    return model


def _grid(thumbnails: ThumbnailCache) -> QWidget:
    def cover_of(piece: Piece) -> Cover:
        return Cover(picture="", headline=piece[0], state=piece[1], title=piece[2], caption=piece[3])

    grid = CoverGrid(_model(), cover_of, thumbnails)
    grid.select_ids(["0"])
    return _filled(grid, 860, 720)


def _table(_thumbnails: ThumbnailCache) -> QWidget:
    table = TableView(_model(), "Items")
    table.select_ids(["1"])
    return _filled(table, 560, 280)


def _strip(thumbnails: ThumbnailCache) -> QWidget:
    strip = PhotoStrip(thumbnails)
    strip.set_photos([StripPhoto(photo_id=str(n), picture="", name=f"Photo {n}") for n in range(5)])
    return _filled(strip, 420, 102)


def _facets(_thumbnails: ThumbnailCache) -> QWidget:
    facets = FacetList()
    rows = [FacetRow(value=state, text=state.title(), count=842) for state in STATES]
    facets.set_sections([Section(key="state", title="State", rows=rows)])
    facets.select("state", "live")
    return _filled(facets, 196, 260)


def _fields(_thumbnails: ThumbnailCache) -> QWidget:
    title, price = TextField("Title", limit=10), MoneyField("Price", hint="What a buyer pays")
    size, weight = ChoiceField("Size", [("6", "6 · Women")]), NumberUnitField("Weight")
    colours = TagsField("Colours", [Tag("black", "Black", "#1b1b1b"), Tag("white", "White", "#ffffff")])
    title.start("Theory wool shift dress")
    price.start(6800)
    size.start("6")
    weight.start(420)
    colours.start(("black", "white"))
    title.set_error("This is longer than Closet Fair takes.")
    box = QWidget()
    box.setLayout(column(title, price, size, weight, colours))
    return _filled(box, 320, 460)


def _rows(_thumbnails: ThumbnailCache) -> QWidget:
    rows = RowList("People")
    rows.set_rows(
        [
            Row(
                row_id="1", title="Marisol R.", subtitle="Would you take $55?", note="offer · 22 h left", state="needs"
            ),
            Row(row_id="2", title="Jo T.", subtitle="Thank you, it fits!", note="yesterday", icon="check"),
        ]
    )
    rows.set_current("1")
    return _filled(rows, 300, 140)


def _bubbles(_thumbnails: ThumbnailCache) -> QWidget:
    bubbles = BubbleList()
    bubbles.set_bubbles(
        [
            Bubble(message_id="1", text="Is it lined?", caption="Tue 18:20", mine=False),
            Bubble(message_id="2", text="It is, fully. Pit to pit 18 in.", caption="Tue 18:41 · sent", mine=True),
        ]
    )
    return _filled(bubbles, 520, 200)


def _card(_thumbnails: ThumbnailCache) -> QWidget:
    card = Card(clickable=True)
    card.column.addWidget(PlainLabel("3 offers wait for you", style="heading"))
    card.column.addWidget(PlainLabel("the first runs out in 22 h", style="soft"))
    return _filled(card, 380, 70)


def _chart(_thumbnails: ThumbnailCache) -> QWidget:
    chart = BarChart("Kept")
    chart.set_bars([Bar(label=str(n), value=value, text=f"${value}") for n, value in enumerate((30, 50, 18, 70, 64))])
    return _filled(chart, 280, 96)


def _countdown(_thumbnails: ThumbnailCache) -> QWidget:
    now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    return TimeLeft(FakeClock(now), now + timedelta(hours=22, minutes=4))


WALL: Mapping[str, Maker] = {
    "badges": lambda _thumbnails: _box(*(Badge(state) for state in STATES)),
    "buttons": lambda _thumbnails: _box(
        PrimaryButton("New item"), QuietButton("Import", "import"), GhostButton("Undo"), IconButton("close", "Close")
    ),
    "bubbles": _bubbles,
    "card": _card,
    "chart": _chart,
    "countdown": _countdown,
    "empty": lambda _thumbnails: _filled(
        EmptyState("closet", "Nothing yet", "Drop a folder of photos here.", ("Import photos", lambda: None)), 420, 320
    ),
    "facets": _facets,
    "fields": _fields,
    "grid": _grid,
    "picture": lambda thumbnails: Picture(thumbnails, 60, 80),
    "rows": _rows,
    "search": lambda _thumbnails: _filled(SearchField("Search 1,284 items"), 300, 36),
    "strip": _strip,
    "table": _table,
}


def shot(widget: QWidget, ratio: float = 1.0) -> QPixmap:
    """Return what `widget` looks like on a screen with this device pixel ratio."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
        widget.adjustSize()
    pixmap = QPixmap(QSize(widget.size()) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    widget.render(pixmap)
    return pixmap


def main(folder: Path) -> None:
    """Write a picture of everything, light and dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme, bridge = Theme(app), JobBridge()
    runner = JobRunner(bridge)
    thumbnails = ThumbnailCache(Submit(runner, bridge, lambda _title, _error: None))
    folder.mkdir(parents=True, exist_ok=True)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.use(choice)
        for name, make in WALL.items():
            shot(make(thumbnails), 2.0).save(str(folder / f"{name}_{choice.value}.png"))
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
