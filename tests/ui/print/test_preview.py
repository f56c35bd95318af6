import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from pytestqt.qtbot import QtBot

from studio.printing.documents import card_document, picklist_document, sku_document
from studio.printing.stock import stock
from studio.printing.template import design
from studio.ui import tokens
from studio.ui.print.preview import Preview
from tests.printing.samples import CARD, pick_rows, sku_labels

CARDS = card_document([CARD], design("warm"), stock("card-6x4"))


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    widget = Preview()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show()
    return widget


def test_a_page_fits_the_width_and_follows_it(preview: Preview) -> None:
    preview.show_document(CARDS)
    assert preview.zoom == pytest.approx((640 - 32) / 576, abs=0.02)
    preview.resize(400, 480)
    assert preview.zoom == pytest.approx((400 - 32) / 576, abs=0.02)


def test_the_paper_lies_on_sunken_ground_in_both_themes(preview: Preview) -> None:
    preview.show_document(sku_document(sku_labels(1), design("sku-address"), stock("avery-5160")))
    before = tokens.current()
    for name in ("light", "dark"):
        theme = tokens.use(tokens.load(name))
        shown = preview.grab().toImage()
        assert shown.pixelColor(4, 4) == theme.sunken
        assert shown.pixelColor(320, 30) == QColor("white")
    tokens.use(before)


def test_a_zoom_that_was_chosen_stays_when_the_window_changes(preview: Preview, qtbot: QtBot) -> None:
    preview.show_document(CARDS)
    with qtbot.waitSignal(preview.zoomed) as told:
        preview.set_zoom(2.0)
    assert told.args == [2.0]
    preview.resize(400, 400)
    assert preview.zoom == 2.0
    preview.zoom_in()
    assert preview.zoom == 2.5
    preview.zoom_out()
    assert preview.zoom == 2.0
    preview.fit_width()
    assert preview.zoom < 1


def test_zoom_has_its_limits(preview: Preview) -> None:
    preview.show_document(CARDS)
    preview.set_zoom(1000)
    assert preview.zoom == 4.0
    preview.set_zoom(0)
    assert preview.zoom == 0.1


def test_the_wheel_zooms_with_ctrl_held_only(preview: Preview) -> None:
    preview.show_document(CARDS)
    preview.set_zoom(1.0)
    for modifier, zoom in ((Qt.KeyboardModifier.NoModifier, 1.0), (Qt.KeyboardModifier.ControlModifier, 1.25)):
        preview.wheelEvent(
            QWheelEvent(
                QPointF(5, 5),
                QPointF(5, 5),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                modifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
        )
        assert preview.zoom == pytest.approx(zoom)


def test_the_pages_can_be_scrolled_to_the_last(preview: Preview) -> None:
    preview.show_document(picklist_document(pick_rows(*["A"] * 60), stock("letter"), day="Friday"))
    bar = preview.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert preview.grab().toImage().pixelColor(320, 300) == QColor("white")
    assert preview.accessibleDescription() == "Pick list, 4 pages"


def test_nothing_to_show_is_an_empty_ground(preview: Preview) -> None:
    preview.show_document(CARDS)
    preview.show_document(None)
    assert preview.grab().toImage().pixelColor(320, 100) == tokens.current().sunken
    assert preview.accessibleDescription() == "Nothing to preview"
