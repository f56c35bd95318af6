"""The shipping label: 4 by 6 inches, drawn as carriers draw theirs, with a Code 128 that scanners read."""

import io
import math
import unicodedata
from datetime import datetime

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

from studio.demo_market.answers import Address, Order
from studio.demo_market.buyers import SELLER_ADDRESS

WIDTH, HEIGHT = 4 * inch, 6 * inch
MARGIN = 0.18 * inch
GRAMS_PER_OUNCE = 28.349523125
SERVICE = "Closet Post Ground"
# Letters that Unicode does not take apart into a plain one and an accent.
UNDIVIDED = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "AE", "æ": "ae", "ß": "ss"})


def draw(order: Order, weight_g: int) -> bytes:
    """The label as a PDF of one page."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setTitle(f"Shipping label, order {order.number}")
    canvas.setAuthor("Closet Fair")
    canvas.setLineWidth(1.2)
    canvas.rect(MARGIN / 2, MARGIN / 2, WIDTH - MARGIN, HEIGHT - MARGIN)
    _service_band(canvas, order)
    _sender(canvas, order, weight_g)
    _receiver(canvas, order.ship_to)
    _tracking(canvas, order.shipment.tracking if order.shipment else order.tracking)
    _foot(canvas, order)
    canvas.save()
    return written.getvalue()


def _service_band(canvas: Canvas, order: Order) -> None:
    """The big letter that sorters look for, and the service in white on black."""
    top, bottom = HEIGHT - MARGIN / 2, HEIGHT - 1.12 * inch
    canvas.line(MARGIN / 2, bottom, WIDTH - MARGIN / 2, bottom)
    canvas.line(1.02 * inch, bottom, 1.02 * inch, top)
    canvas.setFont("Helvetica-Bold", 58)
    canvas.drawCentredString((MARGIN / 2 + 1.02 * inch) / 2, bottom + 0.21 * inch, "G")
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawRightString(WIDTH - MARGIN, top - 0.25 * inch, "CLOSET POST")
    canvas.setFont("Helvetica", 7)
    canvas.drawRightString(WIDTH - MARGIN, top - 0.38 * inch, "SHIPPING PAID BY BUYER")
    canvas.drawRightString(WIDTH - MARGIN, top - 0.49 * inch, "PRACTICE LABEL - NOT VALID AS POSTAGE")
    canvas.rect(1.02 * inch, bottom, WIDTH - MARGIN / 2 - 1.02 * inch, 0.38 * inch, fill=1)
    canvas.setFillGray(1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawCentredString((1.02 * inch + WIDTH - MARGIN / 2) / 2, bottom + 0.13 * inch, _plain(SERVICE).upper())
    canvas.setFillGray(0)


def _sender(canvas: Canvas, order: Order, weight_g: int) -> None:
    top = HEIGHT - 1.32 * inch
    canvas.setFont("Helvetica", 8.5)
    for place, line in enumerate(_address_lines(SELLER_ADDRESS)):
        canvas.drawString(MARGIN, top - place * 11, line)
    facts = (
        f"SHIP BY {datetime.fromisoformat(order.ship_by):%d %b %Y}".upper(),
        f"WEIGHT {_weight_words(weight_g)}",
        f"ORDER {order.number}",
    )
    for place, line in enumerate(facts):
        canvas.drawRightString(WIDTH - MARGIN, top - place * 11, line)


def _receiver(canvas: Canvas, address: Address) -> None:
    top = HEIGHT - 2.42 * inch
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawString(MARGIN, top, "SHIP")
    canvas.drawString(MARGIN, top - 10, "TO:")
    left = MARGIN + 0.42 * inch
    for place, line in enumerate(_address_lines(address)):
        size = _fitting_size(canvas, line, 14, WIDTH - MARGIN - left)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(left, top - 4 - place * 18, line)


def _tracking(canvas: Canvas, tracking: str) -> None:
    top, bottom = 2.42 * inch, 0.62 * inch
    canvas.setLineWidth(3)
    canvas.line(MARGIN / 2, top, WIDTH - MARGIN / 2, top)
    canvas.line(MARGIN / 2, bottom, WIDTH - MARGIN / 2, bottom)
    canvas.setLineWidth(1.2)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawCentredString(WIDTH / 2, top - 0.22 * inch, "CLOSET POST TRACKING #")
    code = Code128(tracking, barHeight=0.95 * inch, barWidth=1, quiet=False)
    # Bars of a whole number of dots at 203 dpi, the thermal printers' resolution, stay sharp; three dots if they fit.
    dot = inch / 203
    dots = next(count for count in (3, 2, 1) if code.width * count * dot <= WIDTH - 0.5 * inch or count == 1)
    code = Code128(tracking, barHeight=0.95 * inch, barWidth=dots * dot, quiet=False)
    code.drawOn(canvas, (WIDTH - code.width) / 2, bottom + 0.42 * inch)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawCentredString(WIDTH / 2, bottom + 0.16 * inch, " ".join(_groups(tracking)))


def _foot(canvas: Canvas, order: Order) -> None:
    pieces = len(order.lines)
    skus = ", ".join(line.sku for line in order.lines if line.sku)
    canvas.setFont("Helvetica", 7.5)
    text = _plain(f"{pieces} {'piece' if pieces == 1 else 'pieces'}{': ' if skus else ''}{skus}")
    canvas.drawString(MARGIN, 0.42 * inch, text if len(text) < 70 else text[:67] + "...")
    canvas.drawString(MARGIN, 0.25 * inch, "Thank you for keeping good clothes in the world.")


def _address_lines(address: Address) -> list[str]:
    lines = (
        address.name,
        address.street,
        address.street2,
        f"{address.city} {address.region} {address.postal_code}",
        None if address.country == "US" else address.country,
    )
    plain = [_plain(line or "").upper() for line in lines]
    return [line for line in plain if line]


def _plain(text: str) -> str:
    """Carriers' machines read ASCII: José becomes Jose."""
    return unicodedata.normalize("NFKD", text.translate(UNDIVIDED)).encode("ascii", "ignore").decode()


def _fitting_size(canvas: Canvas, line: str, wanted: float, width: float) -> float:
    natural = canvas.stringWidth(line, "Helvetica-Bold", wanted)
    return wanted if natural <= width else max(6, wanted * width / natural)


def _weight_words(weight_g: int) -> str:
    """Pounds and ounces, rounded up as carriers do."""
    ounces = math.ceil(weight_g / GRAMS_PER_OUNCE)
    return f"{ounces // 16} LB {ounces % 16} OZ"


def _groups(tracking: str) -> list[str]:
    """CP in front, then fours, as people read a number aloud."""
    head = tracking[: len(tracking) % 4 or 4]
    return [head, *(tracking[place : place + 4] for place in range(len(head), len(tracking), 4))]
