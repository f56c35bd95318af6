from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from studio.printing.display_list import DisplayList, Document, Frame, Page, Picture, Placed
from studio.printing.documents import card_document, picklist_document, shipping_document, sku_document
from studio.printing.fields import CardFields, SkuFields
from studio.printing.stock import stock
from studio.printing.template import design, designs
from studio.ui.print.painter import render_page
from studio.ui.print.pdf import pdf_bytes
from tests.printing.samples import CARD, HOSTILE_TEXTS, pick_rows, shipping_pdf, sku_labels
from tests.ui.print.rasters import gray_of, raster_of

pytestmark = pytest.mark.usefixtures("qapp")

# Every paper in millimetres and inches is then a whole number of dots.
TEN_DOTS_A_MM = 254.0
LONG = HOSTILE_TEXTS["long title"]


def documents() -> dict[str, Document]:
    return {
        "card": card_document([CARD], design("warm"), stock("avery-5389"), skip=1),
        "handwritten": card_document([CARD], design("handwritten"), stock("card-a6")),
        "labels": sku_document(sku_labels(5, title=LONG), design("sku-address"), stock("avery-5160"), skip=7),
        "turned": sku_document(sku_labels(1), design("sku-slim"), stock("brother-dk-1201")),
        "pick list": picklist_document(pick_rows("A", "A", "B"), stock("letter"), day="Friday"),
        "shipping": shipping_document(shipping_pdf(), stock("roll-4x6")),
    }


@pytest.mark.parametrize("name", list(documents()))
def test_the_preview_is_what_the_pdf_prints(name: str) -> None:
    document = documents()[name]
    screen = gray_of(render_page(document.pages[0], TEN_DOTS_A_MM)).astype(float)
    paper = raster_of(pdf_bytes(document), TEN_DOTS_A_MM).astype(float)
    assert screen.shape == paper.shape
    moved = np.roll(screen, 3, axis=1)
    # Two rasterisers place soft edges differently; anything 0.3 mm away from its place differs far more.
    assert _difference(screen, paper) < 55 < _difference(moved, paper)


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(_softened(one) - _softened(other)).max())


def _softened(raster: np.ndarray) -> np.ndarray:
    """Average over square millimetres."""
    height, width = (side // 10 for side in raster.shape)
    return raster[: height * 10, : width * 10].reshape(height, 10, width, 10).mean(axis=(1, 3))


def test_nothing_is_printed_between_the_labels_whatever_they_say() -> None:
    known = stock("avery-5160")
    for text in HOSTILE_TEXTS.values():
        labels = [SkuFields(sku="TH-1", title=text, size=text, bin=text, price=text)] * 4
        raster = gray_of(render_page(sku_document(labels, design("sku-address"), known).pages[0], 150))
        for cell in islice(known.cells(), 4):
            top, left = round(cell.y_mm / 25.4 * 150) - 1, round(cell.x_mm / 25.4 * 150) - 1
            bottom, right = round((cell.y_mm + 25.4) / 25.4 * 150) + 1, round((cell.x_mm + 66.7) / 25.4 * 150) + 1
            raster[top:bottom, left:right] = 255
        assert raster.min() == 255


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
@pytest.mark.parametrize("key", [card.key for card in designs("card")])
def test_a_card_keeps_a_clear_edge_whatever_it_says(name: str, key: str) -> None:
    text = HOSTILE_TEXTS[name]
    card = CardFields(first_name=text, line=text, item_title=text, seller=text, note=text)
    known = stock("card-6x4") if key != "small" else stock("avery-8373")
    raster = gray_of(render_page(card_document([card], design(key), known).pages[0], 100)).astype(int)
    edge = round(1.2 / 25.4 * 100)
    for strip in (raster[:edge], raster[-edge:], raster[:, :edge], raster[:, -edge:]):
        assert strip.max() - strip.min() <= 1


def test_a_ground_covers_the_whole_of_a_card_of_another_shape() -> None:
    image = render_page(card_document([CARD], design("warm"), stock("card-a6")).pages[0], 100)
    for x, y in ((0, 0), (image.width() - 2, 0), (0, image.height() - 2), (image.width() - 2, image.height() - 2)):
        assert image.pixelColor(x, y) == QColor("#FCF3ED")


def page_with(picture: Picture) -> Page:
    content = DisplayList(width_mm=30, height_mm=40, marks=(picture,))
    return Page(width_mm=30, height_mm=40, placed=(Placed(content=content),))


def test_a_photo_is_cut_to_cover_its_frame_from_the_middle(tmp_path: Path) -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            image.setPixelColor(x, y, QColor("blue"))
    image.save(str(tmp_path / "wide.png"))
    page = page_with(Picture(frame=Frame(5, 5, 20, 20), source=tmp_path / "wide.png", fit="cover"))
    shown = render_page(page, 254)
    assert shown.pixelColor(60, 60) == shown.pixelColor(240, 240) == QColor("blue")
    assert shown.pixelColor(40, 100) == shown.pixelColor(150, 260) == QColor("white")


def test_a_photo_that_is_contained_is_shown_whole(tmp_path: Path) -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "wide.png"))
    shown = render_page(page_with(Picture(frame=Frame(5, 5, 20, 20), source=tmp_path / "wide.png")), 254)
    assert shown.pixelColor(150, 150) == QColor("red")
    assert shown.pixelColor(150, 60) == QColor("white")


def test_a_photo_that_is_gone_leaves_a_quiet_patch(tmp_path: Path) -> None:
    picture = Picture(frame=Frame(5, 5, 20, 20), source=tmp_path / "gone.jpg", fit="cover")
    assert render_page(page_with(picture), 254).pixelColor(150, 150) == QColor("#ece7e1")
