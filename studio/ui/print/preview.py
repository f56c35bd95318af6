"""Shows a Document on screen exactly as it will be printed, on white paper in either theme."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from studio.base.texts import _, plural
from studio.printing.display_list import Document, Page, Placed
from studio.printing.units import MM_PER_INCH, dots
from studio.ui import metrics, tokens
from studio.ui.print.painter import render_page

# CSS's inch: what a browser and every other program call 100 %.
_SCREEN_DPI = 96.0
_SMALLEST, _LARGEST = 0.1, 4.0
_STEP = 1.25
# A letter page at this is 40 MB; larger zooms stretch it a little.
_MAX_RENDER_DPI = 330.0
_KEPT_PAGES = 8
_EDGE = QColor(0, 0, 0, 40)
_CUT_LINE = QColor("#cfc6bd")


class Preview(QScrollArea):
    """A column of pages. It fits the width until `set_zoom` is called; `zoomed` tells the zoom now in use."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits_width = True
        self._pages = _Pages()
        self.setWidget(self._pages)
        self._pages.setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(_("Print preview"))

    def show_document(self, document: Document | None) -> None:
        """Show the pages of `document`, or an empty ground for None."""
        pages = document.pages if document else ()
        self._pages.show_pages(pages)
        count = plural("{n} page", "{n} pages", len(pages))
        self.setAccessibleDescription(f"{document.title}, {count}" if document else _("Nothing to preview"))
        self._apply(self.zoom)

    @property
    def zoom(self) -> float:
        """The zoom in use; 1.0 is the size on paper at 96 dots an inch."""
        return self._fitting_zoom() if self._fits_width else self._pages.zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at `zoom`, kept when the window changes."""
        self._fits_width = False
        self._apply(zoom)

    def fit_width(self) -> None:
        """Let the widest page fill the width, now and whenever the window changes."""
        self._fits_width = True
        self._apply(self.zoom)

    def zoom_in(self) -> None:
        """Show the pages one step larger."""
        self.set_zoom(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show the pages one step smaller."""
        self.set_zoom(self.zoom / _STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground that the paper lies on."""
        QPainter(self.viewport()).fillRect(event.rect(), tokens.current().sunken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        if self._fits_width:
            self._apply(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _STEP ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def _fitting_zoom(self) -> float:
        room = self.viewport().width() - 2 * metrics.CARD_PADDING_PX
        return room / self._pages.widest_px

    def _apply(self, zoom: float) -> None:
        self._pages.set_zoom(min(max(zoom, _SMALLEST), _LARGEST))
        self.zoomed.emit(self._pages.zoom)


class _Pages(QWidget):
    """The pages under one another, each rendered once a zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.zoom = 1.0
        self._shown: tuple[Page, ...] = ()
        self._rendered: OrderedDict[int, QImage] = OrderedDict()

    @property
    def widest_px(self) -> float:
        """Width of the widest page at zoom 1."""
        return max((dots(page.width_mm, _SCREEN_DPI) for page in self._shown), default=_SCREEN_DPI)

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        self._shown = pages
        self._rendered.clear()

    def set_zoom(self, zoom: float) -> None:
        if zoom != self.zoom:
            self._rendered.clear()
        self.zoom = zoom
        rects = self._rects()
        margin = metrics.CARD_PADDING_PX
        width = max((rect.right() for rect in rects), default=0) + 1 + margin
        self.resize(width, rects[-1].bottom() + 1 + margin if rects else 0)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._rendered.clear()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, rect in enumerate(self._rects()):
            if rect.intersects(event.rect()):
                self._paint_paper(painter, index, rect)

    def _paint_paper(self, painter: QPainter, index: int, rect: QRect) -> None:
        painter.drawImage(rect, self._image(index, rect.size()))
        painter.setPen(QPen(_EDGE, 1))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        page = self._shown[index]
        painter.setPen(QPen(_CUT_LINE, 1, Qt.PenStyle.DotLine))
        for placed in page.placed:
            cell = _cell(placed, rect.topLeft().x(), rect.topLeft().y(), rect.width() / page.width_mm)
            if cell.size() != rect.size():
                painter.drawRect(cell)

    def _image(self, index: int, size: QSize) -> QImage:
        if index not in self._rendered:
            page, ratio = self._shown[index], self.devicePixelRatioF()
            dpi = min(size.width() * ratio / page.width_mm * MM_PER_INCH, _MAX_RENDER_DPI)
            self._rendered[index] = render_page(page, dpi)
            if len(self._rendered) > _KEPT_PAGES:
                self._rendered.popitem(last=False)
        return self._rendered[index]

    def _rects(self) -> list[QRect]:
        rects, top = [], metrics.CARD_PADDING_PX
        widest = round(self.widest_px * self.zoom)
        for page in self._shown:
            dpi = _SCREEN_DPI * self.zoom
            width, height = round(dots(page.width_mm, dpi)), round(dots(page.height_mm, dpi))
            rects.append(QRect(metrics.CARD_PADDING_PX + (widest - width) // 2, top, width, height))
            top += height + metrics.GAP_PX
        return rects


def _cell(placed: Placed, left: float, top: float, px_per_mm: float) -> QRect:
    """Return where the label lies on screen, a dotted hint of its cut that is not printed."""
    width_mm, height_mm = placed.content.width_mm * placed.scale_x, placed.content.height_mm * placed.scale_y
    if placed.quarter_turn:
        width_mm, height_mm = placed.content.height_mm * placed.scale_x, placed.content.width_mm * placed.scale_y
    return QRect(
        round(left + placed.x_mm * px_per_mm),
        round(top + placed.y_mm * px_per_mm),
        round(width_mm * px_per_mm),
        round(height_mm * px_per_mm),
    )
