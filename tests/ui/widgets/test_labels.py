import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from studio.ui.widgets import PlainLabel
from studio.ui.widgets.labels import LIMIT

HOSTILE = [
    "<img src='file:///etc/hostname' width=100000>",
    "<table>" * 30 + "x",
    "<a href='http://example.org'>Your session expired, click</a>",
    "\u202egnp.exe",
    "a\x00b",
    "%s {0} & &amp;",
    "👩\u200d👩\u200d👧 " * 40,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_others_wrote_is_plain_text(theme, qtbot, text):
    label = PlainLabel(text, wrap=True)
    qtbot.addWidget(label)
    label.resize(300, 100)
    label.show()
    label.grab()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text
    assert label.minimumSizeHint().width() < 2_000


def test_a_text_without_end_is_cut(theme, qtbot):
    label = PlainLabel("x" * 1_000_000)
    qtbot.addWidget(label)
    assert label.text() == "x" * LIMIT + "…"


def test_one_line_stays_one_line_and_shows_the_whole_in_its_tool_tip(theme, qtbot):
    label = PlainLabel("Barn jacket,\nwaxed cotton <b>with</b> corduroy")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    label.grab()
    assert label.text() == "Barn jacket, waxed cotton <b>with</b> corduroy"
    assert label.minimumSizeHint().width() <= 80
    shown = QLabel(label.toolTip())
    shown.setTextFormat(Qt.TextFormat.RichText)
    assert "<b>" not in label.toolTip()
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""
