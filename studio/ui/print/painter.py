"""The painter: draws a page of marks on whatever takes paint, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
)

from studio.printing.display_list import (
    Box,
    Code,
    DisplayList,
    Frame,
    Mark,
    Ornament,
    Page,
    Picture,
    Pixels,
    Placed,
    Rule,
    Text,
)
from studio.printing.units import dots
from studio.printing.vector import parse_path
from studio.ui.print.faces import UNITS_PER_MM
from studio.ui.print.text_fit import paint_text

# A photo on paper is as sharp as it gets at this; more would only swell the PDF.
_PHOTO_DPI = 300
_MISSING = "#ece7e1"


def paint_page(painter: QPainter, page: Page, dpi: float) -> None:
    """Draw `page` with its top left corner at the painter's origin, on a device of `dpi` dots an inch."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    units = dots(1, dpi) / UNITS_PER_MM
    painter.scale(units, units)
    for placed in page.placed:
        painter.save()
        _paint_placed(painter, placed)
        painter.restore()
    painter.restore()


def render_page(page: Page, dpi: float) -> QImage:
    """Return `page` as a picture on white paper."""
    size = QSize(ceil(round(dots(page.width_mm, dpi), 3)), ceil(round(dots(page.height_mm, dpi), 3)))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_page(painter, page, dpi)
    return image


def _paint_placed(painter: QPainter, placed: Placed) -> None:
    content = placed.content
    painter.translate(placed.x_mm * UNITS_PER_MM, placed.y_mm * UNITS_PER_MM)
    painter.scale(placed.scale_x, placed.scale_y)
    if placed.quarter_turn:
        painter.translate(content.height_mm * UNITS_PER_MM, 0)
        painter.rotate(90)
    _paint_list(painter, content)


def _paint_list(painter: QPainter, content: DisplayList) -> None:
    whole = _rect(Frame(0, 0, content.width_mm, content.height_mm))
    painter.setClipRect(whole, Qt.ClipOperation.IntersectClip)
    if content.ground:
        painter.fillRect(whole, QColor(content.ground))
    for mark in content.marks:
        painter.save()
        _paint_mark(painter, mark)
        painter.restore()


def _paint_mark(painter: QPainter, mark: Mark) -> None:
    match mark:
        case Text():
            painter.setClipRect(_text_clip(mark), Qt.ClipOperation.IntersectClip)
            paint_text(painter, mark)
        case Rule():
            painter.setPen(_pen(mark.color, mark.width_mm))
            painter.drawLine(_point(mark.start_mm), _point(mark.end_mm))
        case Box():
            _set_colors(painter, mark.fill, mark.line, mark.line_mm)
            radius = mark.radius_mm * UNITS_PER_MM
            painter.drawRoundedRect(_rect(mark.frame), radius, radius)
        case Ornament():
            _set_colors(painter, mark.fill, mark.line, mark.line_mm)
            painter.drawPath(_outline(mark))
        case Code():
            _paint_code(painter, mark)
        case Picture():
            _paint_picture(painter, mark)


def _paint_code(painter: QPainter, code: Code) -> None:
    # Without anti-aliasing each edge lies on a whole dot: grey edges make a thermal printer's bars ragged.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    frame, modules = _rect(code.frame), code.modules
    width, height = frame.width() / modules.columns, frame.height() / len(modules.rows)
    # One path: a PDF viewer shows hairlines between rectangles that are filled one by one.
    cells = QPainterPath()
    cells.setFillRule(Qt.FillRule.WindingFill)
    for index, row in enumerate(modules.rows):
        for start, length in _dark_runs(row):
            cells.addRect(frame.left() + start * width, frame.top() + index * height, length * width, height)
    painter.fillPath(cells, Qt.GlobalColor.black)


def _dark_runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark cells."""
    start = None
    for index, dark in enumerate((*row, False)):
        if dark and start is None:
            start = index
        elif not dark and start is not None:
            yield start, index - start
            start = None


def _paint_picture(painter: QPainter, picture: Picture) -> None:
    target = _rect(picture.frame)
    image = _pixels_image(picture.source) if isinstance(picture.source, Pixels) else _photo(picture)
    if image.isNull():
        painter.fillRect(target, QColor(_MISSING))
        return
    if picture.fit == "contain":
        size = image.size().toSizeF().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
        center = target.center()
        target = QRectF(QPointF(center.x() - size.width() / 2, center.y() - size.height() / 2), size)
    painter.drawImage(target, _for_device(painter, image, target))


def _photo(picture: Picture) -> QImage:
    """Load a photo upright, no finer than paper can show, cut to the frame's shape if it is to cover that."""
    reader = QImageReader(str(picture.source))
    reader.setAutoTransform(True)
    longest = round(dots(max(picture.frame.width_mm, picture.frame.height_mm), _PHOTO_DPI))
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(longest * 2, longest * 2, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(size))
    image = reader.read()
    if picture.fit == "contain" or image.isNull():
        return image
    shape = picture.frame.width_mm / picture.frame.height_mm
    width = min(image.width(), round(image.height() * shape))
    height = min(image.height(), round(image.width() / shape))
    return image.copy((image.width() - width) // 2, (image.height() - height) // 2, width, height)


def _pixels_image(pixels: Pixels) -> QImage:
    gray = QImage(pixels.gray, pixels.width, pixels.height, pixels.width, QImage.Format.Format_Grayscale8)
    return gray.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def _for_device(painter: QPainter, image: QImage, target: QRectF) -> QImage:
    """Shrink `image` beforehand where a screen has far fewer dots; drawing it at once would drop whole lines."""
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        return image
    size = painter.deviceTransform().mapRect(target).size().toSize()
    if size.isEmpty() or size.width() >= image.width():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(size, mode=smooth)


def _outline(ornament: Ornament) -> QPainterPath:
    frame, path = _rect(ornament.frame), QPainterPath()
    scale = min(frame.width() / ornament.view[0], frame.height() / ornament.view[1])
    left = frame.left() + (frame.width() - ornament.view[0] * scale) / 2
    top = frame.top() + (frame.height() - ornament.view[1] * scale) / 2
    for verb, numbers in parse_path(ornament.path):
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points = [QPointF(left + x * scale, top + y * scale) for x, y in pairs]
        if verb == "M":
            path.moveTo(*points)
        elif verb == "L":
            path.lineTo(*points)
        elif verb == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
    return path


def _set_colors(painter: QPainter, fill: str, line: str, line_mm: float) -> None:
    painter.setPen(_pen(line, line_mm) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)


def _pen(color: str, width_mm: float) -> QPen:
    pen = QPen(QColor(color), width_mm * UNITS_PER_MM)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _text_clip(text: Text) -> QRectF:
    """The frame and a little air: slanted and handwritten letters lean out of their own width."""
    air = text.size_pt * UNITS_PER_MM / 20
    return _rect(text.frame).adjusted(-air, -air, air, air)


def _rect(frame: Frame) -> QRectF:
    return QRectF(
        frame.x_mm * UNITS_PER_MM,
        frame.y_mm * UNITS_PER_MM,
        frame.width_mm * UNITS_PER_MM,
        frame.height_mm * UNITS_PER_MM,
    )


def _point(at_mm: tuple[float, float]) -> QPointF:
    return QPointF(at_mm[0] * UNITS_PER_MM, at_mm[1] * UNITS_PER_MM)
